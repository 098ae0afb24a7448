import { expect } from "chai";
import { policyPack, PulumiProject, runsRealCommands } from "../support/pulumi/cli";

/** The program of the article: a function that reads objects of a bucket, with the policy that its author happened to write. */
function program(policy: string): string {
  return `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const bucket = new aws.s3.Bucket("my-bucket");
const role = new aws.iam.Role("reader", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) });
new aws.iam.RolePolicyAttachment("logs", { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" });
const policy = new aws.iam.RolePolicy("read-objects", { role: role.id, policy: ${policy} });
new aws.lambda.Function("read", {
  role: role.arn, runtime: "nodejs22.x", handler: "index.handler",
  code: new pulumi.asset.FileArchive("./app"), environment: { variables: { BUCKET: bucket.bucket } },
}, { dependsOn: policy });
`;
}

const statement = (action: string, ...resources: readonly string[]): string => `{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "${action}", Resource: [${resources.join(", ")}] }] }`;
/** Known at preview: the bucket's name is made before the bucket. */
const byName = (action: string, ...patterns: readonly string[]): string => `bucket.bucket.apply((name) => JSON.stringify(${statement(action, ...patterns.map((pattern) => `\`arn:aws:s3:::\${name}${pattern}\``))}))`;
/** Unknown at a first preview: only AWS makes ARNs. */
const byArn = (action: string, ...patterns: readonly string[]): string => `pulumi.jsonStringify(${statement(action, ...patterns.map((pattern) => `pulumi.interpolate\`\${bucket.arn}${pattern}\``))})`;
/** Unknown, and written so that no reader of the source can tell what it will be. */
const outOfSight = (action: string): string => `bucket.arn.apply((arn) => new Function("arn", 'return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "${action}", Resource: arn + "/*" }] })')(arn))`;

const handler = `
import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (event) => s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
`;

const rungs: readonly { readonly title: string; readonly policy: string; readonly passes: boolean }[] = [
  { title: "s3:* on *", policy: `JSON.stringify(${statement("s3:*", '"*"')})`, passes: false },
  { title: "s3:* on the bucket, by its name", policy: byName("s3:*", "", "/*"), passes: false },
  { title: "s3:GetObject on the bucket's objects, by its name", policy: byName("s3:GetObject", "/*"), passes: true },
  { title: "s3:* on the bucket, by an ARN that is not known yet", policy: byArn("s3:*", "", "/*"), passes: false },
  { title: "s3:GetObject on the bucket's objects, by an ARN that is not known yet", policy: byArn("s3:GetObject", "/*"), passes: true },
];

(runsRealCommands ? describe : describe.skip)("the article's ladder with the real Pulumi CLI (LEASTWISE_E2E=1)", function () {
  this.timeout(200_000);
  let project: PulumiProject;

  before(async () => {
    project = new PulumiProject({ "app/index.mjs": handler });
    await project.createStack();
  });
  after(() => project.remove());

  for (const { title, policy, passes } of rungs) {
    it(`${passes ? "passes" : "refuses"} ${title} at preview`, async () => {
      project.write({ "index.ts": program(policy) });
      const { code, output } = await project.pulumi("preview", "--policy-pack", policyPack);
      if (passes) {
        expect(code, output).to.equal(0);
        expect(output).to.not.contain("[mandatory]");
        return;
      }
      expect(code, output).to.not.equal(0);
      expect(output).to.match(/\[mandatory\].*no-wildcard-action.*read-objects/).and.match(/index\.ts:\d+: .*s3:\*/);
    });
  }

  it("says which policy no preview can read, and lets the preview pass", async () => {
    project.write({ "index.ts": program(outOfSight("s3:*")) });
    const { code, output } = await project.pulumi("preview", "--policy-pack", policyPack);
    expect(code, output).to.equal(0);
    expect(output).to.match(/\[advisory\].*no-undecided-policy.*read-objects/).and.not.contain("no-wildcard-action");
  });

  it("refuses that policy at up, before it is created", async () => {
    const { code, output } = await project.pulumi("up", "--yes", "--skip-preview", "--policy-pack", policyPack);
    expect(code, output).to.not.equal(0);
    expect(output).to.match(/\[mandatory\].*no-wildcard-action.*read-objects/);
    const { output: resources } = await project.pulumi("stack", "--show-urns");
    expect(resources, "the bucket is made, the policy is not").to.contain("::my-bucket").and.not.contain("::read-objects");
  });

  it("lets up make the policy that says what the function needs, and finds nothing in what was made", async () => {
    project.write({ "index.ts": program(byArn("s3:GetObject", "/*")) });
    const made = await project.pulumi("up", "--yes", "--skip-preview", "--policy-pack", policyPack);
    expect(made.code, made.output).to.equal(0);
    const again = await project.pulumi("preview", "--policy-pack", policyPack);
    expect(again.code, again.output).to.equal(0);
    for (const { output } of [made, again]) expect(output).to.not.match(/\[(?:mandatory|advisory)\]/);
  });
});
