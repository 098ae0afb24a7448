import {
  findManagedPolicy, formatSymbolic, fromPlain, known, literal, literalText, readPolicyDocument, unknown,
  type Notice, type Policy, type PolicyDocument, type Symbolic, type Unknown, type UnresolvedPolicy, type Value,
} from "../../core";
import { entryOf, itemsOf, textOf, type StackResource } from "../stack-resource";
import { changeOf, placeOf, unnamed, valueOf } from "./functions";
import { documentOf, readDocument } from "./policy-document";
import { compareText, type Followed, type StackIndex } from "./stack-index";

/** What a role gets. */
export interface Attached {
  readonly policies: readonly Policy[];
  readonly unresolved: readonly UnresolvedPolicy[];
}

/** The policies of every role of the stack by its URN, and attachments of which nobody can tell the role. */
export function attachedPolicies(index: StackIndex): { readonly byRole: ReadonlyMap<string, Attached>; readonly notices: readonly Notice[] } {
  const collected = new Collected(index);
  for (const resource of index.of("rolePolicy")) collected.inline(resource, "role", [resource.property("role", "roleName")], "policy");
  for (const resource of index.of("sharedInlinePolicy")) collected.inline(resource, "roles", itemsOf(resource.property("roles")), "policyDocument");
  for (const resource of index.of("policy")) collected.attachedByItself(resource);
  for (const resource of index.of("rolePolicyAttachment")) collected.attachment(resource, "role", "policyArn");
  for (const resource of index.of("policyAttachment")) collected.attachment(resource, "roles", "policyArn");
  for (const resource of index.of("exclusiveAttachments")) collected.attachment(resource, "roleName", "policyArns", (position) => `policy_arns[${position}]`);
  // Last: what the provider read back from AWS repeats what other resources attached.
  for (const role of index.of("role")) collected.ofRole(role);
  for (const resource of index.of("exclusiveNames")) collected.exclusiveNames(resource);
  return { byRole: collected.result(), notices: collected.notices };
}

/** A managed policy that an ARN leads to, or why none. */
export type ManagedPolicy = { readonly policy: Policy } | { readonly unknown: Unknown };

