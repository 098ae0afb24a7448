import { expect } from "chai";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { formatSymbolic, type PolicyDocument, type Value } from "../../../core";
import { adaptStack } from "../../../policypack/adapt";
import { readProgram } from "../../../policypack/program/read-program";
import { readStack } from "../../../policypack/read-stack";
import { replay } from "../../support/pulumi/recording";
import { lambda, outputOf, resource, role } from "../../support/pulumi/stack";

const bucket = resource("aws:s3/bucket:Bucket", "orders", { bucket: "orders-1a2b3c4" });
const reader = role("reader");
const fn = lambda("read", reader);
const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { role: outputOf(reader), policy: outputOf(bucket) });

const resources = `
name: shop
runtime: yaml
resources:
  orders:
    type: aws:s3:Bucket
  reader:
    type: aws:iam:Role
    properties:
      assumeRolePolicy: "{}"
`;

describe("policypack/program/yaml-program", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-yaml-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  async function documentOf(source: string, files: Readonly<Record<string, string>> = {}): Promise<Value<PolicyDocument>> {
    for (const [name, text] of Object.entries({ "Pulumi.yaml": resources + source, ...files })) fs.writeFileSync(path.join(folder, name), text);
    const { resources: views, inputs } = replay([bucket, reader, fn, policy]);
    const stack = await readStack(views, inputs);
    await readProgram({ folder, codeFolder: folder, main: undefined, runtime: "yaml" }, stack);
    return adaptStack(stack, { kind: "preview" }).executionRoles[0]!.policies[0]!.document;
  }

  function shown(document: Value<PolicyDocument>): string | string[] {
    if (document.kind === "unknown") return document.reason;
    return document.value.statements.map(({ actions, resources: on }) => {
      const list = (elements: typeof actions): string => (elements ?? []).map(({ value }) => (value.kind === "string" ? formatSymbolic(value).replaceAll(`${bucket.urn}`, "orders") : "?")).join(",");
      return `${list(actions)} on ${list(on)}`;
    });
  }

  const statement = (on: string, action = "s3:GetObject"): string => `
  p:
    type: aws:iam:RolePolicy
    properties:
      role: \${reader.id}
      policy:
        fn::toJSON:
          Version: 2012-10-17
          Statement:
            - Effect: Allow
              Action: ${action}
              Resource: ${on}
`;

  const written: readonly [string, string, string | string[]][] = [
    ["an output", statement("${orders.arn}"), ["s3:GetObject on ${orders.arn}"]],
    ["text around an output", statement('"${orders.arn}/*"'), ["s3:GetObject on ${orders.arn}/*"]],
    ["a list", statement('["${orders.arn}", "${orders.arn}/*"]', "s3:*"), ["s3:* on ${orders.arn},${orders.arn}/*"]],
    ["fn::join", statement('\n                fn::join: ["", ["${orders.arn}", "/*"]]'), ["s3:GetObject on ${orders.arn}/*"]],
    ["a variable", `${statement("${objects}")}variables:\n  objects: \${orders.arn}/*\n`, ["s3:GetObject on ${orders.arn}/*"]],
    ["a variable that names itself", `${statement("${objects}")}variables:\n  objects: \${objects}/*\n`, ["s3:GetObject on ?/*"]],
    ["an IAM variable", statement('"${orders.arn}/$${aws:username}"'), ["s3:GetObject on ${orders.arn}/${aws:username}"]],
    ["the stack's name", statement('"${orders.arn}/${pulumi.stack}/*"'), ["s3:GetObject on ${orders.arn}/dev/*"]],
    ["text that is JSON", '\n  p:\n    type: aws:iam/rolePolicy:RolePolicy\n    properties:\n      role: ${reader.id}\n      policy: |\n        {"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"${orders.arn}"}]}\n', ["s3:* on ${orders.arn}"]],
    [
      "fn::invoke",
      '\n  p:\n    type: aws:iam:RolePolicy\n    properties:\n      role: ${reader.id}\n      policy: ${document.json}\nvariables:\n  document:\n    fn::invoke:\n      function: aws:iam:getPolicyDocument\n      arguments:\n        statements:\n          - actions: ["s3:ListBucket"]\n            resources: ["${orders.arn}"]\n',
      ["s3:ListBucket on ${orders.arn}"],
    ],
    ["what an unknown function makes", statement("${orders.arn}").replace("fn::toJSON", "fn::somethingElse"), "computed-at-apply"],
    ["a secret", statement("${orders.arn}").replace("fn::toJSON", "fn::secret"), "computed-at-apply"],
  ];
  for (const [title, source, expected] of written) {
    it(`reads ${title}`, async () => expect(shown(await documentOf(source))).to.deep.equal(expected));
  }

  it("reads configuration of the stack's file, and says nothing of one that is kept elsewhere", async () => {
    const source = `${statement('"${orders.arn}/${prefix}/*"')}configuration:\n  prefix:\n    type: string\n`;
    expect(shown(await documentOf(source, { "Pulumi.dev.yaml": "config:\n  shop:prefix: final\n" }))).to.deep.equal(["s3:GetObject on ${orders.arn}/final/*"]);
    fs.rmSync(path.join(folder, "Pulumi.dev.yaml"));
    expect(shown(await documentOf(source))).to.not.deep.equal(["s3:GetObject on ${orders.arn}/*"]);
  });

  it("knows the line of each element", async () => {
    const document = await documentOf(statement("${orders.arn}", '"s3:*"'));
    const [first] = document.kind === "known" ? document.value.statements : [];
    const action = first!.actions![0]!;
    const text = fs.readFileSync(path.join(folder, "Pulumi.yaml"), "utf8").split("\n");
    expect(action.at?.file).to.equal("Pulumi.yaml");
    expect(text[action.at!.line - 1]).to.contain("s3:*");
  });
});
