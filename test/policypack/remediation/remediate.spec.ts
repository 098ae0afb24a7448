import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { recommended } from "../../../core";
import { narrowedRules } from "../../../policypack/remediation/narrowed-rules";
import { Remediation } from "../../../policypack/remediation/remediate";
import { replay, type RecordedResource } from "../../support/pulumi/recording";
import { resource, role, unknownValue } from "../../support/pulumi/stack";

const handler = `
import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (event) => s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
`;

const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
const text = JSON.stringify(everything);

/** A function that reads objects of a bucket, with the role and whatever else the program makes. */
function program(roleArguments: string, more = ""): string {
  return `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const bucket = new aws.s3.Bucket("objects");
const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
const role = new aws.iam.Role("reader", { assumeRolePolicy: JSON.stringify(trust), ${roleArguments} });
new aws.lambda.Function("read", { role: role.arn, runtime: "nodejs22.x", handler: "index.handler", code: new pulumi.asset.FileArchive("./app"), environment: { variables: { BUCKET: bucket.bucket } } });
${more}
`;
}

const bucket = resource("aws:s3/bucket:Bucket", "objects", { bucket: "objects-1a2b3c4" });
const attached = 'const policy = new aws.iam.Policy("everything", { policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }) });\nnew aws.iam.RolePolicyAttachment("attached", { role: role.name, policyArn: policy.arn });';
const policy = resource("aws:iam/policy:Policy", "everything", { name: "everything-1a2b3c4", policy: text });

