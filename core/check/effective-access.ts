import { accessOf, grantsOf, reachOf, type AccessSet, type Extent, type Grant, type Reach } from "../access";
import type { Deployment, ExecutionRole, ResourcePolicy } from "../model";
import { findService, servicePrefixes, type AccessLevel, type ActionDefinition } from "../reference";
import type { EffectiveAccess, EffectiveRow, LevelCounts } from "../report";
import { canActOn, gravestFirst, nameOf, type Analysis } from "../rules";
import { formatSymbolic, reference, type SymbolicString, type Unknown } from "../values";

const MOST_NAMES = 50;
const EXTENTS: readonly Extent[] = ["whole", "part", "conditional", "undecided"];

/** What a role can really do, by access level, by service and by resource. */
export function effectiveAccess(role: ExecutionRole, analysis: Analysis): EffectiveAccess {
  const { access, grants, unread } = analysis.effective(role);
  const rows = new Rows(analysis.deployment);
  for (const grant of grants) rows.addGrant(access, grant);
  for (const policy of policiesFor(role, analysis.deployment)) rows.addResourcePolicy(access, role, policy);
  return { isComplete: unread.length === 0, ...rows.counts(), resources: rows.list() };
}

interface OpenRow {
  readonly resource: string;
  readonly extent: Extent;
  readonly resourcePolicy?: string;
  readonly actions: Set<ActionDefinition>;
}

class Rows {
  private readonly rows = new Map<string, OpenRow>();
  private readonly actions = new Set<ActionDefinition>();
  /** Services that a statement names; the others are alike. */
  private readonly named = new Set<string>();

  constructor(private readonly deployment: Deployment) {}

  addGrant(access: AccessSet, grant: Grant): void {
    const texts = this.textsOf(grant);
    for (const reach of this.reachOf(access, grant)) this.add(reach, reach.resource === undefined ? texts.join(", ") : texts[reach.resource]!);
  }

  /** What a policy on a resource allows a role by name needs no policy of the role; a Deny of the role takes it back all the same. */
  addResourcePolicy({ denies }: AccessSet, role: ExecutionRole, { address, resource, document }: ResourcePolicy): void {
    if (document.kind === "unknown") return;
    const expand = (value: SymbolicString): SymbolicString => this.deployment.resources.expand(value);
    for (const grant of grantsOf(document.value, address, expand).allows) {
      if (!grant.statement || !namesRole(grant.statement.principals, role, this.deployment)) continue;
      // The principal is the role, so that this is no condition any more.
      const { principals: _, ...rest } = grant.statement;
      const statement = { ...rest, ...(rest.resources ?? rest.notResources ? {} : { resources: [{ path: "", value: resource }] }) };
      const own = grantsOf({ ...document.value, statements: [statement] }, address, expand).allows[0];
      if (!own) continue;
      const texts = this.textsOf(own);
      const isNew = (action: ActionDefinition, text: string): boolean => !EXTENTS.some((extent) => this.rows.get(keyOf(text, extent))?.actions.has(action));
      for (const reach of this.reachOf({ ...accessOf([{ allows: [own], denies: [] }]), denies }, own)) {
        const text = reach.resource === undefined ? texts.join(", ") : texts[reach.resource]!;
        this.add({ ...reach, actions: reach.actions.filter((action) => isNew(action, text)) }, text, address);
      }
    }
  }

  private reachOf(access: AccessSet, grant: Grant): Reach[] {
    for (const service of grant.actions.services) this.named.add(service);
    const resources = (grant.statement?.resources ?? []).map(({ value }) => (value.kind === "string" ? this.deployment.resources.expand(value) : value));
    // A statement that names services is asked about those alone, and the data of the others stay where they are.
    const services = grant.actions.isBroad ? resources.map(servicesOf) : [];
    // Many actions of a service ask for the same types.
    const answers = resources.map(() => new Map<string, boolean>());
    return reachOf(access, grant, {
      service: (prefix, index) => index === undefined || (services[index]?.has(prefix) ?? true),
      action: (action, index) => {
        const resource = index === undefined ? undefined : resources[index];
        if (resource?.kind !== "string" || index === undefined) return true;
        const types = typesOf(action);
        let canAct = answers[index]!.get(types);
        if (canAct === undefined) answers[index]!.set(types, (canAct = canActOn(action, resource) !== "no"));
        return canAct;
      },
    });
  }

  private add({ extent, actions }: Reach, resource: string, resourcePolicy?: string): void {
    if (actions.length === 0) return;
    const key = keyOf(resource, extent, resourcePolicy);
    let row = this.rows.get(key);
    if (!row) this.rows.set(key, (row = { resource, extent, ...(resourcePolicy === undefined ? {} : { resourcePolicy }), actions: new Set() }));
    for (const action of actions) row.actions.add(action);
    for (const action of actions) this.actions.add(action);
  }

  private textsOf({ statement }: Grant): string[] {
    const text = (value: SymbolicString | Unknown): string => (value.kind === "string" ? formatSymbolic(this.deployment.resources.fold(value)) : "?");
    if (statement?.notResources) return statement.notResources.map(({ value }) => `not ${text(value)}`);
    return statement?.resources?.map(({ value }) => text(value)) ?? ["*"];
  }

