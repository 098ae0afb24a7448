import { accessDisproof, addedTo, Analysis, check, effectivePermissions, formatSymbolic, needsOf, remedyFor, statementsOf, type CheckOptions, type CheckResult, type Deployment, type ExecutionRole, type Finding, type LambdaFunction, type Need, type Policy, type PolicyElement, type Remedy, type ReportedFix, type RoleInNeed, type Statement, type StatementRemedy } from "../../core";
import { parseAddress } from "../addresses";
import type { ExpressionPlace } from "./resource-expression";
import { editStatement, type StatementEdits } from "./statement-edits";
import { addPolicies } from "./add-policies";
import { findingFixes } from "./finding-fixes";
import { reasonForAPerson, reasonRemaining } from "./left-findings";
import { nameSources } from "./name-sources";
import { switchFor, type ModuleSwitch } from "./module-switch";
import { blockNode, emptiedPolicies } from "./remove-policies";
import { SourceChanges, type ChangedFile } from "./source-changes";
import { originOf } from "./statement-origin";
import type { ModuleInstance } from "../hcl/module-instance";
import { splitRole, type RoleSplit } from "./split-roles";
import { blockOf, sharedUse, unseenHolder } from "./usage";
import type { Workspace } from "./workspace";

/** Something that is reported and stays, and why. */
export interface LeftFinding {
  readonly address: string;
  readonly reason: string;
}

/** What `fix` makes of the sources. */
export interface SourceFix {
  readonly result: CheckResult;
  readonly files: readonly ChangedFile[];
  readonly left: readonly LeftFinding[];
  /** The deployment as the changed sources tell it. */
  readonly after: Deployment;
  /** What answers each finding, by its fingerprint: worked out when it is asked for. */
  readonly fixes: ReadonlyMap<string, ReportedFix>;
}

/** The rules whose findings a narrower policy answers. */
const NARROWED = new Set(["no-wildcard-action", "no-wildcard-resource", "no-not-action", "no-not-resource", "no-unused-permission", "no-permissions-management", "no-unscoped-pass-role", "no-unknown-action", "no-ineffective-statement"]);

/** Works out the edits that give every function what it needs and nothing more. */
export function fixSources(workspace: Workspace, options: CheckOptions): SourceFix {
  const result = check(workspace.deployment, options);
  return new SourceFixer(workspace, result, new Analysis(workspace.deployment, options.readings ?? new Map()), options).fix();
}

interface Written {
  readonly remedy: StatementRemedy;
  readonly edits: StatementEdits;
}

class SourceFixer {
  private readonly left = new Map<string, LeftFinding>();
  private readonly deployment: Deployment;
  private readonly open: readonly Finding[];
  private readonly refused = new Map<string, string>();
  private readonly splits = new Map<ExecutionRole, RoleSplit>();
  /** Policies that keep an action which cannot apply, because they cannot be edited. */
  private readonly keptInVain = new Set<string>();
  /** Blocks of modules that the calls no longer ask for. */
  private gone = new Set<string>();
  private readonly unsplit = new Map<ExecutionRole, string>();

  constructor(
    private readonly workspace: Workspace,
    private readonly result: CheckResult,
    private readonly analysis: Analysis,
    private readonly options: CheckOptions,
  ) {
    this.deployment = workspace.deployment;
    this.open = result.findings.filter(({ status }) => status !== "suppressed");
  }

  fix(): SourceFix {
    for (;;) {
      const { files, changes, touched, remedy, unwritten } = this.attempt();
      const vain = unwritten.filter(({ policy, statement }) => (statement.actions ?? []).some(({ path }) => this.isIneffective(policy, path)));
      if (vain.some(({ policy }) => !this.keptInVain.has(policy.address))) {
        // What cannot be taken away there is not granted a second time elsewhere.
        for (const { policy } of vain) this.keptInVain.add(policy.address);
        this.left.clear();
        continue;
      }
      const refused = files.length === 0 ? undefined : this.disproof(files, touched, remedy);
      if (refused) {
        // A split that cannot be proven is given up first; the role may still be narrowed as it is.
        if (this.splits.delete(refused.role)) this.unsplit.set(refused.role, refused.reason);
        else this.refused.set(refused.role.address, refused.reason);
        this.left.clear();
        continue;
      }
      this.leaveOthers();
      const after = files.length === 0 ? this.deployment : this.workspace.deploymentWith(files, this.gone);
      const remaining = files.length === 0 ? this.open : check(after, this.options).findings;
      this.leaveRemaining(remaining);
      const still = new Set(remaining.map(({ fingerprint }) => fingerprint));
      const answered = this.open.filter(({ fingerprint }) => !still.has(fingerprint));
      const { result, workspace } = this;
      return {
        result,
        files,
        left: [...this.left.values()],
        after,
        get fixes() {
          return findingFixes(answered, files.length === 0 ? new Map() : changes.made(), workspace);
        },
      };
    }
  }

