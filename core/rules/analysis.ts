import type { CodeReading } from "../code";
import { effectivePermissions, matchesGlob, type EffectivePermissions } from "../access";
import type { Condition, PolicyElement, Statement } from "../iam";
import { lowered, type Severity } from "../findings";
import type { Deployment, ExecutionRole, LambdaFunction } from "../model";
import { formatRequiredResource, requiredPermissions, type RequiredPermission } from "../required";
import { formatSymbolic, type Value } from "../values";
import { isAllow, type AttachedPolicy, type FunctionNeeds, type Grant } from "./grants";
import { scoreOf } from "./score";
import type { Subject } from "./subject";
import { isExcessTakenBack, type GrantElement } from "./taken-back";
import { missingPermissions, type MissingPermission } from "./missing";
import { roleNeeds, unusedElements, type RoleNeeds, type UnusedElement } from "./usage";
import { coded, functionNames } from "./wording";

const unread: CodeReading = { status: "unavailable", files: [], reasons: [{ message: "the code was not looked for", services: "any" }], calls: [] };

/** What the rules ask about a deployment, each answer computed once. */
export class Analysis {
  private readonly functionsByRole = new Map<string, LambdaFunction[]>();
  private readonly functions: ReadonlyMap<string, LambdaFunction>;
  private readonly roles: ReadonlyMap<string, ExecutionRole>;
  private readonly needs = new Map<string, FunctionNeeds>();
  private readonly needsByRole = new Map<ExecutionRole, RoleNeeds>();
  private readonly missing = new Map<string, MissingPermission[]>();
  private readonly unused = new Map<Statement, UnusedElement[]>();
  private readonly scores = new Map<ExecutionRole, number>();
  private grantList: readonly Grant[] | undefined;

  constructor(
    readonly deployment: Deployment,
    private readonly readings: ReadonlyMap<string, CodeReading>,
  ) {
    this.functions = new Map(deployment.functions.map((fn) => [fn.address, fn]));
    this.roles = new Map(deployment.executionRoles.map((role) => [role.address, role]));
    for (const fn of deployment.functions) {
      if (fn.role.kind !== "known") continue;
      const functions = this.functionsByRole.get(fn.role.value) ?? [];
      functions.push(fn);
      this.functionsByRole.set(fn.role.value, functions);
    }
  }

  functionsOf(role: ExecutionRole): readonly LambdaFunction[] {
    return this.functionsByRole.get(role.address) ?? [];
  }

  roleOf(fn: LambdaFunction): ExecutionRole | undefined {
    const { role } = fn;
    return role.kind === "known" ? this.roles.get(role.value) : undefined;
  }

  /** What a role can really do: its policies within the boundary, minus Deny. */
  effective(role: ExecutionRole): EffectivePermissions {
    return effectivePermissions(role, this.deployment);
  }

  /** Whether Deny statements and the boundary take back what makes a grant, or one element of it, too wide. */
  isTakenBack(grant: Grant, element: GrantElement = {}): boolean {
    return isExcessTakenBack(grant, element, this.effective(grant.role), (action) => this.isNeeded(grant.functions, action));
  }

  /** What everyone who has the role needs. */
  roleNeeds(role: ExecutionRole): RoleNeeds {
    let needs = this.needsByRole.get(role);
    if (!needs) this.needsByRole.set(role, (needs = roleNeeds(this.functionsOf(role).map((fn) => this.needsOf(fn)), this.functionsOf(role).flatMap((fn) => this.toleratedFor(fn)))));
    return needs;
  }

  /** The elements of a statement that nobody who has its role needs. */
  unusedElements(grant: Grant): UnusedElement[] {
    let unused = this.unused.get(grant.statement);
    if (!unused) this.unused.set(grant.statement, (unused = unusedElements(grant, this.roleNeeds(grant.role), this.effective(grant.role), this.deployment)));
    return unused;
  }

