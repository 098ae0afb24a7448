import { unknown, type Symbolic, type Unknown, literalText } from "../../core";
import type { StackResource } from "../stack-resource";
import { kindOfToken, type ResourceKind } from "./kinds";

/** Where the values of a property lead: resources of this stack, and what leads to none that could be told. */
export interface Followed {
  readonly found: readonly StackResource[];
  readonly unresolved: readonly Unknown[];
  /** The resources that an unresolved value may mean. */
  readonly candidates: readonly StackResource[];
}

/** The resources of a stack, by URN and by what they are, and the ways from one to another. */
export class StackIndex {
  /** Sorted by URN: the engine hands them over in random order. */
  readonly all: readonly StackResource[];
  private readonly byUrn = new Map<string, StackResource>();
  private readonly byKind = new Map<ResourceKind, StackResource[]>();
  private readonly byName = new Map<string, StackResource[]>();

  constructor(resources: readonly StackResource[]) {
    this.all = [...resources].sort((a, b) => compareText(a.urn, b.urn));
    for (const resource of this.all) {
      this.byUrn.set(resource.urn, resource);
      const kind = kindOfToken(resource.type);
      if (kind) append(this.byKind, kind, resource);
    }
    for (const kind of namedKinds) for (const resource of this.of(kind)) for (const name of namesOf(resource)) append(this.byName, `${kind} ${name}`, resource);
  }

  get(urn: string): StackResource | undefined {
    return this.byUrn.get(urn);
  }

  of(kind: ResourceKind): readonly StackResource[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The parents of a resource, nearest first. */
  ancestorsOf(resource: StackResource): StackResource[] {
    const ancestors: StackResource[] = [];
    let parent = resource.parent === undefined ? undefined : this.get(resource.parent);
    while (parent && !ancestors.includes(parent)) {
      ancestors.push(parent);
      parent = parent.parent === undefined ? undefined : this.get(parent.parent);
    }
    return ancestors;
  }

  /**
   * The resources that the values of one property name or point to. A value that is not known yet leads to what the property was computed
   * from: where as many resources of the kind are behind it as values are unknown, each of them is meant.
   */
  follow(from: StackResource, property: string, values: readonly Symbolic[], kind: ResourceKind): Followed {
    const found: StackResource[] = [];
    const open: Unknown[] = [];
    const outside: Unknown[] = [];
    for (const value of values) {
      const text = value.kind === "string" ? literalText(value) : undefined;
      const named = text === undefined ? this.byReference(value, kind) : this.byText(text, kind);
      if (named) found.push(named);
      else if (text !== undefined) outside.push(unknown("unreadable", text));
      else open.push(value.kind === "unknown" ? value : unknown("computed-at-apply", undefined, from.dependenciesOf(property)));
    }
    const candidates = this.behind(from, property, kind).filter((resource) => !found.includes(resource));
    if (open.length > 0) {
      if (candidates.length !== open.length) return { found, unresolved: [...open, ...outside], candidates };
      return { found: [...found, ...candidates], unresolved: outside, candidates: [] };
    }
    // A name that is made at creation cannot be compared; what the value was computed from tells then.
    const [only] = candidates;
    if (outside.length === 1 && candidates.length === 1 && namesOf(only!).length === 0) return { found: [...found, only!], unresolved: [], candidates: [] };
    return { found, unresolved: outside, candidates: [] };
  }

  /** The one resource that a property with one value leads to, or why none. */
  followOne(from: StackResource, property: string, value: Symbolic, kind: ResourceKind): StackResource | Unknown {
    const { found, unresolved } = this.follow(from, property, [value], kind);
    return found[0] ?? unresolved[0] ?? unknown("unreadable", `${property} of ${from.name} leads nowhere`);
  }

  /** What a property was computed from, of one kind. */
  private behind(from: StackResource, property: string, kind: ResourceKind): StackResource[] {
    return from.dependenciesOf(property).flatMap((urn) => this.get(urn) ?? []).filter((resource) => kindOfToken(resource.type) === kind);
  }

  /** A text that starts with an output of a resource is that resource's ARN or name, perhaps with a qualifier. */
  private byReference(value: Symbolic, kind: ResourceKind): StackResource | undefined {
    const first = value.kind === "string" ? value.parts[0] : undefined;
    const resource = first?.kind === "reference" ? this.get(first.address) : undefined;
    return resource && kindOfToken(resource.type) === kind ? resource : undefined;
  }

  private byText(text: string, kind: ResourceKind): StackResource | undefined {
    const named = new Set(spellings(text).flatMap((name) => this.byName.get(`${kind} ${name}`) ?? []));
    return named.size === 1 ? [...named][0] : undefined;
  }
}

const namedKinds = ["function", "role", "policy", "alias", "layer", "queue", "topic", "bucket", "key", "secret", "eventRule"] as const satisfies readonly ResourceKind[];

/** Texts by which other resources may mean this one. */
function namesOf(resource: StackResource): string[] {
  const properties = ["name", "functionName", "roleName", "managedPolicyName", "queueName", "topicName", "bucket", "bucketName", "arn", "aliasArn", "layerVersionArn", "topicArn", "url", "queueUrl", "keyId", "id"];
  const names = properties.flatMap((property) => resource.literal(property) ?? []);
  return [...new Set(names)];
}

/** A name or ARN and what it may be known as: the name inside the ARN, the function without its qualifier. */
function spellings(text: string): string[] {
  const arn = /^arn:[^:]*:(?<service>[^:]*):[^:]*:[^:]*:(?<rest>.+)$/s.exec(text)?.groups;
  if (!arn) return [text, ...(/^[\w-]+:[\w$-]+$/.test(text) ? [text.slice(0, text.indexOf(":"))] : [])];
  const rest = arn["rest"]!;
  if (arn["service"] === "lambda" && rest.startsWith("function:")) return [text, rest.split(":")[1]!];
  if (arn["service"] === "iam") return [text, rest.slice(rest.lastIndexOf("/") + 1)];
  return [text, rest];
}

/** Order of code points, the same everywhere. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