  private planSplits(): void {
    for (const role of this.deployment.executionRoles) {
      if (!this.open.some(({ ruleId, address }) => ruleId === "no-shared-role" && address === role.address)) continue;
      const reason = this.unsplit.get(role) ?? this.refused.get(role.address) ?? otherPrincipals(role);
      const split = reason ?? splitRole(role, this.analysis, this.workspace, new Set(role.policies.filter((policy) => this.isToReplace(policy))));
      if (typeof split !== "string") this.splits.set(role, split);
      else {
        this.splits.delete(role);
        this.leave(role.address, `it is shared: ${split}`);
      }
    }
  }

  private isToReplace(policy: Policy): boolean {
    return policy.kind === "aws-managed" && this.open.some((finding) => finding.ruleId === "no-broad-managed-policy" && finding.address === policy.address && (finding.path ?? undefined) === policy.pathPrefix);
  }

  private attempt(): { files: readonly ChangedFile[]; changes: SourceChanges; touched: readonly ExecutionRole[]; remedy: Remedy; unwritten: readonly StatementRemedy[] } {
    this.planSplits();
    const remedy = remedyFor({
      deployment: this.deployment,
      roles: this.deployment.executionRoles.map((role) => this.stateOf(role)),
      isToNarrow: (policy, statement) => this.isToNarrow(policy, statement),
      isTooWide: (policy, path) => this.open.some((finding) => finding.address === policy.address && finding.path === prefixed(path, policy) && NARROWED.has(finding.ruleId)),
      isToReplace: (policy) => this.isToReplace(policy),
      isIneffective: (policy, path) => this.isIneffective(policy, path),
    });
    const leave = (address: string, reason: string): void => this.leave(address, reason);
    for (const { address, reason } of remedy.left) leave(address, reason);
    const written = this.agreeing(this.write(remedy));
    const changes = new SourceChanges();
    for (const { edits, remedy: { policy } } of written) {
      changes.add(edits.edits, policy.address);
      if (edits.removed) changes.remove(edits.removed.file, edits.removed.node, policy.address);
    }
    const done = new Set(written.map(({ remedy: { policy, statement } }) => keyOf(policy, statement)));
    for (const [role, { edits }] of this.splits) changes.add(edits, role.address);
    addPolicies(remedy, this.workspace, changes, leave);
    emptiedPolicies(remedy.statements.filter(({ policy, statement }) => done.has(keyOf(policy, statement))), this.deployment, this.workspace, changes, leave);
    nameSources(this.open, this.workspace, changes, leave);
    const unwritten = remedy.statements.filter(({ policy, statement }) => !done.has(keyOf(policy, statement)));
    const files = changes.files(this.workspace);
    const places = new Set(written.flatMap(({ edits }) => edits.sites.map(({ at }) => placeKey(at))));
    const users = this.usersByPlace();
    const shared = new Set([...places].flatMap((place) => users.get(place) ?? []));
    const touched = this.deployment.executionRoles.filter(
      (role) =>
        this.splits.has(role) ||
        remedy.additions.some((addition) => addition.role === role) ||
        remedy.replaced.some((item) => item.role === role) ||
        role.policies.some((policy) => policy.document.kind === "known" && policy.document.value.statements.some((statement) => shared.has(keyOf(policy, statement)))),
    );
    if (typeof files !== "string") return { files, changes, touched, remedy, unwritten };
    this.leave("the sources", files);
    return { files: [], changes, touched: [], remedy, unwritten };
  }

