import { checkRuby } from "./reading";

describe("Ruby: the language", () => {
  checkRuby([
    {
      title: "follows classes, their constructors, attributes and constants",
      handler: "app.Orders::Handler.process",
      source: `
        require 'aws-sdk-dynamodb'
        module Orders
          TABLE = ENV['TABLE_NAME']
          class Store
            attr_reader :client, :table
            def initialize(client = Aws::DynamoDB::Client.new, table: TABLE)
              @client = client
              @table = table
            end
            def save(item) = client.put_item(table_name: table, item: item)
            def drop
              client.delete_table(table_name: table)
            end
          end
          class Handler
            def self.process(event:, context:)
              new(event).run
            end
            def initialize(event)
              @event = event
              @store = Store.new(table: "copy-of-#{TABLE}")
            end
            def run
              @store.save(id: @event['id'])
            end
          end
        end
      `,
      calls: ["dynamodb:PutItem TableName=copy-of-${aws_dynamodb_table.orders.name}"],
    },
    {
      title: "follows files that are required, gems and files that are not there aside",
      source: {
        "app.rb": `
          require 'json'
          require_relative 'lib/store'
          require './config'
          def handler(event:, context:)
            Store.write(Config::BUCKET, event)
          end
        `,
        "config.rb": `
          class Config
            BUCKET = ENV.fetch('BUCKET')
          end
        `,
        "lib/store.rb": `
          require 'aws-sdk-s3'
          module Store
            module_function
            def write(bucket, event)
              client.put_object(bucket: bucket, key: "in/#{event['name']}.json", body: JSON.generate(event))
            end
            def client
              @client ||= Aws::S3::Client.new
            end
          end
        `,
        "lib/unused.rb": `
          Aws::IAM::Client.new.create_user(user_name: 'x')
        `,
      },
      calls: ["s3:PutObject Bucket=orders-bucket Key=in/?.json"],
    },
    {
      title: "follows inheritance, mixins and super",
      handler: "app.Child.call",
      source: `
        require 'aws-sdk-sqs'
        module Sending
          def send_it(body)
            @client.send_message(queue_url: @queue, message_body: body)
          end
        end
        class Parent
          include Sending
          def initialize(queue)
            @queue = queue
            @client = Aws::SQS::Client.new
          end
          def run(body)
            send_it(body)
          end
        end
        class Child < Parent
          class << self
            def call(event:, context:)
              new('child-queue').run(event)
            end
          end
          def initialize(name)
            super("https://#{name}")
          end
          def run(body)
            super
            @client.purge_queue(queue_url: @queue)
          end
        end
      `,
      calls: ["sqs:SendMessage QueueUrl=https://child-queue", "sqs:PurgeQueue QueueUrl=https://child-queue"],
    },
    {
      title: "follows blocks, yield, lambdas and methods as blocks",
      source: `
        require 'aws-sdk-sns'
        SNS = Aws::SNS::Client.new
        def retrying(times: 3)
          yield times
        end
        def each_topic(topics, &block)
          topics.each(&block)
        end
        def notify(topic)
          SNS.publish(topic_arn: topic, message: 'm')
        end
        def handler(event:, context:)
          retrying(times: 2) { |count| SNS.subscribe(topic_arn: 't1', protocol: 'email') }
          each_topic(%w[t2 t3]) { |topic| SNS.publish(topic_arn: topic, message: 'm') }
          ['t4'].each(&method(:notify))
          drop = ->(topic) { SNS.delete_topic(topic_arn: topic) }
          drop.call('t5')
          drop.('t6')
        end
      `,
      calls: ["sns:Subscribe TopicArn=t1", "sns:Publish TopicArn=t2", "sns:Publish TopicArn=t3", "sns:Publish TopicArn=t4", "sns:DeleteTopic TopicArn=t5", "sns:DeleteTopic TopicArn=t6"],
    },
    {
      title: "follows what is decided where it is run: case, rescue, ensure, conditions and loops",
      source: `
        require 'aws-sdk-s3'
        def handler(event:, context:)
          s3 = Aws::S3::Client.new
          case event['action']
          when 'get' then s3.get_object(bucket: 'b', key: 'k')
          when 'put'
            s3.put_object(bucket: 'b', key: 'k')
          else
            raise ArgumentError, 'unknown'
          end
          begin
            s3.head_object(bucket: 'b', key: 'k')
          rescue Aws::S3::Errors::NotFound => e
            s3.create_bucket(bucket: 'b')
          ensure
            s3.list_buckets
          end
          s3.delete_object(bucket: 'b', key: 'k') if event['delete']
          s3.delete_bucket(bucket: 'b') unless event['keep']
          token = nil
          loop do
            page = s3.list_object_versions(bucket: 'b', key_marker: token)
            token = page.next_key_marker
            break unless token
          end
          name = event['name'] ? "x-#{event['name']}" : 'fixed'
          s3.get_bucket_tagging(bucket: name)
        end
      `,
      calls: [
        "s3:GetObject Bucket=b", "s3:PutObject Bucket=b", "s3:HeadObject Bucket=b", "s3:CreateBucket Bucket=b", "s3:ListBuckets", "s3:DeleteObject Bucket=b", "s3:DeleteBucket Bucket=b", "s3:ListObjectVersions Bucket=b", "s3:GetBucketTagging Bucket=x-?|fixed",
      ],
    },
    {
      title: "puts hashes together",
      source: `
        require 'aws-sdk-dynamodb'
        BASE = { table_name: 'base' }.freeze
        def query(**options)
          Aws::DynamoDB::Client.new.query(BASE.merge(options))
        end
        def handler(event:, context:)
          query(index_name: 'i')
          params = { **BASE, limit: 1 }
          params[:table_name] = 'other'
          Aws::DynamoDB::Client.new.scan(params)
        end
      `,
      calls: ["dynamodb:Query TableName=base IndexName=i", "dynamodb:Scan TableName=other"],
    },
    {
      title: "reads texts that run over several lines",
      source: `
        require 'aws-sdk-dynamodb'
        def handler(event:, context:)
          Aws::DynamoDB::Client.new.execute_statement(statement: <<~SQL)
            SELECT * FROM "orders"
              WHERE id = 1
          SQL
        end
      `,
      calls: ["dynamodb:ExecuteStatement Statement=SELECT * FROM \"orders\"\n  WHERE id = 1\n"],
    },
    {
      title: "calls no method that is only defined, and says where the handler is not",
      handler: "app.missing",
      source: "def handler(event:, context:)\nend\n",
      calls: [],
      status: "partly",
    },
    {
      title: "says that gems which call AWS are not followed",
      source: `
        require 'dynamoid'
        class Order
          include Dynamoid::Document
        end
        def handler(event:, context:)
          Order.create(id: 1)
        end
      `,
      calls: [],
      status: "partly",
    },
  ]);
});
