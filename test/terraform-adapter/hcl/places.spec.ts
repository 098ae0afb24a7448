import { expect } from "chai";
import { parseSymbolicJson, type SourceLocation, type Symbolic } from "../../../core";
import { show, withSources } from "./source-fixture";

/** `file:line:column-endLine:endColumn`. */
function format(at: SourceLocation | undefined): string {
  return at ? `${at.file}:${at.line}:${at.column}-${at.endLine}:${at.endColumn}` : "nowhere";
}

/** The place of each text in the value, by the text. */
function placesOf(value: Symbolic | undefined, found: Record<string, string> = {}): Record<string, string> {
  if (value?.kind === "string") found[String(show(value))] = format(value.at);
  if (value?.kind === "list") value.items.forEach((item) => placesOf(item, found));
  if (value?.kind === "map") value.entries.forEach((item) => placesOf(item, found));
  if (value?.kind === "json") placesOf(value.value, found);
  if (value?.kind === "choice") value.alternatives.forEach((item) => placesOf(item, found));
  return found;
}

describe("terraform-adapter/hcl: places", () => {
  it("down to the element, and through locals, variables and modules to where it is written", async () => {
    const files = {
      "main.tf": [
        "locals {",
        '  shared = ["s3:Get*"]',
        "}",
        'module "m" {',
        '  source = "./m"',
        '  action = "s3:Put*"',
        "}",
      ].join("\n"),
      "m/main.tf": [
        'variable "action" {}',
        'variable "other" {',
        '  default = "s3:List*"',
        "}",
        'resource "aws_probe" "p" {',
        "  policy = jsonencode({",
        '    Action = concat([var.action, var.other], [for x in ["a"] : "x:${x}"])',
        '    Resource = ["b", "${path.module}/c"]',
        "  })",
        "}",
      ].join("\n"),
    };
    await withSources(files, (sources) => {
      const probe = sources.resource("module.m.aws_probe.p")!;
      expect(placesOf(probe.attribute("policy"))).to.deep.equal({
        "s3:Put*": "main.tf:6:12-6:21",
        "s3:List*": "m/main.tf:3:13-3:23",
        "x:a": "m/main.tf:7:64-7:72",
        b: "m/main.tf:8:17-8:20",
        "m/c": "m/main.tf:8:22-8:40",
      });
      expect(format(probe.at)).to.equal("m/main.tf:5:1-5:27");
      expect(format(probe.placeOf("policy"))).to.equal("m/main.tf:6:3-9:5");
      expect(probe.placeOf("other")).to.equal(undefined);
    });
  });

  it("inside a heredoc, a quoted document and a template file", async () => {
    const files = {
      "main.tf": [
        'resource "aws_s3_bucket" "b" {}',
        'resource "aws_probe" "p" {',
        "  heredoc = <<-EOT",
        "    {",
        '      "Action": ["s3:*", "${upper("x")}"],',
        '      "Resource": "${aws_s3_bucket.b.arn}/*"',
        "    }",
        "  EOT",
        '  quoted = "{\\"Action\\": \\"s3:Get*\\"}"',
        '  template = templatefile("p.tpl", { arn = aws_s3_bucket.b.arn })',
        '  file     = file("f.json")',
        "}",
      ].join("\n"),
      "p.tpl": '{\n  "Resource": "${arn}",\n  "Action": "sqs:*"\n}\n',
      "f.json": '{\n  "Action": "sns:*"\n}\n',
    };
    await withSources(files, (sources) => {
      const inside = (name: string) => {
        const value = sources.resource("aws_probe.p")!.attribute(name);
        return placesOf(value?.kind === "string" ? parseSymbolicJson(value).value : undefined);
      };
      expect(inside("heredoc")).to.deep.equal({ "s3:*": "main.tf:5:18-5:24", X: "main.tf:5:26-5:41", "${aws_s3_bucket.b.arn}/*": "main.tf:6:19-6:45" });
      expect(inside("quoted")).to.deep.equal({ "s3:Get*": "main.tf:9:26-9:37" });
      expect(inside("template")).to.deep.equal({ "${aws_s3_bucket.b.arn}": "p.tpl:2:15-2:23", "sqs:*": "p.tpl:3:13-3:20" });
      expect(inside("file")).to.deep.equal({ "sns:*": "f.json:2:13-2:20" });
    });
  });

  describe("comments that silence findings", () => {
    const rows: readonly (readonly [title: string, main: string, expected: unknown])[] = [
      ["beside an element", 'resource "a" "b" {\n  v = [\n    "x", # leastwise:ignore no-wildcard-action -- needed\n    "y",\n  ]\n}\n', [["no-wildcard-action", "needed", undefined, 3, 3]]],
      ["above an element", 'resource "a" "b" {\n  v = [\n    // leastwise:ignore r1 -- why\n    {\n      x = 1\n    },\n    2,\n  ]\n}\n', [["r1", "why", undefined, 4, 6]]],
      ["above a block, with further comments between", '# leastwise:ignore r1 -- why\n# and more\nresource "a" "b" {\n  v = 1\n}\n', [["r1", "why", undefined, 3, 5]]],
      ["beside the opening of a block", 'resource "a" "b" { # leastwise:ignore r1 -- why\n  v = 1\n}\n', [["r1", "why", undefined, 1, 3]]],
      ["several rules", 'resource "a" "b" {\n  v = 1 # leastwise:ignore r1, r-2 -- why\n}\n', [["r1", "why", undefined, 2, 2], ["r-2", "why", undefined, 2, 2]]],
      ["until a day", 'resource "a" "b" {\n  v = 1 # leastwise:ignore r1 until 2027-01-31 -- why\n}\n', [["r1", "why", "2027-01-31", 2, 2]]],
      ["with expires=", 'resource "a" "b" {\n  v = 1 /* leastwise:ignore r1 -- why expires=2027-01-31 */\n}\n', [["r1", "why", "2027-01-31", 2, 2]]],
      ["without a reason", 'resource "a" "b" {\n  v = 1 # leastwise:ignore r1\n}\n', [["r1", undefined, undefined, 2, 2]]],
      ["a text is no comment", 'resource "a" "b" {\n  v = "# leastwise:ignore r1 -- why"\n}\n', []],
    ];
    for (const [title, main, expected] of rows) {
      it(title, async () => {
        await withSources({ "main.tf": main }, (sources) => {
          expect(sources.suppressions.map(({ ruleId, reason, expires, covers }) => [ruleId, reason, expires, covers.line, covers.endLine])).to.deep.equal(expected);
        });
      });
    }

    it("in modules too", async () => {
      await withSources({ "main.tf": 'module "m" {\n  source   = "./m"\n  for_each = toset(["a", "b"])\n}\n', "m/main.tf": "# leastwise:ignore r1 -- why\nlocals {\n  a = 1\n}\n" }, (sources) => {
        expect(sources.suppressions.map(({ covers }) => covers)).to.deep.equal([{ file: "m/main.tf", line: 2, endLine: 4 }]);
      });
    });
  });
});
