import { expect } from "chai";
import { planOf, show, withSources } from "./source-fixture";

const attributes = (files: Readonly<Record<string, string>>, address = "aws_probe.p") =>
  withSources(files, (sources) => {
    const resource = sources.resource(address)!;
    return Object.fromEntries(resource.attributeNames().map((name) => [name, show(resource.attribute(name))]));
  });

describe("terraform-adapter/hcl: blocks", () => {
  it("nested blocks are lists of maps, arguments of Terraform itself are left out", async () => {
    const main = 'resource "aws_probe" "p" {\n  count = 1\n  name = null\n  environment {\n    variables = { A = count.index }\n  }\n  depends_on = [aws_x.y]\n  lifecycle {\n    ignore_changes = all\n  }\n}\n';
    expect(await attributes({ "main.tf": main }, "aws_probe.p[0]")).to.deep.equal({ name: null, environment: [{ variables: { A: 0 } }] });
  });

  const dynamic = (forEach: string, rest = "") => `variable "flag" {\n  type = bool\n}\nvariable "list" {\n  type = list(string)\n}\nresource "aws_probe" "p" {\n  statement {\n    sid = "first"\n  }\n  dynamic "statement" {\n    for_each = ${forEach}\n    ${rest}\n    content {\n      sid = ${rest ? "s" : "statement"}.value\n    }\n  }\n}\n`;
  const rows: readonly (readonly [string, string, unknown])[] = [
    ['["a", "b"]', "", [{ sid: "first" }, { sid: "a" }, { sid: "b" }]],
    ['{ k = "v" }', "iterator = s", [{ sid: "first" }, { sid: "v" }]],
    ['var.flag ? ["a"] : []', "", { oneOf: [[{ sid: "first" }, { sid: "a" }], [{ sid: "first" }]] }],
    ["var.list", "", [{ sid: "first" }, "…"]],
  ];
  for (const [forEach, rest, expected] of rows) {
    it(`dynamic over ${forEach}`, async () => {
      expect((await attributes({ "main.tf": dynamic(forEach, rest) }))["statement"]).to.deep.equal(expected);
    });
  }

  it("override files replace arguments one by one, and nested blocks together", async () => {
    const files = {
      "main.tf": 'resource "aws_probe" "p" {\n  a = 1\n  b = 2\n  x {\n    v = 1\n  }\n  x {\n    v = 2\n  }\n}\nlocals {\n  l = 1\n}\n',
      "z_override.tf": 'resource "aws_probe" "p" {\n  b = local.l\n  x {\n    v = 3\n  }\n}\nlocals {\n  l = 4\n}\n',
    };
    expect(await attributes(files)).to.deep.equal({ a: 1, b: 4, x: [{ v: 3 }] });
  });

  it(".tf.json gives what the language gives", async () => {
    const json = JSON.stringify({
      "//": "a comment",
      variable: { v: { type: "list(string)", default: ["s3:GetObject"] } },
      locals: { l: "${var.v[0]}" },
      resource: { aws_s3_bucket: { b: { bucket: "orders" } }, aws_probe: { p: { count: 1, policy: '${jsonencode({ Action = local.l, Resource = "${aws_s3_bucket.b.arn}/*" })}', environment: { variables: { A: "x-${count.index}" } }, tags: { "${local.l}": true } } } },
      data: { aws_iam_policy_document: { d: { statement: [{ actions: "${var.v}", resources: ["*"] }] } } },
    });
    await withSources({ "main.tf.json": json }, (sources) => {
      const probe = sources.resource("aws_probe.p[0]")!;
      expect(show(probe.attribute("policy"))).to.deep.equal({ json: { Action: "s3:GetObject", Resource: "${aws_s3_bucket.b.arn}/*" } });
      expect(show(probe.attribute("environment"))).to.deep.equal([{ variables: { A: "x-0" } }]);
      expect(show(probe.attribute("tags"))).to.deep.equal({ "s3:GetObject": true });
      expect(show(sources.resource("data.aws_iam_policy_document.d")?.attribute("json"))).to.deep.equal({
        json: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"] }] },
      });
    });
  });

  it(".tofu stands in for the .tf file of the same name", async () => {
    expect(await attributes({ "main.tf": 'resource "aws_probe" "p" {\n  v = "tf"\n}\n', "main.tofu": 'resource "aws_probe" "p" {\n  v = "tofu"\n}\n' })).to.deep.equal({ v: "tofu" });
  });

  it("a policy document is computed where it is used, with its symbols", async () => {
    const main = 'resource "aws_s3_bucket" "b" {}\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = ["${aws_s3_bucket.b.arn}/*"]\n  }\n}\nresource "aws_probe" "p" {\n  policy = data.aws_iam_policy_document.d.json\n}\n';
    const expected = { json: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["${aws_s3_bucket.b.arn}/*"] }] } };
    expect((await attributes({ "main.tf": main }))["policy"]).to.deep.equal(expected);
    const plan = planOf({ planned: (address) => (address === "data.aws_iam_policy_document.d" ? { kind: "map", entries: new Map([["json", { kind: "unknown", reason: "computed-at-apply", references: ["data.aws_iam_policy_document.d.json"] }]]) } : undefined) });
    await withSources({ "main.tf": main }, (sources) => expect(show(sources.resource("aws_probe.p")?.attribute("policy"))).to.deep.equal(expected), plan);
  });

  it("an AWS managed policy that is looked up is its document", async () => {
    const main = 'data "aws_partition" "p" {}\ndata "aws_iam_policy" "m" {\n  arn = "arn:${data.aws_partition.p.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"\n}\ndata "aws_iam_policy" "none" {\n  arn = "arn:aws:iam::aws:policy/NoSuchPolicy"\n}\nresource "aws_probe" "p" {\n  known = jsondecode(data.aws_iam_policy.m.policy).Version\n  other = data.aws_iam_policy.none.policy\n}\n';
    expect(await attributes({ "main.tf": main })).to.deep.equal({ known: "2012-10-17", other: "${data.aws_iam_policy.none.policy}" });
  });
});
