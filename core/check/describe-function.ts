import type { PolicyElement, Statement } from "../iam";
import type { LambdaFunction } from "../model";
import { formatPolicy, leastPrivilegePolicy, policyNotes } from "../remedy";
import type { EffectiveAccess, FunctionResult, GrantedRow, UnusedRow } from "../report";
import { formatRequiredResource } from "../required";
import { subjectOf, type Analysis } from "../rules";
import { formatSymbolic, knownOr } from "../values";
import { effectiveAccess } from "./effective-access";
import { grantedOn } from "./granted-on";
import { codeRow, requiredRow } from "./rows";

/** One function of the result: what it needs, what it is granted, and the difference. */
export function describeFunction(fn: LambdaFunction, analysis: Analysis): FunctionResult {
  const { deployment } = analysis;
  const { reading, required } = analysis.needsOf(fn);
  const policy = leastPrivilegePolicy(required, deployment, (action) => grantedOn(fn, action, analysis));
  let effective: EffectiveAccess | null | undefined;
  return {
    address: fn.address,
    name: knownOr(fn.name, null),
    runtime: knownOr(fn.runtime, null),
    handler: knownOr(fn.handler, null),
    role: knownOr(fn.role, null),
    code: codeRow(reading),
    required: required.map((row) => requiredRow(row, deployment)),
    granted: grantedRows(fn, analysis),
    // Few reports show it, and it takes longer than all else here: worked out when it is looked at.
    get effective() {
      return (effective ??= effectiveRow(fn, analysis));
    },
    unused: unusedRows(fn, analysis),
    missing: analysis.missingPermissions(fn).map(({ required: { action }, resources }) => ({ action, resources: resources.map((resource) => formatRequiredResource(resource, deployment)) })),
    leastPrivilegePolicy: formatPolicy(policy, deployment),
    leastPrivilegeNotes: policyNotes(policy),
    score: analysis.scoreOf(fn),
  };
}

function effectiveRow(fn: LambdaFunction, analysis: Analysis): EffectiveAccess | null {
  const role = analysis.roleOf(fn);
  return role ? effectiveAccess(role, analysis) : null;
}

function unusedRows(fn: LambdaFunction, analysis: Analysis): UnusedRow[] {
  const role = analysis.roleOf(fn);
  return analysis
    .grants()
    .filter((grant) => grant.role === role)
    .flatMap((grant) =>
      analysis.unusedElements(grant).map((unused): UnusedRow => ({
        action: unused.action,
        resources: unused.kind === "resource" ? [text(unused.element)] : resourcesOf(grant.statement, analysis),
        policy: grant.policy.address,
        path: subjectOf(grant, grant.statement, unused.element).path ?? unused.element.path,
      })),
    );
}

function grantedRows(fn: LambdaFunction, analysis: Analysis): GrantedRow[] {
  const role = analysis.roleOf(fn);
  if (!role) return [];
  return role.policies.flatMap((policy) => {
    if (policy.document.kind === "unknown") return [];
    return policy.document.value.statements.flatMap((statement) => {
      const actions = statement.actions ?? statement.notActions ?? [];
      const negation = statement.notActions ? "not " : "";
      const path = policy.pathPrefix === undefined || statement.path.startsWith(`${policy.pathPrefix}.`) ? statement.path : `${policy.pathPrefix}.${statement.path}`;
      return actions.map((action): GrantedRow => ({
        action: `${negation}${text(action)}`,
        resources: resourcesOf(statement, analysis),
        effect: knownOr(statement.effect, "Allow"),
        policy: policy.address,
        path,
        conditions: conditionsOf(statement),
      }));
    });
  });
}

function resourcesOf(statement: Statement, { deployment }: Analysis): string[] {
  const negation = statement.notResources ? "not " : "";
  return (statement.resources ?? statement.notResources ?? []).map(({ value }) => `${negation}${value.kind === "string" ? formatSymbolic(deployment.resources.fold(value)) : "?"}`);
}

function conditionsOf(statement: Statement): GrantedRow["conditions"] {
  const conditions: Record<string, Record<string, string[]>> = {};
  for (const { operator, key, values } of statement.conditions) {
    conditions[operator] = { ...conditions[operator], [key]: "kind" in values ? ["?"] : values.map(text) };
  }
  return conditions;
}

function text({ value }: PolicyElement): string {
  return value.kind === "string" ? formatSymbolic(value) : "?";
}