  /** Lambda makes a grant of its own on the key of the environment; the same in a policy is neither needed nor too much. */
  private toleratedFor({ configuration: { environmentKey } }: LambdaFunction): RequiredPermission[] {
    if (!environmentKey) return [];
    const key = environmentKey.kind === "string" ? this.deployment.resources.expand(environmentKey) : environmentKey;
    return [{ action: "kms:Decrypt", resources: [key], origin: "configuration", certainty: "possible", evidence: [{ call: "kms_key_arn" }] }];
  }

  /** How many files of the functions' code were read. */
  filesRead(functions: readonly LambdaFunction[]): number {
    return new Set(functions.flatMap((fn) => this.needsOf(fn).reading.files)).size;
  }

  /** How near to least privilege the role of a function is, 0 to 100; 100 where its role is not in the deployment. */
  scoreOf(fn: LambdaFunction): number {
    const role = this.roleOf(fn);
    if (!role) return 100;
    let score = this.scores.get(role);
    if (score === undefined) this.scores.set(role, (score = scoreOf(this.allowsOf(role), this.roleNeeds(role))));
    return score;
  }

  /** The Allow statements of all policies of a role, AWS managed ones too, but for those that Deny and the boundary take back. */
  private allowsOf(role: ExecutionRole): Grant[] {
    const functions = this.functionsOf(role);
    return role.policies.flatMap((policy) => {
      if (policy.document.kind === "unknown") return [];
      return policy.document.value.statements
        .filter(isAllow)
        .map((statement) => ({ role, functions, policy, statement }))
        .filter((grant) => !this.isTakenBack(grant));
    });
  }

  /** What a function certainly needs and is certainly not granted; nothing where its role is not in the deployment. */
  missingPermissions(fn: LambdaFunction): MissingPermission[] {
    let missing = this.missing.get(fn.address);
    if (!missing) {
      const role = this.roleOf(fn);
      this.missing.set(fn.address, (missing = role ? missingPermissions(this.needsOf(fn), this.effective(role), this.deployment) : []));
    }
    return missing;
  }

  needsOf(fn: LambdaFunction): FunctionNeeds {
    let needs = this.needs.get(fn.address);
    if (!needs) {
      const reading = this.readings.get(fn.address) ?? unread;
      needs = { reading, required: requiredPermissions(fn, this.deployment, reading) };
      this.needs.set(fn.address, needs);
    }
    return needs;
  }

  /** The functions by name. */
  who(functions: readonly LambdaFunction[]): string {
    return functionNames(functions);
  }

  /** The function that a permission, URL or event source belongs to, by name. */
  nameOf(address: Value<string>): string {
    const fn = address.kind === "known" ? this.functions.get(address.value) : undefined;
    return fn ? functionNames([fn]) : "a function";
  }

  addressOf(address: Value<string>): string | undefined {
    return address.kind === "known" ? address.value : undefined;
  }

  /** Whether one of the functions is seen to need the action, on whatever resource. */
  isNeeded(functions: readonly LambdaFunction[], action: string): boolean {
    const name = action.toLowerCase();
    return functions.some((fn) => this.needsOf(fn).required.some((required) => required.action.toLowerCase() === name));
  }

  /** `: a and b` for what the code needs of a pattern, a word where it needs none of it, and nothing where the code was not read. */
  neededWording(functions: readonly LambdaFunction[], pattern = "*"): string {
    const needs = functions.map((fn) => this.needsOf(fn));
    const actions = needs.flatMap(({ required }) => required.filter((row) => matchesGlob(pattern.toLowerCase(), row.action.toLowerCase())).map((row) => row.action));
    if (actions.length > 0) return `: ${coded([...new Set(actions)], 6)}`;
    return needs.length > 0 && needs.every(({ reading }) => reading.status === "read") ? " (its code calls none of them)" : "";
  }

  /** `: a and b` for the resources on which the functions need these actions, or nothing. */
  neededResourcesWording(functions: readonly LambdaFunction[], actions: readonly string[]): string {
    const wanted = new Set(actions.map((action) => action.toLowerCase()));
    const rows = functions.flatMap((fn) => this.needsOf(fn).required.filter((row) => actions.length === 0 || wanted.has(row.action.toLowerCase())));
    const resources = new Set(rows.flatMap((row) => row.resources.map((resource) => formatRequiredResource(resource, this.deployment))));
    for (const open of ["*", "?"]) resources.delete(open);
    return resources.size > 0 ? `: ${coded([...resources], 4)}` : "";
  }

