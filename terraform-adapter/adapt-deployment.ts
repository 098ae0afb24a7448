import type { Deployment, DeploymentTarget, LambdaFunction, Notice, SuppressionComment } from "../core";
import { adaptEventSources } from "./adapt-event-sources";
import { adaptFunctions } from "./adapt-functions";
import { adaptNamedResources } from "./adapt-named-resources";
import { adaptFunctionPermissions, adaptFunctionUrls } from "./adapt-permissions";
import { adaptResourcePolicies } from "./adapt-resource-policies";
import { adaptRoles } from "./adapt-roles";
import { AttachedPolicies } from "./attached-policies";
import { CodeLocator } from "./locate-code";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";
import { compareText } from "./resource-instances";
import { ResourceLinks } from "./resource-links";

/** What belongs to a deployment beside its resources. */
export interface Surroundings {
  readonly target: DeploymentTarget;
  readonly notices: readonly Notice[];
  readonly suppressions: readonly SuppressionComment[];
}

/** Translates the instances of a plan, a state or of sources into the model. */
export function adaptDeployment(instances: ResourceInstances, surroundings: Surroundings): Deployment {
  const links = new ResourceLinks(instances);
  const functions = adaptFunctions(instances, links, new CodeLocator(instances, links));
  const roles = new Set(functions.flatMap(({ role }) => (role.kind === "known" ? (instances.get(role.value) ?? []) : [])));
  const policies = new AttachedPolicies(instances, links);
  const executionRoles = adaptRoles([...roles].sort(byAddress), instances, links, policies);
  return {
    input: instances.input,
    functions,
    executionRoles,
    functionPermissions: adaptFunctionPermissions(instances, links),
    functionUrls: adaptFunctionUrls(instances, links),
    eventSources: adaptEventSources(instances, links),
    resourcePolicies: adaptResourcePolicies(instances, links, policies),
    resources: adaptNamedResources(instances, links, surroundings.target),
    suppressions: surroundings.suppressions,
    notices: [...surroundings.notices, ...rolesNotHere(functions)],
  };
}

/** Said once for each role, since whatever it grants is not checked. */
function rolesNotHere(functions: readonly LambdaFunction[]): Notice[] {
  const byDetail = new Map<string, LambdaFunction[]>();
  for (const item of functions) {
    if (item.role.kind === "known") continue;
    const detail = item.role.detail ?? "its role cannot be told";
    byDetail.set(detail, [...(byDetail.get(detail) ?? []), item]);
  }
  return [...byDetail].map(([detail, items]) => {
    const at = items[0]?.role.kind === "unknown" ? (items[0].role.at ?? items[0].at) : undefined;
    return { message: `${detail}: what ${items.map(({ address }) => address).join(", ")} may do is not checked`, ...(at ? { at } : {}) };
  });
}

function byAddress(a: ResourceInstance, b: ResourceInstance): number {
  return compareText(a.address, b.address);
}
