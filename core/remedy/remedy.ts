import { accessOf, allows, effectivePermissions, subset, type AccessSet } from "../access";
import type { Condition, Statement } from "../iam";
import type { Deployment, ExecutionRole, Policy } from "../model";
import type { RequiredPermission } from "../required";
import { formatRequiredResource } from "../required";
import { formatSymbolic, known, literal } from "../values";
import { accessOfStatements, allowStatement, elementOf } from "./grant-access";
import { leastPrivilegePolicy, type LeastPrivilegeStatement } from "./least-privilege-policy";
import { narrowStatement, retargetStatement, statementOfPart, type Need, type StatementPart } from "./narrow-statement";

/** A role, and what everyone who has it needs. */
export interface RoleInNeed {
  readonly role: ExecutionRole;
  readonly required: readonly RequiredPermission[];
  /** Services of which more may be needed than was seen; `any` where nothing can be taken away. */
  readonly open: ReadonlySet<string> | "any";
  /** What is certainly needed and certainly not granted. */
  readonly missing: readonly Need[];
  /** Why the role has to stay as it is, where it has to. */
  readonly untouchable?: string;
}

/** What is to be changed, as findings say. */
export interface RemedyRequest {
  readonly deployment: Deployment;
  readonly roles: readonly RoleInNeed[];
  isToNarrow(policy: Policy, statement: Statement): boolean;
  isTooWide(policy: Policy, path: string): boolean;
  /** Whether an action there can never apply to the resources beside it. */
  isIneffective?(policy: Policy, path: string): boolean;
  /** Whether the policy as a whole is to make way for what is needed of it. */
  isToReplace(policy: Policy): boolean;
}

/** A statement and what it becomes; without parts it is removed. */
export interface StatementRemedy {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly parts: readonly StatementPart[];
  /** What it allows that was missing before. */
  readonly gained: readonly Need[];
}

/** What has to be granted beside the statements that are there. */
export interface RoleAddition {
  readonly role: ExecutionRole;
  readonly statements: readonly LeastPrivilegeStatement[];
}

export interface LeftAsItIs {
  /** Of the policy, or the role. */
  readonly address: string;
  readonly roles: readonly ExecutionRole[];
  readonly reason: string;
}

/** How the grants of a deployment become what is needed, each role proven to keep what it needs and to gain nothing else. */
export interface Remedy {
  readonly statements: readonly StatementRemedy[];
  readonly replaced: readonly { readonly role: ExecutionRole; readonly policy: Policy }[];
  readonly additions: readonly RoleAddition[];
  readonly left: readonly LeftAsItIs[];
}

export function remedyFor(request: RemedyRequest): Remedy {
  return new RemedyMaker(request).make();
}

interface Subject {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly holders: RoleInNeed[];
}

class RemedyMaker {
  private readonly left: LeftAsItIs[] = [];

  constructor(private readonly request: RemedyRequest) {}

  make(): Remedy {
    let excluded = new Set<RoleInNeed>(this.request.roles.filter((state) => this.isBeyondReach(state)));
    // A role whose proof fails is left, and so is what it shares with others; the others are worked out again.
    for (;;) {
      const remedy = this.attempt(excluded);
      const failed = this.request.roles.flatMap((state) => {
        if (excluded.has(state)) return [];
        const reason = this.disproof(state, remedy);
        return reason === undefined ? [] : [{ state, reason }];
      });
      if (failed.length === 0) return { ...remedy, left: [...this.left, ...remedy.left] };
      for (const { state, reason } of failed) this.left.push({ address: state.role.address, roles: [state.role], reason });
      excluded = new Set([...excluded, ...failed.map(({ state }) => state)]);
    }
  }

  private isBeyondReach(state: RoleInNeed): boolean {
    const concerns = state.role.policies.some((policy) => this.request.isToReplace(policy) || statementsOf(policy).some((statement) => this.request.isToNarrow(policy, statement))) || state.missing.length > 0;
    const reason = state.untouchable ?? (state.open === "any" ? "its code could not be read, so nothing can be called unneeded" : undefined);
    if (reason !== undefined && concerns) this.left.push({ address: state.role.address, roles: [state.role], reason });
    return reason !== undefined;
  }

