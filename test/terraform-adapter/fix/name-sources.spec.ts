import { expect } from "chai";
import { fixPolicy } from "./fixing";

const permission = (principal: string, more = ""): string => `resource "aws_lambda_permission" "events" {
  statement_id  = "events"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.reader.function_name
  principal     = "${principal}"${more}
}
`;
const POLICY = `resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ["\${aws_s3_bucket.invoices.arn}/*"] }] })
}
`;
const TRIGGERS = `
resource "aws_s3_bucket_notification" "n" {
  bucket     = aws_s3_bucket.invoices.id
  depends_on = [aws_lambda_permission.events]

  lambda_function {
    lambda_function_arn = aws_lambda_function.reader.arn
    events              = ["s3:ObjectCreated:*"]
  }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "nightly" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.reader.arn
}
`;

describe("fix: what may invoke a function", () => {
  const named: readonly (readonly [principal: string, source: string])[] = [
    ["s3.amazonaws.com", "aws_s3_bucket.invoices.arn"],
    ["events.amazonaws.com", "aws_cloudwatch_event_rule.nightly.arn"],
  ];
  for (const [principal, source] of named) {
    it(`names the one trigger of ${principal}`, async () => {
      const { after, left } = await fixPolicy(permission(principal), { "more.tf": POLICY + TRIGGERS });
      expect(left).to.deep.equal([]);
      expect(after).to.equal(permission(principal, `\n  source_arn    = ${source}`));
    });
  }

  const second = `
resource "aws_cloudwatch_event_rule" "hourly" {
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_target" "hourly" {
  rule = aws_cloudwatch_event_rule.hourly.name
  arn  = aws_lambda_function.reader.arn
}
`;
  const left: readonly (readonly [title: string, text: string, more: string, reason: string])[] = [
    ["several triggers", permission("events.amazonaws.com"), POLICY + TRIGGERS + second, "2 resources of events.amazonaws.com trigger the function: give each a permission of its own"],
    ["no trigger", permission("sns.amazonaws.com"), POLICY + TRIGGERS, "nothing of sns.amazonaws.com triggers the function in this deployment: remove the permission, or set source_arn to what does"],
    ["a service whose triggers are not followed", permission("iot.amazonaws.com"), POLICY, "which resource of iot.amazonaws.com triggers the function is not told by this deployment: set source_arn to its ARN"],
    ["a source that is null", permission("s3.amazonaws.com", "\n  source_arn    = null"), POLICY + TRIGGERS, "its source is written, and is nothing for the variables of this plan"],
    ["one of several", permission("s3.amazonaws.com", "\n  count         = 2"), POLICY + TRIGGERS.replace("depends_on = [aws_lambda_permission.events]", ""), "the permission is one of several that are written in one place"],
  ];
  for (const [title, text, more, reason] of left) {
    it(`leaves it and says why: ${title}`, async () => {
      const fixed = await fixPolicy(text, { "more.tf": more });
      expect(fixed.after).to.equal(text);
      expect(new Set(fixed.left.map((line) => line.replace(/^\S+ /, "")))).to.deep.equal(new Set([reason]));
    });
  }
});
