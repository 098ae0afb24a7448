import { allows, subset } from "../access";
import type { Deployment } from "../model";
import { formatRequiredResource, type RequiredPermission } from "../required";
import { literal } from "../values";
import { accessOfStatements, allowStatement, elementOf } from "./grant-access";
import type { LeastPrivilegeStatement } from "./least-privilege-policy";
import { statementOf } from "./remedy";

/** Why a policy is not what some requirements ask for: one of them is not allowed, or something else is. What the running function decides counts by the statements that say so. */
export function policyDisproof(statements: readonly LeastPrivilegeStatement[], required: readonly RequiredPermission[], deployment: Pick<Deployment, "resources">): string | undefined {
  const { resources } = deployment;
  const access = accessOfStatements(statements.map(statementOf), resources);
  for (const row of required) {
    for (const resource of row.resources) {
      const isAllowed = resource.kind === "unknown" ? statements.some(({ open, requirements }) => open !== undefined && requirements.includes(row)) : allows(access, row.action, resource, row.context).answer === "yes";
      if (!isAllowed) return `${row.action} on ${formatRequiredResource(resource, deployment)} is not allowed`;
    }
  }
  const named = required.flatMap((row) => {
    const own = row.resources.filter((resource) => resource.kind === "string");
    const context = row.context ?? new Map<string, readonly string[]>();
    return own.length === 0 ? [] : [statementOf({ sid: "", actions: [row.action], resources: own, context, requirements: [row] })];
  });
  const open = statements.filter((statement) => statement.open !== undefined).map((statement) => allowStatement({ actions: statement.actions.map((action) => elementOf(literal(action))), resources: statement.resources.map(elementOf) }));
  const excess = subset(access, accessOfStatements([...named, ...open], resources));
  if (excess.answer === "yes") return undefined;
  return excess.answer === "no" ? `${excess.witness.action} on ${excess.witness.resource} is allowed too` : `that nothing else is allowed could not be proven: ${excess.reason}`;
}
