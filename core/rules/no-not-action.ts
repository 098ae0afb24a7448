import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import { isAllow } from "./grants";
import { listed } from "./wording";

/** Reports Allow statements of an execution role with NotAction: everything but what is listed, including what AWS adds tomorrow. */
export const noNotAction = defineRule({
  id: "no-not-action",
  title: "An execution role allows everything but a list of actions",
  severity: "high",
  rationale:
    "NotAction in an Allow statement turns the list round: whatever is not named is granted, in every service, and each action that AWS adds later with it. A function starts from needing nothing; a list of what it may not do cannot say what it may.",
  remediation: "List the actions that the code calls in Action. To forbid something beside that, use a Deny statement.",
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html"],
  messages: {
    notAction: {
      says: "NotAction {{excluded}} lets {{who}} do everything else that AWS offers, and whatever it adds later{{limits}}.",
      instead: "Replace NotAction by an Action list of what the code needs{{needed}}.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Everything but IAM",
        terraform: rolePolicy('{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }'),
        messageIds: ["notAction"],
      },
    ],
    valid: [
      {
        title: "NotAction in a Deny, which only takes away",
        terraform: `resource "aws_iam_role_policy" "invoices" {
  role = aws_iam_role.invoices.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::invoices/*" },
      { Effect = "Deny", NotAction = ["s3:GetObject", "logs:*"], Resource = "*" },
    ]
  })
}`,
      },
    ],
  },
  check({ analysis, report }) {
    for (const grant of analysis.grants()) {
      const { statement } = grant;
      if (!statement.notActions || !isAllow(statement) || analysis.isTakenBack(grant)) continue;
      report({
        messageId: "notAction",
        data: { limits: analysis.limitsWording(grant), excluded: listed(statement.notActions), who: analysis.who(grant.functions), needed: analysis.neededWording(grant.functions) },
        severity: analysis.severityOf(grant, "high"),
        at: subjectOf(grant, statement, statement.notActions[0]),
      });
    }
  },
});