  /** The severity of a finding on a grant: a step lower where conditions narrow it, or where it is not certain to be there. */
  severityOf({ statement }: Grant, severity: Severity): Severity {
    const narrowed = narrowingConditions(statement).length > 0 ? lowered(severity) : severity;
    return statement.certainty === "possible" ? lowered(narrowed) : narrowed;
  }

  /** `, where X allows it` for the conditions that narrow a grant. */
  limitsWording({ statement }: Grant): string {
    const keys = narrowingConditions(statement).map((condition) => condition.key);
    return keys.length > 0 ? `, where the condition on ${coded(keys)} allows it` : "";
  }

  /** All policies of execution roles, those that several roles share once, with the first role. */
  attachedPolicies(): AttachedPolicy[] {
    const seen = new Set<string>();
    return this.deployment.executionRoles.flatMap((role) =>
      role.policies.flatMap((policy) => {
        const key = `${policy.address} ${policy.pathPrefix ?? ""}`;
        if (seen.has(key)) return [];
        seen.add(key);
        return [{ role, functions: this.functionsOf(role), policy }];
      }),
    );
  }

  /** The statements that the author wrote: inline and customer managed policies, not AWS managed ones. */
  grants(): readonly Grant[] {
    this.grantList ??= this.attachedPolicies().flatMap(({ role, functions, policy }) => {
      if (policy.kind === "aws-managed" || policy.document.kind === "unknown") return [];
      return policy.document.value.statements.map((statement) => ({ role, functions, policy, statement }));
    });
    return this.grantList;
  }
}

/** The conditions that make an Allow narrower than it looks: those that ask for a value that a request has to have. */
function narrowingConditions(statement: Statement): Condition[] {
  return statement.conditions.filter(({ operator }) => !/IfExists$/i.test(operator) && !/^Null$/i.test(operator) && !/^ForAllValues:/i.test(operator));
}

/** Where a report about a policy, or an element of it, belongs. */
export function subjectOf(attached: AttachedPolicy, statement?: Statement, element?: PolicyElement): Subject {
  const { policy, functions } = attached;
  const path = element?.path ?? statement?.path;
  return {
    address: policy.address,
    function: functions.length === 1 ? functions[0]!.address : undefined,
    path: prefixed(path, policy.pathPrefix),
    location: element?.at ?? statement?.at ?? policy.at,
    identity: statement ? (element ? elementIdentity(statement, element) : statementIdentity(statement)) : (policy.pathPrefix ?? ""),
  };
}

function prefixed(path: string | undefined, prefix: string | undefined): string | undefined {
  if (prefix === undefined || path === undefined || path.startsWith(`${prefix}.`)) return path ?? prefix;
  return `${prefix}.${path}`;
}

/** One element in the same words, `Allow Action s3:*`, with the conditions that narrow it: what else stands in its statement makes it no other problem. */
function elementIdentity(statement: Statement, { path, value }: PolicyElement): string {
  const effect = statement.effect.kind === "known" ? statement.effect.value : "?";
  const attribute = /(\w+)(?:\[\d+\])?$/.exec(path)?.[1] ?? "";
  const conditions = statement.conditions.map(({ operator, key }) => `${operator} ${key}`.toLowerCase()).sort();
  return [effect, attribute, value.kind === "string" ? formatSymbolic(value) : "?", ...conditions].join(" ");
}

/** A statement in words that do not change when it is reformatted or moved: `Allow s3:* on *`. */
function statementIdentity(statement: Statement): string {
  const list = (elements: readonly PolicyElement[] | undefined): string =>
    (elements ?? []).map((element) => (element.value.kind === "string" ? formatSymbolic(element.value) : "?")).sort().join(",");
  const effect = statement.effect.kind === "known" ? statement.effect.value : "?";
  return `${effect} ${list(statement.actions ?? statement.notActions)} on ${list(statement.resources ?? statement.notResources)}`;
}
