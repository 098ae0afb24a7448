import { formatRequiredResource, type Evidence } from "../required";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import type { MissingPermission } from "./missing";
import { isLoggingAction } from "./resource-breadth";
import { coded, inWords } from "./wording";

/** Reports what a function needs in order to work and its role does not grant. */
export const noMissingPermission = defineRule({
  id: "no-missing-permission",
  title: "A function needs a permission that its role does not grant",
  severity: "medium",
  rationale:
    "The call will be refused at run time, often only on a path that no test takes. The finding names the call, and tells too when a Deny statement or the permissions boundary takes back what a policy grants.",
  remediation: "Grant the action on the resource that the call names.",
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"],
  messages: {
    call: {
      says: "{{who}} calls {{call}}{{place}}, which needs `{{action}}` on {{resources}}, and its role does not grant that: the call will be refused.",
      instead: "Allow `{{action}}` on {{resources}}.",
    },
    setting: {
      says: "{{who}} needs {{actions}} for {{cause}}, and its role does not grant that.",
      instead: "Allow {{actions}} on {{resources}}.",
    },
    logs: {
      says: "{{who}} may not write its own logs ({{actions}}): it runs, and nobody can see what it does.",
      instead: "Attach AWSLambdaBasicExecutionRole, or allow {{actions}} on {{resources}}.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Reading objects with the right to list the bucket",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:ListBucket"], Resource = "arn:aws:s3:::invoices" }'),
        messageIds: ["call"],
      },
    ],
    valid: [
      {
        title: "What the code does",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::invoices/*" }'),
      },
    ],
  },
  check({ deployment, analysis, report }) {
    for (const fn of deployment.functions) {
      const who = analysis.who([fn]);
      const missing = analysis.missingPermissions(fn);
      const resourcesOf = (rows: readonly MissingPermission[]): string =>
        namedResources([...new Set(rows.flatMap(({ resources }) => resources.map((resource) => formatRequiredResource(resource, deployment))))]);
      for (const row of missing.filter(({ required }) => required.origin === "code")) {
        const { action, evidence } = row.required;
        const [first] = evidence;
        report({
          messageId: "call",
          data: { who, action, call: `\`${first?.call ?? action}\``, place: placeOf(first), resources: resourcesOf([row]) },
          at: { address: fn.address, function: fn.address, location: fn.at, identity: `${action} ${resourcesOf([row])}` },
        });
      }
      for (const [cause, rows] of bySetting(missing)) {
        const actions = coded([...new Set(rows.map(({ required }) => required.action))], 6);
        const isLogs = rows.every(({ required }) => isLoggingAction(required.action));
        const at = { address: fn.address, function: fn.address, location: fn.at, identity: actions };
        if (isLogs) report({ messageId: "logs", data: { who, actions, resources: resourcesOf(rows).replace("what only the running function knows", "its own log group") }, severity: "low", at });
        else report({ messageId: "setting", data: { who, actions, cause, resources: resourcesOf(rows) }, at });
      }
    }
  },
});

/** The resources by name; which one it is may be decided at run time. */
function namedResources(resources: readonly string[]): string {
  const known = resources.filter((resource) => resource !== "?");
  return known.length > 0 ? coded(known, 4) : "what only the running function knows";
}

function placeOf(evidence: Evidence | undefined): string {
  return evidence?.at ? ` (${evidence.at.file}:${evidence.at.line})` : "";
}

/** What the configuration needs, by the setting that asks for it. */
function bySetting(missing: readonly MissingPermission[]): Map<string, MissingPermission[]> {
  const groups = new Map<string, MissingPermission[]>();
  for (const row of missing) {
    if (row.required.origin !== "configuration") continue;
    const cause = inWords([...new Set(row.required.evidence.map(({ call }) => `\`${call}\``))], 2);
    groups.set(cause, [...(groups.get(cause) ?? []), row]);
  }
  return groups;
}
