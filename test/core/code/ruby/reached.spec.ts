import { checkRuby } from "./reading";

const client = "require 'aws-sdk-s3'\nS3 = Aws::S3::Client.new\n";

describe("methods that Ruby code reaches in other ways", () => {
  checkRuby([
    {
      title: "lets what is inherited call what only the class has",
      source: `
        ${client}
        class Job
          def run
            perform
          end
        end
        class Put < Job
          def perform = S3.put_object(bucket: 'b', key: 'k')
        end
        def handler(event:, context:)
          Put.new.run
        end
      `,
      calls: ["s3:PutObject Bucket=b Key=k"],
    },
    {
      title: "follows aliases and methods that are passed on",
      source: `
        ${client}
        class Files
          extend Forwardable
          def_delegators :@client, :get_object, :list_buckets
          def_delegator :@client, :delete_object, :drop
          delegate :head_object, to: :client
          attr_reader :client
          def initialize(client)
            @client = client
          end
          def put(key) = @client.put_object(bucket: 'b', key: key)
          alias save put
          alias_method :store, :save
        end
        def handler(event:, context:)
          files = Files.new(S3)
          files.get_object(bucket: 'b', key: 'a')
          files.drop(bucket: 'b', key: 'c')
          files.head_object(bucket: 'b', key: 'd')
          files.store('e')
        end
      `,
      calls: ["s3:GetObject Bucket=b Key=a", "s3:DeleteObject Bucket=b Key=c", "s3:HeadObject Bucket=b Key=d", "s3:PutObject Bucket=b Key=e"],
    },
    {
      title: "follows classes that are made by a call",
      source: `
        ${client}
        Pair = Struct.new(:client, :bucket) do
          def put(key)
            client.put_object(bucket: bucket, key: key)
          end
        end
        Named = Data.define(:client) do
          def get = client.get_object(bucket: 'b', key: 'k')
        end
        Base = Class.new do
          def drop = S3.delete_object(bucket: 'b', key: 'k')
        end
        def handler(event:, context:)
          Pair.new(S3, 'p').put('x')
          Named.new(client: S3).get
          Base.new.drop
        end
      `,
      calls: ["s3:PutObject Bucket=p Key=x", "s3:GetObject Bucket=b Key=k", "s3:DeleteObject Bucket=b Key=k"],
    },
    {
      title: "calls blocks of texts and of hashes, and reads fields of open structs",
      source: `
        ${client}
        def handler(event:, context:)
          'abc'.gsub(/b/) { |part| S3.get_object(bucket: 'b', key: 'k') }
          Hash.new { |hash, key| S3.put_object(bucket: 'b', key: 'k') }['x']
          OpenStruct.new(client: S3).client.delete_object(bucket: 'b', key: 'k')
        end
      `,
      calls: ["s3:GetObject Bucket=b Key=k", "s3:PutObject Bucket=b Key=k", "s3:DeleteObject Bucket=b Key=k"],
    },
    {
      title: "takes any class inside of a module for a constant whose name is not known",
      source: `
        ${client}
        module Handlers
          class Get
            def self.call(event) = S3.get_object(bucket: 'b', key: 'k')
          end
          class Put
            def self.call(event) = S3.put_object(bucket: 'b', key: 'k')
          end
        end
        def handler(event:, context:)
          Handlers.const_get(event['action']).call(event)
        end
      `,
      calls: ["s3:GetObject Bucket=b Key=k", "s3:PutObject Bucket=b Key=k"],
    },
    ...[
      { title: "of a class that is found by its name", code: "class Job\n def self.go(event) = S3.get_object(bucket: 'b', key: 'k')\nend", call: "event['job'].constantize.go(event)" },
      { title: "that are sent by a name that is not known", code: "class Job\n def do_get = S3.get_object(bucket: 'b', key: 'k')\nend", call: 'Job.new.send("do_#{event[\'job\']}")' },
      { title: "that are given to a class of a library", code: "class String\n def save = S3.get_object(bucket: 'b', key: 'k')\nend", call: "'x'.save" },
      { title: "of a class that a hook of a library extends", code: "module Jobs\n def self.included(base) = base.extend(Methods)\n module Methods\n def go = S3.get_object(bucket: 'b', key: 'k')\n end\nend\nclass Job\n include Jobs\nend", call: "Job.go" },
      { title: "that a class of a library calls", code: "class Job < ActiveJob::Base\n def perform = S3.get_object(bucket: 'b', key: 'k')\nend", call: "Job.perform_now" },
      { title: "that stand before a class's own", code: "module Before\n def go\n S3.get_object(bucket: 'b', key: 'k')\n super\n end\nend\nclass Job\n prepend Before\n def go = 1\nend", call: "Job.new.go" },
      { title: "that are operators", code: "class Store\n def []=(key, value)\n S3.get_object(bucket: 'b', key: 'k')\n end\nend", call: "Store.new['k'] = 1" },
    ].map(({ title, code, call }) => ({ title: `says which methods may be meant: ${title}`, source: `${client}\n${code}\ndef handler(event:, context:)\n ${call}\nend`, calls: ["s3:GetObject Bucket=b Key=k"], status: "partly" as const })),
    {
      title: "reads the application that a rack-up file starts",
      source: {
        "app.rb": `
          require 'rack'
          $app ||= Rack::Builder.parse_file("#{__dir__}/config.ru").first
          def handler(event:, context:)
            $app.call(event)
          end
        `,
        "server.rb": `
          require 'sinatra'
          require 'aws-sdk-s3'
          get '/' do
            Aws::S3::Client.new.get_object(bucket: 'b', key: 'k')
          end
        `,
      },
      calls: ["s3:GetObject Bucket=b Key=k"],
    },
    {
      title: "follows no method of a name that only collections are asked for",
      source: `
        ${client}
        class Store
          def delete(key) = S3.delete_object(bucket: 'b', key: key)
        end
        def handler(event:, context:)
          event.delete('x')
          event['Records'].each { |record| record.fetch('body') }
        end
      `,
      calls: [],
    },
  ]);
});
