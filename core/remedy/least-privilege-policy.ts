import { findAction, findService, type AccessLevel } from "../reference";
import type { Deployment } from "../model";
import type { PolicyJson, StatementJson } from "../report";
import { formatRequiredResource, type RequiredPermission } from "../required";
import { formatSymbolic, literal, symbolicString, type SymbolicString } from "../values";

/** A statement that grants exactly what some requirements ask for. */
export interface LeastPrivilegeStatement {
  /** Says why: `ReadOrders`. Unique in its policy, letters and digits only. */
  readonly sid: string;
  readonly actions: readonly string[];
  /** Canonical. */
  readonly resources: readonly SymbolicString[];
  /** Condition keys and the values that the calls are known to have: StringEquals. */
  readonly context: ReadonlyMap<string, readonly string[]>;
  readonly requirements: readonly RequiredPermission[];
  /** Some resource is decided by the running function alone, so that the whole type had to be named. */
  readonly isOpen: boolean;
}

/** The policy with what a function needs and nothing more, grouped by service and resource, in an order that stays the same. */
export function leastPrivilegePolicy(required: readonly RequiredPermission[], deployment: Deployment): LeastPrivilegeStatement[] {
  const groups = new Map<string, Draft>();
  for (const requirement of required) {
    const service = requirement.action.split(":")[0]!;
    const resources = requirement.resources.map((resource) => (resource.kind === "unknown" ? everyResource(requirement.action, deployment) : resource));
    const context = requirement.context ?? new Map<string, readonly string[]>();
    const key = JSON.stringify([service, resources.map(formatSymbolic).sort(), [...context]]);
    const draft = groups.get(key) ?? { service, resources, context, actions: new Set(), requirements: [], isOpen: false };
    draft.actions.add(requirement.action);
    draft.requirements.push(requirement);
    draft.isOpen ||= requirement.resources.some((resource) => resource.kind === "unknown");
    groups.set(key, draft);
  }
  const taken = new Map<string, number>();
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, draft]) => ({
      sid: unique(sidOf(draft, deployment), taken),
      actions: [...draft.actions].sort(),
      resources: [...draft.resources].sort((a, b) => (formatSymbolic(a) < formatSymbolic(b) ? -1 : 1)),
      context: draft.context,
      requirements: draft.requirements,
      isOpen: draft.isOpen,
    }));
}

/** The policy as JSON for people: resources of the deployment as `${address.arn}`. */
export function formatPolicy(statements: readonly LeastPrivilegeStatement[], deployment: Deployment): PolicyJson {
  return {
    Version: "2012-10-17",
    Statement: statements.map((statement): StatementJson => ({
      Sid: statement.sid,
      Effect: "Allow",
      Action: statement.actions,
      Resource: statement.resources.map((resource) => formatRequiredResource(resource, deployment)),
      ...(statement.context.size === 0 ? {} : { Condition: { StringEquals: Object.fromEntries(statement.context) } }),
    })),
  };
}

interface Draft {
  readonly service: string;
  readonly resources: readonly SymbolicString[];
  readonly context: ReadonlyMap<string, readonly string[]>;
  readonly actions: Set<string>;
  readonly requirements: RequiredPermission[];
  isOpen: boolean;
}

/** Every resource of the type that the action works on, in the deployment's partition, region and account; `*` where the action has no type. */
function everyResource(action: string, deployment: Deployment): SymbolicString {
  const definition = findAction(action);
  const type = definition?.resourceTypes.find((candidate) => candidate.isRequired) ?? definition?.resourceTypes[0];
  const format = type && definition && findService(definition.service)?.resourceTypes.get(type.name)?.arnFormat;
  if (!format) return literal("*");
  const { partition, region, account } = deployment.resources.target;
  const parts = format.split(/(\$\{[^}]*\})/).flatMap((piece): SymbolicString["parts"] => {
    if (piece === "${Partition}") return partition.parts;
    if (piece === "${Region}") return region.parts;
    if (piece === "${Account}") return account.parts;
    return [{ kind: "literal", text: piece.startsWith("${") ? "*" : piece }];
  });
  return symbolicString(parts);
}

const verbs: Readonly<Record<AccessLevel, string>> = { Read: "Read", List: "Read", Write: "Write", Tagging: "Tag", "Permissions management": "Manage" };

function sidOf({ service, actions, resources }: Draft, deployment: Deployment): string {
  const found = new Set([...actions].map((action) => verbs[findAction(action)?.accessLevel ?? "Write"]));
  const verb = found.size === 1 ? [...found][0]! : "Use";
  const subject = resources.length === 1 ? subjectOf(formatRequiredResource(resources[0]!, deployment)) : "";
  return `${verb}${subject || pascal(service)}`;
}

/** `Orders` for `${aws_dynamodb_table.orders.arn}/index/*` and for `arn:aws:dynamodb:…:table/orders`. */
function subjectOf(resource: string): string {
  const symbol = /^\$\{(?:[^}]*\.)?([\w-]+)(?:\[[^\]]*\])?\.\w+\}/.exec(resource);
  if (symbol) return pascal(symbol[1]!);
  const name = resource.split(":").slice(5).join(":").split(/[/:]/).find((segment) => /^[\w.-]{2,}$/.test(segment));
  return name === undefined ? "" : pascal(name);
}

function pascal(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join("");
}

function unique(sid: string, taken: Map<string, number>): string {
  const count = (taken.get(sid) ?? 0) + 1;
  taken.set(sid, count);
  return count === 1 ? sid : `${sid}${count}`;
}
