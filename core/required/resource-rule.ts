import type { SymbolicString, Unknown } from "../values";
import { isLiteral, literalText, reference, unknown } from "../values";
import { anyResource, asPattern, isArn } from "./arn-pattern";
import { isIdentityAttribute, type CallContext } from "./call-context";
import type { GivenText } from "./call-input";
import { dependencies } from "./dependencies";
import { fromEvent } from "./event-values";
import { certainly, type NeededResource } from "./need";
import type { ResourceRule } from "./service-rules";

/** How a resource is named by members of an input. */
export interface Naming {
  /** Paths of members that hold its name, ARN or another identity; all that are passed count. */
  readonly members: readonly string[];
  /** Terraform's names of the types of resources that it may be. */
  readonly types?: readonly string[];
  /** The ARN for a name. */
  readonly arn: (context: CallContext, name: SymbolicString) => SymbolicString;
  /** Where no member is passed. */
  readonly otherwise?: (context: CallContext) => SymbolicString;
}

/** Reads the resource that members of an input name. */
export function named(naming: Naming): ResourceRule {
  return (context) => {
    const found = namedTexts(context, naming.members).flatMap((text) => resolve(context, text, naming));
    return found.length === 0 && naming.otherwise ? [certainly(naming.otherwise(context))] : found;
  };
}

/** Resources whose ARN is `arn:…:SERVICE:REGION:ACCOUNT:` + `kind` + name. */
export function namedIn(service: string, kind: string, members: readonly string[], types: readonly string[] = []): ResourceRule {
  return named({ members, types, arn: (context, name) => context.arn(service, [kind, name]) });
}

/** Resources that members hold the ARNs of. */
export function arnsAt(...members: readonly string[]): ResourceRule {
  return named({ members, arn: (_, text) => text });
}

/** One resource, whatever the input is. */
export function always(service: string, resource: string): ResourceRule {
  return (context) => [certainly(context.arn(service, [resource]))];
}

/** Nothing: the type is one that this service's calls name as another. */
export const nothing: ResourceRule = () => [];

/** What is passed for any of these members; what may be among those that could not be followed counts only where nothing else does. */
function namedTexts(context: CallContext, members: readonly string[]): GivenText[] {
  const texts = members.flatMap((path) => context.texts(path));
  const passed = texts.filter((text) => !text.isFromRest);
  return passed.length > 0 ? passed : texts.slice(0, 1);
}

/** `*`, for actions that AWS does not scope. */
export const everything: ResourceRule = () => [certainly(anyResource)];

/** All that these rules find. */
export function several(...rules: readonly ResourceRule[]): ResourceRule {
  return (context) => rules.flatMap((rule) => rule(context));
}

/** What the first rule finds that finds something. */
export function firstOf(...rules: readonly ResourceRule[]): ResourceRule {
  return (context) => {
    for (const rule of rules) {
      const found = rule(context);
      if (found.length > 0) return found;
    }
    return [];
  };
}

/** The resources changed one by one: an object of a bucket, an index of a table. */
export function within(rule: ResourceRule, change: (arn: SymbolicString, context: CallContext) => SymbolicString): ResourceRule {
  return (context) => rule(context).map((found) => (found.value.kind === "unknown" ? found : { ...found, value: change(found.value, context) }));
}

/** The ARNs of the resources that a text names in a deployment: several where several of them can have sent the event that it is taken from. */
export function resolve(context: CallContext, given: GivenText, naming: Pick<Naming, "arn" | "types">): NeededResource[] {
  const certainty = given.isFromRest ? "certain" : given.certainty;
  const arns = arnsOf(context, given.value, naming);
  const isGuess = given.value.kind === "unknown" && arns.length > 1 && given.value.reason === "computed-at-apply";
  return arns.map((value) => ({ value, certainty: isGuess ? "possible" : certainty }));
}

function arnsOf(context: CallContext, value: SymbolicString | Unknown, naming: Pick<Naming, "arn" | "types">): readonly (SymbolicString | Unknown)[] {
  // A name that must not be shown is left open, not the kind of resource that it names.
  if (value.kind === "unknown" && value.reason === "secret") return [naming.arn(context, anyResource)];
  if (value.kind === "unknown") return fromEvent(context, value, naming.types ?? []) ?? fromDependencies(context, value, naming.types ?? []) ?? [value];
  const resource = naming.types && context.managed(naming.types, value);
  if (resource) return [resource.arn];
  const own = naming.types && arnOfReference(context, value, naming.types);
  if (own) return [own];
  const pattern = asPattern(value);
  if (literalText(pattern) === "*" && !isLiteral(value)) return [unknown("decided-at-run-time", undefined, [], value.at)];
  return [isArn(value) ? pattern : naming.arn(context, pattern)];
}

/** The ARN of a resource of these types that is not among the named ones, where the text is its id, name or URL. */
function arnOfReference(context: CallContext, text: SymbolicString, types: readonly string[]): SymbolicString | undefined {
  const [only] = text.parts;
  if (text.parts.length !== 1 || only?.kind !== "reference" || !isIdentityAttribute(only.attribute)) return undefined;
  const isOfType = types.some((type) => only.address.startsWith(`${type}.`) || only.address.includes(`.${type}.`));
  return isOfType ? context.resources.expand(reference(only.address, "arn", text.at)) : undefined;
}

/** A value that is made while applying, of resources of the kind that is meant: it is one of them. */
function fromDependencies(context: CallContext, value: Unknown, types: readonly string[]): SymbolicString[] | undefined {
  const fitting = dependencies(context.resources, value).filter((resource) => types.includes(resource.type));
  return fitting.length > 0 ? fitting.map((resource) => resource.arn) : undefined;
}