  /** The role whose access the changed sources would not make what it is to be. */
  private disproof(files: readonly ChangedFile[], touched: readonly ExecutionRole[], remedy: Remedy): { role: ExecutionRole; reason: string } | undefined {
    const after = this.workspace.deploymentWith(files, this.gone);
    for (const role of touched) {
      const before = effectivePermissions(role, this.deployment).access;
      for (const fn of this.analysis.functionsOf(role)) {
        const address = after.functions.find((other) => other.address === fn.address)?.role;
        const changed = address?.kind === "known" ? after.executionRoles.find((other) => other.address === address.value) : undefined;
        if (!changed) return { role, reason: "the role could not be found again in the changed sources" };
        const added = (this.splits.get(role)?.granted.get(fn) ?? addedTo(role, remedy)).map((statement) => this.asWritten(statement));
        const reason = accessDisproof(before, effectivePermissions(changed, this.deployment).access, needsOf(this.analysis.needsOf(fn)), added, this.deployment);
        if (reason !== undefined) return { role, reason };
      }
    }
    return undefined;
  }

  /** A partition, region or account that the sources do not name is written as any. */
  private asWritten(statement: Statement): Statement {
    const resources = (statement.resources ?? []).map((element): PolicyElement => {
      if (element.value.kind === "unknown") return element;
      const { parts } = this.deployment.resources.expand(element.value);
      const opened = parts.map((part): typeof part => {
        if (part.kind === "literal") return { ...part, text: part.text.replace(/^(arn:[^:]*:[^:]*:[^:]*:)\d{12}(?=:)/, "$1*") };
        return part.kind === "reference" && part.address === "aws" ? { kind: "literal", text: "*" } : part;
      });
      return { ...element, value: { kind: "string", parts: opened } };
    });
    return { ...statement, resources };
  }

  private stateOf(role: ExecutionRole): RoleInNeed {
    const split = this.splits.get(role);
    const functions = split ? [split.keeps] : this.analysis.functionsOf(role);
    const { open } = this.analysis.roleNeeds(role);
    const others = this.refused.get(role.address) ?? otherPrincipals(role);
    const isMissingReported = (fn: string): boolean => this.open.some((finding) => finding.ruleId === "no-missing-permission" && finding.function === fn);
    return {
      role,
      required: functions.flatMap((fn) => this.analysis.needsOf(fn).required),
      open,
      missing: [...functions.flatMap((fn) => (isMissingReported(fn.address) ? this.analysis.missingPermissions(fn).flatMap(({ required: row, resources }) => resources.map((resource) => ({ row, resource }))) : [])), ...this.grantedInVain(role, functions)],
      ...(others === undefined ? {} : { untouchable: others }),
    };
  }

  private isIneffective(policy: Policy, path: string): boolean {
    if (this.keptInVain.has(policy.address)) return false;
    return this.open.some(({ ruleId, address, path: place }) => ruleId === "no-ineffective-statement" && address === policy.address && place === prefixed(path, policy));
  }

  /** Needs on all resources that a statement names beside resources on which the action does not work. */
  private grantedInVain(role: ExecutionRole, functions: readonly LambdaFunction[]): Need[] {
    const vain = new Set(role.policies.flatMap((policy) => statementsOf(policy).flatMap(({ actions }) => (actions ?? []).flatMap(({ path, value }) => (value.kind === "string" && this.isIneffective(policy, path) ? [formatSymbolic(value).toLowerCase()] : [])))));
    const rows = functions.flatMap((fn) => this.analysis.needsOf(fn).required).filter(({ action, certainty }) => certainty === "possible" && vain.has(action.toLowerCase()));
    return rows.flatMap((row) => row.resources.flatMap((resource) => (resource.kind === "string" && formatSymbolic(resource) === "*" ? [{ row, resource }] : [])));
  }

  private isToNarrow(policy: Policy, statement: Statement): boolean {
    if (policy.kind === "aws-managed" || policy.kind === "trust" || policy.kind === "boundary") return false;
    if (statement.effect.kind === "known" && statement.effect.value === "Deny") return false;
    const path = prefixed(statement.path, policy);
    if ([...this.splits.keys()].some((role) => role.policies.includes(policy))) return true;
    return this.open.some((finding) => NARROWED.has(finding.ruleId) && finding.address === policy.address && (finding.path === path || finding.path?.startsWith(`${path}.`)));
  }

  private write({ statements }: Remedy): Written[] {
    const holders = new Map<string, string | undefined>();
    const unneeded = this.unneededOfModules(statements);
    return statements.flatMap((remedy): Written[] => {
      const { policy } = remedy;
      const off = unneeded.get(policy.address);
      if (off) return [{ remedy, edits: { edits: [off.edit], sites: [] } }];
      if (off === null) {
        this.leave(policy.address, "nothing of it is needed, but it is written in a module that cannot be edited, and no argument of the call alone leaves it out");
        return [];
      }
      if (!holders.has(policy.address)) holders.set(policy.address, unseenHolder(policy, this.deployment, this.workspace));
      const unseen = holders.get(policy.address);
      const edits = unseen ?? this.edit(remedy);
      if (typeof edits !== "string") return [{ remedy, edits }];
      this.leave(policy.address, edits);
      return [];
    });
  }

