import { accessDifference, accessOfDocument, effectivePermissions, NO_ACCESS, type AccessSet, type Witness } from "../access";
import type { PolicyDocument } from "../iam";
import type { Deployment } from "../model";
import type { AccessDiffResult, AccessRow, RoleDiff } from "../report";
import type { Value } from "../values";

/** What each execution role gains and loses between two deployments, sorted by address. */
export function diffDeployments(before: Deployment | undefined, after: Deployment): AccessDiffResult {
  const former = rolesOf(before);
  const later = rolesOf(after);
  const addresses = [...new Set([...former.keys(), ...later.keys()])].sort();
  return { schemaVersion: 1, roles: addresses.map((address) => diffAccess(address, former.get(address) ?? NO_ACCESS, later.get(address) ?? NO_ACCESS)) };
}

/** The same for two policy documents. */
export function diffDocuments(before: Value<PolicyDocument>, after: Value<PolicyDocument>): AccessDiffResult {
  return { schemaVersion: 1, roles: [diffAccess("policy", accessOfDocument(before), accessOfDocument(after))] };
}

function rolesOf(deployment: Deployment | undefined): Map<string, AccessSet> {
  return new Map(deployment?.executionRoles.map((role) => [role.address, effectivePermissions(role, deployment).access]));
}

function diffAccess(address: string, before: AccessSet, after: AccessSet): RoleDiff {
  const { grows, shrinks, gained, lost, reasons } = accessDifference(before, after);
  return { address, grows, shrinks, gained: gained.map(rowOf), lost: lost.map(rowOf), ...(reasons.length === 0 ? {} : { reasons }) };
}

function rowOf({ action, resource, context, principal }: Witness): AccessRow {
  return { action, resource, context: { ...context }, ...(principal === undefined ? {} : { principal }) };
}
