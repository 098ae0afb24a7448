import { findManagedPolicy, fromPlain, known, literalText, mapValue, readPolicyDocument, unknown, type Policy, type PolicyDocument, type PolicyKind, type Statement, type Symbolic, type SymbolicString, type Unknown, type Value } from "../core";
import { splitReference } from "./addresses";
import { asUnknown, textOrUnknown, valueOfText } from "./attribute-reading";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";
import type { ResourceLinks } from "./resource-links";

/** What an attachment grants that exists only if an undecided count or for_each turns out that way: every statement is possible. */
export function asPossible(policy: Policy): Policy {
  return { ...policy, document: mapValue(policy.document, (document) => ({ ...document, statements: document.statements.map((statement): Statement => ({ ...statement, certainty: "possible" })) })) };
}

/** Who attaches a managed policy: the attachment, or an argument of the role. */
export interface Attachment {
  readonly instance: ResourceInstance;
  readonly path?: string;
}

/** Reads the documents of inline and managed policies, each managed one once. */
export class AttachedPolicies {
  private readonly awsManaged = new Map<string, Value<PolicyDocument>>();
  private readonly texts = new Map<string, Value<PolicyDocument>>();
  private readonly documents = new Map<ResourceInstance, Value<PolicyDocument>>();

  constructor(
    private readonly instances: ResourceInstances,
    private readonly links: ResourceLinks,
  ) {}

  /** The document in an argument, also where it is the rendered text of a data source, or another resource's document. */
  read(value: Symbolic): Value<PolicyDocument> {
    const source = this.sourceOf(value, 0);
    if (source.kind === "null") return unknown("unreadable", "no document is set");
    const text = source.kind === "string" && !source.at && !source.places ? literalText(source) : undefined;
    return text === undefined ? readPolicyDocument(source) : this.readOnce(text, source);
  }

  /** The same trust policy stands in nearly every role. */
  private readOnce(text: string, source: Symbolic): Value<PolicyDocument> {
    let document = this.texts.get(text);
    if (!document) this.texts.set(text, (document = readPolicyDocument(source)));
    return document;
  }

  /** The policy that an ARN leads to; an Unknown where the deployment does not tell what it grants. */
  managed(arn: Symbolic, kind: PolicyKind | undefined, attachment: Attachment): Policy | Unknown {
    const customer = this.links.candidates(arn, "aws_iam_policy");
    const [policy] = customer;
    if (policy && customer.length === 1) return this.customerManaged(policy, kind, attachment);
    if (customer.length > 1) return { ...asUnknown(arn), detail: "one of several policies of this deployment, which only apply decides" };
    const data = this.links.find(arn, "data.aws_iam_policy");
    if (data) return this.readBefore(data, kind, attachment);
    return this.named(arn, kind, attachment);
  }

  private customerManaged(policy: ResourceInstance, kind: PolicyKind | undefined, { instance, path }: Attachment): Policy {
    let document = this.documents.get(policy);
    if (!document) this.documents.set(policy, (document = this.read(policy.attribute("policy"))));
    const arn = textOrUnknown(policy.attribute("arn"));
    const place = instance.placeOf(path ? "managed_policy_arns" : "policy_arn");
    return {
      address: policy.address,
      kind: kind ?? "customer-managed",
      name: nameOf(policy),
      ...(arn ? { arn } : {}),
      attachment: { address: instance.address, ...(path === undefined ? {} : { path }), ...(place ? { at: place } : {}) },
      document,
      change: policy.change,
      ...(policy.at ? { at: policy.at } : {}),
    };
  }

  /** `data.aws_iam_policy`: AWS's own, or one of the account that exists already. */
  private readBefore(data: ResourceInstance, kind: PolicyKind | undefined, attachment: Attachment): Policy | Unknown {
    const name = awsPolicyOf(data);
    if (name !== undefined) return this.describe(known(name), textOrUnknown(data.attribute("arn")), this.awsDocument(name), kind ?? "aws-managed", attachment);
    const policy = data.attribute("policy");
    if (policy.kind !== "string" || literalText(policy) === undefined) return unknown("unreadable", "a policy outside this deployment", [data.address]);
    return this.describe(valueOfText(data.attribute("name")), textOrUnknown(data.attribute("arn")), this.read(policy), kind ?? "customer-managed", attachment);
  }