  private attempt(excluded: ReadonlySet<RoleInNeed>): Remedy {
    const left: LeftAsItIs[] = [];
    const subjects = this.subjects().filter(({ holders }) => holders.every((state) => !excluded.has(state)));
    const replaced = this.request.roles
      .filter((state) => !excluded.has(state))
      .flatMap((state) => state.role.policies.filter((policy) => this.request.isToReplace(policy)).map((policy) => ({ role: state.role, policy, state })));
    const pending = new Map(this.request.roles.map((state) => [state, this.uncovered(state, subjects, replaced.filter((item) => item.state === state).map(({ policy }) => policy))]));
    const statements: StatementRemedy[] = [];
    const ordered = [...subjects].sort((a, b) => this.breadth(a.statement) - this.breadth(b.statement));
    for (const { policy, statement, holders } of ordered) {
      const needs = unique(holders.flatMap((state) => pending.get(state)!)).filter((need) => !this.isGrantedAnew(need, policy, statement, holders));
      const open = new Set(holders.flatMap((state) => (state.open === "any" ? [] : [...state.open])));
      const narrowed = narrowStatement(statement, needs, { open, resources: this.request.deployment.resources, isTooWide: (element) => this.request.isTooWide(policy, element.path) });
      if (typeof narrowed === "string") {
        left.push({ address: policy.address, roles: holders.map(({ role }) => role), reason: narrowed });
        continue;
      }
      const [holder, ...others] = holders;
      const turned = narrowed.parts.length === 0 && holder && others.length === 0 ? retargetStatement(statement, this.addable(holder), this.request.deployment.resources) : undefined;
      statements.push({ policy, statement, parts: turned ? [turned] : narrowed.parts, gained: turned?.needs ?? [] });
      for (const state of holders) pending.set(state, pending.get(state)!.filter((need) => !narrowed.covers.some((covered) => isSameNeed(covered, need))));
    }
    return { statements, left, ...this.additions(replaced, excluded, statements, left) };
  }

  /** What replaced policies leave open, and what was missing before. */
  private additions(replaced: readonly { role: ExecutionRole; policy: Policy; state: RoleInNeed }[], excluded: ReadonlySet<RoleInNeed>, statements: readonly StatementRemedy[], left: LeftAsItIs[]): Pick<Remedy, "replaced" | "additions"> {
    const done: { role: ExecutionRole; policy: Policy }[] = [];
    const additions: RoleAddition[] = [];
    for (const state of this.request.roles) {
      if (excluded.has(state)) continue;
      const own = replaced.filter((item) => item.state === state).map(({ policy }) => policy);
      const lost = needsOf(state).filter((need) => this.isLost(state.role, need, own, statements));
      const open = lost.find(({ resource }) => resource.kind === "unknown");
      const isOpenService = state.open !== "any" && state.open.size > 0 && own.length > 0;
      if (open || isOpenService) {
        const reason = open ? `which resource ${open.row.action} works on is decided when the function runs${placeOf(open)}` : `the code may need more of ${[...(state.open as ReadonlySet<string>)].join(", ")} than could be read`;
        for (const policy of own) left.push({ address: policy.address, roles: [state.role], reason });
      } else done.push(...own.map((policy) => ({ role: state.role, policy })));
      const gained = statements.filter(({ policy }) => state.role.policies.includes(policy)).flatMap((item) => item.gained);
      const addable = this.addable(state);
      for (const { row } of state.missing.filter((need) => !addable.includes(need))) left.push({ address: state.role.address, roles: [state.role], reason: `${row.action} stays missing: a Deny statement or the permissions boundary takes it back` });
      const added = [...(open || isOpenService ? [] : lost), ...addable.filter((need) => !gained.some((other) => isSameNeed(other, need)))];
      if (added.length === 0) continue;
      additions.push({ role: state.role, statements: leastPrivilegePolicy(mergeNeeds(added), this.request.deployment) });
    }
    return { replaced: done, additions };
  }

  /** Whether the need is met here in vain, and is going to be granted where it works. */
  private isGrantedAnew(need: Need, policy: Policy, statement: Statement, holders: readonly RoleInNeed[]): boolean {
    const element = statement.actions?.find(({ value }) => value.kind === "string" && formatSymbolic(value).toLowerCase() === need.row.action.toLowerCase());
    return element !== undefined && this.request.isIneffective?.(policy, element.path) === true && holders.every((state) => this.addable(state).some((other) => isSameNeed(other, need)));
  }

