import { expect } from "chai";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { formatSymbolic, type PolicyDocument, type Symbolic, type Value } from "../../../core";
import { adaptStack } from "../../../policypack/adapt";
import { readProgram } from "../../../policypack/program/read-program";
import { readStack } from "../../../policypack/read-stack";
import type { StackResource } from "../../../policypack/stack-resource";
import { replay, type RecordedResource } from "../../support/pulumi/recording";
import { lambda, outputOf, resource, role, unknownValue, urnOf } from "../../support/pulumi/stack";

const imports = 'import json\nimport pulumi\nimport pulumi_aws as aws\nbucket = aws.s3.Bucket("orders")\nrole = aws.iam.Role("reader", assume_role_policy="{}")\n';

const bucket = resource("aws:s3/bucket:Bucket", "orders", { bucket: "orders-1a2b3c4" });
const reader = role("reader");
const fn = lambda("read", reader);
const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { role: outputOf(reader), policy: outputOf(bucket) });

describe("policypack/program/follow-python", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-python-")));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  async function follow(files: Readonly<Record<string, string>>, ...recorded: readonly RecordedResource[]): Promise<StackResource[]> {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    const { resources, inputs } = replay(recorded);
    const stack = await readStack(resources, inputs);
    await readProgram({ folder, codeFolder: folder, main: undefined, runtime: "python" }, stack);
    return stack;
  }

  function documentIn(stack: readonly StackResource[]): Value<PolicyDocument> {
    return adaptStack(stack, { kind: "preview" }).executionRoles[0]!.policies[0]!.document;
  }

  async function documentOf(source: string, recorded: readonly RecordedResource[] = [bucket, reader, fn, policy]): Promise<Value<PolicyDocument>> {
    return documentIn(await follow({ "__main__.py": imports + source }, ...recorded));
  }

  function shown(document: Value<PolicyDocument>): string | string[] {
    if (document.kind === "unknown") return document.reason;
    const texts = document.value.statements.map(({ actions, resources, certainty }) => {
      const list = (elements: typeof actions): string => (elements ?? []).map(({ value }) => (value.kind === "string" ? formatSymbolic(value) : "?")).join(",");
      return `${list(actions)} on ${list(resources).replaceAll(bucket.urn, "orders")}${certainty === "certain" ? "" : " (possible)"}`;
    });
    return document.value.unreadStatements ? [...texts, "and others"] : texts;
  }

  const statement = '{"Effect": "Allow", "Action": "s3:*", "Resource": [bucket.arn, pulumi.Output.concat(bucket.arn, "/*")]}';
  const written: readonly [string, string, string[]][] = [
    ["json_dumps", `aws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [${statement}]}))`, ["s3:* on ${orders.arn},${orders.arn}/*"]],
    ["an object", `aws.iam.RolePolicy("p", role=role.id, policy={"Version": "2012-10-17", "Statement": [${statement}]})`, ["s3:* on ${orders.arn},${orders.arn}/*"]],
    ["arguments of a class of its own", `aws.iam.RolePolicy("p", aws.iam.RolePolicyArgs(role=role.id, policy={"Statement": [${statement}]}))`, ["s3:* on ${orders.arn},${orders.arn}/*"]],
    [
      "apply",
      'aws.iam.RolePolicy("p", role=role.id, policy=bucket.arn.apply(lambda arn: json.dumps({"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": f"{arn}/*"}]})))',
      ["s3:GetObject on ${orders.arn}/*"],
    ],
    [
      "all, by position",
      'aws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.all(bucket.arn, bucket.bucket).apply(lambda args: json.dumps({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": [args[0], f"arn:aws:s3:::{args[1]}/*"]}]})))',
      ["s3:* on ${orders.arn},arn:aws:s3:::orders-1a2b3c4/*"],
    ],
    [
      "all, by name",
      'aws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.all(arn=bucket.arn).apply(lambda args: json.dumps({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": args["arn"]}]})))',
      ["s3:* on ${orders.arn}"],
    ],
    [
      "format",
      `aws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.format('{{"Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{0}/*"}}]}}', bucket.arn))`,
      ["s3:GetObject on ${orders.arn}/*"],
    ],
    [
      "from_input and apply",
      `aws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.from_input({"Statement": [${statement}]}).apply(json.dumps))`,
      ["s3:* on ${orders.arn},${orders.arn}/*"],
    ],
    [
      "get_policy_document_output",
      'doc = aws.iam.get_policy_document_output(statements=[aws.iam.GetPolicyDocumentStatementArgs(actions=["s3:GetObject"], resources=[bucket.arn.apply(lambda a: f"{a}/*")]), {"effect": "Deny", "actions": ["s3:PutObject"], "not_resources": ["*"]}])\naws.iam.RolePolicy("p", role=role.id, policy=doc.json)',
      ["s3:GetObject on ${orders.arn}/*", "s3:PutObject on "],
    ],
    [
      "a function of apply's own",
      'def document(arn):\n    objects = arn + "/*"\n    return json.dumps({"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": objects}]})\naws.iam.RolePolicy("p", role=role.id, policy=bucket.arn.apply(document))',
      ["s3:GetObject on ${orders.arn}/*"],
    ],
    [
      "statements that are put together",
      'statements = [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": bucket.arn}]\ndef allow(into, action):\n    into += [{"Effect": "Allow", "Action": action, "Resource": bucket.arn}]\nallow(statements, "s3:GetObject")\nstatements.append({"Effect": "Allow", "Action": "s3:PutObject", "Resource": bucket.arn})\naws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.json_dumps({"Statement": statements}))',
      ["s3:ListBucket on ${orders.arn}", "s3:GetObject on ${orders.arn}", "s3:PutObject on ${orders.arn}"],
    ],
    [
      "a copy that is changed",
      'import copy\nbase = {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": bucket.arn}]}\nother = copy.deepcopy(base)\nother["Statement"].append({"Effect": "Allow", "Action": "s3:*", "Resource": bucket.arn})\naws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.json_dumps(base))',
      ["s3:GetObject on ${orders.arn}"],
    ],
    [
      "a name that is put together",
      'for kind in ["p"]:\n    aws.iam.RolePolicy(f"{kind}", role=role.id, policy=pulumi.Output.json_dumps({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": bucket.arn}]}))',
      ["s3:* on ${orders.arn}"],
    ],
    [
      "names imported by themselves",
      'from pulumi import Output\nfrom pulumi_aws import iam\nfrom pulumi_aws.iam import RolePolicy\nRolePolicy("p", role=role.id, policy=Output.json_dumps({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": bucket.arn}]}))',
      ["s3:* on ${orders.arn}"],
    ],
  ];
  for (const [title, source, expected] of written) {
    it(`decides an unknown document that is written with ${title}`, async () => expect(shown(await documentOf(source))).to.deep.equal(expected));
  }

  it("tells the line of each element", async () => {
    const document = await documentOf('aws.iam.RolePolicy("p", role=role.id,\n  policy=pulumi.Output.json_dumps({"Statement": [{\n    "Effect": "Allow",\n    "Action": "s3:*",\n    "Resource": bucket.arn}]}))');
    const element = document.kind === "known" ? document.value.statements[0]!.actions![0]! : undefined;
    expect(element!.at).to.deep.include({ file: "__main__.py", line: 9, column: 15 });
  });

  const whole = 'aws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.json_dumps({"Statement": statements}))';
  const one = 'statements = [{"Effect": "Allow", "Action": "s3:*", "Resource": bucket.arn}]\n';
  const undecided: readonly [string, string][] = [
    ["a document of another program", 'aws.iam.RolePolicy("p", role=role.id, policy=pulumi.StackReference("other").get_output("policy"))'],
    ["a document of a function that is not read", 'from company import policy_for\naws.iam.RolePolicy("p", role=role.id, policy=policy_for(bucket))'],
    ["a document that names other resources than the engine says", 'other = aws.s3.Bucket("other")\naws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.json_dumps({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": other.arn}]}))'],
    ["a document of a resource that the program does not seem to make", ""],
    ["a document after a loop that ends early", `statements = []\nfor action in ["s3:GetObject", "s3:PutObject"]:\n    statements = [{"Effect": "Allow", "Action": action, "Resource": bucket.arn}]\n    break\n${whole}`],
    ["a document after elements were deleted", `${one}del statements[0]\n${whole}`],
    ["a document after a loop whose end is not known", `${one}n = 0\nwhile n < 5:\n    n += 1\n${whole}`],
    ["a document after a function that calls itself", `${one}def more(n):\n    statements.append({"Effect": "Allow", "Action": f"s3:Get{n}", "Resource": bucket.arn})\n    if n < 9:\n        more(n + 1)\nmore(0)\n${whole}`],
    ["a document after text that is run as code", `${one}exec("statements.clear()")\n${whole}`],
    ["a document after a line that cannot be parsed", `${one}statements = statements +* [\n${whole}`],
  ];
  for (const [title, source] of undecided) {
    it(`leaves ${title} unknown`, async () => {
      const other = resource("aws:s3/bucket:Bucket", "other", { bucket: "other-1" });
      expect(shown(await documentOf(source, [bucket, other, reader, fn, policy]))).to.equal("computed-at-apply");
    });
  }

  const changed: readonly [string, string][] = [
    ["was handed to code that is not read", "from company import complete\ncomplete(statements)\n"],
    ["was handed to it inside of something", 'from company import complete\ncomplete({"all": [statements]})\n'],
    ["lost elements", "statements.pop()\n"],
    ["got as many elements as nobody knows", 'for line in open("actions.txt"):\n    statements.append({"Effect": "Allow", "Action": "s3:List*", "Resource": line})\n'],
  ];
  for (const [title, source] of changed) {
    it(`does not take a list for complete that ${title}`, async () => {
      expect(shown(await documentOf(one + source + whole))).to.include("and others");
    });
  }

  const uncertain: readonly [string, string][] = [
    ["a loop goes on early", 'for action in ["s3:Get*"]:\n    if wide:\n        continue\n    statements.append({"Effect": "Allow", "Action": action, "Resource": bucket.arn})\n'],
    ["a function returns early", 'def more():\n    if wide:\n        return\n    statements.append({"Effect": "Allow", "Action": "s3:Get*", "Resource": bucket.arn})\nmore()\n'],
    ["a function returns early with a value", 'def more(into):\n    if wide:\n        return into\n    return into + [{"Effect": "Allow", "Action": "s3:Get*", "Resource": bucket.arn}]\nstatements = more(statements)\n'],
    ["an earlier round of a loop may have returned", 'def more():\n    for kind in ["a", "b"]:\n        if kind == "a":\n            if wide:\n                return\n        else:\n            statements.append({"Effect": "Allow", "Action": "s3:Get*", "Resource": bucket.arn})\nmore()\n'],
    ["a dict has it under a condition", 'more = {key: {"Effect": "Allow", "Action": "s3:Get*", "Resource": bucket.arn} for key in ["a"] if wide}\nstatements = statements + list(more.values())\n'],
    ["an attempt may fail", 'try:\n    statements.append({"Effect": "Allow", "Action": "s3:Get*", "Resource": bucket.arn})\nexcept Exception:\n    pass\n'],
    ["it is one of several entries", 'extra = {"yes": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": bucket.arn}], "no": []}[pulumi.Config().get("which")]\nstatements = statements + extra\n'],
  ];
  for (const [title, source] of uncertain) {
    it(`does not take a statement for certain where ${title}`, async () => {
      const found = shown(await documentOf(`wide = pulumi.Config().get_bool("wide")\n${one}${source}${whole}`));
      expect(found).to.not.include("s3:Get* on ${orders.arn}");
    });
  }

  it("keeps entries apart that a dict makes when they are asked for", async () => {
    const source = 'from collections import defaultdict\nby = defaultdict(list)\nby["a"].append({"Effect": "Allow", "Action": "s3:*", "Resource": bucket.arn})\nstatements = by["b"]\n';
    expect(shown(await documentOf(source + whole))).to.deep.equal(["and others"]);
  });

  it("follows a search that returns what it finds", async () => {
    const source = 'known = [{"id": "other", "actions": ["s3:*"]}, {"id": "this", "actions": ["s3:GetObject"]}, {"id": "third", "actions": ["s3:*"]}]\ndef find(wanted):\n    for each in known:\n        if each["id"] == wanted:\n            return each\n    raise KeyError(wanted)\nstatements = [{"Effect": "Allow", "Action": find("this")["actions"], "Resource": bucket.arn}]\n';
    expect(shown(await documentOf(source + whole))).to.deep.equal(["s3:GetObject on ${orders.arn}"]);
  });

  it("goes on after a return that is not reached", async () => {
    const source = 'def more(into, action=None):\n    if action is None:\n        raise ValueError("action")\n    if not into:\n        return\n    into.append({"Effect": "Allow", "Action": action, "Resource": bucket.arn})\nmore(statements, "s3:GetObject")\n';
    expect(shown(await documentOf(one + source + whole))).to.deep.equal(["s3:* on ${orders.arn}", "s3:GetObject on ${orders.arn}"]);
  });

  it("takes no entry for certain that something unknown may replace", async () => {
    const found = shown(await documentOf('extra = pulumi.Config().get_object("extra")\nstatements = [{"Effect": "Allow", "Action": "s3:*", **extra, "Resource": bucket.arn}]\n' + whole));
    expect(found).to.not.include("s3:* on ${orders.arn}");
  });

  it("follows a check that a value is no text", async () => {
    const source = 'actions = ["s3:GetObject"]\nif isinstance(actions, str):\n    actions = [actions]\nstatements = [{"Effect": "Allow", "Action": actions, "Resource": bucket.arn}]\n';
    expect(shown(await documentOf(source + whole))).to.deep.equal(["s3:GetObject on ${orders.arn}"]);
  });

  it("takes what is written in two branches for possible, not for certain", async () => {
    const source = 'wide = pulumi.Config().get_bool("wide")\naws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.json_dumps({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": bucket.arn} if wide else {"Effect": "Allow", "Action": "s3:GetObject", "Resource": bucket.arn}]}))';
    expect(shown(await documentOf(source))).to.deep.equal(["s3:* on ${orders.arn} (possible)", "s3:GetObject on ${orders.arn} (possible)"]);
  });

  it("reads the stack's configuration, but no secrets", async () => {
    const source = 'config = pulumi.Config()\naws.iam.RolePolicy("p", role=role.id, policy=pulumi.Output.json_dumps({"Statement": [{"Effect": "Allow", "Action": "s3:*" if config.get_bool("wide") else "s3:GetObject", "Resource": [pulumi.Output.concat(bucket.arn, "/", config.require("prefix"), "/*"), config.require_secret("hidden"), config.get("absent") or "arn:aws:s3:::default"]}]}))';
    const stack = await follow({ "__main__.py": imports + source, "Pulumi.dev.yaml": "config:\n  shop:prefix: in\n  shop:wide: false\n  shop:hidden: hunter2\n" }, bucket, reader, fn, policy);
    expect(shown(documentIn(stack))).to.deep.equal(["s3:GetObject on ${orders.arn}/in/*,?,arn:aws:s3:::default"]);
  });

  it("follows components, each instance with its own arguments", async () => {
    const component = `
class Access(pulumi.ComponentResource):
    def __init__(self, kind, name, action, opts=None):
        super().__init__(f"shop:index:{kind}", name, None, opts)
        own = pulumi.ResourceOptions(parent=self)
        self.role = aws.iam.Role("role", assume_role_policy="{}", opts=own)
        aws.iam.RolePolicy("policy", role=self.role.id, policy=pulumi.Output.json_dumps({"Statement": [{"Effect": "Allow", "Action": action, "Resource": bucket.arn}]}), opts=own)
        self.register_outputs({})

class Writer(Access):
    def __init__(self, name, opts=None):
        super().__init__("Writer", name, "s3:PutObject", opts)

Access("Reader", "a", "s3:GetObject")
Writer("b")
`;
    const parts = [["Reader", "a"], ["Writer", "b"]].flatMap(([kind, name]) => {
      const type = `shop:index:${kind}`;
      const parent = resource(type, name!, {});
      const inside = (child: string, logical: string, props: Record<string, unknown>): RecordedResource => resource(child, logical, props, { urn: urnOf(child, logical, [type]), parent: parent.urn });
      const own = inside("aws:iam/role:Role", "role", { assumeRolePolicy: "{}" });
      return [parent, own, lambda(`fn-${name}`, own), inside("aws:iam/rolePolicy:RolePolicy", "policy", { role: outputOf(own), policy: outputOf(bucket) })];
    });
    const stack = await follow({ "__main__.py": imports + component }, bucket, reader, ...parts);
    expect(adaptStack(stack, { kind: "preview" }).executionRoles.map(({ policies }) => shown(policies[0]!.document))).to.deep.equal([["s3:GetObject on ${orders.arn}"], ["s3:PutObject on ${orders.arn}"]]);
  });

  it("goes through loops that count, and modules of the program", async () => {
    const files = {
      "__main__.py": `${imports}from infra.policies import allow\nimport infra.queues as queues\nfor n in range(3):\n    queue = queues.make(n)\n    own = aws.iam.Role(f"role-{n}", assume_role_policy="{}")\n    aws.iam.RolePolicy(f"policy-{n}", role=own.id, policy=allow("sqs:SendMessage", queue))\n`,
      "infra/__init__.py": "",
      "infra/policies.py": 'import json\nfrom pulumi import Output\n\ndef allow(action, on):\n    return Output.json_dumps({"Statement": [{"Effect": "Allow", "Action": action, "Resource": on.arn}]})\n',
      "infra/queues.py": 'import pulumi_aws as aws\n\ndef make(n: int) -> aws.sqs.Queue:\n    return aws.sqs.Queue("queue-{}".format(n))\n',
    };
    const parts = [0, 1, 2].flatMap((n) => {
      const [queue, own] = [resource("aws:sqs/queue:Queue", `queue-${n}`, { name: `queue-${n}` }), role(`role-${n}`)];
      return [queue, own, lambda(`fn-${n}`, own), resource("aws:iam/rolePolicy:RolePolicy", `policy-${n}`, { role: outputOf(own), policy: outputOf(queue) })];
    });
    const stack = await follow(files, bucket, reader, ...parts);
    const documents = adaptStack(stack, { kind: "preview" }).executionRoles.map(({ policies }) => String(shown(policies[0]!.document)).replace(/urn:\S*::/, ""));
    expect(documents).to.deep.equal([0, 1, 2].map((n) => `sqs:SendMessage on \${queue-${n}.arn}`));
    expect(stack.find(({ name }) => name === "queue-1")!.at).to.deep.include({ file: "infra/queues.py", line: 4 });
  });

  it("fills in each variable of an environment by itself, under the names that the author gave", async () => {
    const queue = resource("aws:sqs/queue:Queue", "q", { name: "q-1", url: unknownValue });
    const recorded = lambda("read", reader, { environment: outputOf([bucket, queue], { variables: { queue_url: unknownValue, BUCKET: unknownValue, STAGE: "dev" } }) });
    const source = 'queue = aws.sqs.Queue("q")\naws.lambda_.Function("read", role=role.arn, runtime="nodejs22.x", handler="index.handler", environment={"variables": {"queue_url": queue.url, "BUCKET": bucket.id, "STAGE": "dev"}})';
    const stack = await follow({ "__main__.py": imports + source }, bucket, queue, reader, recorded);
    const environment = adaptStack(stack, { kind: "preview" }).functions[0]!.environment;
    const texts = environment.kind === "map" ? [...environment.entries].map(([name, value]: readonly [string, Symbolic]) => `${name}=${value.kind === "string" ? formatSymbolic(value) : value.kind}`) : [];
    expect(texts).to.deep.equal([`queue_url=\${${queue.urn}.url}`, `BUCKET=\${${bucket.urn}.id}`, "STAGE=dev"]);
  });

  it("reads inline policies of a role", async () => {
    const recorded = { ...reader, ...resource("aws:iam/role:Role", "reader", { assumeRolePolicy: "{}", inlinePolicies: outputOf(bucket) }) };
    const source = 'import json\nimport pulumi\nimport pulumi_aws as aws\nbucket = aws.s3.Bucket("orders")\naws.iam.Role("reader", assume_role_policy="{}", inline_policies=[aws.iam.RoleInlinePolicyArgs(name="own", policy=bucket.arn.apply(lambda arn: json.dumps({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": arn}]})))])';
    expect(shown(documentIn(await follow({ "__main__.py": source }, bucket, recorded, lambda("read", recorded))))).to.deep.equal(["s3:* on ${orders.arn}"]);
  });

  it("ends with a program that cannot be read", async () => {
    for (const text of ["const = ;", "while True:\n    pass\n", `x = ${"[".repeat(5_000)}${"]".repeat(5_000)}\n`]) {
      expect(shown(documentIn(await follow({ "__main__.py": text }, bucket, reader, fn, policy)))).to.equal("computed-at-apply");
    }
  });
});
