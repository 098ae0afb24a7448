import { matchingActions } from "../access";
import { literalText } from "../values";
import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import { isAllow } from "./grants";
import { coded } from "./wording";

/** Reports actions that change who may do what, where the function is not seen to need them. */
export const noPermissionsManagement = defineRule({
  id: "no-permissions-management",
  title: "A function may change permissions without needing to",
  severity: "high",
  rationale:
    "Actions of the access level Permissions management change policies, grants and sharing: bucket policies, key grants, role policies. A function that may use them can open what it works on to others, or itself to more.",
  remediation: "Remove the action unless the code calls it, and then name the resource that it is for.",
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html"],
  options: {
    allow: { type: "string[]", default: [], description: "Actions that functions may have, for example `lambda:AddPermission`." },
  },
  messages: {
    unneeded: {
      says: "`{{action}}` lets {{who}} change who has access ({{examples}}), and {{why}}.",
      instead: "Remove it{{instead}}.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Rewriting a bucket policy",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:PutBucketPolicy"], Resource = "arn:aws:s3:::invoices" }'),
        messageIds: ["unneeded"],
      },
    ],
    valid: [
      {
        title: "Writing objects changes no permissions",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:PutObject"], Resource = "arn:aws:s3:::invoices/*" }'),
      },
    ],
  },
  check({ analysis, options, report }) {
    const accepted = new Set(options.allow.map((action) => action.toLowerCase()));
    for (const grant of analysis.grants()) {
      if (!isAllow(grant.statement)) continue;
      for (const element of grant.statement.actions ?? []) {
        const pattern = element.value.kind === "string" ? literalText(element.value) : undefined;
        if (pattern === undefined || /^(?:\*|[^:]+:\*+)$/.test(pattern) || accepted.has(pattern.toLowerCase())) continue;
        const unneeded = matchingActions(pattern)
          .filter((action) => action.accessLevel === "Permissions management")
          .map((action) => `${action.service}:${action.name}`)
          .filter((action) => !analysis.isNeeded(grant.functions, action));
        if (unneeded.length === 0 || analysis.isTakenBack(grant, { action: element })) continue;
        const isRead = grant.functions.length > 0 && grant.functions.every((fn) => analysis.needsOf(fn).reading.status === "read");
        report({
          messageId: "unneeded",
          data: {
            action: pattern,
            who: analysis.who(grant.functions),
            examples: coded(unneeded, 3),
            why: isRead ? "its code does not call it" : "its code is not seen to call it",
            instead: isRead ? "" : " unless the code needs it",
          },
          severity: analysis.severityOf(grant, "high"),
          at: subjectOf(grant, grant.statement, element),
        });
      }
    }
  },
});
