import type { Statement } from "../iam";
import { subjectOf, type Analysis } from "./analysis";
import { defineRule } from "./define-rule";
import { isAllow, type AttachedPolicy } from "./grants";
import { gravestFirst, gravityOf } from "./gravity";
import { actionsCoveredAcross, isLoggingAction, isNetworkInterfaceAction } from "./resource-breadth";
import { coded, counted, functionNames } from "./wording";
import { knownOr } from "../values";

/** Reports AWS managed policies, opened and judged by their content, that grant far beyond what the function does. */
export const noBroadManagedPolicy = defineRule({
  id: "no-broad-managed-policy",
  title: "An AWS managed policy grants far beyond the function",
  severity: "high",
  rationale:
    "An AWS managed policy cannot know your tables and buckets, so it grants its actions on all of them; those with FullAccess in the name grant a whole service. AWS changes them without asking. Policies made for Lambda's own needs, such as AWSLambdaBasicExecutionRole, are fine and not reported.",
  remediation: "Write a policy with the actions and resources that the code uses, and attach that instead.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
  ],
  options: {
    allow: { type: "string[]", default: [], description: "Names of AWS managed policies that may be attached." },
  },
  messages: {
    everything: {
      says: "{{policy}} lets {{who}} do everything in the account: {{statement}}.",
      instead: "Detach it and write a policy with what the code needs{{needed}}.",
    },
    wholeService: {
      says: "{{policy}} lets {{who}} do everything with {{services}}.",
      instead: "Detach it and write a policy with what the code needs{{needed}}.",
    },
    everyResource: {
      says: "{{policy}} lets {{who}} use {{actions}} on every resource of the account, such as {{examples}}.",
      instead: "Detach it and write a policy with what the code needs{{needed}}.",
    },
    defaults: {
      says: "{{who}} was given neither `role` nor `policies`, so Pulumi attached {{count}} AWS managed policies to it: {{policies}}.",
      instead: "Pass `policies` (or a `role`) with what the callback needs{{needed}}.",
    },
  },
  examples: {
    invalid: [
      {
        title: "All of S3",
        terraform: `resource "aws_iam_role_policy_attachment" "invoices" {
  role       = aws_iam_role.invoices.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}`,
        messageIds: ["wholeService"],
      },
      {
        title: "Everything",
        terraform: `resource "aws_iam_role_policy_attachment" "invoices" {
  role       = aws_iam_role.invoices.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`,
        messageIds: ["everything"],
      },
    ],
    valid: [
      {
        title: "What every function needs",
        terraform: `resource "aws_iam_role_policy_attachment" "invoices" {
  role       = aws_iam_role.invoices.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}`,
      },
    ],
  },
  check({ analysis, options, report }) {
    const defaulted = new Map<string, AttachedPolicy[]>();
    for (const attached of analysis.attachedPolicies()) {
      const { policy, functions } = attached;
      const name = knownOr(policy.name, policy.address);
      if (policy.kind !== "aws-managed" || policy.document.kind === "unknown" || options.allow.includes(name)) continue;
      const breadth = breadthOf(attached, policy.document.value.statements, analysis);
      if (!breadth) continue;
      if (policy.defaultedBy !== undefined) {
        defaulted.set(attached.role.address, [...(defaulted.get(attached.role.address) ?? []), attached]);
        continue;
      }
      const at = { ...subjectOf(attached), identity: name };
      const data = { policy: name, who: analysis.who(functions), needed: analysis.neededWording(functions) };
      if (breadth.everything) report({ messageId: "everything", data: { ...data, statement: breadth.everything }, severity: "critical", at });
      else if (breadth.services.length > 0) report({ messageId: "wholeService", data: { ...data, services: coded(breadth.services, 5) }, at });
      else report({ messageId: "everyResource", data: { ...data, actions: counted(breadth.actions.length, "action"), examples: coded(breadth.actions, 3) }, severity: breadth.writes ? "high" : "medium", at });
    }
    for (const [address, policies] of defaulted) {
      const { role, functions } = policies[0]!;
      const names = role.policies.filter(({ defaultedBy }) => defaultedBy !== undefined).map((policy) => knownOr(policy.name, policy.address));
      report({
        messageId: "defaults",
        data: { who: functionNames(functions), count: names.length, policies: coded(names, 4), needed: analysis.neededWording(functions) },
        at: { address, location: role.at, function: functions.length === 1 ? functions[0]!.address : undefined, identity: "defaults" },
      });
    }
  },
});

interface Breadth {
  /** The statement that grants everything, in words. */
  readonly everything?: string;
  /** `s3:*` and the like. */
  readonly services: readonly string[];
  /** Actions on whole resource types that the functions are not seen to need, gravest first. */
  readonly actions: readonly string[];
  readonly writes: boolean;
}

/** What of an AWS managed policy is too much, or `undefined`. */
function breadthOf(attached: AttachedPolicy, statements: readonly Statement[], analysis: Analysis): Breadth | undefined {
  const services = new Set<string>();
  const actions = new Set<string>();
  for (const statement of statements) {
    if (!isAllow(statement) || analysis.isTakenBack({ ...attached, statement })) continue;
    for (const resource of statement.resources ?? []) {
      if (resource.value.kind === "unknown") continue;
      const covered = actionsCoveredAcross(statement, resource.value, (action) => isLoggingAction(action) || isNetworkInterfaceAction(action) || analysis.isNeeded(attached.functions, action));
      if (covered.patterns.length > 0 && covered.actions.length === 0) {
        const element = statement.notActions ? `\`NotAction\` on \`*\`` : `\`*\` on \`*\``;
        return { everything: element, services: [], actions: [], writes: true };
      }
      for (const pattern of covered.patterns) if (/^[^:]+:\*+$/.test(pattern)) services.add(pattern);
      for (const action of covered.actions) actions.add(action);
    }
  }
  if (actions.size === 0) return undefined;
  const ordered = gravestFirst([...actions]);
  return { services: [...services], actions: ordered, writes: gravityOf(ordered[0]!) < gravityOf("s3:GetObject") };
}