  /** What is missing for want of a grant, not because it is denied. */
  private addable({ role, missing }: RoleInNeed): Need[] {
    const { access } = effectivePermissions(role, this.request.deployment);
    return missing.filter(({ row, resource }) => {
      if (resource.kind === "unknown") return false;
      const granted = accessOfStatements([allowStatement({ actions: [elementOf(literal(row.action))], resources: [elementOf(resource)] })], this.request.deployment.resources);
      return allows({ ...access, allows: granted.allows }, row.action, resource, row.context).answer !== "no";
    });
  }

  /** Whether the role allows the need now, and no longer would. */
  private isLost(role: ExecutionRole, need: Need, replaced: readonly Policy[], statements: readonly StatementRemedy[]): boolean {
    if (replaced.length === 0) return false;
    const { row, resource } = need;
    const before = allows(effectivePermissions(role, this.request.deployment).access, row.action, resource, row.context).answer;
    if (before === "no") return false;
    const given = replaced.some((policy) => allows(accessOfStatements(statementsOf(policy), this.request.deployment.resources), row.action, resource, row.context).answer !== "no");
    return given && allows(this.accessAfter(role, { statements, replaced: replaced.map((policy) => ({ role, policy })) }), row.action, resource, row.context).answer !== "yes";
  }

  private subjects(): Subject[] {
    const found = new Map<string, Subject>();
    for (const state of this.request.roles) {
      for (const policy of state.role.policies) {
        for (const statement of statementsOf(policy)) {
          if (!this.request.isToNarrow(policy, statement)) continue;
          const key = `${policy.address} ${policy.pathPrefix ?? ""} ${statement.index}`;
          const subject = found.get(key) ?? { policy, statement, holders: [] };
          subject.holders.push(state);
          found.set(key, subject);
        }
      }
    }
    return [...found.values()];
  }

  /** The needs that what stays as it is does not certainly allow. */
  private uncovered(state: RoleInNeed, subjects: readonly Subject[], replaced: readonly Policy[]): Need[] {
    const changed = new Set(subjects.map(({ statement }) => statement));
    const staying = state.role.policies.filter((policy) => !replaced.includes(policy)).flatMap((policy) => statementsOf(policy).filter((statement) => !changed.has(statement) && isAllow(statement)));
    const access = accessOfStatements(staying, this.request.deployment.resources);
    return needsOf(state).filter(({ row, resource }) => allows(access, row.action, resource, row.context).answer !== "yes");
  }

  /** Narrow statements take their needs before wide ones. */
  private breadth(statement: Statement): number {
    const has = (elements: Statement["actions"]): boolean => elements === undefined || elements.some(({ value }) => value.kind === "string" && value.parts.length === 1 && value.parts[0]!.kind === "literal" && /^\*/.test(value.parts[0]!.text));
    return (has(statement.actions) ? 2 : 0) + (has(statement.resources) ? 1 : 0);
  }

  /** Why the role may not be changed so: it would lose what it needs, or gain something. */
  private disproof(state: RoleInNeed, remedy: Pick<Remedy, "statements" | "replaced" | "additions">): string | undefined {
    const { role } = state;
    const { deployment } = this.request;
    const own = addedTo(role, remedy);
    const isChanged = own.length > 0 || remedy.replaced.some((item) => item.role === role) || remedy.statements.some(({ policy }) => role.policies.includes(policy) || role.policies.some((other) => other.address === policy.address));
    if (!isChanged) return undefined;
    const before = effectivePermissions(role, deployment).access;
    const beside = remedy.additions.filter((addition) => addition.role === role).flatMap(({ statements }) => statements.map(statementOf));
    return accessDisproof(before, this.accessAfter(role, remedy, beside), needsOf(state), own, deployment);
  }

  private accessAfter(role: ExecutionRole, remedy: Pick<Remedy, "statements" | "replaced">, added: readonly Statement[] = []): AccessSet {
    const policies = role.policies
      .filter((policy) => !remedy.replaced.some((item) => item.role === role && item.policy === policy))
      .map((policy): Policy => {
        if (policy.document.kind === "unknown") return policy;
        const document = policy.document.value;
        const changed = document.statements.flatMap((statement) => {
          const found = remedy.statements.find((item) => item.policy.address === policy.address && item.policy.pathPrefix === policy.pathPrefix && item.statement.index === statement.index);
          return found ? found.parts.map((part) => statementOfPart(part, statement)) : [statement];
        });
        return { ...policy, document: known({ ...document, statements: changed }) };
      });
    const document = known({ version: "2012-10-17" as const, statements: added, problems: [] });
    const addition: Policy = { address: "added", kind: "inline", name: known("added"), document, change: "create" };
    return effectivePermissions({ ...role, policies: added.length > 0 ? [...policies, addition] : policies }, this.request.deployment).access;
  }
}