/** The managed policies behind ARNs: AWS's own, or this stack's. */
export function managedPolicy(index: StackIndex, from: StackResource, property: string, arns: readonly Symbolic[], pathOf?: (index: number) => string): ManagedPolicy[] {
  const resolved: ManagedPolicy[] = [];
  const customer: Symbolic[] = [];
  arns.forEach((arn, position) => {
    const text = arn.kind === "string" ? literalText(arn) : undefined;
    if (text !== undefined && /^arn:[^:]+:iam::aws:policy\//.test(text)) resolved.push(awsManagedPolicy(text, from, pathOf?.(position)));
    else customer.push(arn);
  });
  const { found, unresolved } = index.follow(from, property, customer, "policy");
  resolved.push(...found.map((policy) => ({ policy: customerPolicy(policy, from) })));
  resolved.push(...unresolved.map((value) => ({ unknown: outside(value) })));
  return resolved;
}

function outside(value: Unknown): Unknown {
  return value.reason === "unreadable" ? unknown("unreadable", `the policy ${value.detail ?? ""} is not part of this stack`) : value;
}

/** AWS's own documents: they are the same for every role. */
const awsDocuments = new Map<string, Value<PolicyDocument>>();

function awsDocument(arn: string): Value<PolicyDocument> | undefined {
  const before = awsDocuments.get(arn);
  if (before) return before;
  const policy = findManagedPolicy(arn);
  if (!policy) return undefined;
  const document = readPolicyDocument(fromPlain(policy.document));
  awsDocuments.set(arn, document);
  return document;
}

function awsManagedPolicy(arn: string, from: StackResource, pathPrefix: string | undefined): ManagedPolicy {
  const document = awsDocument(arn);
  if (!document) return { unknown: unknown("unreadable", `${arn} is not among the AWS managed policies that this version knows`) };
  return {
    policy: {
      address: from.urn,
      kind: "aws-managed",
      name: known(arn.slice(arn.lastIndexOf("/") + 1)),
      arn: literal(arn),
      ...(pathPrefix === undefined ? {} : { pathPrefix }),
      document,
      change: changeOf(from),
      ...placeOf(from),
    },
  };
}

function customerPolicy(resource: StackResource, from: StackResource): Policy {
  return {
    address: resource.urn,
    kind: "customer-managed",
    name: valueOf(resource.text("name", "managedPolicyName"), unnamed(resource)),
    arn: resource.text("arn", "policyArn") ?? unnamed(resource),
    ...(from === resource ? {} : { attachment: { address: from.urn } }),
    document: documentOf(resource, resource.property("policy").kind === "null" ? "policyDocument" : "policy"),
    change: changeOf(resource),
    ...placeOf(resource),
  };
}

class Collected {
  readonly notices: Notice[] = [];
  private readonly policies = new Map<string, Policy[]>();
  private readonly unresolved = new Map<string, UnresolvedPolicy[]>();

  constructor(private readonly index: StackIndex) {}

  inline(resource: StackResource, roleProperty: string, roles: readonly Symbolic[], documentProperty: string): void {
    const property = resource.dependenciesOf(roleProperty).length === 0 && resource.dependenciesOf("roleName").length > 0 ? "roleName" : roleProperty;
    const followed = this.index.follow(resource, property, roles, "role");
    const policy: Policy = {
      address: resource.urn,
      kind: "inline",
      name: valueOf(resource.text("name", "policyName"), unnamed(resource)),
      document: documentOf(resource, resource.property(documentProperty).kind === "null" ? "policyDocument" : documentProperty),
      change: changeOf(resource),
      ...placeOf(resource),
    };
    for (const role of followed.found) this.add(role, policy);
    this.leaveOpen(resource, followed);
  }

  /** AWS::IAM::ManagedPolicy names its roles itself. */
  attachedByItself(resource: StackResource): void {
    const roles = itemsOf(resource.property("roles"));
    if (roles.length === 0) return;
    const followed = this.index.follow(resource, "roles", roles, "role");
    for (const role of followed.found) this.add(role, customerPolicy(resource, resource));
    this.leaveOpen(resource, followed);
  }

  attachment(resource: StackResource, roleProperty: string, policyProperty: string, pathOf?: (index: number) => string): void {
    const roles = itemsOf(resource.property(roleProperty));
    if (roles.length === 0) return;
    const followed = this.index.follow(resource, roleProperty, roles, "role");
    const managed = managedPolicy(this.index, resource, policyProperty, itemsOf(resource.property(policyProperty)), pathOf);
    for (const role of followed.found) for (const one of managed) this.addManaged(role, one, resource.urn);
    this.leaveOpen(resource, followed);
  }

  ofRole(role: StackResource): void {
    const arns = itemsOf(role.property("managedPolicyArns"));
    const attached = new Set((this.policies.get(role.urn) ?? []).flatMap(({ arn }) => (arn?.kind === "string" ? formatSymbolic(arn) : [])));
    arns.forEach((arn, position) => {
      const path = `managed_policy_arns[${position}]`;
      if (arn.kind === "string" && attached.has(formatSymbolic(arn))) return;
      if (arn.kind !== "unknown") for (const one of managedPolicy(this.index, role, "managedPolicyArns", [arn], () => path)) this.addManaged(role, one, role.urn, path);
    });
    const unknownArns = arns.filter(({ kind }) => kind === "unknown");
    // The list that AWS will return is unknown at preview also where the program sets none.
    if (role.isSet("managedPolicyArns")) for (const one of managedPolicy(this.index, role, "managedPolicyArns", unknownArns)) this.addManaged(role, one, role.urn, "managed_policy_arns");
    this.inlineOfRole(role);
  }

  /** It grants nothing by itself, but a name that no policy here has is one whose document lies elsewhere. */
  exclusiveNames(resource: StackResource): void {
    const roles = this.index.follow(resource, "roleName", [resource.property("roleName")], "role").found;
    for (const [position, element] of itemsOf(resource.property("policyNames")).entries()) {
      const text = element.kind === "string" ? literalText(element) : undefined;
      if (text === undefined) continue;
      for (const role of roles) {
        const mayBeHere = (this.policies.get(role.urn) ?? []).some(({ kind, name }) => kind === "inline" && (name.kind === "unknown" || name.value === text));
        const why = unknown("unreadable", `the inline policy ${text} is not part of this stack`);
        if (!mayBeHere) this.addUnresolved(role, { address: resource.urn, path: `policy_names[${position}]`, unknown: why });
      }
    }
  }

  result(): ReadonlyMap<string, Attached> {
    const roles = new Set([...this.policies.keys(), ...this.unresolved.keys()]);
    return new Map([...roles].map((urn) => [urn, { policies: this.policiesOf(urn), unresolved: this.unresolved.get(urn) ?? [] }]));
  }

  private policiesOf(urn: string): Policy[] {
    return [...(this.policies.get(urn) ?? [])].sort((a, b) => compareText(a.address, b.address) || compareText(a.pathPrefix ?? "", b.pathPrefix ?? ""));
  }

  private inlineOfRole(role: StackResource): void {
    const property = role.property("inlinePolicies").kind === "null" ? "policies" : "inlinePolicies";
    const value = role.property(property);
    if (value.kind === "unknown" && !role.isSet(property)) return;
    for (const [position, block] of itemsOf(value).entries()) {
      if (block.kind === "unknown") {
        this.addUnresolved(role, { address: role.urn, path: "inline_policy", unknown: block });
        continue;
      }
      const name = textOf(entryOf(block, "name", "policyName"));
      const document = entryOf(block, "policy", "policyDocument");
      // A block without a document says that the role has no inline policies.
      if (document.kind === "null") continue;
      const shown = name?.kind === "string" ? literalText(name) : undefined;
      if (shown !== undefined && this.hasInline(role, shown)) continue;
      const prefix = `inline_policy[${shown ?? position}]`;
      this.add(role, { address: role.urn, kind: "inline", name: valueOf(name, unnamed(role)), pathPrefix: prefix, document: readDocument(document), change: changeOf(role), ...placeOf(role) });
    }
  }

  private hasInline(role: StackResource, name: string): boolean {
    return (this.policies.get(role.urn) ?? []).some((policy) => policy.kind === "inline" && policy.name.kind === "known" && policy.name.value === name);
  }

  private addManaged(role: StackResource, one: ManagedPolicy, address: string, path?: string): void {
    if ("unknown" in one) return this.addUnresolved(role, { address, ...(path === undefined ? {} : { path }), unknown: one.unknown });
    if (one.policy.attachment && path !== undefined) return this.add(role, { ...one.policy, attachment: { ...one.policy.attachment, path } });
    this.add(role, one.policy);
  }

  /** A role that nobody can tell for certain gets something that nobody can tell: never nothing. */
  private leaveOpen(resource: StackResource, { unresolved, candidates }: Followed): void {
    for (const role of candidates) {
      const why = unknown("computed-at-apply", `${resource.name} may belong to this role`, candidates.map(({ urn }) => urn));
      this.addUnresolved(role, { address: resource.urn, unknown: why });
    }
    if (candidates.length > 0) return;
    for (const { reason, detail } of unresolved) {
      if (reason === "unreadable") continue;
      this.notices.push({ message: `${resource.urn} gives permissions to a role that cannot be told before deployment${detail === undefined ? "" : `: ${detail}`}.` });
    }
  }

  private add(role: StackResource, policy: Policy): void {
    const policies = this.policies.get(role.urn) ?? [];
    const isThere = policies.some((other) => isSamePolicy(other, policy));
    if (!isThere) policies.push(policy);
    this.policies.set(role.urn, policies);
  }

  private addUnresolved(role: StackResource, policy: UnresolvedPolicy): void {
    this.unresolved.set(role.urn, [...(this.unresolved.get(role.urn) ?? []), policy]);
  }
}

function isSamePolicy(a: Policy, b: Policy): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "aws-managed") return a.name.kind === "known" && b.name.kind === "known" && a.name.value === b.name.value;
  return a.address === b.address && a.pathPrefix === b.pathPrefix;
}
