import { expect } from "chai";
import { policyPack, PulumiProject, runsRealCommands } from "../support/pulumi/cli";

interface Options {
  readonly policy: string;
  readonly handler?: string;
  readonly more?: string;
}

/** The article's function, whose author asked for everything. */
function program({ policy, more = "" }: Options): string {
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
${more}
`;
}

const everything = 'JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] })';
const byArn = 'pulumi.jsonStringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`] }] })';
const handler = `
import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (event) => s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
`;
const remediating = '{ "no-unused-permission": "remediate" }';

(runsRealCommands ? describe : describe.skip)("remediation with the real Pulumi CLI (LEASTWISE_E2E=1)", function () {
  this.timeout(200_000);
  let project: PulumiProject;

  beforeEach(async () => {
    project = new PulumiProject({ "app/index.mjs": handler, "remediate.json": remediating });
    await project.createStack();
  });
  afterEach(() => project.remove());

  const preview = async (...more: readonly string[]): Promise<{ code: number; output: string }> => project.pulumi("preview", "--policy-pack", policyPack, "--policy-pack-config", "remediate.json", ...more);

  it("makes s3:* on * what the function needs, in the preview's diff, and leaves nothing to report", async () => {
    project.write({ "index.ts": program({ policy: everything }) });
    const { code, output } = await preview("--diff", "--show-policy-remediations");
    expect(code, output).to.equal(0);
    expect(output).to.match(/s3:GetObject/).and.match(/arn:aws:s3:::my-bucket-\w+\/\*/);
    expect(output).to.match(/\[remediate\].*no-unused-permission/).and.not.match(/\[mandatory\]/);
    const made = await project.pulumi("up", "--yes", "--skip-preview", "--policy-pack", policyPack, "--policy-pack-config", "remediate.json");
    expect(made.code, made.output).to.equal(0);
    const { output: state } = await project.pulumi("stack", "export");
    expect(state).to.contain("s3:GetObject").and.not.contain("s3:*");
    const again = await preview("--expect-no-changes");
    expect(again.code, again.output).to.equal(0);
    expect(again.output).to.not.match(/\[mandatory\]/);
  });

  it("does the same for a policy that the role itself holds", async () => {
    project.write({
      "index.ts": `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const bucket = new aws.s3.Bucket("my-bucket", { bucket: "objects-of-the-shop" });
const role = new aws.iam.Role("reader", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
  inlinePolicies: [{ name: "read-objects", policy: ${everything} }],
});
new aws.iam.RolePolicyAttachment("logs", { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" });
new aws.lambda.Function("read", { role: role.arn, runtime: "nodejs22.x", handler: "index.handler", code: new pulumi.asset.FileArchive("./app"), environment: { variables: { BUCKET: bucket.bucket } } });
`,
    });
    const { code, output } = await preview("--diff", "--show-policy-remediations");
    expect(code, output).to.equal(0);
    expect(output).to.match(/\[remediate\].*no-unused-permission/).and.match(/s3:GetObject/).and.not.match(/\[mandatory\]/);
    const made = await project.pulumi("up", "--yes", "--skip-preview", "--policy-pack", policyPack, "--policy-pack-config", "remediate.json");
    expect(made.code, made.output).to.equal(0);
    const again = await preview("--expect-no-changes");
    expect(again.code, again.output).to.equal(0);
  });

  it("leaves a document that is unknown until the bucket is there, and says what is wrong with it", async () => {
    project.write({ "index.ts": program({ policy: byArn }) });
    const { code, output } = await preview("--diff");
    expect(code, output).to.not.equal(0);
    expect(output).to.match(/\[mandatory\].*no-wildcard-action/).and.not.contain("s3:GetObject on");
  });

  it("touches nothing where somebody unseen may use the role", async () => {
    project.write({ "index.ts": program({ policy: everything, more: 'bucket.onObjectCreated("made", new aws.lambda.CallbackFunction("made", { role, callback: async () => undefined }));' }) });
    const { code, output } = await preview("--diff");
    expect(code, output).to.not.equal(0);
    expect(output).to.match(/\[mandatory\].*no-wildcard-action/).and.not.match(/\[remediate\]/);
  });

  it("touches nothing where the code cannot be followed to its end", async () => {
    project.write({ "index.ts": program({ policy: everything }), "app/index.mjs": 'import { S3Client } from "@aws-sdk/client-s3";\nexport const handler = async (event) => (await import(event.module)).run(new S3Client({}));\n' });
    const { output } = await preview("--diff");
    expect(output).to.contain("s3:*").and.not.match(/\[remediate\]/);
  });
});
