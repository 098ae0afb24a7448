import { expect } from "chai";
import { fromPlain, reference, unknown, type SymbolicMap } from "../../../core";
import { planOf, show, withSources } from "./source-fixture";

const CHILD = `
variable "bucket" { type = string }
variable "options" {
  type = object({ actions = optional(list(string), ["s3:GetObject"]), name = string })
  default = { name = "d" }
}
variable "strict" {
  default  = "fallback"
  nullable = false
}
resource "aws_iam_role_policy" "p" {
  policy = jsonencode({ Action = var.options.actions, Resource = "\${var.bucket}/*", Name = var.options.name, Strict = var.strict, Path = path.module })
}
output "role" { value = aws_iam_role_policy.p.role }
output "bucket" { value = var.bucket }
`;

const FILES = {
  "main.tf": `
    resource "aws_s3_bucket" "b" {}
    module "one" {
      source = "./child"
      bucket = aws_s3_bucket.b.arn
      strict = null
    }
    module "each" {
      source   = "./child"
      for_each = { a = "s3:PutObject", "x.y" = "s3:List*" }
      bucket   = "arn:aws:s3:::\${each.key}"
      options  = { name = each.key, actions = [each.value] }
    }
    resource "aws_probe" "p" {
      one  = module.one.bucket
      all  = [for k, m in module.each : "\${k}=\${m.bucket}"]
      role = module.each["x.y"].role
    }
  `,
  "child/main.tf": CHILD,
};

