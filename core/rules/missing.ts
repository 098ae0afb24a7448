import { allows, matchingActions, type AccessSet, type EffectivePermissions } from "../access";
import type { Deployment } from "../model";
import type { RequiredPermission } from "../required";
import { literalText } from "../values";
import { isAllow, type FunctionNeeds, type Grant } from "./grants";
import { mayOverlap } from "./overlap";

/** A permission that is certainly needed and certainly not granted. */
export interface MissingPermission {
  readonly required: RequiredPermission;
  readonly resources: RequiredPermission["resources"];
}

type NeededResource = RequiredPermission["resources"][number];
type CompiledGrant = AccessSet["allows"][number];

/** What a function certainly needs and its role certainly does not allow. */
export function missingPermissions({ required }: FunctionNeeds, { access }: EffectivePermissions, deployment: Deployment): MissingPermission[] {
  return required.flatMap((row) => {
    if (row.certainty === "possible") return [];
    const resources = row.resources.filter((resource) => isMissing(row, resource, access, deployment));
    return resources.length > 0 ? [{ required: row, resources }] : [];
  });
}

/**
 * Whether no resource that is needed is allowed. A need on `bucket/*` means the keys that the event names, and where only a part of them is granted
 * nobody can tell: missing is what is granted nowhere, or taken back everywhere.
 */
function isMissing({ action, context }: RequiredPermission, resource: NeededResource, access: AccessSet, deployment: Deployment): boolean {
  const bears = (grants: readonly CompiledGrant[]): boolean => grants.some((grant) => grant.actions.has(action) && overlaps(grant, resource, deployment));
  if (!bears(access.allows)) return !isGrantedByResource(action, resource, deployment);
  return access.boundaries.some((grants) => !bears(grants)) || isDenied(action, resource, access, context);
}

/** Whether Deny statements take back all of it. */
function isDenied(action: string, resource: NeededResource, { denies }: AccessSet, context: RequiredPermission["context"]): boolean {
  return denies.length > 0 && allows({ allows: denies, boundaries: [], denies: [] }, action, resource, context).answer === "yes";
}

function overlaps({ statement }: CompiledGrant, resource: NeededResource, { resources }: Deployment): boolean {
  if (!statement?.resources) return true;
  return statement.resources.some(({ value }) => mayOverlap(value.kind === "string" ? resources.expand(value) : value, resource, resources));
}

/** Whether a resource-based policy may allow it; who its principals are is not told for certain before deployment. */
function isGrantedByResource(action: string, resource: NeededResource, { resourcePolicies, resources }: Deployment): boolean {
  return resourcePolicies.some((policy) => {
    const guarded = policy.resource.kind === "string" ? resources.expand(policy.resource) : policy.resource;
    if (policy.service !== action.split(":")[0] || !mayOverlap(withBelow(guarded), resource, resources)) return false;
    return policy.document.kind === "unknown" || policy.document.value.statements.some((statement) => mayGrant(statement, action));
  });
}

function mayGrant(statement: Grant["statement"], action: string): boolean {
  if (!isAllow(statement) || isForServices(statement.principals)) return false;
  return (statement.actions ?? []).some(({ value }) => {
    const pattern = value.kind === "string" ? literalText(value) : undefined;
    return pattern === undefined || matchingActions(pattern).some((definition) => `${definition.service}:${definition.name}`.toLowerCase() === action.toLowerCase());
  });
}

/** A policy on a bucket guards its objects too. */
function withBelow(resource: NeededResource): NeededResource {
  return resource.kind === "unknown" ? resource : { ...resource, parts: [...resource.parts, { kind: "literal", text: "*" }] };
}

function isForServices(principals: Grant["statement"]["principals"]): boolean {
  return principals !== undefined && principals.length > 0 && principals.every(({ type }) => type === "Service");
}