describe("policypack/remediation/remediate", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-remediation-"));
    fs.mkdirSync(path.join(folder, "app"));
    fs.writeFileSync(path.join(folder, "app", "index.mjs"), handler);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** What becomes of the last of the resources, which the engine shows one after the other. */
  async function narrowed(source: string, ...shown: readonly RecordedResource[]): Promise<Record<string, unknown> | undefined> {
    fs.writeFileSync(path.join(folder, "index.ts"), source);
    const { inputs } = replay(shown);
    const seen = shown.map(({ urn, type, name }) => ({ urn, type, name, props: inputs.get(urn) }));
    const remediation = new Remediation({ folder, codeFolder: folder, main: undefined, runtime: "nodejs" });
    return remediation.narrow(seen.at(-1)!, seen, recommended, (id) => narrowedRules.has(id));
  }

  const statements = (document: unknown): unknown => (JSON.parse(String(document)) as typeof everything).Statement;
  const readsObjects = [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::objects-1a2b3c4/*" }];
  // The partition is known from what is attached.
  const logs = 'managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]';
  const withLogs = { managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"] };

  describe("inline policies of a role", () => {
    it("narrows each that is too wide, and leaves the rest of the role as it is", async () => {
      const blocks = [{ name: "mine", policy: text }, { name: "log", policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }) }];
      const shown = role("reader", { ...withLogs, inlinePolicies: blocks, description: unknownValue });
      const props = await narrowed(program(`${logs}, description: bucket.arn, inlinePolicies: [{ name: "mine", policy: ${JSON.stringify(text)} }, { name: "log", policy: '{"Version":"2012-10-17","Statement":[]}' }]`), bucket, shown);
      const [mine, log] = props!["inlinePolicies"] as { name: string; policy: string }[];
      expect(statements(mine!.policy)).to.deep.equal(readsObjects);
      expect(mine!.name).to.equal("mine");
      expect(log).to.deep.equal(blocks[1]);
      expect(Object.keys(props!)).to.have.members(["name", "assumeRolePolicy", "managedPolicyArns", "inlinePolicies", "description"]);
      expect(props!["assumeRolePolicy"]).to.equal(shown.props["assumeRolePolicy"]);
    });

    it("takes from none what another is thought to grant, when that is narrowed too", async () => {
      const reads = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" }] });
      const shown = role("reader", { ...withLogs, inlinePolicies: [{ name: "one", policy: text }, { name: "two", policy: reads }] });
      const props = await narrowed(program(`${logs}, inlinePolicies: [{ name: "one", policy: ${JSON.stringify(text)} }, { name: "two", policy: ${JSON.stringify(reads)} }]`), bucket, shown);
      const blocks = (props?.["inlinePolicies"] ?? shown.props["inlinePolicies"]) as { policy: string }[];
      const granted = blocks.flatMap((block) => statements(block.policy) as { Action: string | string[] }[]).flatMap(({ Action }) => Action);
      expect(granted.some((action) => action === "s3:GetObject" || action === "s3:*")).to.equal(true);
    });

    it("narrows those of aws-native, whose documents are no text", async () => {
      const native = resource("aws-native:iam:Role", "reader", { roleName: "reader-1", assumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] }, ...withLogs, policies: [{ policyName: "mine", policyDocument: everything }] });
      const source = `
import * as aws from "@pulumi/aws";
import * as native from "@pulumi/aws-native";
import * as pulumi from "@pulumi/pulumi";
const bucket = new aws.s3.Bucket("objects");
const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
const role = new native.iam.Role("reader", { assumeRolePolicyDocument: trust, ${logs}, policies: [{ policyName: "mine", policyDocument: everything }] });
new aws.lambda.Function("read", { role: role.arn, runtime: "nodejs22.x", handler: "index.handler", code: new pulumi.asset.FileArchive("./app"), environment: { variables: { BUCKET: bucket.bucket } } });
`;
      const props = await narrowed(source, bucket, native);
      const [mine] = props!["policies"] as { policyDocument: typeof everything }[];
      expect(mine!.policyDocument).to.deep.equal({ ...everything, Statement: readsObjects });
    });

    it("leaves a document that is not known yet, and narrows the one beside it", async () => {
      const shown = role("reader", { ...withLogs, inlinePolicies: [{ name: "later", policy: unknownValue }, { name: "mine", policy: text }] });
      const props = await narrowed(
        program(`${logs}, inlinePolicies: [{ name: "later", policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: bucket.arn }] }) }, { name: "mine", policy: ${JSON.stringify(text)} }]`),
        bucket,
        shown,
      );
      const [later, mine] = props!["inlinePolicies"] as { policy: unknown }[];
      expect(later!.policy).to.equal("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
      expect(statements(mine!.policy)).to.deep.equal(readsObjects);
    });

    it("touches nothing of a role with a secret document", async () => {
      const shown = role("reader", { ...withLogs, inlinePolicies: [{ name: "hidden", policy: { $secret: text } }, { name: "mine", policy: text }] });
      expect(await narrowed(program(`${logs}, inlinePolicies: [{ name: "hidden", policy: pulumi.secret(${JSON.stringify(text)}) }, { name: "mine", policy: ${JSON.stringify(text)} }]`), bucket, shown)).to.equal(undefined);
    });

    it("touches nothing where the code cannot be followed", async () => {
      fs.writeFileSync(path.join(folder, "app", "index.mjs"), "export const handler = async (event) => (await import(event.name)).run();\n");
      const shown = role("reader", { ...withLogs, inlinePolicies: [{ name: "mine", policy: text }] });
      expect(await narrowed(program(`${logs}, inlinePolicies: [{ name: "mine", policy: ${JSON.stringify(text)} }]`), bucket, shown)).to.equal(undefined);
    });
  });

  describe("customer managed policies", () => {
    it("narrows one that only execution roles have", async () => {
      const props = await narrowed(program(logs, attached), bucket, role("reader", withLogs), policy);
      expect(statements(props!["policy"])).to.deep.equal(readsObjects);
    });

    const others: readonly { readonly title: string; readonly more: string }[] = [
      { title: "a user", more: 'const user = new aws.iam.User("clerk"); new aws.iam.UserPolicyAttachment("clerk", { user: user.name, policyArn: policy.arn });' },
      { title: "users of a shared attachment", more: 'const user = new aws.iam.User("clerk"); new aws.iam.PolicyAttachment("clerk", { users: [user.name], roles: [role.name], policyArn: policy.arn });' },
      { title: "a role of another service", more: 'const other = new aws.iam.Role("other", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }) }); new aws.iam.RolePolicyAttachment("other", { role: other.name, policyArn: policy.arn });' },
      { title: "a role of another service that lists it", more: 'new aws.iam.Role("other", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }), managedPolicyArns: [policy.arn] });' },
      { title: "a role that is named in text", more: 'new aws.iam.RolePolicyAttachment("other", { role: "made-by-hand", policyArn: policy.arn });' },
      { title: "a boundary", more: 'new aws.iam.Role("other", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }), permissionsBoundary: policy.arn });' },
      { title: "nobody knows whom", more: 'new aws.iam.UserPolicyAttachment("clerk", { user: "clerk", policyArn: process.env.POLICY });' },
    ];
    for (const { title, more } of others) {
      it(`leaves one that is also for ${title}`, async () => {
        expect(await narrowed(program(logs, `${attached}\n${more}`), bucket, role("reader", withLogs), policy)).to.equal(undefined);
      });
    }
  });
});