/** What a role is given that it did not have. */
export function addedTo(role: ExecutionRole, remedy: Pick<Remedy, "statements" | "additions">): Statement[] {
  const gained = remedy.statements.filter(({ policy }) => role.policies.includes(policy)).flatMap((item) => item.parts.filter(() => item.gained.length > 0).map((part) => statementOfPart(part)));
  return [...remedy.additions.filter((addition) => addition.role === role).flatMap(({ statements }) => statements.map(statementOf)), ...gained];
}

/** Why a change of access is refused: a need that was allowed no longer is, or something is allowed that was not and is not added on purpose. */
export function accessDisproof(before: AccessSet, after: AccessSet, needs: readonly Need[], added: readonly Statement[], deployment: Pick<Deployment, "resources">): string | undefined {
  for (const { row, resource } of needs) {
    const had = allows(before, row.action, resource, row.context).answer;
    if (had === "no") {
      if (!keepsPart(before, after, { row, resource }, deployment)) return `that ${row.action} on ${formatRequiredResource(resource, deployment)} stays allowed as far as it is could not be proven`;
      continue;
    }
    const has = allows(after, row.action, resource, row.context).answer;
    if (had === "yes" ? has !== "yes" : has === "no") return `that ${row.action} on ${formatRequiredResource(resource, deployment)} stays allowed could not be proven`;
  }
  const extra = accessOfStatements(added, deployment.resources);
  const grows = subset(after, accessOf([{ allows: [...before.allows, ...extra.allows], denies: before.denies }]));
  return grows.answer === "no" ? `the narrowed policy would allow ${grows.witness.action} on ${grows.witness.resource}` : undefined;
}

/** Whether all that was allowed of a need still is: a part of it may be enough for the running function. */
function keepsPart(before: AccessSet, after: AccessSet, { row, resource }: Need, { resources }: Pick<Deployment, "resources">): boolean {
  const pattern = resource.kind === "unknown" ? literal("*") : resource;
  const asked = accessOfStatements([allowStatement({ actions: [elementOf(literal(row.action))], resources: [elementOf(pattern)] })], resources);
  return subset({ allows: asked.allows, boundaries: [before.allows, ...before.boundaries], denies: before.denies }, after).answer !== "no";
}

/** A least-privilege statement as an Allow statement of the algebra. */
export function statementOf({ actions, resources, context }: LeastPrivilegeStatement): Statement {
  const conditions = [...context].map(([key, values]): Condition => ({ path: "", operator: "StringEquals", key, values: values.map((value) => elementOf(literal(value))) }));
  return allowStatement({ actions: actions.map((action) => elementOf(literal(action))), resources: resources.map(elementOf), conditions });
}

/** The needs of a role one by one. */
export function needsOf({ required }: Pick<RoleInNeed, "required">): Need[] {
  return required.flatMap((row) => row.resources.map((resource) => ({ row, resource })));
}

function mergeNeeds(needs: readonly Need[]): RequiredPermission[] {
  const rows = new Map<RequiredPermission, RequiredPermission>();
  for (const { row, resource } of needs) {
    const before = rows.get(row);
    rows.set(row, { ...row, resources: before ? [...new Set([...before.resources, resource])] : [resource] });
  }
  return [...rows.values()];
}

function unique(needs: readonly Need[]): Need[] {
  return needs.filter((need, index) => needs.findIndex((other) => isSameNeed(other, need)) === index);
}

function isSameNeed(a: Need, b: Need): boolean {
  return a.row === b.row && a.resource === b.resource;
}

function placeOf({ row }: Need): string {
  const at = row.evidence.find((evidence) => evidence.at)?.at;
  return at ? ` (${at.file}:${at.line})` : "";
}

export function statementsOf(policy: Policy): readonly Statement[] {
  return policy.document.kind === "known" ? policy.document.value.statements : [];
}

function isAllow(statement: Statement): boolean {
  return statement.effect.kind === "known" && statement.effect.value === "Allow";
}
