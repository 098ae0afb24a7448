import { expect } from "chai";
import { readCode } from "../../../../core/code/read-code";
import type { CodeReading } from "../../../../core/code/sdk-call";
import { known } from "../../../../core/values";
import { checkRuby } from "./reading";

async function read(text: string): Promise<CodeReading> {
  return readCode({ source: { kind: "inline", files: new Map([["app.rb", text]]) }, root: "/project", runtime: known("ruby3.4"), environment: { kind: "map", entries: new Map() }, handler: known("app.handler") });
}

describe("Ruby: what cannot be followed", () => {
  checkRuby([
    {
      title: "says that a file which is asked for is not there",
      source: `
        require_relative 'lib/missing'
        def handler(event:, context:)
        end
      `,
      calls: [],
      status: "partly",
    },
    {
      title: "says that a client is handed to a library",
      source: `
        require 'aws-sdk-s3'
        def handler(event:, context:)
          SomeGem::Uploader.new(Aws::S3::Client.new).upload(event)
        end
      `,
      calls: [],
      status: "partly",
    },
    {
      title: "follows blocks that are handed to libraries",
      source: `
        require 'aws-sdk-sqs'
        SQS = Aws::SQS::Client.new
        def handler(event:, context:)
          SomeGem.with_retries(3) { SQS.send_message(queue_url: 'u', message_body: 'x') }
        end
      `,
      calls: ["sqs:SendMessage QueueUrl=u"],
    },
    {
      title: "keeps both branches where what decides may be set by others",
      source: `
        require 'aws-sdk-sqs'
        SQS = Aws::SQS::Client.new
        def handler(event:, context:)
          if $enabled
            SQS.send_message(queue_url: 'u', message_body: 'x')
          else
            SQS.purge_queue(queue_url: 'u')
          end
        end
      `,
      calls: ["sqs:SendMessage QueueUrl=u", "sqs:PurgeQueue QueueUrl=u"],
    },
    {
      title: "binds what patterns and nested parameters take apart",
      source: `
        require 'aws-sdk-s3'
        include Aws
        def handler(event:, context:)
          { s3: Aws::S3::Client.new, name: 'b1' } => { s3:, name: }
          s3.delete_bucket(bucket: name)
          [[[Aws::SQS::Client.new, 1], 2]].each { |(client, _), _n| client.purge_queue(queue_url: 'u') }
          case { topic: SNS::Client.new, names: ['t'] }
          in { topic: sns, names: [arn] } then sns.publish(topic_arn: arn)
          end
        end
      `,
      calls: ["s3:DeleteBucket Bucket=b1", "sqs:PurgeQueue QueueUrl=u", "sns:Publish TopicArn=t"],
    },
    {
      title: "says that a text is run",
      source: `
        def handler(event:, context:)
          system("aws s3 rm s3://b --recursive")
        end
      `,
      calls: [],
      status: "partly",
    },
  ]);

  it("says where a file cannot be parsed, and reads the rest", async () => {
    const reading = await read("require 'aws-sdk-s3'\ndef handler(event:, context:)\n  Aws::S3::Client.new.list_buckets\nend\ndef ((\n");
    expect(reading.status).to.equal("partly");
    expect(reading.reasons.map(({ message }) => message)).to.deep.equal(["app.rb has a place that cannot be parsed."]);
  });

  it("ends on code that calls itself, is deeply nested or very long", async () => {
    const itself = await read("require 'aws-sdk-s3'\ndef again(n)\n  again(n + 1) + again(n - 1)\nend\ndef handler(event:, context:)\n  again(1)\n  Aws::S3::Client.new.list_buckets\nend\n");
    expect(itself.calls.map(({ operation }) => operation)).to.deep.equal(["ListBuckets"]);
    const nested = await read(`def handler(event:, context:)\n  ${"[".repeat(20_000)}${"]".repeat(4_000)}\nend\n`);
    expect(nested.status).to.equal("partly");
    const long = await read(`def handler(event:, context:)\n${"  x = [1, 2, 3].map { |one| one + 1 }\n".repeat(4_000)}end\n`);
    expect(["read", "partly"]).to.include(long.status);
  });
});
