import { matchesGlob } from "../access";
import { findAction } from "../reference";
import { literalText, formatSymbolic } from "../values";
import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import { isAllow, type Grant } from "./grants";
import { canActOn } from "./resource-types";
import { elementText } from "./wording";

/** Reports iam:PassRole on more than named roles, or to whatever service. */
export const noUnscopedPassRole = defineRule({
  id: "no-unscoped-pass-role",
  title: "A function may pass more roles, or to more services, than it has to",
  severity: "high",
  rationale:
    "iam:PassRole hands a role to a service that then acts with it. Whoever may pass any role has, with one more call, the rights of the most powerful one; without iam:PassedToService the role can be passed to services that run code of the caller.",
  remediation: "Name the role in Resource, and the service in a condition on iam:PassedToService.",
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
  messages: {
    anyRole: {
      says: "{{who}} may pass every role that fits `{{resource}}`, with all rights of the most powerful one.",
      instead: "Name the role that the code passes{{needed}}.",
    },
    anyService: {
      says: "{{who}} may pass {{resource}} to whatever service it likes.",
      instead: "Add the condition StringEquals iam:PassedToService with the service that the role is for.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Any role",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["iam:PassRole"], Resource = "*" }'),
        messageIds: ["anyRole"],
      },
      {
        title: "One role, to any service",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["iam:PassRole"], Resource = "arn:aws:iam::123456789012:role/scheduler" }'),
        messageIds: ["anyService"],
      },
    ],
    valid: [
      {
        title: "One role, to the one service that it is for",
        terraform: `resource "aws_iam_role_policy" "invoices" {
  role = aws_iam_role.invoices.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["iam:PassRole"]
      Resource  = "arn:aws:iam::123456789012:role/scheduler"
      Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
    }]
  })
}`,
      },
    ],
  },
  check({ deployment, analysis, report, undecided }) {
    const passRole = findAction("iam:PassRole")!;
    for (const grant of analysis.grants()) {
      const { statement } = grant;
      if (!isAllow(statement) || !namesPassRole(grant) || analysis.isTakenBack(grant)) continue;
      const who = analysis.who(grant.functions);
      for (const element of statement.resources ?? []) {
        const at = subjectOf(grant, statement, element);
        if (element.value.kind === "unknown") undecided(at, element.value);
        else if (canActOn(passRole, deployment.resources.expand(element.value)) === "no") continue;
        else if (/[*?]/.test(formatSymbolic(element.value).replace(/\$\{[^}]*\}/g, ""))) {
          const needed = analysis.neededResourcesWording(grant.functions, ["iam:PassRole"]);
          report({ messageId: "anyRole", data: { who, resource: elementText(element), needed }, at });
        } else if (!statement.conditions.some(({ key }) => key.toLowerCase() === "iam:passedtoservice")) {
          report({ messageId: "anyService", data: { who, resource: `\`${elementText(element)}\`` }, severity: "medium", at });
        }
      }
    }
  },
});

/** Whether the statement is about passing roles: a whole service or `*` is another rule's. */
function namesPassRole({ statement }: Grant): boolean {
  return (statement.actions ?? []).some(({ value }) => {
    const action = value.kind === "string" ? (literalText(value)?.toLowerCase() ?? "") : "";
    return /^iam:p/.test(action) && matchesGlob(action, "iam:passrole");
  });
}