describe("terraform-adapter/hcl: modules and variables", () => {
  it("hands values down and up, with keys in the addresses", async () => {
    await withSources(FILES, (sources) => {
      expect(sources.instances().map((instance) => instance.address)).to.deep.equal([
        "aws_probe.p",
        "aws_s3_bucket.b",
        'module.each["a"].aws_iam_role_policy.p',
        'module.each["x.y"].aws_iam_role_policy.p',
        "module.one.aws_iam_role_policy.p",
      ]);
      const policy = (address: string) => show(sources.resource(address)?.attribute("policy"));
      expect(policy("module.one.aws_iam_role_policy.p")).to.deep.equal({
        json: { Action: ["s3:GetObject"], Resource: "${aws_s3_bucket.b.arn}/*", Name: "d", Strict: "fallback", Path: "child" },
      });
      expect(policy('module.each["x.y"].aws_iam_role_policy.p')).to.deep.equal({
        json: { Action: ["s3:List*"], Resource: "arn:aws:s3:::x.y/*", Name: "x.y", Strict: "fallback", Path: "child" },
      });
      const probe = sources.resource("aws_probe.p")!;
      expect(show(probe.attribute("one"))).to.equal("${aws_s3_bucket.b.arn}");
      expect(show(probe.attribute("all"))).to.deep.equal(["a=arn:aws:s3:::a", "x.y=arn:aws:s3:::x.y"]);
      expect(show(probe.attribute("role"))).to.equal('${module.each["x.y"].aws_iam_role_policy.p.role}');
    });
  });

  it("tells by which calls a block is reached", async () => {
    await withSources(FILES, (sources) => {
      expect(sources.resource("module.one.aws_iam_role_policy.p")?.callChain.map(({ file, line }) => `${file}:${line}`)).to.deep.equal(["main.tf:3"]);
      expect(sources.resource("aws_probe.p")?.callChain).to.deep.equal([]);
    });
  });

  it("finds installed modules by modules.json, and says once which are not there", async () => {
    const files = {
      "main.tf": 'module "got" {\n  source = "org/got/aws"\n}\nmodule "gone" {\n  source = "org/gone/aws"\n}\nresource "aws_probe" "p" {\n  got  = module.got.x\n  gone = ["a", module.gone.x, module.gone.y]\n}\n',
      ".terraform/modules/modules.json": JSON.stringify({ Modules: [{ Key: "", Dir: "." }, { Key: "got", Dir: ".terraform/modules/got" }] }),
      ".terraform/modules/got/main.tf": 'output "x" {\n  value = "here"\n}\n',
    };
    await withSources(files, (sources) => {
      const probe = sources.resource("aws_probe.p")!;
      expect(show(probe.attribute("got"))).to.equal("here");
      expect(show(probe.attribute("gone"))).to.deep.equal(["a", "?unreadable", "?unreadable"]);
      expect(sources.notices.map(({ message, at }) => [message.includes("module.gone"), at?.line])).to.deep.equal([[true, 4]]);
    });
  });

  it("takes of a missing module's outputs what the plan tells", async () => {
    const plan = planOf({ moduleOutput: (module, output) => (module === "module.gone" && output === "arn" ? reference("module.gone.aws_sqs_queue.q", "arn") : undefined) });
    const files = { "main.tf": 'module "gone" {\n  source = "org/gone/aws"\n}\nresource "aws_probe" "p" {\n  arn   = module.gone.arn\n  other = module.gone.other\n}\n' };
    await withSources(
      files,
      (sources) => {
        expect(show(sources.resource("aws_probe.p")?.attribute("arn"))).to.equal("${module.gone.aws_sqs_queue.q.arn}");
        expect(show(sources.resource("aws_probe.p")?.attribute("other"))).to.equal("?unreadable");
      },
      plan,
    );
  });

  describe("root variables", () => {
    const main = 'variable "x" {\n  type    = string\n  default = "default"\n}\nresource "aws_probe" "p" {\n  x = var.x\n}\n';
    const rows: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
      ["the default", {}, "default", "main.tf:3"],
      ["terraform.tfvars", { "terraform.tfvars": 'x = "file"\n' }, "file", "terraform.tfvars:1"],
      ["terraform.tfvars.json over it", { "terraform.tfvars": 'x = "file"\n', "terraform.tfvars.json": '{"x": "json"}' }, "json", "terraform.tfvars.json:1"],
      ["*.auto.tfvars over both, the last name wins", { "terraform.tfvars": 'x = "file"\n', "b.auto.tfvars": 'x = "b"\n', "a.auto.tfvars": 'x = "a"\n' }, "b", "b.auto.tfvars:1"],
    ];
    for (const [title, files, expected, place] of rows) {
      it(title, async () => {
        await withSources({ "main.tf": main, ...files }, (sources) => {
          const value = sources.resource("aws_probe.p")?.attribute("x");
          expect(show(value)).to.equal(expected);
          expect(`${value?.at?.file}:${value?.at?.line}`).to.equal(place);
        });
      });
    }

    it("TF_VAR_ counts without a plan, and files win over it", async () => {
      process.env["TF_VAR_x"] = "environment";
      try {
        await withSources({ "main.tf": main }, (sources) => expect(show(sources.resource("aws_probe.p")?.attribute("x"))).to.equal("environment"));
        await withSources({ "main.tf": main, "terraform.tfvars": 'x = "file"\n' }, (sources) => expect(show(sources.resource("aws_probe.p")?.attribute("x"))).to.equal("file"));
        await withSources({ "main.tf": main }, (sources) => expect(show(sources.resource("aws_probe.p")?.attribute("x"))).to.equal("default"), planOf({}));
      } finally {
        delete process.env["TF_VAR_x"];
      }
    });

    it("the plan's value wins, a secret one is never shown", async () => {
      const plan = planOf({ variables: new Map([["x", fromPlain("planned")], ["s", unknown("secret", "var.s is sensitive", ["var.s"])]]) });
      const secret = 'variable "s" {\n  sensitive = true\n  default = "hidden"\n}\nresource "aws_probe" "q" {\n  s = "a-${var.s}"\n}\n';
      await withSources({ "main.tf": main + secret }, (sources) => {
        expect(show(sources.resource("aws_probe.p")?.attribute("x"))).to.equal("planned");
        expect(show(sources.resource("aws_probe.q")?.attribute("s"))).to.equal("a-?");
      }, plan);
      await withSources({ "main.tf": main + secret }, (sources) => expect(show(sources.resource("aws_probe.q")?.attribute("s"))).to.equal("a-?"));
    });
  });

  describe("count and for_each", () => {
    const instances = (main: string, plan?: Parameters<typeof withSources>[2]) => withSources({ "main.tf": main }, (sources) => sources.instances().map(({ address, isPossible }) => (isPossible ? `${address}?` : address)), plan);
    const rows: readonly (readonly [string, readonly string[]])[] = [
      ['resource "aws_x" "a" {\n  count = 2\n}\n', ["aws_x.a[0]", "aws_x.a[1]"]],
      ['resource "aws_x" "a" {\n  count = 0\n}\n', []],
      ['resource "aws_x" "a" {\n  for_each = toset(["b", "a"])\n}\n', ['aws_x.a["a"]', 'aws_x.a["b"]']],
      ['variable "f" {\n  type = bool\n}\nresource "aws_x" "a" {\n  count = var.f ? 1 : 0\n}\n', ["aws_x.a[0]?"]],
      ['variable "f" {\n  type = bool\n}\nresource "aws_x" "a" {\n  for_each = toset(var.f ? ["a", "b"] : ["a"])\n}\n', ['aws_x.a["a"]', 'aws_x.a["b"]?']],
      ['variable "n" {\n  type = number\n}\nresource "aws_x" "a" {\n  count = var.n\n}\n', ["aws_x.a?"]],
    ];
    for (const [main, expected] of rows) {
      it(expected.join(", ") || "none", async () => {
        expect(await instances(main)).to.deep.equal(expected);
      });
    }

    it("the plan's keys count, and choose among undecided elements", async () => {
      const main = 'variable "m" {\n  type = map(string)\n}\nvariable "f" {\n  type = bool\n}\nresource "aws_x" "a" {\n  for_each = merge(var.f ? { k = "v" } : {}, {})\n  v = each.value\n}\nresource "aws_x" "b" {\n  for_each = var.m\n  v = "${each.key}-${each.value}"\n}\n';
      const plan = planOf({ resourceKeys: () => ["k"] });
      expect(await instances(main, plan)).to.deep.equal(['aws_x.a["k"]', 'aws_x.b["k"]']);
      await withSources({ "main.tf": main }, (sources) => {
        expect(show(sources.resource('aws_x.a["k"]')?.attribute("v"))).to.equal("v");
        expect(show(sources.resource('aws_x.b["k"]')?.attribute("v"))).to.equal("k-?");
      }, plan);
    });
  });

  describe("what the plan knows of other resources", () => {
    const main = 'resource "aws_x" "a" {\n  name = "a"\n}\nresource "aws_probe" "p" {\n  name = aws_x.a.name\n  arn  = aws_x.a.arn\n  path = aws_x.a.block[0].inner\n  word = aws_x.a.password\n}\n';
    const planned: SymbolicMap = {
      kind: "map",
      entries: new Map([
        ["name", fromPlain("planned")],
        ["arn", unknown("computed-at-apply", undefined, ["aws_x.a.arn"])],
        ["password", unknown("secret", "sensitive", ["aws_x.a.password"])],
        ["block", { kind: "list", items: [{ kind: "map", entries: new Map([["inner", unknown("computed-at-apply", undefined, ["aws_x.a.block[0].inner"])]]) }] }],
      ]),
    };

    it("known values as they are, unknown ones as references, secrets as secrets", async () => {
      const plan = planOf({ resourceKeys: () => [undefined], planned: (address) => (address === "aws_x.a" ? planned : undefined) });
      await withSources({ "main.tf": main }, (sources) => {
        const probe = sources.resource("aws_probe.p")!;
        expect(probe.attributeNames().map((name) => show(probe.attribute(name)))).to.deep.equal(["planned", "${aws_x.a.arn}", "${aws_x.a.block[0].inner}", "?secret"]);
        expect(sources.notices).to.deep.equal([]);
      }, plan);
    });

    it("says once that the sources do not match, and goes on", async () => {
      await withSources({ "main.tf": main }, (sources) => {
        expect(sources.notices.map(({ message }) => message.includes("do not match"))).to.deep.equal([true]);
        expect(show(sources.resource("aws_probe.p")?.attribute("arn"))).to.equal("${aws_x.a.arn}");
      }, planOf({}));
    });
  });

  it("reads region and account from the default provider", async () => {
    const main = 'provider "aws" {\n  region = "eu-west-1"\n  allowed_account_ids = ["123456789012"]\n}\nprovider "aws" {\n  alias = "other"\n  region = "us-east-1"\n}\ndata "aws_region" "r" {}\ndata "aws_region" "o" {\n  provider = aws.other\n}\nresource "aws_probe" "p" {\n  r = data.aws_region.r.name\n  o = data.aws_region.o.name\n}\n';
    await withSources({ "main.tf": main }, (sources) => {
      expect(show(sources.provider.region)).to.equal("eu-west-1");
      expect(show(sources.provider.account)).to.equal("123456789012");
      expect(show(sources.resource("aws_probe.p")?.attribute("r"))).to.equal("eu-west-1");
      expect(show(sources.resource("aws_probe.p")?.attribute("o"))).to.equal("${data.aws_region.o.name}");
    });
  });
});