  /** The policies of which nothing is needed and that a module writes where it cannot be edited: each with what leaves it out, `null` where nothing does. */
  private unneededOfModules(statements: readonly StatementRemedy[]): ReadonlyMap<string, ModuleSwitch | null> {
    const found = new Map<string, ModuleSwitch | null>();
    this.gone = new Set();
    for (const { policy } of statements) {
      if (found.has(policy.address) || policy.pathPrefix !== undefined || policy.document.kind === "unknown" || policy.document.value.unreadStatements) continue;
      const removed = statements.filter((remedy) => remedy.policy.address === policy.address && remedy.parts.length === 0);
      if (removed.length < policy.document.value.statements.length || parseAddress(policy.address).module === "" || blockNode(policy.address, this.workspace)) continue;
      const off = unseenHolder(policy, this.deployment, this.workspace) === undefined ? (switchFor(policy, this.workspace) ?? null) : null;
      found.set(policy.address, off);
      for (const block of off?.gone ?? []) this.gone.add(block);
    }
    return found;
  }

  private edit(remedy: StatementRemedy): StatementEdits | string {
    const { module, key } = parseAddress(remedy.policy.address);
    const instance = this.workspace.moduleAt(module);
    if (!instance) return "its sources are not there";
    const place: ExpressionPlace = { module: instance, declaration: blockOf(remedy.policy.address), key, interpolates: true };
    const first = editStatement(remedy, this.placeOutside(remedy, instance) ?? place, this.workspace);
    if (typeof first === "string") return first;
    const elsewhere = first.sites.map(({ file, node }) => this.workspace.ownerOf(file.file, node.start)?.module.definition).find((definition) => definition !== instance.definition);
    const isOutside = first.sites.some(({ file, node }) => this.workspace.ownerOf(file.file, node.start)?.module.definition !== instance.definition);
    const edits = isOutside ? this.editOutside(remedy, place, first, elsewhere !== undefined) : first;
    if (typeof edits === "string") return edits;
    const shared = edits.sites.map((site) => sharedUse(site, this.workspace)).find((reason) => reason !== undefined);
    return shared ?? edits;
  }

  /** The call of a module that cannot be edited, where the statement is made of what that call hands in. */
  private placeOutside({ policy, statement }: StatementRemedy, instance: ModuleInstance): ExpressionPlace | undefined {
    if (blockNode(policy.address, this.workspace)) return undefined;
    const found = originOf(statement, this.workspace);
    const owner = found && this.workspace.ownerOf(found.file.file, found.node.start);
    if (!owner || owner.module.definition === instance.definition || owner.block.type !== "module") return undefined;
    return { module: owner.module, declaration: `module.${owner.block.labels[0]}`, key: undefined, interpolates: true };
  }

  /** What is written in another module or file is named as that one can. */
  private editOutside(remedy: StatementRemedy, place: ExpressionPlace, first: StatementEdits, isModule: boolean): StatementEdits | string {
    const owner = first.sites.map(({ file, node }) => this.workspace.ownerOf(file.file, node.start)).find((found) => found && found.module.definition !== place.module.definition);
    if (!isModule || !owner) return editStatement(remedy, { ...place, interpolates: false }, this.workspace);
    const declaration = owner.block.type === "module" ? `module.${owner.block.labels[0]}` : `${owner.block.labels[0]}.${owner.block.labels[1]}`;
    return editStatement(remedy, { module: owner.module, declaration, key: undefined, interpolates: true }, this.workspace);
  }

  /** A place that several policies are made of is edited only where all of them ask for the same. */
  private agreeing(all: readonly Written[]): Written[] {
    const users = this.usersByPlace();
    let kept = all;
    for (;;) {
      const byKey = new Map(kept.map((item) => [keyOf(item.remedy.policy, item.remedy.statement), item]));
      const refused = kept.filter(({ edits }) =>
        edits.sites.some(({ at, file, node }) => {
          const wanted = signature(edits, file.file, node.start, node.end);
          return (users.get(placeKey(at)) ?? []).some((user) => {
            const other = byKey.get(user);
            if (!other) return !/\b(?:each\.key|count\.index)\b/.test(wanted);
            return signature(other.edits, file.file, node.start, node.end) !== wanted;
          });
        }),
      );
      if (refused.length === 0) return [...kept];
      for (const { remedy } of refused) this.leave(remedy.policy.address, "it is written once for several instances, which need different things");
      kept = kept.filter((item) => !refused.includes(item));
    }
  }

