import { defineRule } from "./define-rule";
import { functionNames } from "./wording";

/** Reports an execution role that two or more functions run as. */
export const noSharedRole = defineRule({
  id: "no-shared-role",
  title: "Two or more functions share one execution role",
  severity: "medium",
  rationale:
    "A shared role has to allow what any of its functions needs, so each of them may do the work of all the others. Whoever takes over the least guarded one has the rights of the most trusted.",
  remediation: "Give each function a role of its own, with a policy for its own code.",
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html"],
  messages: {
    shared: {
      says: "{{functions}} run as one role: each of them may do whatever the others need.",
      instead: "Give each of the {{count}} functions its own role with only the permissions that its code needs.",
    },
  },
  examples: {
    invalid: [
      {
        title: "A second function with the role of the first",
        terraform: `resource "aws_lambda_function" "reports" {
  function_name = "reports"
  role          = aws_iam_role.invoices.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/invoices"
}`,
        messageIds: ["shared"],
      },
    ],
    valid: [
      {
        title: "A role for each",
        terraform: `resource "aws_iam_role" "reports" {
  name = "reports"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_lambda_function" "reports" {
  function_name = "reports"
  role          = aws_iam_role.reports.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/invoices"
}`,
      },
    ],
  },
  check({ deployment, analysis, report }) {
    for (const role of deployment.executionRoles) {
      const functions = analysis.functionsOf(role);
      if (functions.length < 2) continue;
      report({
        messageId: "shared",
        data: { functions: functionNames(functions), count: functions.length },
        at: { address: role.address, location: role.at, identity: "shared" },
      });
    }
  },
});
