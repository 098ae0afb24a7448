import { literalText, unknown, type ExecutionRole, type Policy, type Symbolic, type UnresolvedPolicy, type Unknown } from "../core";
import { blocksOf, elementsOf, entryOf, textOrUnknown, valueOfText } from "./attribute-reading";
import { asPossible, nameOf, type AttachedPolicies } from "./attached-policies";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";
import type { ResourceLinks } from "./resource-links";

/** Everything that hangs on one role. */
interface Grants {
  readonly policies: Policy[];
  readonly unresolved: UnresolvedPolicy[];
}

/** Puts together the execution roles with all policies that the deployment shows to be attached to them. */
export function adaptRoles(roles: readonly ResourceInstance[], instances: ResourceInstances, links: ResourceLinks, policies: AttachedPolicies): ExecutionRole[] {
  return new RoleReader(new Set(roles), instances, links, policies).read();
}

class RoleReader {
  private readonly grants: ReadonlyMap<ResourceInstance, Grants>;

  constructor(
    private readonly roles: ReadonlySet<ResourceInstance>,
    private readonly instances: ResourceInstances,
    private readonly links: ResourceLinks,
    private readonly policies: AttachedPolicies,
  ) {
    this.grants = new Map([...roles].map((role) => [role, { policies: [], unresolved: [] }]));
  }

  read(): ExecutionRole[] {
    for (const instance of this.instances.ofType("aws_iam_role_policy")) this.readRolePolicy(instance);
    for (const instance of this.instances.ofType("aws_iam_role_policy_attachment")) this.attach(instance, instance.attribute("role"), instance.attribute("policy_arn"));
    for (const instance of this.instances.ofType("aws_iam_policy_attachment")) {
      for (const role of elementsOf(instance.attribute("roles"))) this.attach(instance, role, instance.attribute("policy_arn"));
    }
    for (const role of this.roles) {
      this.readInlineBlocks(role);
      this.readManagedArns(role);
    }
    for (const instance of this.instances.ofType("aws_iam_role_policy_attachments_exclusive")) this.readExclusiveAttachments(instance);
    for (const instance of this.instances.ofType("aws_iam_role_policies_exclusive")) this.readExclusiveNames(instance);
    return [...this.roles].map((role) => this.describe(role));
  }

  private describe(role: ResourceInstance): ExecutionRole {
    const { policies, unresolved } = this.grants.get(role)!;
    const boundary = role.attribute("permissions_boundary");
    const permissionsBoundary = boundary.kind === "null" ? undefined : this.policies.managed(boundary, "boundary", { instance: role, path: "permissions_boundary" });
    const trustPlace = role.placeOf("assume_role_policy");
    return {
      address: role.address,
      name: nameOf(role),
      trustPolicy: {
        address: role.address,
        kind: "trust",
        name: nameOf(role),
        pathPrefix: "assume_role_policy",
        document: this.policies.read(role.attribute("assume_role_policy")),
        change: role.change,
        ...(trustPlace ? { at: trustPlace } : {}),
      },
      policies,
      unresolvedPolicies: unresolved,
      ...(permissionsBoundary ? { permissionsBoundary } : {}),
      change: role.change,
      ...(role.at ? { at: role.at } : {}),
    };
  }

  private readRolePolicy(instance: ResourceInstance): void {
    this.grantTo(instance, instance.attribute("role"), ({ policies }) => {
      const at = instance.placeOf("policy");
      const policy: Policy = { address: instance.address, kind: "inline", name: nameOf(instance), document: this.policies.read(instance.attribute("policy")), change: instance.change, ...(at ? { at } : {}) };
      policies.push(instance.isPossible ? asPossible(policy) : policy);
    });
  }

  private attach(instance: ResourceInstance, role: Symbolic, arn: Symbolic): void {
    this.grantTo(instance, role, (grants) => this.addManaged(grants, arn, instance));
  }

