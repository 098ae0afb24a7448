import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import type { Grant } from "./grants";
import { gravestFirst } from "./gravity";
import { coded, counted, elementText } from "./wording";

/** Reports what a role grants and neither the code nor the configuration of its functions needs. */
export const noUnusedPermission = defineRule({
  id: "no-unused-permission",
  title: "A permission is granted that nothing needs",
  severity: "high",
  rationale:
    "A right that the function does not use serves only whoever takes it over. leastwise reads the handler's code and the function's settings, and compares what they need with what the role grants. It claims that something is unused only where the code could be followed to the end.",
  remediation: "Remove the action or the resource, or replace the wildcard by what is needed.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  ],
  messages: {
    action: {
      says: "`{{action}}` is granted to {{who}}, and {{nothing}} needs it: whoever takes it over could use it on {{resources}}.",
      instead: "Remove `{{action}}`.",
    },
    wildcard: {
      says: "Of the {{actions}} that `{{action}}` grants {{who}}, {{nothing}} needs {{excess}}.",
      instead: "Replace `{{action}}` by {{used}}.",
    },
    wholeWildcard: {
      says: "`{{action}}` grants {{who}} {{actions}} that {{nothing}} needs: {{excess}}.",
      instead: "Remove `{{action}}`.",
    },
    everything: {
      says: "`{{action}}` grants {{who}} (nearly) everything there is; it needs {{used}}.",
      instead: "Replace `{{action}}` by {{used}}.",
    },
    resource: {
      says: "{{actions}} is granted to {{who}} on `{{resource}}`, and {{nothing}} uses it there.",
      instead: "Remove `{{resource}}` from the statement.",
    },
  },
  examples: {
    invalid: [
      {
        title: "A wildcard over what the code never does",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:GetObject", "s3:Delete*"], Resource = "arn:aws:s3:::invoices/*" }'),
        messageIds: ["wholeWildcard"],
      },
      {
        title: "Deleting, which the code never does",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:GetObject", "s3:DeleteObject"], Resource = "arn:aws:s3:::invoices/*" }'),
        messageIds: ["action"],
      },
      {
        title: "A wildcard of which one action is needed",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:*"], Resource = "arn:aws:s3:::invoices/*" }'),
        messageIds: ["wildcard"],
      },
    ],
    valid: [
      {
        title: "What the code does",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::invoices/*" }'),
      },
    ],
  },
  check({ analysis, report }) {
    for (const grant of analysis.grants()) {
      const who = analysis.who(grant.functions);
      const nothing = nothingOf(grant, analysis.filesRead(grant.functions));
      for (const unused of analysis.unusedElements(grant)) {
        const at = subjectOf(grant, grant.statement, unused.element);
        const severity = analysis.severityOf(grant, "high");
        const { action, excess } = unused;
        if (unused.kind === "resource") {
          report({ messageId: "resource", data: { who, nothing, actions: coded(excess, 3), resource: elementText(unused.element) }, severity, at });
        } else if (excess.length === 0) {
          report({ messageId: "everything", data: { action, who, used: unused.used.length > 0 ? coded(unused.used, 6) : "nothing of AWS by its code" }, severity, at });
        } else if (/[*?]/.test(action)) {
          const data = { action, who, nothing, actions: counted(excess.length + unused.used.length, "action"), excess: coded(gravestFirst(excess), 3) };
          if (unused.used.length === 0) report({ messageId: "wholeWildcard", data, severity, at });
          else report({ messageId: "wildcard", data: { ...data, used: coded(unused.used, 6) }, severity, at });
        } else {
          report({ messageId: "action", data: { action, who, nothing, resources: coded((grant.statement.resources ?? []).map(elementText), 2) }, severity, at });
        }
      }
    }
  },
});

/** The evidence for an absence: where was looked. */
function nothingOf({ functions }: Grant, files: number): string {
  const [only] = functions;
  const handler = functions.length === 1 && only?.handler.kind === "known" && only.handler.value !== null ? `no call reachable from \`${only.handler.value}\`` : "no call of its code";
  return `${handler} (${files} ${files === 1 ? "file" : "files"} read) and no setting`;
}