  private named(arn: Symbolic, kind: PolicyKind | undefined, attachment: Attachment): Policy | Unknown {
    if (arn.kind !== "string") return { ...asUnknown(arn), ...(arn.kind === "unknown" && arn.detail === undefined ? { detail: "which policy it is cannot be told before apply" } : {}) };
    const name = awsManagedName(arn);
    if (name === undefined) return unknown("unreadable", "a policy outside this deployment", asUnknown(arn).references, arn.at);
    const document = this.awsDocument(name);
    if (document.kind === "unknown") return document;
    return this.describe(known(name), arn, document, kind ?? "aws-managed", attachment);
  }

  private awsDocument(name: string): Value<PolicyDocument> {
    let document = this.awsManaged.get(name);
    if (!document) {
      const policy = findManagedPolicy(name);
      document = policy ? readPolicyDocument(fromPlain(policy.document)) : unknown("unreadable", `the AWS managed policy ${name} is not in the reference data`);
      this.awsManaged.set(name, document);
    }
    return document;
  }

  private describe(name: Value<string>, arn: SymbolicString | Unknown | undefined, document: Value<PolicyDocument>, kind: PolicyKind, { instance, path }: Attachment): Policy {
    const at = arn?.at ?? instance.placeOf(path ? (path.replace(/\[.*/, "")) : "policy_arn");
    return { address: instance.address, kind, name, ...(arn ? { arn } : {}), ...(path === undefined ? {} : { pathPrefix: path }), document, change: instance.change, ...(at ? { at } : {}) };
  }

  /** Follows a value that is nothing but another resource's argument. */
  private sourceOf(value: Symbolic, depth: number): Symbolic {
    const reference = depth < 20 ? onlyReference(value) : undefined;
    if (reference === undefined) return value;
    const { address, attribute } = splitReference(reference);
    const instance = this.instances.get(address);
    if (!instance) return value;
    const rendered = instance.type === "aws_iam_policy_document" && attribute === "minified_json" ? "json" : attribute;
    if (!/^(json|policy|assume_role_policy|rendered|value)$/.test(rendered)) return value;
    const next = instance.attribute(rendered);
    const managed = instance.type === "aws_iam_policy" && instance.mode === "data" ? awsPolicyOf(instance) : undefined;
    if (managed !== undefined) return fromPlain(findManagedPolicy(managed)?.document);
    return next.kind === "null" || onlyReference(next) === reference ? value : this.sourceOf(next, depth + 1);
  }
}

/** AWS's own policy that a data source looks up by its ARN or name. */
function awsPolicyOf(data: ResourceInstance): string | undefined {
  const arn = data.attribute("arn");
  const name = data.attribute("name");
  const names = [arn.kind === "string" ? awsManagedName(arn) : undefined, name.kind === "string" ? literalText(name) : undefined];
  return names.find((text) => text !== undefined && findManagedPolicy(text) !== undefined);
}

function onlyReference(value: Symbolic): string | undefined {
  if (value.kind === "unknown") return value.references.length === 1 ? value.references[0] : undefined;
  if (value.kind !== "string" || value.parts.length !== 1) return undefined;
  const [part] = value.parts;
  return part?.kind === "reference" ? `${part.address}.${part.attribute}` : undefined;
}

export function nameOf(instance: ResourceInstance): Value<string> {
  return valueOfText(instance.attribute("name"));
}

/** The name of an AWS managed policy, whatever stands for the partition in its ARN. */
function awsManagedName(arn: SymbolicString): string | undefined {
  const last = arn.parts[arn.parts.length - 1];
  if (last?.kind !== "literal") return undefined;
  const isWhole = arn.parts.length === 1;
  return (isWhole ? /^arn:[^:]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/ : /^:iam::aws:policy\/(?:.*\/)?([^/]+)$/).exec(last.text)?.[1];
}
