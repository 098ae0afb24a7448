import type { Deployment, DeploymentTarget, Notice, SuppressionComment } from "../core";
import { adaptFunctions } from "./adapt-functions";
import { adaptNamedResources } from "./adapt-named-resources";
import { adaptFunctionPermissions, adaptFunctionUrls } from "./adapt-permissions";
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
  const executionRoles = adaptRoles([...roles].sort(byAddress), instances, links, new AttachedPolicies(instances, links));
  return {
    input: instances.input,
    functions,
    executionRoles,
    functionPermissions: adaptFunctionPermissions(instances, links),
    functionUrls: adaptFunctionUrls(instances, links),
    eventSources: [],
    resourcePolicies: [],
    resources: adaptNamedResources(instances, links, surroundings.target),
    suppressions: surroundings.suppressions,
    notices: surroundings.notices,
  };
}

function byAddress(a: ResourceInstance, b: ResourceInstance): number {
  return compareText(a.address, b.address);
}
