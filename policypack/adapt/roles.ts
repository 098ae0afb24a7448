import type { ExecutionRole, LambdaFunction, Notice, Policy, Unknown } from "../../core";
import type { StackResource } from "../stack-resource";
import { attachedPolicies, type Attached, managedPolicy } from "./attached-policies";
import { markCallbackDefaults } from "./callback-defaults";
import { changeOf, placeOf, unnamed, valueOf } from "./functions";
import { documentOf } from "./policy-document";
import type { StackIndex } from "./stack-index";

/** The roles of a deployment, and what a person should be told about attachments that lead to none. */
export interface AdaptedRoles {
  readonly roles: readonly ExecutionRole[];
  readonly notices: readonly Notice[];
}

/** The execution roles of the functions with all policies that the stack gives them. */
export function adaptRoles(index: StackIndex, functions: readonly LambdaFunction[], alsoRoles: readonly string[] = []): AdaptedRoles {
  const wanted = new Set([...functions.flatMap(({ role }) => (role.kind === "known" ? [role.value] : [])), ...alsoRoles]);
  const { byRole, notices } = attachedPolicies(index);
  const roles = index.of("role").filter((role) => wanted.has(role.urn));
  return { roles: roles.map((role) => adaptRole(role, index, byRole.get(role.urn))), notices };
}

function adaptRole(resource: StackResource, index: StackIndex, attached: Attached = { policies: [], unresolved: [] }): ExecutionRole {
  const boundary = boundaryOf(resource, index);
  const owner = ownerOf(resource, index);
  return {
    address: resource.urn,
    name: valueOf(resource.text("name", "roleName"), unnamed(resource)),
    trustPolicy: trustPolicyOf(resource),
    policies: markCallbackDefaults(attached.policies, resource, index),
    unresolvedPolicies: attached.unresolved,
    ...(boundary ? { permissionsBoundary: boundary } : {}),
    change: changeOf(resource),
    ...placeOf(resource),
    ...(owner === undefined ? {} : { owner }),
  };
}

function trustPolicyOf(resource: StackResource): Policy {
  const property = resource.property("assumeRolePolicy").kind === "null" ? "assumeRolePolicyDocument" : "assumeRolePolicy";
  return {
    address: resource.urn,
    kind: "trust",
    name: valueOf(resource.text("name", "roleName"), unnamed(resource)),
    pathPrefix: "assume_role_policy",
    document: documentOf(resource, property),
    change: changeOf(resource),
    ...placeOf(resource),
  };
}

function boundaryOf(resource: StackResource, index: StackIndex): Policy | Unknown | undefined {
  const value = resource.property("permissionsBoundary");
  if (value.kind === "null") return undefined;
  const policy = managedPolicy(index, resource, "permissionsBoundary", [value], () => "permissions_boundary")[0]!;
  return "unknown" in policy ? policy.unknown : { ...policy.policy, kind: "boundary" };
}

/**
 * The component that made the role, where that component comes from a package, so that the author of the program cannot change the role:
 * such packages have a provider of their own in the stack. Components written in the program have none.
 */
function ownerOf(resource: StackResource, index: StackIndex): string | undefined {
  const packages = new Set(index.all.flatMap(({ type }) => /^pulumi:providers:(?<name>.+)$/.exec(type)?.groups?.["name"] ?? []));
  const owner = index.ancestorsOf(resource).find(({ type }) => packages.has(type.split(":")[0]!) && !/^aws(?:-native)?:/.test(type));
  return owner && `${owner.type} ${owner.name}`;
}
