import { findAction, findService, type AccessLevel } from "../reference";
import type { Deployment } from "../model";
import type { PolicyJson, PolicyNote, StatementJson } from "../report";
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
  /** The running function alone decides which resource it is: what is granted now stands here where that is named, else every resource of the type. */
  readonly open?: "as-granted" | "whole-type";
}

/** The resources on which an action is allowed now, where they are named; none where nothing narrower than its whole type is. */
export type GrantedOn = (action: string) => readonly SymbolicString[];

/** The policy with what a function needs and nothing more, grouped by service and resource, in an order that stays the same. */
export function leastPrivilegePolicy(required: readonly RequiredPermission[], deployment: Pick<Deployment, "resources">, grantedOn: GrantedOn = () => []): LeastPrivilegeStatement[] {
  const groups = new Map<string, Draft>();
  for (const requirement of required) {
    for (const { resources, open } of targetsOf(requirement, deployment, grantedOn)) {
      const service = requirement.action.split(":")[0]!;
      const context = requirement.context ?? new Map<string, readonly string[]>();
      const key = JSON.stringify([service, resources.map(formatSymbolic).sort(), [...context].sort(([a], [b]) => (a < b ? -1 : 1)), ...(open === undefined ? [] : [open])]);
      const draft = groups.get(key) ?? { service, resources, context, actions: new Set(), requirements: [], open };
      draft.actions.add(requirement.action);
      draft.requirements.push(requirement);
      groups.set(key, draft);
    }
  }
  const taken = new Set<string>();
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { open, ...draft }]) => ({
      sid: unique(sidOf({ ...draft, open }, deployment), taken),
      actions: [...draft.actions].sort(),
      resources: [...draft.resources].sort((a, b) => (formatSymbolic(a) < formatSymbolic(b) ? -1 : 1)),
      context: draft.context,
      requirements: draft.requirements,
      ...(open === undefined ? {} : { open }),
    }));
}

/** What is named, and what the running function decides, apart from each other. */
function targetsOf({ action, resources }: RequiredPermission, deployment: Pick<Deployment, "resources">, grantedOn: GrantedOn): { resources: readonly SymbolicString[]; open: LeastPrivilegeStatement["open"] }[] {
  const named = resources.filter((resource) => resource.kind === "string");
  const targets: { resources: readonly SymbolicString[]; open: LeastPrivilegeStatement["open"] }[] = named.length > 0 ? [{ resources: named, open: undefined }] : [];
  if (named.length === resources.length) return targets;
  const granted = grantedOn(action);
  return [...targets, granted.length > 0 ? { resources: granted, open: "as-granted" } : { resources: everyResource(action, deployment), open: "whole-type" }];
}

/** The policy as JSON for people: resources of the deployment as `${address.arn}`. */
export function formatPolicy(statements: readonly LeastPrivilegeStatement[], deployment: Pick<Deployment, "resources">): PolicyJson {
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

/** Why some statements are wider than one would like. */
export function policyNotes(statements: readonly LeastPrivilegeStatement[]): PolicyNote[] {
  return statements.flatMap(({ sid, actions, open, requirements }) => {
    if (open === undefined) return [];
    const at = requirements.flatMap(({ evidence }) => evidence).find((evidence) => evidence.at)?.at;
    const where = at ? ` (${at.file}:${at.line})` : "";
    const extent = open === "as-granted" ? "the resources are those that the role grants now" : "it names every resource of the type; narrow it to those that are meant";
    return [{ sid, note: `which resource ${actions.join(", ")} works on is decided when the function runs${where}: ${extent}` }];
  });
}

interface Draft {
  readonly service: string;
  readonly resources: readonly SymbolicString[];
  readonly context: ReadonlyMap<string, readonly string[]>;
  readonly actions: Set<string>;
  readonly requirements: RequiredPermission[];
  readonly open: LeastPrivilegeStatement["open"];
}

/** Every resource of the types that the action works on, in the deployment's partition, region and account; `*` where the action has no type. */
export function everyResource(action: string, { resources: { target } }: Pick<Deployment, "resources">): SymbolicString[] {
  const definition = findAction(action);
  if (!definition) return [literal("*")];
  const required = definition.resourceTypes.filter(({ isRequired }) => isRequired);
  const types = required.length > 0 ? required : definition.resourceTypes;
  const formats = types.map(({ name }) => findService(definition.service)?.resourceTypes.get(name)?.arnFormat);
  if (formats.length === 0 || formats.includes(undefined)) return [literal("*")];
  const { partition, region, account } = target;
  return [...new Set(formats as string[])].map((format) =>
    symbolicString(
      format.split(/(\$\{[^}]*\})/).flatMap((piece): SymbolicString["parts"] => {
        if (piece === "${Partition}") return partition.parts;
        if (piece === "${Region}") return region.parts;
        if (piece === "${Account}") return account.parts;
        return [{ kind: "literal", text: piece.startsWith("${") ? "*" : piece }];
      }),
    ),
  );
}

const verbs: Readonly<Record<AccessLevel, string>> = { Read: "Read", List: "Read", Write: "Write", Tagging: "Tag", "Permissions management": "Manage" };

function sidOf({ service, actions, resources, open }: Draft, deployment: Pick<Deployment, "resources">): string {
  const found = new Set([...actions].map((action) => (action === "iam:PassRole" ? "Pass" : verbs[findAction(action)?.accessLevel ?? "Write"])));
  const verb = found.size === 1 ? [...found][0]! : "Use";
  const subject = resources.length === 1 ? subjectOf(service, formatRequiredResource(resources[0]!, deployment)) : "";
  return `${verb}${open === "whole-type" ? "Any" : ""}${subject || pascal(service)}`;
}

/** `Orders` for `${aws_dynamodb_table.orders.arn}/index/*` and for `arn:aws:dynamodb:…:table/orders`. */
function subjectOf(service: string, resource: string): string {
  const symbol = /^\$\{(?:[^}]*\.)?([\w-]+)(?:\[[^\]]*\])?\.\w+\}/.exec(resource);
  if (symbol) return pascal(symbol[1]!);
  const words = resource.split(":").slice(5).join(":").split(/[/:]/).filter((segment) => /^[\w.-]+$/.test(segment));
  const kinds = new Set([...(findService(service)?.resourceTypes.values() ?? [])].map(({ arnFormat }) => arnFormat.split(":").slice(5).join(":").split(/[/:]/)[0]!));
  const name = words.find((word) => !kinds.has(word)) ?? words[0];
  // Names below /aws/ are given by AWS: the first words of `/aws/lambda/orders` tell nothing.
  return name === undefined || name === "aws" ? "" : pascal(name);
}

function pascal(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join("");
}

function unique(sid: string, taken: Set<string>): string {
  let free = sid;
  for (let number = 2; taken.has(free); number++) free = `${sid}${number}`;
  taken.add(free);
  return free;
}
