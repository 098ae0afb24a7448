import { concatenate, isSameSymbolic, literal, literalText, reference, type SourceLocation, type SymbolicString } from "../values";
import type { DeploymentTarget, NamedResource } from "./named-resources";
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
  readonly at?: SourceLocation;
}

/** Puts together what identifies a resource: what is known as it is, what is not from its name, and from symbols where AWS will choose. */
export function nameResource(type: ResourceType, facts: ResourceFacts, target: DeploymentTarget): NamedResource {
  const spell = facts.spell ?? ((attribute: string) => attribute);
  const self = (attribute: string): SymbolicString => reference(facts.address, spell(attribute));
  const given = (attribute: string): SymbolicString | undefined => {
    const text = facts.text(attribute);
    return text && !isSameSymbolic(text, self(attribute)) && literalText(text) !== "" ? text : undefined;
  };
  const idTemplate = type.attributes.get("id");
  const name = type.nameArgument ? (given(type.nameArgument) ?? self(type.nameArgument)) : (given("id") ?? (idTemplate?.length === 1 && "hole" in idTemplate[0]! ? self(idTemplate[0].hole) : self("id")));
  const scope: Scope = { facts, name, given, self, target: facts.region ? { ...target, region: facts.region } : target };
  const arn = given(type.arnAttribute) ?? (type.arn ? fill(type.arn, scope) : self(type.arnAttribute));
  const attributes = new Map<string, SymbolicString>([[spell(type.arnAttribute), arn]]);
  if (type.nameArgument) attributes.set(spell(type.nameArgument), name);
  for (const [attribute, template] of type.attributes) attributes.set(spell(attribute), given(attribute) ?? fill(template, { ...scope, arn }));
  if (!idTemplate) attributes.set(spell("id"), name);
  for (const argument of type.kept) {
    const text = given(argument);
    if (text) attributes.set(spell(argument), text);
  }
  return {
    address: facts.address,
    type: type.type,
    name,
    arn,
    attributes,
    ...(facts.encryptionKey ? { encryptionKey: facts.encryptionKey } : {}),
    ...(facts.at ? { at: facts.at } : {}),
  };
}

interface Scope {
  readonly facts: ResourceFacts;
  readonly name: SymbolicString;
  readonly arn?: SymbolicString;
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
      return scope.arn ?? scope.self("arn");
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
