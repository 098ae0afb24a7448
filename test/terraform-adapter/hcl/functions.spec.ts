import { expect } from "chai";
import { formatSymbolic } from "../../../core";
import { jsonText } from "../../../terraform-adapter/hcl/convert";
import { PRINTED } from "./console-expressions";
import { evaluate, withSources } from "./source-fixture";

describe("terraform-adapter/hcl/functions", () => {
  describe("known arguments: what Terraform itself gives", () => {
    for (const [expression, json] of PRINTED) {
      it(expression, async () => {
        await withSources({ "main.tf": `resource "aws_probe" "p" {\n  value = jsonencode(${expression})\n}\n` }, (sources) => {
          const value = sources.resource("aws_probe.p")?.attribute("value");
          expect(value?.kind === "json" && formatSymbolic(jsonText(value.value))).to.equal(json);
        });
      });
    }
  });

  describe("symbolic arguments: what is known stays known", () => {
    const declarations = 'resource "aws_sqs_queue" "q" {}\nvariable "list" { type = list(string) }\nvariable "map" { type = map(string) }\nvariable "flag" { type = bool }\n';
    const ARN = "${aws_sqs_queue.q.arn}";
    const rows: readonly (readonly [string, unknown])[] = [
      ["jsonencode({ Resource = aws_sqs_queue.q.arn })", { json: { Resource: ARN } }],
      ["jsondecode(jsonencode([aws_sqs_queue.q.arn, 1]))", [ARN, 1]],
      ['jsondecode("{\\"r\\": \\"${aws_sqs_queue.q.arn}/*\\"}")', { r: `${ARN}/*` }],
      ["jsondecode(aws_sqs_queue.q.policy)", "?computed-at-apply"],
      ['jsondecode("{")', "?unreadable"],
      ['format("%s/%s-%d", aws_sqs_queue.q.arn, "x", 3)', `${ARN}/x-3`],
      ['format("%5s", aws_sqs_queue.q.arn)', "?"],
      ['formatlist("%s/*", [aws_sqs_queue.q.arn, "b"])', [`${ARN}/*`, "b/*"]],
      ['join(":", [aws_sqs_queue.q.arn, "a"])', `${ARN}:a`],
      ['join(",", concat(["a"], var.list))', "a,?"],
      ['join(",", var.list)', "?computed-at-apply"],
      ['concat(["a"], var.list, ["b"])', ["a", "b", "…"]],
      ["merge({ a = 1 }, var.map)", { a: "?computed-at-apply", "…": true }],
      ["merge(var.map, { a = 1 })", { a: 1, "…": true }],
      ['flatten([["a"], var.list])', ["a", "…"]],
      ["distinct([aws_sqs_queue.q.arn, aws_sqs_queue.q.arn])", [ARN]],
      ["toset([aws_sqs_queue.q.arn, aws_sqs_queue.q.url])", [ARN, "${aws_sqs_queue.q.url}"]],
      ["length(toset([aws_sqs_queue.q.arn, aws_sqs_queue.q.url]))", "?computed-at-apply"],
      ['compact(["", null, aws_sqs_queue.q.arn])', [ARN]],
      ["compact([timestamp()])", ["…"]],
      ["length([aws_sqs_queue.q.arn])", 1],
      ["length(var.list)", "?computed-at-apply"],
      ['contains(["a", aws_sqs_queue.q.arn], "a")', true],
      ['contains([aws_sqs_queue.q.name], "a")', "?computed-at-apply"],
      ['lookup({ a = aws_sqs_queue.q.arn }, "a", "x")', ARN],
      ['lookup(var.map, "a", "x")', "?computed-at-apply"],
      ['coalesce(aws_sqs_queue.q.arn, "x")', ARN],
      ['coalesce(aws_sqs_queue.q.name_prefix, "x")', { oneOf: ["${aws_sqs_queue.q.name_prefix}", "x"] }],
      ["element([aws_sqs_queue.q.arn], var.index)", "?unreadable"],
      ["one([aws_sqs_queue.q.arn])", ARN],
      ["zipmap([\"a\"], [aws_sqs_queue.q.arn])", { a: ARN }],
      ['trimsuffix("${aws_sqs_queue.q.arn}:*", ":*")', ARN],
      ['trimsuffix(aws_sqs_queue.q.arn, ":*")', "?computed-at-apply"],
      ['trimprefix("x-${aws_sqs_queue.q.arn}", "x-")', ARN],
      ['startswith("arn:x${aws_sqs_queue.q.name}", "arn:")', true],
      ["startswith(aws_sqs_queue.q.name, \"arn:\")", "?computed-at-apply"],
      ['replace("a-X-b", "X", aws_sqs_queue.q.name)', "a-${aws_sqs_queue.q.name}-b"],
      ["upper(aws_sqs_queue.q.name)", "?computed-at-apply"],
      ['split(":", aws_sqs_queue.q.arn)[2]', "sqs"],
      ['split("-", aws_sqs_queue.q.name)', "?computed-at-apply"],
      ["yamlencode([aws_sqs_queue.q.arn])", "?computed-at-apply"],
      ["base64encode(aws_sqs_queue.q.arn)", "?computed-at-apply"],
      ["timestamp()", "?computed-at-apply"],
      ["uuid()", "?computed-at-apply"],
      ["cidrsubnet(\"10.0.0.0/8\", 8, 1)", "?unreadable"],
      ["provider::aws::arn_parse(aws_sqs_queue.q.arn)", "?unreadable"],
      ['tostring(var.flag ? 1 : 2)', { oneOf: ["1", "2"] }],
      ['concat([1], "x")', "?unreadable"],
      ["max([1, 2]...)", 2],
      ["max(var.list...)", "?computed-at-apply"],
      ['regex("(a+)+$", "aaaa")', "?unreadable"],
    ];
    for (const [expression, expected] of rows) {
      it(expression, async () => {
        expect(await evaluate(expression, declarations)).to.deep.equal(expected);
      });
    }
  });
});
