import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { isAllow } from "./grants";
import { listed } from "./wording";

/** Reports Allow statements of an execution role with NotResource: every resource but those that are listed, of every account. */
export const noNotResource = defineRule({
  id: "no-not-resource",
  title: "An execution role is allowed on every resource but a list",
  severity: "high",
  rationale:
    "NotResource in an Allow statement grants the actions on everything that is not named: what exists, what will be made tomorrow, and what other accounts share. A list of exceptions always forgets one.",
  remediation: "Name in Resource what the function works on. To keep one resource out, add a Deny statement for it.",
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html"],
  messages: {
    notResource: {
      says: "NotResource lets {{who}} use {{actions}} on every resource but {{excluded}}{{limits}}.",
      instead: "Replace NotResource by a Resource list of what the code uses, and keep {{excluded}} out with a Deny statement if it matters.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Every object but the payroll",
        terraform: `resource "aws_iam_role_policy" "invoices" {
  role = aws_iam_role.invoices.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect      = "Allow"
      Action      = ["s3:GetObject"]
      NotResource = ["arn:aws:s3:::payroll/*"]
    }]
  })
}`,
        messageIds: ["notResource"],
      },
    ],
    valid: [
      {
        title: "NotResource in a Deny fences the function in",
        terraform: `resource "aws_iam_role_policy" "invoices" {
  role = aws_iam_role.invoices.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::invoices/*" },
      { Effect = "Deny", Action = ["s3:*"], NotResource = ["arn:aws:s3:::invoices/*"] },
    ]
  })
}`,
      },
    ],
  },
  check({ analysis, report }) {
    for (const grant of analysis.grants()) {
      const { statement } = grant;
      if (!statement.notResources || !isAllow(statement) || analysis.isTakenBack(grant)) continue;
      report({
        messageId: "notResource",
        data: { limits: analysis.limitsWording(grant), who: analysis.who(grant.functions), actions: listed(statement.actions ?? statement.notActions ?? []), excluded: listed(statement.notResources) },
        severity: analysis.severityOf(grant, "high"),
        at: subjectOf(grant, statement, statement.notResources[0]),
      });
    }
  },
});
