import { allows, isAllowedSomewhere, type EffectivePermissions } from "../access";
import type { Deployment, ExecutionRole } from "../model";
import { concatenate, literal, literalText, reference, type SymbolicString } from "../values";
import { defineRule } from "./define-rule";
import { escalationPaths, targetsOfScopes, type EscalationPath, type EscalationScope } from "./escalation-paths";
import { coded, inWords } from "./wording";

/** Reports roles whose policies, taken together, let a function raise its own rights. */
export const noPrivilegeEscalation = defineRule({
  id: "no-privilege-escalation",
  title: "A function can make itself more powerful",
  severity: "critical",
  rationale:
    "Some sets of permissions add up to every right in the account, though each looks harmless and they may stand in different policies: passing a role, creating a function with it and calling that, for one. The finding names the steps that an attacker in this function would take.",
  remediation: "Take one action of the set away, or limit it to the named roles, users or functions that the code works on.",
  references: ["https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/", "https://pathfinding.cloud/paths/"],
  messages: {
    path: {
      says: "Whoever takes over {{who}} can {{steps}}: its role allows {{actions}}{{more}}.",
      instead: "Take {{one}} away, or limit it to what the code names (see {{reference}}).",
    },
  },
  examples: {
    invalid: [
      {
        title: "Passing any role to a new function",
        terraform: `resource "aws_iam_role_policy" "pass" {
  role = aws_iam_role.invoices.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["iam:PassRole"], Resource = "*" }]
  })
}

resource "aws_iam_role_policy" "functions" {
  role = aws_iam_role.invoices.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource = "*" }]
  })
}`,
        messageIds: ["path"],
      },
    ],
    valid: [
      {
        title: "Passing the one role that is meant",
        terraform: `resource "aws_iam_role_policy" "pass" {
  role = aws_iam_role.invoices.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["iam:PassRole"], Resource = "arn:aws:iam::123456789012:role/tenant", Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } } },
      { Effect = "Allow", Action = ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource = "arn:aws:lambda:eu-west-1:123456789012:function:tenant-*" },
    ]
  })
}`,
      },
    ],
  },
  check({ deployment, analysis, report }) {
    for (const role of deployment.executionRoles) {
      const effective = analysis.effective(withoutDefaults(role));
      if (!mayTouchIdentity(effective)) continue;
      const open = escalationPaths.filter((path) => isOpen(path, role, effective, deployment));
      const [first] = open;
      if (!first) continue;
      const functions = analysis.functionsOf(role);
      const others = open.length > 1 ? `; ${open.length - 1} more ${open.length === 2 ? "way is" : "ways are"} open too (${inWords(open.slice(1).map((path) => path.id), 4)})` : "";
      report({
        messageId: "path",
        data: { who: analysis.who(functions), steps: first.steps, actions: coded(Object.keys(first.actions)), one: `${Object.keys(first.actions).length > 1 ? "one of " : ""}${coded(Object.keys(first.actions))}`, more: others, reference: first.reference },
        at: { address: role.address, function: functions.length === 1 ? functions[0]!.address : undefined, location: role.at, identity: first.id },
      });
    }
  },
});

/** What a tool attached by default is one finding with its cause, no-broad-managed-policy's; here counts what somebody wrote. */
function withoutDefaults(role: ExecutionRole): ExecutionRole {
  const policies = role.policies.filter(({ defaultedBy }) => defaultedBy === undefined);
  return policies.length === role.policies.length ? role : { ...role, policies };
}

const actionsOfPaths = [...new Set(escalationPaths.flatMap((path) => Object.keys(path.actions)))];

/** Most roles allow none of the actions that any path needs. */
function mayTouchIdentity({ grants, unread }: EffectivePermissions): boolean {
  return unread.length > 0 || grants.some(({ actions }) => actionsOfPaths.some((action) => actions.has(action)));
}

function isOpen(path: EscalationPath, role: ExecutionRole, effective: EffectivePermissions, deployment: Deployment): boolean {
  return Object.entries(path.actions).every(([action, scope]) => isAllowedOn(action, scope, path, role, effective, deployment));
}

function isAllowedOn(action: string, scope: EscalationScope, { passedTo }: EscalationPath, role: ExecutionRole, effective: EffectivePermissions, deployment: Deployment): boolean {
  if (scope === "some") return isAllowedSomewhere(effective.access, action) === "yes";
  if (!effective.access.allows.some(({ actions }) => actions.has(action))) return false;
  const targets = [...accountsOf(effective, deployment).map((account) => anyOne(scope, account, deployment)), ...(scope === "own-role" ? [ownArn(role, deployment)] : [])];
  const context = passedTo === undefined || action !== "iam:PassRole" ? undefined : new Map([["iam:PassedToService", [passedTo]]]);
  return targets.some((target) => allows(effective.access, action, target, context).answer === "yes");
}

/** A resource that nobody has named: only a wildcard allows it. */
function anyOne(scope: Exclude<EscalationScope, "some">, account: SymbolicString, { resources }: Deployment): SymbolicString {
  const { partition, region } = resources.target;
  const chosen = reference("attacker", "choice");
  const [service, kind] = targetsOfScopes[scope === "own-role" ? "any-role" : scope];
  const place = service === "iam" ? literal("") : region;
  return concatenate([literal("arn:"), partition, literal(`:${service}:`), place, literal(":"), account, literal(`:${kind}`), chosen]);
}

function ownArn(role: ExecutionRole, { resources }: Deployment): SymbolicString {
  return resources.expand(reference(role.address, "arn"));
}

/** The deployment's account, and those that the policies name: an ARN with the account written out means the same. */
function accountsOf({ grants }: EffectivePermissions, { resources }: Deployment): SymbolicString[] {
  const named = new Set<string>();
  for (const { statement } of grants) {
    for (const { value } of statement?.resources ?? []) {
      const account = value.kind === "string" ? (literalText(value) ?? "").split(":")[4] : undefined;
      if (account && /^\d{12}$/.test(account)) named.add(account);
    }
  }
  return [resources.target.account, ...[...named].map((account) => literal(account))];
}
