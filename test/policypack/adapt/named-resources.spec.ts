import { expect } from "chai";
import { formatSymbolic, literal, reference, type NamedResource } from "../../../core";
import { adapted, outputOf, resource, unknownValue, urnOf } from "../../support/pulumi/stack";

async function named(...stack: readonly ReturnType<typeof resource>[]): Promise<NamedResource> {
  const { resources } = await adapted(...stack);
  return resources.get(stack[0]!.urn)!;
}

describe("policypack/adapt/named-resources", () => {
  const forms: readonly [string, ReturnType<typeof resource>, string, string][] = [
    ["a bucket by its name", resource("aws:s3/bucket:Bucket", "b", { bucket: "b-1" }), "aws_s3_bucket", "arn:${aws.partition}:s3:::b-1"],
    ["a function by its name", resource("aws:lambda/function:Function", "f", { name: "f-1" }), "aws_lambda_function", "arn:${aws.partition}:lambda:${aws.region}:${aws.account_id}:function:f-1"],
    ["a native queue by its name", resource("aws-native:sqs:Queue", "q", { queueName: "q-1" }), "aws_sqs_queue", "arn:${aws.partition}:sqs:${aws.region}:${aws.account_id}:q-1"],
    ["an ARN that is known", resource("aws:sqs/queue:Queue", "q", { name: "q", arn: "arn:aws:sqs:eu-west-1:123456789012:q" }), "aws_sqs_queue", "arn:aws:sqs:eu-west-1:123456789012:q"],
  ];
  for (const [title, recorded, type, arn] of forms) {
    it(`makes the ARN of ${title}`, async () => {
      const found = await named(recorded);
      expect([found.type, formatSymbolic(found.arn)]).to.deep.equal([type, arn]);
    });
  }

  it("stands for a name that AWS will choose with the attribute that will hold it", async () => {
    const queue = resource("aws-native:sqs:Queue", "q", { queueName: unknownValue });
    expect(formatSymbolic((await named(queue)).arn)).to.equal(`arn:\${aws.partition}:sqs:\${aws.region}:\${aws.account_id}:\${${queue.urn}.queueName}`);
  });

  it("brings the ARN, the name and the URL of a resource to one form", async () => {
    const bucket = resource("aws:s3/bucket:Bucket", "b", { bucket: "b-1" });
    const { resources } = await adapted(bucket);
    const expanded = (attribute: string): string => formatSymbolic(resources.expand(reference(bucket.urn, attribute)));
    expect(expanded("arn")).to.equal("arn:${aws.partition}:s3:::b-1");
    expect(expanded("id")).to.equal("b-1");
    expect(formatSymbolic(resources.fold(literal("arn:aws:s3:::b-1/*")))).to.equal(`\${${bucket.urn}.arn}/*`);
  });

  it("takes region and account from what is there already, where all agree", async () => {
    const provider = resource("pulumi:providers:aws", "default", { region: "eu-west-1" });
    const known = resource("aws:sqs/queue:Queue", "old", { name: "old", arn: "arn:aws:sqs:eu-west-1:123456789012:old", id: "old" });
    const queue = resource("aws:sqs/queue:Queue", "q", { name: "q" }, { provider: provider.urn });
    const { resources } = await adapted(provider, known, queue);
    expect(formatSymbolic(resources.get(queue.urn)!.arn)).to.equal("arn:aws:sqs:eu-west-1:123456789012:q");
    const other = resource("aws:sqs/queue:Queue", "o", { name: "o", arn: "arn:aws:sqs:us-east-1:210987654321:o", id: "o" });
    expect((await adapted(known, other)).resources.target).to.deep.equal({ partition: literal("aws"), region: reference("aws", "region"), account: reference("aws", "account_id") });
  });

  it("keeps the key that encrypts a queue, and one that cannot be told", async () => {
    const key = resource("aws:kms/key:Key", "k", {});
    const withKey = (value: unknown): ReturnType<typeof resource> => resource("aws:sqs/queue:Queue", "q", { name: "q", kmsMasterKeyId: value });
    expect((await named(withKey(outputOf(key)), key)).encryptionKey).to.deep.equal(reference(urnOf("aws:kms/key:Key", "k"), "arn"));
    expect((await named(withKey(unknownValue))).encryptionKey!.parts[0]!.kind).to.equal("unknown-text");
    expect((await named(withKey("alias/aws/sqs"))).encryptionKey).to.deep.equal(literal("alias/aws/sqs"));
    expect((await named(resource("aws:sqs/queue:Queue", "q", { name: "q" }))).encryptionKey).to.equal(undefined);
  });
});
