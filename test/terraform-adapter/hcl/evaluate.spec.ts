import { expect } from "chai";
import { evaluate } from "./source-fixture";

const DECLARATIONS = `
variable "stage" { type = string }
variable "flag" { type = bool }
variable "names" { type = list(string) }
resource "aws_s3_bucket" "b" {}
resource "aws_sqs_queue" "q" { count = 2 }
resource "aws_sns_topic" "t" {
  for_each = toset(["in", "out"])
}
data "aws_caller_identity" "me" {}
data "aws_region" "here" {}
data "aws_partition" "p" {}
`;
const BUCKET = "${aws_s3_bucket.b.arn}";

type Row = readonly [expression: string, expected: unknown];

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [expression, expected] of rows) {
      it(expression.replace(/\s+/g, " ").slice(0, 110), async () => {
        expect(await evaluate(expression, DECLARATIONS)).to.deep.equal(expected);
      });
    }
  });
}

describe("terraform-adapter/hcl/evaluate", () => {
  table("operators, with the precedence of the language", [
    ["1 + 2 * 3 - -4", 11],
    ["-(1 + 2) * 2", -6],
    ["10 - 3 - 2", 5],
    ["7 % 4 == 3 && !(1 > 2)", true],
    ['"1" == 1', false],
    ["null == null", true],
    ["[1, 2] == [1, 2]", true],
    ["1 / 0", "?unreadable"],
    ["false && var.flag", false],
    ["var.flag && false", false],
    ["true || var.flag", true],
    ["var.flag && true", "?computed-at-apply"],
    ['aws_s3_bucket.b.arn == "x"', false],
    ['aws_s3_bucket.b.bucket == "x"', "?computed-at-apply"],
    ["aws_s3_bucket.b.arn != null", true],
    ["aws_s3_bucket.b.arn == aws_s3_bucket.b.arn", true],
  ]);

  table("conditionals: an undecided one is either branch", [
    ['true ? "a" : "b"', "a"],
    ['var.flag ? "a" : "b"', { oneOf: ["a", "b"] }],
    ['var.flag ? "a" : "a"', "a"],
    ['"x-${var.flag ? "a" : "b"}"', { oneOf: ["x-a", "x-b"] }],
    ['{ a = var.flag ? 1 : 2, b = aws_s3_bucket.b.arn }', { a: { oneOf: [1, 2] }, b: BUCKET }],
    ['var.flag ? ["a"] : []', { oneOf: [["a"], []] }],
    ['concat(["x"], var.flag ? ["a"] : [])', { oneOf: [["x", "a"], ["x"]] }],
    ["length(var.flag ? [1] : [1, 2])", { oneOf: [1, 2] }],
    ["var.flag ? [].0 : 1", 1],
  ]);

  table("references", [
    ["aws_s3_bucket.b.arn", BUCKET],
    ['"${aws_s3_bucket.b.arn}/*"', `${BUCKET}/*`],
    ["aws_s3_bucket.b.website[0].domain", "${aws_s3_bucket.b.website[0].domain}"],
    ['aws_s3_bucket.b.tags["a.b"]', '${aws_s3_bucket.b.tags["a.b"]}'],
    ["aws_sqs_queue.q[1].url", "${aws_sqs_queue.q[1].url}"],
    ["aws_sqs_queue.q.0.url", "${aws_sqs_queue.q[0].url}"],
    ["aws_sqs_queue.q[*].arn", ["${aws_sqs_queue.q[0].arn}", "${aws_sqs_queue.q[1].arn}"]],
    ["aws_sqs_queue.q.*.arn[1]", "${aws_sqs_queue.q[1].arn}"],
    ["aws_sqs_queue.q[2].arn", "?unreadable"],
    ['aws_sns_topic.t["in"].arn', '${aws_sns_topic.t["in"].arn}'],
    ["values(aws_sns_topic.t)[*].arn", ['${aws_sns_topic.t["in"].arn}', '${aws_sns_topic.t["out"].arn}']],
    ["{ for k, t in aws_sns_topic.t : k => t.arn }", { in: '${aws_sns_topic.t["in"].arn}', out: '${aws_sns_topic.t["out"].arn}' }],
    ["aws_s3_bucket.b[*].arn", [BUCKET]],
    ["data.aws_caller_identity.me.account_id", "${aws.account_id}"],
    ['"arn:${data.aws_partition.p.partition}:s3:::x-${data.aws_region.here.name}"', "arn:${aws.partition}:s3:::x-${aws.region}"],
    ["data.aws_caller_identity.me.arn", "${data.aws_caller_identity.me.arn}"],
    ["var.stage", "${var.stage}"],
    ["terraform.workspace", "${terraform.workspace}"],
    ["path.module", "."],
    ["aws_s3_bucket.gone.arn", "?unreadable"],
    ["local.gone", "?unreadable"],
    ["self.arn", "?computed-at-apply"],
  ]);

  table("for-expressions", [
    ['[for x in ["a", "b"] : upper(x)]', ["A", "B"]],
    ['[for i, x in ["a", "b"] : "${i}${x}"]', ["0a", "1b"]],
    ['[for k, v in { b = 1, a = 2 } : "${k}${v}"]', ["a2", "b1"]],
    ['{ for x in ["a", "b"] : x => length(x) if x != "b" }', { a: 1 }],
    ['{ for x in ["ab", "ac", "b"] : substr(x, 0, 1) => x... }', { a: ["ab", "ac"], b: ["b"] }],
    ["[for x in aws_sqs_queue.q : x.arn]", ["${aws_sqs_queue.q[0].arn}", "${aws_sqs_queue.q[1].arn}"]],
    ['[for x in ["a", "b"] : x if var.flag]', { oneOf: [[], ["a"], ["b"], ["a", "b"]] }],
    ["[for x in var.names : x]", ["…"]],
    ['concat(["a"], [for x in var.names : x])', ["a", "…"]],
    ['{ for x in [aws_s3_bucket.b.id] : x => 1 }', { "…": true }],
    ['{ for x in ["a", "a"] : x => 1 }', "?unreadable"],
    ["[for x in 5 : x]", "?unreadable"],
  ]);

  table("templates", [
    ['"a${1}b${true}"', "a1btrue"],
    ['"$${x} %%{y} \\u00e9\\n\\"\\\\"', '${x} %{y} \u00e9\n"\\'],
    ['"${aws_s3_bucket.b.arn}"', BUCKET],
    ['"${["a", "b"][1]}"', "b"],
    ['"a  ${~ "b" ~}  c"', "abc"],
    ['"%{ if true }y%{ else }n%{ endif }"', "y"],
    ['"x%{ if false }y%{ endif }"', "x"],
    ['"x%{ if var.flag }y%{ endif }"', { oneOf: ["xy", "x"] }],
    ['"%{ for i, x in ["a", "b"] }${i}${x},%{ endfor }"', "0a,1b,"],
    ['"${jsonencode({ b = 1, a = ["<"] })}!"', '{"a":["\\u003c"],"b":1}!'],
    ['"${[1]}!"', "?!"],
    ["<<EOT\n  a ${1}\n    b\nEOT", "  a 1\n    b\n"],
    // Compared with what terraform console 1.11.4 prints for the same text.
    ["<<-EOT\n    a\n\n      b\n    EOT", "a\n\n  b\n"],
    ["<<-EOT\n    a\n   %{ for x in [1, 2] ~}\n      s ${x}\n   %{ endfor ~}\n    z\n    EOT", " a\n      s 1\n      s 2\n    z\n"],
    ["<<-EOT\n${1}\n    y\n  EOT", "1\n    y\n"],
    ["<<-EOT\n    x\n      \n    y\n  EOT", "x\n      \ny\n"],
  ]);

  table("try and can", [
    ['try({ a = 1 }.b, "d")', "d"],
    ["try([1][5], [2][0])", 2],
    ['try(aws_s3_bucket.b.arn, "d")', BUCKET],
    ['try(aws_sqs_queue.q[7].arn, "d")', "d"],
    ['try(tonumber("x"), "d")', "d"],
    ["try(timestamp(), 1)", { oneOf: ["?computed-at-apply", 1] }],
    ["can({ a = 1 }.b)", false],
    ["can(aws_s3_bucket.b.arn)", true],
    ["can(timestamp())", "?computed-at-apply"],
  ]);
});
