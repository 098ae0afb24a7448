import { expect } from "chai";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { formatSymbolic, type PolicyDocument, type Symbolic, type Value } from "../../../core";
import { adaptStack } from "../../../policypack/adapt";
import { followProgram } from "../../../policypack/program/follow-program";
import type { ProgramValues } from "../../../policypack/program/program-values";
import { readStack } from "../../../policypack/read-stack";
import type { StackResource } from "../../../policypack/stack-resource";
import { replay, type RecordedResource } from "../../support/pulumi/recording";
import { lambda, outputOf, resource, role, unknownValue, urnOf } from "../../support/pulumi/stack";

const imports = `import * as aws from "@pulumi/aws";\nimport * as pulumi from "@pulumi/pulumi";\nconst bucket = new aws.s3.Bucket("orders");\nconst role = new aws.iam.Role("reader", { assumeRolePolicy: "{}" });\n`;

const bucket = resource("aws:s3/bucket:Bucket", "orders", { bucket: "orders-1a2b3c4" });
const reader = role("reader");
const fn = lambda("read", reader);
const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { role: outputOf(reader), policy: outputOf(bucket) });

describe("policypack/program/follow-program", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-program-")));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  async function follow(files: Readonly<Record<string, string>>, ...recorded: readonly RecordedResource[]): Promise<{ stack: StackResource[]; values: ProgramValues }> {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    const { resources, inputs } = replay(recorded);
    const stack = await readStack(resources, inputs);
    const values = followProgram({ folder, codeFolder: folder, main: undefined, runtime: "nodejs" }, stack);
    for (const one of stack) one.readAlso(values);
    return { stack, values };
  }

  async function documentOf(source: string, recorded: readonly RecordedResource[] = [bucket, reader, fn, policy]): Promise<Value<PolicyDocument>> {
    const { stack } = await follow({ "index.ts": imports + source }, ...recorded);
    const [found] = adaptStack(stack, { kind: "preview" }).executionRoles[0]!.policies;
    return found!.document;
  }

  function shown(document: Value<PolicyDocument>): string | string[] {
    if (document.kind === "unknown") return document.reason;
    return document.value.statements.map(({ actions, resources, certainty }) => {
      const list = (elements: typeof actions): string => (elements ?? []).map(({ value }) => (value.kind === "string" ? formatSymbolic(value) : "?")).join(",");
      return `${list(actions)} on ${list(resources).replaceAll(bucket.urn, "orders")}${certainty === "certain" ? "" : " (possible)"}`;
    });
  }

  const object = '{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`] }] }';
  const written: readonly [string, string, string[]][] = [
    ["jsonStringify", `new aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.jsonStringify(${object}) });`, ["s3:* on ${orders.arn},${orders.arn}/*"]],
    ["an object", `new aws.iam.RolePolicy("p", { role: role.id, policy: ${object} });`, ["s3:* on ${orders.arn},${orders.arn}/*"]],
    ["interpolate", 'new aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.interpolate`{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"${bucket.arn}/*"}]}` });', ["s3:GetObject on ${orders.arn}/*"]],
    [
      "apply",
      'new aws.iam.RolePolicy("p", { role: role.id, policy: bucket.arn.apply((arn) => JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: `${arn}/*` }] })) });',
      ["s3:GetObject on ${orders.arn}/*"],
    ],
    [
      "all",
      'new aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.all([bucket.arn, bucket.bucket]).apply(([arn, name]) => JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: [arn, `arn:aws:s3:::${name}/*`] }] })) });',
      ["s3:* on ${orders.arn},arn:aws:s3:::orders-1a2b3c4/*"],
    ],
    [
      "output and apply",
      `new aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.output(${object}).apply(JSON.stringify) });`,
      ["s3:* on ${orders.arn},${orders.arn}/*"],
    ],
    [
      "getPolicyDocumentOutput",
      'const doc = aws.iam.getPolicyDocumentOutput({ statements: [{ actions: ["s3:GetObject"], resources: [pulumi.interpolate`${bucket.arn}/*`] }, { effect: "Deny", actions: ["s3:PutObject"], resources: ["*"] }] });\nnew aws.iam.RolePolicy("p", { role: role.id, policy: doc.json });',
      ["s3:GetObject on ${orders.arn}/*", "s3:PutObject on *"],
    ],
    [
      "getPolicyDocumentOutput and apply",
      'new aws.iam.RolePolicy("p", { role: role.id, policy: aws.iam.getPolicyDocumentOutput({ statements: [{ actions: ["s3:*"], resources: [bucket.arn] }] }).apply((d) => d.json) });',
      ["s3:* on ${orders.arn}"],
    ],
    [
      "a function of the program",
      'function allow(actions: string[], arn: pulumi.Input<string>) { return { Version: "2012-10-17" as const, Statement: [{ Effect: "Allow", Action: actions, Resource: arn }] }; }\nnew aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.jsonStringify(allow(["s3:GetObject"], bucket.arn)) });',
      ["s3:GetObject on ${orders.arn}"],
    ],
    [
      "statements that are put together",
      'const base = [{ Effect: "Allow", Action: "s3:ListBucket", Resource: bucket.arn }];\nnew aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.jsonStringify({ Statement: [...base, { Effect: "Allow", Action: "s3:GetObject", Resource: pulumi.interpolate`${bucket.arn}/*` }] }) });',
      ["s3:ListBucket on ${orders.arn}", "s3:GetObject on ${orders.arn}/*"],
    ],
    [
      "a name that is put together",
      'for (const kind of ["p"]) new aws.iam.RolePolicy(`${kind}`, { role: role.id, policy: pulumi.jsonStringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: bucket.arn }] }) });',
      ["s3:* on ${orders.arn}"],
    ],
    [
      "a function that the program exports",
      'export = async () => {\n  const document = await Promise.resolve({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: bucket.arn }] });\n  new aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.jsonStringify(document) });\n};',
      ["s3:* on ${orders.arn}"],
    ],
    [
      "resources whose names come from elsewhere",
      'import { names } from "elsewhere";\nconst buckets: aws.s3.Bucket[] = [];\nfor (const name of names) buckets.push(new aws.s3.Bucket(name));\nnew aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.jsonStringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: buckets.map((one) => one.arn) }] }) });',
      ["s3:* on ${orders.arn}"],
    ],
    [
      "named imports",
      'import { RolePolicy } from "@pulumi/aws/iam";\nimport { jsonStringify } from "@pulumi/pulumi";\nnew RolePolicy("p", { role: role.id, policy: jsonStringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: bucket.arn }] }) });',
      ["s3:* on ${orders.arn}"],
    ],
  ];
  for (const [title, source, expected] of written) {
    it(`decides an unknown document that is written with ${title}`, async () => expect(shown(await documentOf(source))).to.deep.equal(expected));
  }

  it("tells the line of each element", async () => {
    const document = await documentOf('new aws.iam.RolePolicy("p", {\n  role: role.id,\n  policy: pulumi.jsonStringify({ Statement: [{\n    Effect: "Allow",\n    Action: "s3:*",\n    Resource: bucket.arn }] }),\n});');
    const element = document.kind === "known" ? document.value.statements[0]!.actions![0]! : undefined;
    expect(element!.at).to.deep.include({ file: "index.ts", line: 9, column: 13 });
  });

  it("tells the line of a document that the engine knows, if the source says the same", async () => {
    const text = JSON.stringify({ Statement: [{ Action: "s3:*", Effect: "Allow", Resource: "*" }], Version: "2012-10-17" });
    const known = resource("aws:iam/rolePolicy:RolePolicy", "p", { role: outputOf(reader), policy: text });
    const source = (action: string): string => `new aws.iam.RolePolicy("p", { role: role.id, policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "${action}", Resource: "*" }] }) });`;
    const same = await documentOf(source("s3:*"), [reader, fn, known]);
    const other = await documentOf(source("s3:Get*"), [reader, fn, known]);
    for (const [document, place] of [[same, 5], [other, undefined]] as const) {
      expect(shown(document)).to.deep.equal(["s3:* on *"]);
      expect(document.kind === "known" && document.value.statements[0]!.actions![0]!.at?.line).to.equal(place);
    }
  });

  const undecided: readonly [string, string][] = [
    ["a document of another program", 'new aws.iam.RolePolicy("p", { role: role.id, policy: new pulumi.StackReference("other").getOutput("policy") });'],
    ["a document of a function that is not read", 'import { policyFor } from "company-policies";\nnew aws.iam.RolePolicy("p", { role: role.id, policy: policyFor(bucket) });'],
    ["a document that names other resources than the engine says", 'const other = new aws.s3.Bucket("other");\nnew aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.jsonStringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: other.arn }] }) });'],
    ["a document of a resource that the program does not seem to make", ""],
  ];
  for (const [title, source] of undecided) {
    it(`leaves ${title} unknown`, async () => {
      const other = resource("aws:s3/bucket:Bucket", "other", { bucket: "other-1" });
      expect(shown(await documentOf(source, [bucket, other, reader, fn, policy]))).to.equal("computed-at-apply");
    });
  }

  it("takes what is written in two branches for possible, not for certain", async () => {
    const source = 'const wide = new pulumi.Config().getBoolean("wide");\nnew aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.jsonStringify({ Statement: [wide ? { Effect: "Allow", Action: "s3:*", Resource: bucket.arn } : { Effect: "Allow", Action: "s3:GetObject", Resource: bucket.arn }] }) });';
    expect(shown(await documentOf(source))).to.deep.equal(["s3:* on ${orders.arn} (possible)", "s3:GetObject on ${orders.arn} (possible)"]);
  });

  it("reads the stack's configuration, but no secrets", async () => {
    const source = `const config = new pulumi.Config();
new aws.iam.RolePolicy("p", { role: role.id, policy: pulumi.jsonStringify({ Statement: [{ Effect: "Allow", Action: config.getBoolean("wide") ? "s3:*" : "s3:GetObject", Resource: [pulumi.interpolate\`\${bucket.arn}/\${config.require("prefix")}/*\`, config.requireSecret("hidden"), config.get("absent") ?? "arn:aws:s3:::default"] }] }) });`;
    const { stack } = await follow({ "index.ts": imports + source, "Pulumi.dev.yaml": "config:\n  shop:prefix: in\n  shop:wide: false\n  shop:hidden: hunter2\n" }, bucket, reader, fn, policy);
    expect(shown(adaptStack(stack, { kind: "preview" }).executionRoles[0]!.policies[0]!.document)).to.deep.equal(["s3:GetObject on ${orders.arn}/in/*,?,arn:aws:s3:::default"]);
  });

  it("follows components, each instance with its own arguments", async () => {
    const component = `
export interface ReaderArgs { action: string; bucket: aws.s3.Bucket }
class Reader extends pulumi.ComponentResource {
  readonly role: aws.iam.Role;
  constructor(name: string, args: ReaderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shop:index:Reader", name, {}, opts);
    this.role = new aws.iam.Role(\`\${name}-role\`, { assumeRolePolicy: "{}" }, { parent: this });
    new aws.iam.RolePolicy(\`\${name}-policy\`, { role: this.role.id, policy: pulumi.jsonStringify({ Statement: [{ Effect: "Allow", Action: args.action, Resource: args.bucket.arn }] }) }, { parent: this });
  }
}
new Reader("a", { action: "s3:GetObject", bucket });
new Reader("b", { action: "s3:*", bucket });
`;
    const parts = ["a", "b"].flatMap((name) => {
      const own = role(`${name}-role`);
      return [own, lambda(`${name}-fn`, own), resource("aws:iam/rolePolicy:RolePolicy", `${name}-policy`, { role: outputOf(own), policy: outputOf(bucket) })];
    });
    const { stack } = await follow({ "index.ts": imports + component }, bucket, ...parts);
    expect(adaptStack(stack, { kind: "preview" }).executionRoles.map(({ policies }) => shown(policies[0]!.document))).to.deep.equal([["s3:GetObject on ${orders.arn}"], ["s3:* on ${orders.arn}"]]);
  });

  it("goes through loops that count", async () => {
    const loop = `
for (let n = 0; n < 3; n++) {
  const queue = new aws.sqs.Queue(\`queue-\${n}\`);
  const own = new aws.iam.Role(\`role-\${n}\`, { assumeRolePolicy: "{}" });
  new aws.iam.RolePolicy(\`policy-\${n}\`, { role: own.id, policy: pulumi.jsonStringify({ Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: queue.arn }] }) });
}
`;
    const parts = [0, 1, 2].flatMap((n) => {
      const [queue, own] = [resource("aws:sqs/queue:Queue", `queue-${n}`, { name: `queue-${n}` }), role(`role-${n}`)];
      return [queue, own, lambda(`fn-${n}`, own), resource("aws:iam/rolePolicy:RolePolicy", `policy-${n}`, { role: outputOf(own), policy: outputOf(queue) })];
    });
    const { stack } = await follow({ "index.ts": imports + loop }, bucket, reader, ...parts);
    const documents = adaptStack(stack, { kind: "preview" }).executionRoles.map(({ policies }) => String(shown(policies[0]!.document)).replace(/urn:\S*::/, ""));
    expect(documents).to.deep.equal([0, 1, 2].map((n) => `sqs:SendMessage on \${queue-${n}.arn}`));
  });

  it("follows files of the program, and reads JavaScript as well", async () => {
    const files = {
      "index.js": 'const aws = require("@pulumi/aws");\nconst { allow } = require("./lib/policies");\nconst bucket = new aws.s3.Bucket("orders");\nconst role = new aws.iam.Role("reader", {});\nnew aws.iam.RolePolicy("p", { role: role.id, policy: allow("s3:*", bucket) });\n',
      "lib/policies.js": 'const pulumi = require("@pulumi/pulumi");\nexports.allow = (action, bucket) => pulumi.interpolate`{"Statement":[{"Effect":"Allow","Action":"${action}","Resource":"${bucket.arn}"}]}`;\n',
    };
    const { stack, values } = await follow(files, bucket, reader, fn, policy);
    expect(shown(adaptStack(stack, { kind: "preview" }).executionRoles[0]!.policies[0]!.document)).to.deep.equal(["s3:* on ${orders.arn}"]);
    expect(values.files).to.deep.equal(["index.js", "lib/policies.js"]);
  });

  it("fills in each variable of an environment by itself", async () => {
    const queue = resource("aws:sqs/queue:Queue", "q", { name: "q-1", url: unknownValue });
    const recorded = lambda("read", reader, { environment: outputOf([bucket, queue], { variables: { QUEUE_URL: unknownValue, BUCKET: unknownValue, STAGE: "dev" } }) });
    const source = 'const queue = new aws.sqs.Queue("q");\nnew aws.lambda.Function("read", { role: role.arn, runtime: "nodejs22.x", handler: "index.handler", environment: { variables: { QUEUE_URL: queue.url, BUCKET: bucket.id, STAGE: "dev" } } });';
    const { stack } = await follow({ "index.ts": imports + source }, bucket, queue, reader, recorded);
    const environment = adaptStack(stack, { kind: "preview" }).functions[0]!.environment;
    const texts = environment.kind === "map" ? [...environment.entries].map(([name, value]: readonly [string, Symbolic]) => `${name}=${value.kind === "string" ? formatSymbolic(value) : value.kind}`) : [];
    expect(texts).to.deep.equal([`QUEUE_URL=\${${queue.urn}.url}`, `BUCKET=\${${bucket.urn}.id}`, "STAGE=dev"]);
  });

  it("ends with a program that cannot be read", async () => {
    for (const text of ["const = ;", "while (true) {}", `${"[".repeat(5_000)}${"]".repeat(5_000)}`]) {
      const { stack } = await follow({ "index.ts": text }, bucket, reader, fn, policy);
      expect(shown(adaptStack(stack, { kind: "preview" }).executionRoles[0]!.policies[0]!.document)).to.equal("computed-at-apply");
    }
  });

  it("knows where a resource is made", async () => {
    const { values } = await follow({ "index.ts": `${imports}new aws.iam.RolePolicy("p", {});` }, bucket, reader, policy);
    expect(values.placeOf(policy.urn)).to.deep.include({ file: "index.ts", line: 5 });
    expect(values.placeOf(urnOf("aws:iam/role:Role", "absent"))).to.equal(undefined);
  });
});
