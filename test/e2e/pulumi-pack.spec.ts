import { expect } from "chai";
import { policyPack, PulumiProject, runsRealCommands } from "../support/pulumi/cli";

const shop = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const bucket = new aws.s3.Bucket("orders");
new aws.lambda.CallbackFunction("archive", {
  callback: async (event: { key: string }) => {
    const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3");
    await new S3Client({}).send(new PutObjectCommand({ Bucket: bucket.bucket.get(), Key: event.key, Body: config.requireSecret("token").get() }));
  },
});
const role = new aws.iam.Role("store", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
  inlinePolicies: [{ name: "store", policy: config.requireSecret("bucket").apply((name) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: \`arn:aws:s3:::\${name}/*\` }] })) }],
});
new aws.lambda.Function("store", {
  role: role.arn, runtime: "nodejs22.x", handler: "index.handler",
  environment: { variables: { TOKEN: config.requireSecret("token") } },
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = async () => process.env.TOKEN;") }),
});
`;

(runsRealCommands ? describe : describe.skip)("the policy pack with the real Pulumi CLI (LEASTWISE_E2E=1)", function () {
  this.timeout(200_000);
  let project: PulumiProject;

  before(async () => {
    project = new PulumiProject({ "index.ts": shop });
    await project.createStack();
    for (const [key, value] of [["token", "hunter2-token"], ["bucket", "hunter2-bucket"]] as const) {
      const { code, output } = await project.pulumi("config", "set", "--secret", key, value);
      expect(code, output).to.equal(0);
    }
  });
  after(() => project.remove());

  it("tells a callback's default policies in one finding, with what the callback needs", async () => {
    const { code, output } = await project.pulumi("preview", "--policy-pack", policyPack);
    expect(code, output).to.not.equal(0);
    const lines = output.split("\n").filter((line) => line.includes("no-broad-managed-policy"));
    expect(lines.filter((line) => line.includes("archive")), output).to.have.length(1);
    expect(output).to.contain("s3:PutObject");
  });

  it("finds `s3:*` in a secret document, and shows no secret", async () => {
    const { output } = await project.pulumi("preview", "--policy-pack", policyPack);
    expect(output).to.match(/no-wildcard-action.*store/).and.not.contain("hunter2");
  });

  it("only advises where the configuration says so", async () => {
    project.write({ "advisory.json": '{ "all": "advisory" }' });
    const { code, output } = await project.pulumi("preview", "--policy-pack", policyPack, "--policy-pack-config", "advisory.json");
    expect(code, output).to.equal(0);
    expect(output).to.match(/\[advisory\].*no-wildcard-action/).and.not.contain("[mandatory]").and.not.contain("hunter2");
  });

  it("refuses a configuration with a property that no rule has, and an impossible severity", async () => {
    project.write({ "broken.json": '{ "no-wildcard-action": { "severity": "awful" } }' });
    const { code, output } = await project.pulumi("preview", "--policy-pack", policyPack, "--policy-pack-config", "broken.json");
    expect(code, output).to.not.equal(0);
    expect(output).to.contain("severity");
  });

  it("changes nothing that is previewed, and judges what was deployed", async () => {
    project.write({ "advisory.json": '{ "all": "advisory", "leastwise": "remediate" }' });
    const deployed = await project.pulumi("up", "--yes", "--skip-preview", "--policy-pack", policyPack, "--policy-pack-config", "advisory.json");
    expect(deployed.code, deployed.output).to.equal(0);
    const again = await project.pulumi("preview", "--expect-no-changes");
    expect(again.code, again.output).to.equal(0);
    const analyzed = await project.pulumi("policy", "analyze", "--stack", "dev", "--policy-pack", policyPack);
    expect(analyzed.output).to.match(/no-wildcard-action/).and.not.contain("hunter2").and.not.contain("panic");
  });
});
