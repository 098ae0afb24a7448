import { literalText, type SourceLocation, type Symbolic, type SymbolicString, type Unknown } from "../core";
import { isUnknownMark, propertyNames, readProperty, secretContent, toSymbolic, unwrap, type Asset } from "./known";
import { mergeValues } from "./program/merge-values";

/** What the engine tells about a resource, with its proxies and marks still in place. */
export interface EngineResource {
  readonly urn: string;
  /** `aws:iam/role:Role`. */
  readonly type: string;
  /** The logical name in the program. */
  readonly name: string;
  /** Outputs where they are known, inputs else: as a stack policy is given them. */
  readonly props: unknown;
  /** The same inputs as a remediation is given them: it alone sees secrets as such, and files that serialized callbacks consist of. */
  readonly inputsWithSecrets?: unknown;
  /** URN of the parent. */
  readonly parent?: string;
  /** URNs of the resources that each property was computed from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Region of its provider, where the program sets one. */
  readonly region?: string;
}

/** What the program's own source tells of a resource. */
export interface SourceOfValues {
  argument(urn: string, property: string): Symbolic | undefined;
  placeOf(urn: string): SourceLocation | undefined;
}

/** A resource of the stack with everything that can be told of its properties, and nothing that throws. */
export class StackResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly region: string | undefined;
  private readonly read = new Map<string, Symbolic>();
  private source: SourceOfValues | undefined;

  constructor(
    private readonly engine: EngineResource,
    /** Assets and archives by the property that holds them. */
    readonly assets: ReadonlyMap<string, Asset> = new Map(),
  ) {
    this.urn = engine.urn;
    this.type = engine.type;
    this.name = engine.name;
    this.parent = engine.parent;
    this.region = engine.region;
  }

  /** Fills in what the engine does not know. */
  readAlso(source: SourceOfValues): void {
    this.source = source;
    this.read.clear();
  }

  /** Where the program makes it. */
  get at(): SourceLocation | undefined {
    return this.source?.placeOf(this.urn);
  }

  /** URNs that the property was computed from, in the order of their names. */
  dependenciesOf(property: string): readonly string[] {
    return [...(this.engine.propertyDependencies[property] ?? [])].sort();
  }

  /** Names of the properties whose values the program computed from other resources. */
  dependentProperties(): string[] {
    return Object.keys(this.engine.propertyDependencies).sort();
  }

  /** The property, `null` where it is absent. Of several names, the first that is present: both providers for AWS have their own spelling. */
  property(...names: readonly string[]): Symbolic {
    const name = names.find((candidate) => !isAbsent(readProperty(this.engine.props, candidate))) ?? names[0]!;
    let value = this.read.get(name);
    if (!value) {
      value = mergeValues(toSymbolic(this.sourceOf(name), this.dependenciesOf(name)), this.source?.argument(this.urn, name), this.dependenciesOf(name));
      this.read.set(name, value);
    }
    return value;
  }

  /** The property where it is a string; `undefined` where it is absent. */
  text(...names: readonly string[]): SymbolicString | Unknown | undefined {
    return textOf(this.property(...names));
  }

  /** The text of the property if all of it is known. */
  literal(...names: readonly string[]): string | undefined {
    const value = this.property(...names);
    return value.kind === "string" ? literalText(value) : undefined;
  }

  /**
   * Whether the program sets the property. Where the inputs were not seen, a value that is unknown and was computed from nothing is taken for
   * one that the provider will fill in.
   */
  isSet(name: string): boolean {
    const inputs = unwrap(this.engine.inputsWithSecrets);
    if (inputs !== undefined) return !isAbsent(readProperty(inputs, name));
    return !isAbsent(readProperty(this.engine.props, name)) && (this.property(name).kind !== "unknown" || this.dependenciesOf(name).length > 0);
  }

  /** Whether the provider has yet to make it. */
  isNew(): boolean {
    return isUnknownMark(readProperty(this.engine.props, "id"));
  }

  /** A secret is plain text in the stack's view, so that the other one is read where it holds any. */
  private sourceOf(name: string): unknown {
    const withSecrets = readProperty(this.engine.inputsWithSecrets, name);
    return holdsSecret(withSecrets) ? withSecrets : readProperty(this.engine.props, name);
  }
}

/** A symbolic value where it is text or a number; `undefined` where it is null. */
export function textOf(value: Symbolic | undefined): SymbolicString | Unknown | undefined {
  if (value === undefined) return undefined;
  switch (value.kind) {
    case "null":
      return undefined;
    case "string":
    case "unknown":
      return value;
    case "number":
    case "boolean":
      return { kind: "string", parts: [{ kind: "literal", text: String(value.value) }] };
    default:
      return { kind: "unknown", reason: "unreadable", detail: `a ${value.kind} where text is expected`, references: [] };
  }
}

/** The entry of a map; `null` where the value is no map or has none. An unknown stays unknown. */
export function entryOf(value: Symbolic, ...keys: readonly string[]): Symbolic {
  if (value.kind === "unknown") return value;
  if (value.kind === "list" && value.items.length === 1) return entryOf(value.items[0]!, ...keys);
  if (value.kind !== "map") return { kind: "null" };
  for (const key of keys) {
    const entry = value.entries.get(key);
    if (entry && entry.kind !== "null") return entry;
  }
  return value.rest ?? { kind: "null" };
}

/** The elements of a list; one unknown element for a list that is unknown, none where it is absent. */
export function itemsOf(value: Symbolic): readonly Symbolic[] {
  switch (value.kind) {
    case "null":
      return [];
    case "list":
      return value.rest ? [...value.items, value.rest] : value.items;
    default:
      return [value];
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function holdsSecret(value: unknown, depth = 0): boolean {
  const target = unwrap(value);
  if (typeof target !== "object" || target === null || depth > 50) return false;
  return secretContent(target) !== undefined || propertyNames(target).some((name) => holdsSecret(readProperty(target, name), depth + 1));
}
