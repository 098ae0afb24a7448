import { expect } from "chai";
import { policyPack, PulumiProject, runsRealCommands } from "../support/pulumi/cli";
import { PolicyService } from "../support/pulumi/service/policy-service";

const program = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const role = new aws.iam.Role("reader", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) });
new aws.iam.RolePolicy("everything", { role: role.id, policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }) });
new aws.lambda.Function("read", { role: role.arn, runtime: "nodejs22.x", handler: "index.handler", code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = async () => 1;") }) });
`;

(runsRealCommands ? describe : describe.skip)("the policy pack in an organisation, with the real Pulumi CLI (LEASTWISE_E2E=1)", function () {
  this.timeout(400_000);
  const service = new PolicyService();
  let author: PulumiProject;
  let other: PulumiProject;

  before(async () => {
    const env = { PULUMI_BACKEND_URL: await service.start(), PULUMI_ACCESS_TOKEN: "test" };
    author = new PulumiProject({ "group.json": '{ "all": "mandatory", "no-wildcard-action": { "severity": "critical" } }', "broken.json": '{ "no-wildcard-action": { "severity": "awful" } }' }, {}, env);
    // Another machine: a home of its own, in which nothing is installed.
    other = new PulumiProject({ "index.ts": program }, {}, env);
  });
  after(() => {
    service.stop();
    author.remove();
    other.remove();
  });

  it("is published with its policies and their schemas", async () => {
    const { code, output } = await author.pulumi("policy", "publish", "acme", "--cwd", policyPack);
    expect(code, output).to.equal(0);
    const [pack] = service.published;
    expect(pack!.name).to.equal("leastwise");
    expect(pack!.policies.find(({ name }) => name === "no-wildcard-action")!.configSchema).to.have.nested.property("properties.severity");
    expect(pack!.archive.length, "small enough to be installed on every machine").to.be.greaterThan(1000).and.lessThan(8_000_000);
  });

  it("is enabled with a configuration that its schemas allow, and with no other", async () => {
    const version = service.published[0]!.versionTag;
    const broken = await author.pulumi("policy", "validate-config", "acme/leastwise", version, "--config", "broken.json");
    expect(broken.code, broken.output).to.not.equal(0);
    const { code, output } = await author.pulumi("policy", "enable", "acme/leastwise", version, "--config", "group.json");
    expect(code, output).to.equal(0);
  });

  it("refuses a preview on another machine", async () => {
    const { code, output } = await other.pulumi("preview", "--stack", "acme/shop/dev");
    expect(code, output).to.not.equal(0);
    expect(output).to.match(/\[mandatory\].*no-wildcard-action.*everything/);
  });

  it("lets the preview pass once it is disabled", async () => {
    const disabled = await author.pulumi("policy", "disable", "acme/leastwise", "--version", service.published[0]!.versionTag);
    expect(disabled.code, disabled.output).to.equal(0);
    const { code, output } = await other.pulumi("preview", "--stack", "acme/shop/dev");
    expect(code, output).to.equal(0);
    expect(output).to.not.contain("no-wildcard-action");
  });
});
