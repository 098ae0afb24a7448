import { checkRuby } from "./reading";

describe("Ruby: clients", () => {
  checkRuby([
    {
      title: "finds a call of a client that is made when the file is loaded",
      source: `
        require 'aws-sdk-s3'
        S3 = Aws::S3::Client.new
        def handler(event:, context:)
          S3.put_object(bucket: 'b', key: event['key'], body: 'x')
        end
      `,
      calls: ["s3:PutObject Bucket=b Key=?event.key"],
    },
    {
      title: "needs nothing for clients and methods that are never used",
      source: `
        require 'aws-sdk-iam'
        IAM = Aws::IAM::Client.new
        def unused
          IAM.create_user(user_name: 'x')
        end
        def handler(event:, context:)
          { statusCode: 200 }
        end
      `,
      calls: [],
    },
    {
      title: "takes no other object for a client",
      source: `
        require 'redis'
        def handler(event:, context:)
          Redis.new(host: 'h').get_object('x')
          File.open('/tmp/x') { |f| f.read }
          [1, 2].send(:size)
        end
      `,
      calls: [],
    },
    {
      title: "follows variables of every kind, memoised ones too",
      source: `
        require 'aws-sdk'
        $sqs ||= Aws::SQS::Client.new(region: ENV['AWS_REGION'])
        @sns = Aws::SNS::Client.new
        def table
          @table ||= Aws::DynamoDB::Client.new
        end
        def handler(event:, context:)
          $sqs.send_message(queue_url: ENV['QUEUE_URL'], message_body: 'x')
          @sns.publish(topic_arn: 't', message: 'm')
          table.put_item(table_name: ENV.fetch('TABLE_NAME'), item: { 'id' => event['id'] })
        end
      `,
      environment: { QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/1/q" },
      calls: ["sqs:SendMessage QueueUrl=https://sqs.eu-west-1.amazonaws.com/1/q", "sns:Publish TopicArn=t", "dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name} Item={id:?event.id}"],
    },
    {
      title: "knows the defaults of environment variables",
      source: `
        require 'aws-sdk-ssm'
        def handler(event:, context:)
          ssm = Aws::SSM::Client.new
          ssm.get_parameter(name: ENV['ABSENT'] || '/default')
          ssm.get_parameter(name: ENV.fetch('ALSO_ABSENT', '/other'))
          ssm.get_parameter(name: ENV.fetch('AGAIN') { '/block' })
          ssm.get_parameter(name: ENV['BUCKET'] || '/never')
        end
      `,
      calls: ["ssm:GetParameter Name=/default", "ssm:GetParameter Name=/other", "ssm:GetParameter Name=/block", "ssm:GetParameter Name=orders-bucket"],
    },
    {
      title: "follows waiters, signed requests and methods that are named by symbols",
      source: `
        require 'aws-sdk-s3'
        def handler(event:, context:)
          client = Aws::S3::Client.new
          client.wait_until(:bucket_exists, bucket: 'b1')
          Aws::S3::Presigner.new(client: client).presigned_url(:get_object, bucket: 'b2', key: 'k', expires_in: 60)
          client.send(:delete_object, { bucket: 'b3', key: 'k' })
          client.public_send(:head_object, bucket: 'b4', key: 'k')
          client.method(:list_buckets).call
        end
      `,
      calls: ["s3:HeadBucket Bucket=b1", "s3:GetObject Bucket=b2", "s3:DeleteObject Bucket=b3", "s3:HeadObject Bucket=b4", "s3:ListBuckets"],
    },
    {
      title: "says where a method of a client cannot be told",
      source: `
        require 'aws-sdk-s3'
        def handler(event:, context:)
          Aws::S3::Client.new.public_send(event['operation'], bucket: 'b')
        end
      `,
      calls: [],
      status: "partly",
    },
    {
      title: "counts no calls with the credentials of another role",
      source: `
        require 'aws-sdk-s3'
        def handler(event:, context:)
          sts = Aws::STS::Client.new
          answer = sts.assume_role(role_arn: 'arn:aws:iam::1:role/r', role_session_name: 's')
          other = Aws::Credentials.new(answer.credentials.access_key_id, answer.credentials.secret_access_key, answer.credentials.session_token)
          Aws::S3::Client.new(credentials: other).delete_bucket(bucket: 'b')
          given = Aws::AssumeRoleCredentials.new(client: sts, role_arn: 'arn:aws:iam::1:role/q', role_session_name: 's')
          Aws::SQS::Client.new(credentials: given).purge_queue(queue_url: 'u')
        end
      `,
      calls: ["sts:AssumeRole RoleArn=arn:aws:iam::1:role/r", "sts:AssumeRole RoleArn=arn:aws:iam::1:role/q"],
    },
    {
      title: "goes through pages, responses and blocks",
      source: `
        require 'aws-sdk-s3'
        require 'aws-sdk-dynamodb'
        def handler(event:, context:)
          s3 = Aws::S3::Client.new
          dynamodb = Aws::DynamoDB::Client.new
          s3.list_objects_v2(bucket: 'b').each do |page|
            page.contents.each { |object| dynamodb.put_item(table_name: 't', item: { key: object.key }) }
          end
          s3.get_object(bucket: 'b', key: 'k') { |chunk| dynamodb.delete_item(table_name: 't', key: {}) }
          dynamodb.scan(table_name: 't').items.map { |item| item['id'] }.each_slice(25) do |ids|
            dynamodb.batch_get_item(request_items: { 't2' => { keys: ids } })
          end
        end
      `,
      calls: ["s3:ListObjectsV2 Bucket=b", "dynamodb:PutItem TableName=t", "s3:GetObject Bucket=b", "dynamodb:DeleteItem TableName=t", "dynamodb:Scan TableName=t", "dynamodb:BatchGetItem"],
    },
    {
      title: "has nested members by the API's names, and keys of data as they are",
      source: `
        require 'aws-sdk-rekognition'
        require 'aws-sdk-dynamodb'
        def handler(event:, context:)
          Aws::Rekognition::Client.new.detect_labels(image: { s3_object: { bucket: 'b', name: 'n' } })
          Aws::DynamoDB::Client.new.batch_write_item(request_items: { ENV['TABLE_NAME'] => [{ put_request: { item: { 'my_id' => 1 } } }] })
        end
      `,
      calls: ["rekognition:DetectLabels Image={s3object:{bucket:b,name:n}}", "dynamodb:BatchWriteItem RequestItems={${aws_dynamodb_table.orders.name}:[{putrequest:{item:{my_id:1}}}]}"],
    },
  ]);
});
