import { expect } from "chai";
import { PulumiProject, repository, runsRealCommands } from "../support/pulumi/cli";

/** The program of the article: a function that reads objects of a bucket, with the policy that its author happened to write. */
function program(statement: string): string {
  return `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const bucket = new aws.s3.Bucket("my-bucket");
const role = new aws.iam.Role("reader", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) });
new aws.iam.RolePolicyAttachment("logs", { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" });
const policy = new aws.iam.RolePolicy("read-objects", { role: role.id, policy: ${statement} });
new aws.lambda.Function("read", {
  role: role.arn, runtime: "nodejs22.x", handler: "index.handler",
  code: new pulumi.asset.FileArchive("./app"), environment: { variables: { BUCKET: bucket.bucket } },
}, { dependsOn: policy });
`;
}

const known = (action: string, resource: string): string => `JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "${action}", Resource: ${resource} }] })`;
const computed = (action: string, resource: string): string => `pulumi.jsonStringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "${action}", Resource: ${resource} }] })`;

const handler = `
import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (event) => s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
`;

const rungs: readonly { readonly title: string; readonly statement: string; readonly passes: boolean }[] = [
  { title: "s3:* on *", statement: known("s3:*", '"*"'), passes: false },
  { title: "s3:* on the bucket, by its name", statement: 'bucket.bucket.apply((name) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`] }] }))', passes: false },
  { title: "s3:GetObject on the bucket's objects, by its name", statement: 'bucket.bucket.apply((name) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}/*` }] }))', passes: true },
];

(runsRealCommands ? describe : describe.skip)("the article's ladder with the real Pulumi CLI (LEASTWISE_E2E=1)", function () {
  this.timeout(200_000);
  let project: PulumiProject;

  before(async () => {
    project = new PulumiProject({ "app/index.mjs": handler });
    await project.createStack();
  });
  after(() => project.remove());

  for (const { title, statement, passes } of rungs) {
    it(`${passes ? "passes" : "refuses"} ${title} at preview`, async () => {
      project.write({ "index.ts": program(statement) });
      const { code, output } = await project.pulumi("preview", "--policy-pack", repository);
      if (passes) {
        expect(code, output).to.equal(0);
        expect(output).to.not.contain("[mandatory]");
        return;
      }
      expect(code, output).to.not.equal(0);
      expect(output).to.match(/\[mandatory\].*no-wildcard-action/).and.contain("read-objects").and.contain("s3:*");
    });
  }

  it("refuses at up, before it is created, a policy that no preview could read", async () => {
    project.write({ "index.ts": program(computed("s3:*", "pulumi.interpolate`${bucket.arn}/*`")) });
    const { code, output } = await project.pulumi("up", "--yes", "--skip-preview", "--policy-pack", repository);
    expect(code, output).to.not.equal(0);
    expect(output).to.match(/\[mandatory\].*no-wildcard-action/).and.contain("s3:*");
    const { output: resources } = await project.pulumi("stack", "--show-urns");
    expect(resources, "the bucket is made, the policy is not").to.contain("my-bucket").and.not.contain("read-objects");
  });

  it("lets up make the policy that says what the function needs", async () => {
    project.write({ "index.ts": program(computed("s3:GetObject", "pulumi.interpolate`${bucket.arn}/*`")) });
    const { code, output } = await project.pulumi("up", "--yes", "--skip-preview", "--policy-pack", repository);
    expect(code, output).to.equal(0);
    expect(output).to.not.contain("[mandatory]");
  });
});
