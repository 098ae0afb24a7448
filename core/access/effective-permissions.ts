import type { PolicyDocument } from "../iam";
import type { Deployment, ExecutionRole, NamedResources, Policy } from "../model";
import type { SourceLocation, Unknown, Value } from "../values";
import { accessOf, type AccessSet } from "./access-set";
import { grantsOf, unreadGrant, type Expand, type Grant, type Grants } from "./grant";

/** A part of a role's policies that nobody can read before deployment: it may allow, or deny, anything. */
export interface UnreadPart {
  readonly address: string;
  readonly path?: string;
  readonly unknown: Unknown;
  readonly at?: SourceLocation;
}

/** A statement of a role's policies and the policy it stands in. */
export interface GrantOfPolicy extends Grant {
  readonly from: Policy;
}

/** What a role can really do: its identity policies, within its boundary, minus every explicit Deny. */
export interface EffectivePermissions {
  readonly role: ExecutionRole;
  readonly access: AccessSet;
  /** The Allow statements of its policies, each as it is written. */
  readonly grants: readonly GrantOfPolicy[];
  readonly unread: readonly UnreadPart[];
}

const known = new WeakMap<ExecutionRole, EffectivePermissions>();

/** The effective permissions of a role; asked again, the same object. */
export function effectivePermissions(role: ExecutionRole, { resources }: Pick<Deployment, "resources">): EffectivePermissions {
  let permissions = known.get(role);
  if (!permissions) known.set(role, (permissions = computePermissions(role, resources)));
  return permissions;
}

function computePermissions(role: ExecutionRole, resources: NamedResources): EffectivePermissions {
  const expand: Expand = (value) => resources.expand(value);
  const unread: UnreadPart[] = [];
  const policies = role.policies.map((policy) => ({ policy, ...compileValue(policy.document, policy.address, expand) }));
  for (const policy of role.policies) addUnread(policy, unread);
  const unresolved = role.unresolvedPolicies.map(({ address, path, unknown, at }) => {
    unread.push({ address, ...(path === undefined ? {} : { path }), unknown, ...(at ? { at } : {}) });
    return grantsOfUnknown(address, unknown);
  });
  const boundary = role.permissionsBoundary && compileBoundary(role.permissionsBoundary, role, expand, unread);
  return {
    role,
    access: accessOf([...policies, ...unresolved], boundary),
    grants: policies.flatMap(({ policy, allows }) => allows.flatMap((grant) => (grant.statement ? [Object.assign(grant, { from: policy })] : []))),
    unread,
  };
}

function compileBoundary(boundary: Policy | Unknown, role: ExecutionRole, expand: Expand, unread: UnreadPart[]): Grants {
  if ("document" in boundary) {
    addUnread(boundary, unread);
    return compileValue(boundary.document, boundary.address, expand);
  }
  unread.push({ address: role.address, path: "permissions_boundary", unknown: boundary, ...(boundary.at ? { at: boundary.at } : {}) });
  return grantsOfUnknown(role.address, boundary);
}

function addUnread({ address, pathPrefix, document, at }: Policy, unread: UnreadPart[]): void {
  const unknown = document.kind === "unknown" ? document : document.value.unreadStatements;
  if (unknown) unread.push({ address, ...(pathPrefix === undefined ? {} : { path: pathPrefix }), unknown, ...(at ? { at } : {}) });
}

function compileValue(document: Value<PolicyDocument>, policy: string, expand: Expand): Grants {
  return document.kind === "known" ? grantsOf(document.value, policy, expand) : grantsOfUnknown(policy, document);
}

function grantsOfUnknown(policy: string, unknown: Unknown): Grants {
  const grant = unreadGrant(policy, unknown);
  return { allows: [grant], denies: [grant] };
}

/** What a single document allows, such as a resource-based policy or a file; principals count where it names them. */
export function accessOfDocument(document: Value<PolicyDocument>, policy = "policy", resources?: NamedResources): AccessSet {
  return accessOf([compileValue(document, policy, resources ? (value) => resources.expand(value) : (value) => value)]);
}