  counts(): Pick<EffectiveAccess, "accessLevels" | "services"> {
    const byService = new Map<string, ActionDefinition[]>();
    const isBroad = new Set(Array.from(this.actions, ({ service }) => service)).size > this.named.size;
    for (const action of this.actions) {
      const service = this.named.has(action.service) || !isBroad ? action.service : "*";
      const members = byService.get(service);
      if (members) members.push(action);
      else byService.set(service, [action]);
    }
    const services = [...byService].sort(([a], [b]) => (a < b ? -1 : 1)).map(([service, actions]) => ({ service, accessLevels: countLevels(actions) }));
    return { accessLevels: countLevels(this.actions), services };
  }

  list(): EffectiveRow[] {
    const sorted = [...this.rows.values()].sort((a, b) => compareText(a.resource, b.resource) || EXTENTS.indexOf(a.extent) - EXTENTS.indexOf(b.extent) || compareText(a.resourcePolicy ?? "", b.resourcePolicy ?? ""));
    return sorted.map(({ actions, ...row }) => ({ ...row, accessLevels: countLevels(actions), actions: namesOf(actions) }));
  }
}

/** All names where they are few; the gravest of many, for which only as many levels are sorted as are shown. */
function namesOf(actions: ReadonlySet<ActionDefinition>): string[] {
  const chosen: string[] = [];
  for (const level of LEVELS) {
    if (chosen.length >= MOST_NAMES) break;
    const names: string[] = [];
    for (const action of actions) if (action.accessLevel === level) names.push(nameOf(action));
    chosen.push(...sorted(names));
  }
  return chosen.slice(0, MOST_NAMES);
}

const sortings = new Map<string, readonly string[]>();

/** The same wildcard stands in many policies. */
function sorted(names: readonly string[]): readonly string[] {
  if (names.length < 8) return gravestFirst(names);
  const key = names.join();
  let known = sortings.get(key);
  if (!known) sortings.set(key, (known = gravestFirst(names)));
  return known;
}

const typeKeys = new WeakMap<ActionDefinition, string>();

/** What of an action decides on which resources it can act. */
function typesOf(action: ActionDefinition): string {
  let key = typeKeys.get(action);
  if (key === undefined) typeKeys.set(action, (key = action.resourceTypes.length === 0 ? nameOf(action) : `${action.service} ${action.resourceTypes.map(({ name }) => name).join()}`));
  return key;
}

const LEVELS: readonly AccessLevel[] = ["Permissions management", "Write", "Tagging", "Read", "List"];

function countLevels(actions: Iterable<ActionDefinition>): LevelCounts {
  const counts: Partial<Record<AccessLevel, number>> = {};
  for (const { accessLevel } of actions) counts[accessLevel] = (counts[accessLevel] ?? 0) + 1;
  return Object.fromEntries(LEVELS.flatMap((level) => (counts[level] === undefined ? [] : [[level, counts[level]]])));
}

const everyService: ReadonlySet<string> = new Set(servicePrefixes());
let byArnService: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** The service prefixes whose actions know ARNs such as this one. */
function servicesOf(resource: SymbolicString | Unknown): ReadonlySet<string> {
  const [first] = resource.kind === "string" ? resource.parts : [];
  const segments = first?.kind === "literal" && first.text.startsWith("arn:") ? first.text.split(":") : [];
  const service = segments.length > 3 ? segments[2]! : "*";
  if (/[*?$]/.test(service)) return everyService;
  return (byArnService ??= indexFormats()).get(service) ?? everyService;
}

function indexFormats(): Map<string, Set<string>> {
  const index = new Map<string, Set<string>>();
  for (const prefix of servicePrefixes()) {
    for (const { arnFormat } of findService(prefix)?.resourceTypes.values() ?? []) {
      const service = arnFormat.split(":")[2] ?? "";
      index.set(service, (index.get(service) ?? new Set([service])).add(prefix));
    }
  }
  return index;
}

const policiesByPrincipal = new WeakMap<Deployment, Map<string, ResourcePolicy[]>>();

/** The policies on resources that name the role; an account as principal only passes the question on to the role's own policies. */
function policiesFor(role: ExecutionRole, deployment: Deployment): readonly ResourcePolicy[] {
  let known = policiesByPrincipal.get(deployment);
  if (!known) policiesByPrincipal.set(deployment, (known = indexPrincipals(deployment)));
  return known.get(arnText(role, deployment)) ?? [];
}

function indexPrincipals(deployment: Deployment): Map<string, ResourcePolicy[]> {
  const index = new Map<string, Set<ResourcePolicy>>();
  for (const policy of deployment.resourcePolicies) {
    if (policy.document.kind === "unknown") continue;
    for (const { principals = [] } of policy.document.value.statements) {
      for (const { type, value } of principals) {
        if (type !== "AWS" || value.kind !== "string") continue;
        const text = formatSymbolic(deployment.resources.expand(value));
        index.set(text, (index.get(text) ?? new Set()).add(policy));
      }
    }
  }
  return new Map([...index].map(([principal, policies]) => [principal, [...policies]]));
}

function namesRole(principals: NonNullable<Grant["statement"]>["principals"], role: ExecutionRole, deployment: Deployment): boolean {
  const arn = arnText(role, deployment);
  return (principals ?? []).some(({ type, value, certainty }) => type === "AWS" && certainty !== "possible" && value.kind === "string" && formatSymbolic(deployment.resources.expand(value)) === arn);
}

function arnText(role: ExecutionRole, { resources }: Deployment): string {
  return formatSymbolic(resources.expand(reference(role.address, "arn")));
}

function keyOf(resource: string, extent: Extent, resourcePolicy = ""): string {
  return `${extent} ${resourcePolicy} ${resource}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
