import { accessDifference, effectivePermissions, type AccessSet, type EffectivePermissions, type GrantOfPolicy } from "../access";
import { unknown } from "../values";
import { defineRule } from "./define-rule";
import { subjectOf } from "./analysis";
import { rolePolicy } from "./example-policy";
import { inWords } from "./wording";

/** Reports what a change lets an execution role do that it could not do before. */
export const noNewAccess = defineRule({
  id: "no-new-access",
  title: "This change gives a role access that it did not have",
  severity: "high",
  isOnByDefault: false,
  rationale:
    "A review of a change asks one question first: what can be done afterwards that could not be done before? The comparison is of access, not of text: a policy that says the same in other words is no new access.",
  remediation: "See that the new access is meant and needed; `leastwise diff` shows all of it.",
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-custom-policy-checks.html"],
  messages: {
    gained: {
      says: "This change lets {{who}} do what its role could not do before, for example {{example}}.",
      instead: "Keep it only if the change is meant to; `leastwise diff` shows everything that is gained and lost.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Deleting is added to reading",
        before: policyWith(`["s3:GetObject"]`),
        terraform: policyWith(`["s3:GetObject", "s3:DeleteObject"]`),
        messageIds: ["gained"],
      },
    ],
    valid: [
      {
        title: "The same in other words",
        before: policyWith(`["s3:GetObject"]`),
        terraform: policyWith(`"S3:getObject"`),
      },
    ],
  },
  check({ deployment, analysis, report, undecided }) {
    const before = new Map(deployment.before?.executionRoles.map((role) => [role.address, role]));
    for (const role of deployment.executionRoles) {
      const earlier = before.get(role.address);
      if (!deployment.before || !earlier) continue;
      const former = effectivePermissions(earlier, deployment.before).access;
      const effective = analysis.effective(role);
      const { grows, reasons } = accessDifference(former, effective.access);
      if (grows === "undecided") undecided({ address: role.address }, unknown("computed-at-apply", reasons[0] ?? "whether access grows cannot be told before apply"));
      if (grows !== "yes") continue;
      const functions = analysis.functionsOf(role);
      for (const { grant, example } of culprits(effective, former)) {
        const attached = { role, functions, policy: grant.from };
        report({ messageId: "gained", data: { who: analysis.who(functions), example }, at: subjectOf(attached, grant.from.kind === "aws-managed" ? undefined : grant.statement) });
      }
    }
  },
});

function policyWith(actions: string): string {
  return rolePolicy(`{ Effect = "Allow", Action = ${actions}, Resource = "arn:aws:s3:::invoices/*" }`);
}

interface Culprit {
  readonly grant: GrantOfPolicy;
  readonly example: string;
}

/** Of each policy the first statement that brings something new, with a request that shows it. */
function culprits(effective: EffectivePermissions, former: AccessSet): Culprit[] {
  const found = new Map<string, Culprit>();
  for (const grant of effective.grants) {
    if (found.has(grant.policy)) continue;
    const { grows, gained } = accessDifference(former, { ...effective.access, allows: [grant] });
    if (grows === "yes" && gained.length > 0) found.set(grant.policy, { grant, example: inWords(gained.slice(0, 2).map((row) => `\`${row.action}\` on \`${row.resource}\``)) });
  }
  return [...found.values()];
}