  private addManaged(grants: Grants, arn: Symbolic, instance: ResourceInstance, path?: string): void {
    const policy = this.policies.managed(arn, undefined, { instance, ...(path === undefined ? {} : { path }) });
    if (policy.kind !== "unknown") {
      const isThere = grants.policies.some((other) => isSamePolicy(other, policy));
      if (!isThere) grants.policies.push(instance.isPossible ? asPossible(policy) : policy);
      return;
    }
    const at = arn.at ?? instance.placeOf(path?.replace(/\[.*/, "") ?? "policy_arn");
    grants.unresolved.push({ address: instance.address, ...(path === undefined ? {} : { path }), unknown: policy, ...(at ? { at } : {}) });
  }

  /** Calls `grant` for the role that is meant; where it may be one of several, each of them has something that nobody can tell. */
  private grantTo(instance: ResourceInstance, role: Symbolic, grant: (grants: Grants) => void): void {
    const candidates = this.links.candidates(role, "aws_iam_role").filter((candidate) => this.roles.has(candidate));
    const all = this.links.candidates(role, "aws_iam_role");
    if (all.length === 1) {
      for (const candidate of candidates) grant(this.grants.get(candidate)!);
      return;
    }
    const possible = all.length > 1 ? candidates : isOpen(role) ? [...this.roles].filter((candidate) => candidate.module === instance.module) : [];
    for (const candidate of possible) {
      const reason: Unknown = unknown("computed-at-apply", "whether it goes to this role cannot be told before apply", textReferences(role));
      this.grants.get(candidate)!.unresolved.push({ address: instance.address, unknown: reason, ...(instance.at ? { at: instance.at } : {}) });
    }
  }

  private readInlineBlocks(role: ResourceInstance): void {
    const { policies, unresolved } = this.grants.get(role)!;
    const separate = new Set(policies.flatMap(({ kind, name }) => (kind === "inline" && name.kind === "known" ? [name.value] : [])));
    blocksOf(role.attribute("inline_policy")).forEach((block, index) => {
      if (block.kind === "unknown") {
        unresolved.push({ address: role.address, path: `inline_policy[${index}]`, unknown: block, ...(block.at ? { at: block.at } : {}) });
        return;
      }
      const name = valueOfText(entryOf(block, "name"));
      const document = entryOf(block, "policy");
      // Once deployed, the provider lists the policies of aws_iam_role_policy here too; an empty block says that there are none.
      if (document.kind === "null" || (name.kind === "known" && separate.has(name.value))) return;
      const label = name.kind === "known" ? name.value : String(index);
      const at = document.at ?? block.at ?? role.placeOf("inline_policy");
      policies.push({ address: role.address, kind: "inline", name, pathPrefix: `inline_policy[${label}]`, document: this.policies.read(document), change: role.change, ...(at ? { at } : {}) });
    });
  }

  private readManagedArns(role: ResourceInstance): void {
    elementsOf(role.attribute("managed_policy_arns")).forEach((arn, index) => this.addManaged(this.grants.get(role)!, arn, role, `managed_policy_arns[${index}]`));
  }

  private readExclusiveAttachments(instance: ResourceInstance): void {
    elementsOf(instance.attribute("policy_arns")).forEach((arn, index) =>
      this.grantTo(instance, instance.attribute("role_name"), (grants) => this.addManaged(grants, arn, instance, `policy_arns[${index}]`)),
    );
  }

  /** It grants nothing by itself, but a name that no policy here has is one whose document lies elsewhere. */
  private readExclusiveNames(instance: ResourceInstance): void {
    elementsOf(instance.attribute("policy_names")).forEach((element, index) =>
      this.grantTo(instance, instance.attribute("role_name"), ({ policies, unresolved }) => {
        const text = element.kind === "string" ? literalText(element) : undefined;
        const inline = policies.filter(({ kind }) => kind === "inline");
        if (text === undefined || inline.some(({ name }) => name.kind === "unknown" || name.value === text)) return;
        unresolved.push({ address: instance.address, path: `policy_names[${index}]`, unknown: unknown("unreadable", `the inline policy ${text} is outside this deployment`) });
      }),
    );
  }
}

function isSamePolicy(a: Policy, b: Policy): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind === "customer-managed" ? a.address === b.address : a.kind === "aws-managed" && a.name.kind === "known" && b.name.kind === "known" && a.name.value === b.name.value;
}

/** Whether it could turn out to be any role: neither a known name nor a symbol of something else. */
function isOpen(role: Symbolic): boolean {
  if (role.kind === "unknown") return role.references.length === 0 || role.references.some((reference) => /(^|\.)local\./.test(reference));
  return role.kind === "choice" || (role.kind === "string" && role.parts.some(({ kind }) => kind === "unknown-text"));
}

function textReferences(value: Symbolic): readonly string[] {
  const text = textOrUnknown(value);
  if (text?.kind === "unknown") return text.references;
  return text?.parts.flatMap((part) => (part.kind === "reference" ? [`${part.address}.${part.attribute}`] : [])) ?? [];
}
