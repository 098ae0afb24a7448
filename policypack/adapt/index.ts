import type { Deployment, DeploymentInput } from "../../core";
import type { StackResource } from "../stack-resource";
import { adaptEventSources } from "./event-sources";
import { adaptFunctionPermissions, adaptFunctionUrls } from "./function-access";
import { adaptFunctions } from "./functions";
import { adaptNamedResources } from "./named-resources";
import { adaptResourcePolicies } from "./resource-policies";
import { adaptRoles } from "./roles";
import { compareText, StackIndex } from "./stack-index";

export interface AdaptOptions {
  readonly kind: DeploymentInput["kind"];
  /** URNs of roles to take for execution roles though no function of theirs is known yet. */
  readonly alsoRoles?: readonly string[];
}

/** Translates the resources of a stack, in any order, into the deployment that the rules look at. */
export function adaptStack(resources: readonly StackResource[], options: AdaptOptions): Deployment {
  const index = new StackIndex(resources);
  const functions = adaptFunctions(index);
  const { roles, notices } = adaptRoles(index, functions, options.alsoRoles);
  return {
    input: { toolchain: "pulumi", kind: options.kind, version: null },
    functions: byAddress(functions),
    executionRoles: byAddress(roles),
    functionPermissions: byAddress(adaptFunctionPermissions(index)),
    functionUrls: byAddress(adaptFunctionUrls(index)),
    eventSources: byAddress(adaptEventSources(index)),
    resourcePolicies: byAddress(adaptResourcePolicies(index)),
    resources: adaptNamedResources(index),
    suppressions: [],
    notices,
  };
}

function byAddress<T extends { readonly address: string }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => compareText(a.address, b.address));
}
