import { concatenate, isSameSymbolic, literal, literalText, reference, type SourceLocation, type SymbolicString } from "../values";
import type { NamedResource } from "./named-resource";
import type { DeploymentTarget } from "./named-resources";
import type { ResourceType, Template } from "./resource-types";

/** A resource as a front end sees it. */
export interface ResourceFacts {
  /** Terraform address or Pulumi URN. */
  readonly address: string;
  /** The text of an attribute or argument by Terraform's name of it, as far as it is known or symbolic; `undefined` where it is not set or cannot be told. */
  text(attribute: string): SymbolicString | undefined;
  /** How the attribute is called in references of this toolchain; Terraform's name where this is left out. */
  readonly spell?: (attribute: string) => string;
  /** The region of just this resource, where it is another one than the deployment's. */
  readonly region?: SymbolicString;
  readonly encryptionKey?: SymbolicString;
  /** `possible` where it may as well be AWS's own key, which needs no permission. */
  readonly encryptionKeyCertainty?: "possible";
  readonly at?: SourceLocation;
}

/** Puts together what identifies a resource: what is known as it is, what is not from its name, and from symbols where AWS will choose. */
export function nameResource(type: ResourceType, facts: ResourceFacts, target: DeploymentTarget): NamedResource {
  return new LazyResource(type, facts, facts.region ? { ...target, region: facts.region } : target);
}

/** A plan may have thousands, of which few are asked for. */
class LazyResource implements NamedResource, Scope {
  readonly address: string;
  readonly type: string;
  readonly at?: SourceLocation;
  readonly encryptionKey?: SymbolicString;
  readonly encryptionKeyCertainty?: "possible";
  private foundName: SymbolicString | undefined;
  private foundArn: SymbolicString | undefined;
  private foundAttributes: ReadonlyMap<string, SymbolicString> | undefined;

  constructor(
    private readonly definition: ResourceType,
    private readonly facts: ResourceFacts,
    readonly target: DeploymentTarget,
  ) {
    this.address = facts.address;
    this.type = definition.type;
    if (facts.at) this.at = facts.at;
    if (facts.encryptionKey) this.encryptionKey = facts.encryptionKey;
    if (facts.encryptionKeyCertainty) this.encryptionKeyCertainty = facts.encryptionKeyCertainty;
  }

  get name(): SymbolicString {
    return (this.foundName ??= this.findName());
  }

  get arn(): SymbolicString {
    const { arn, arnAttribute } = this.definition;
    return (this.foundArn ??= this.given(arnAttribute) ?? (arn ? fill(arn, this) : this.self(arnAttribute)));
  }

  get attributes(): ReadonlyMap<string, SymbolicString> {
    return (this.foundAttributes ??= this.findAttributes());
  }

  given(attribute: string): SymbolicString | undefined {
    const text = this.facts.text(attribute);
    return text && !isSameSymbolic(text, this.self(attribute)) && literalText(text) !== "" ? text : undefined;
  }

  self(attribute: string): SymbolicString {
    return reference(this.address, this.spell(attribute));
  }

  private spell(attribute: string): string {
    return this.facts.spell ? this.facts.spell(attribute) : attribute;
  }

  private findName(): SymbolicString {
    const { nameArgument, attributes } = this.definition;
    if (nameArgument) return this.given(nameArgument) ?? this.self(nameArgument);
    const [only, ...others] = attributes.get("id") ?? [];
    const isOneAttribute = only && "hole" in only && others.length === 0;
    return this.given("id") ?? this.self(isOneAttribute ? only.hole : "id");
  }

  private findAttributes(): ReadonlyMap<string, SymbolicString> {
    const { arnAttribute, nameArgument, attributes, kept } = this.definition;
    const found = new Map([[this.spell(arnAttribute), this.arn]]);
    if (nameArgument) found.set(this.spell(nameArgument), this.name);
    for (const [attribute, template] of attributes) found.set(this.spell(attribute), this.given(attribute) ?? fill(template, this));
    if (!attributes.has("id")) found.set(this.spell("id"), this.name);
    for (const argument of kept) {
      const text = this.given(argument);
      if (text) found.set(this.spell(argument), text);
    }
    return found;
  }
}

interface Scope {
  readonly name: SymbolicString;
  readonly arn: SymbolicString;
  readonly target: DeploymentTarget;
  given(attribute: string): SymbolicString | undefined;
  self(attribute: string): SymbolicString;
}

function fill(template: Template, scope: Scope): SymbolicString {
  return concatenate(template.map((piece) => ("text" in piece ? literal(piece.text) : fillHole(piece.hole, scope))));
}

function fillHole(hole: string, scope: Scope): SymbolicString {
  switch (hole) {
    case "p":
      return scope.target.partition;
    case "r":
      return scope.target.region;
    case "a":
      return scope.target.account;
    case "name":
      return scope.name;
    case "/name":
      return startsWithSlash(scope.name) ? scope.name : concatenate([literal("/"), scope.name]);
    case "arn":
      return scope.arn;
    case "path":
      return scope.given("path") ?? literal("/");
    case "group":
      return concatenate([scope.given("group_name") ?? literal("default"), literal("/")]);
    case "bus/":
      return busPrefix(scope.given("event_bus_name"));
    default:
      return scope.given(hole) ?? scope.self(hole);
  }
}

function startsWithSlash(name: SymbolicString): boolean {
  const [first] = name.parts;
  return first?.kind === "literal" && first.text.startsWith("/");
}

/** Rules on the default bus have no bus in their ARN. */
function busPrefix(bus: SymbolicString | undefined): SymbolicString {
  if (!bus || literalText(bus) === "default") return literal("");
  return concatenate([bus, literal("/")]);
}