  private usersByPlace(): ReadonlyMap<string, readonly string[]> {
    const users = new Map<string, Set<string>>();
    for (const role of this.deployment.executionRoles) {
      for (const policy of role.policies) {
        if (policy.document.kind === "unknown") continue;
        for (const statement of policy.document.value.statements) {
          const places = [statement, ...(statement.actions ?? []), ...(statement.notActions ?? []), ...(statement.resources ?? []), ...(statement.notResources ?? [])];
          for (const { at } of places) {
            if (!at) continue;
            const key = placeKey(at);
            const known = users.get(key) ?? new Set();
            known.add(keyOf(policy, statement));
            users.set(key, known);
          }
        }
      }
    }
    return new Map([...users].map(([key, values]) => [key, [...values]]));
  }

  /** Findings that a narrower policy does not answer. */
  private leaveOthers(): void {
    const permissions = new Set(this.deployment.functionPermissions.map(({ address }) => address));
    for (const { ruleId, address } of this.open) {
      const isHandled = ruleId === "require-source-restriction" && permissions.has(address);
      const reason = isHandled ? undefined : reasonForAPerson(ruleId);
      if (reason !== undefined) this.leave(address, reason);
    }
  }

  /** Findings that the changed sources still have. */
  private leaveRemaining(findings: readonly Finding[]): void {
    const before = new Set(this.open.map(({ ruleId, address }) => `${ruleId} ${address}`));
    const said = new Set([...this.left.values()].map(({ address }) => address));
    for (const { ruleId, address } of findings) {
      if (!before.has(`${ruleId} ${address}`) || said.has(address) || this.isSaidOfRole(address, said)) continue;
      this.leave(address, reasonRemaining(ruleId));
    }
  }

  /** Whether the role that has the policy, or runs the function, is already said to be left. */
  private isSaidOfRole(address: string, said: ReadonlySet<string>): boolean {
    const roles = this.deployment.executionRoles.filter((role) => role.policies.some((policy) => policy.address === address) || this.analysis.functionsOf(role).some((fn) => fn.address === address) || role.address === address);
    return roles.some((role) => said.has(role.address) || role.policies.some((policy) => said.has(policy.address)));
  }

  private leave(address: string, reason: string): void {
    const key = `${address} ${reason}`;
    if (!this.left.has(key)) this.left.set(key, { address, reason });
  }
}

function signature(edits: StatementEdits, file: string, start: number, end: number): string {
  if (edits.removed && edits.removed.file.file === file && edits.removed.node.start <= start && end <= edits.removed.node.end) return "removed";
  return JSON.stringify(edits.edits.filter((edit) => edit.file === file && start <= edit.start && edit.end <= end).map(({ start: from, end: to, text }) => [from, to, text]).sort());
}

function placeKey(at: { readonly file: string; readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number }): string {
  return `${at.file}:${at.line}:${at.column}:${at.endLine}:${at.endColumn}`;
}

function keyOf(policy: Policy, statement: Statement): string {
  return `${policy.address} ${policy.pathPrefix ?? ""} ${statement.index}`;
}

function prefixed(path: string, { pathPrefix }: Policy): string {
  return pathPrefix === undefined || path.startsWith(`${pathPrefix}.`) ? path : `${pathPrefix}.${path}`;
}

/** Why others than functions may have the role, whose needs nobody sees. */
function otherPrincipals({ trustPolicy }: ExecutionRole): string | undefined {
  if (trustPolicy.document.kind === "unknown") return "who may assume the role could not be read";
  const principals = trustPolicy.document.value.statements.filter(({ effect }) => effect.kind === "unknown" || effect.value === "Allow").flatMap((statement) => statement.principals ?? []);
  const other = principals.find(({ type, value }) => type !== "Service" || value.kind === "unknown" || !/^(edge)?lambda\.amazonaws\.com$/.test(value.parts.map((part) => (part.kind === "literal" ? part.text : "?")).join("")));
  if (!other) return undefined;
  const name = other.value.kind === "string" ? other.value.parts.map((part) => (part.kind === "literal" ? part.text : "?")).join("") : "someone";
  return `${name} may assume the role too, and what it needs is not seen`;
}
