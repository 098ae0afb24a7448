import { findOperation, findService, type ActionDefinition, type ResourceTypeDefinition } from "../reference";
import { literalText, type SymbolicString, type Unknown } from "../values";
import { arnFields, asPattern, isArn, joinPattern } from "./arn-pattern";
import type { CallContext } from "./call-context";
import type { GivenText } from "./call-input";
import { dependencies } from "./dependencies";
import { fromEvent } from "./event-values";
import type { NeededResource } from "./need";

/** A resource type's ARN format, taken apart. */
interface ArnFormat {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Literal text and `${Variable}`s by turns. */
  readonly resource: readonly string[];
  readonly variables: readonly string[];
}

/**
 * The resources of a type that an input names, by nothing but the names of its members: `TableName` fills `table/${TableName}`,
 * `topicArn` is the ARN of a topic, and `Name` of StartCrawler is that of the crawler.
 */
export function namedByFormat(context: CallContext, action: ActionDefinition, type: ResourceTypeDefinition): NeededResource[] {
  const format = parseFormat(type.arnFormat);
  const byArn = resolveUnknown(context, arnMembers(context, type, format).flatMap((path) => context.texts(path)), format).filter((text) => text.value.kind === "unknown" ? !text.isFromRest : isArn(text.value) && fits(text.value, format));
  if (byArn.length > 0) return byArn.map(({ value, certainty }) => ({ value: value.kind === "unknown" ? value : asPattern(value), certainty }));
  return fillFormat(context, action, type, format);
}

/** Every resource of a type: its format with `*` for what is left open. */
export function everyOfType(context: CallContext, type: ResourceTypeDefinition): SymbolicString {
  const format = parseFormat(type.arnFormat);
  return compose(context, format, () => "*");
}

function fillFormat(context: CallContext, action: ActionDefinition, type: ResourceTypeDefinition, format: ArnFormat): NeededResource[] {
  const values = format.variables.map((variable, index) => valuesOf(context, action, type, format, variable, index === format.variables.length - 1));
  if (values.every((texts) => texts.length === 0)) return [];
  return combinations(values).map((texts): NeededResource => {
    const known = texts.filter((text): text is GivenText & { value: SymbolicString } => text?.value.kind === "string");
    const certainty = texts.some((text) => text?.certainty === "possible" && !text.isFromRest) ? "possible" : "certain";
    const whole = known.find((text) => isArn(text.value));
    if (whole) return { value: asPattern(whole.value), certainty };
    if (known.length === 0) return { value: texts.find((text) => text !== undefined)!.value as Unknown, certainty };
    return { value: compose(context, format, (variable) => textFor(texts[format.variables.indexOf(variable)])), certainty };
  });
}

function textFor(text: GivenText | undefined): string | SymbolicString {
  if (!text || text.value.kind === "unknown") return "*";
  const literal = literalText(text.value);
  return literal?.startsWith("/") ? literal.slice(1) : text.value;
}

function valuesOf(context: CallContext, action: ActionDefinition, type: ResourceTypeDefinition, format: ArnFormat, variable: string, isLast: boolean): GivenText[] {
  for (const name of memberNames(context, action, type, variable, isLast)) {
    const texts = context.texts(name).filter((text) => text.value.kind === "unknown" || !isArn(text.value) || fits(text.value, format));
    if (texts.some((text) => !text.isFromRest)) return resolveUnknown(context, texts, format);
  }
  const names = new Set(memberNames(context, action, type, variable, isLast).map(plain));
  const isMember = (findOperation(context.call.service, context.call.operation)?.inputMembers ?? []).some((member) => member.isRequired && names.has(plain(member.name)));
  return isMember && context.call.input.rest ? [{ value: context.call.input.rest, certainty: "certain" }] : [];
}

/** Values that only the event or the apply tells, as the resources of this kind which they must be. */
function resolveUnknown(context: CallContext, texts: readonly GivenText[], format: ArnFormat): GivenText[] {
  return texts.flatMap((text) => {
    if (text.value.kind !== "unknown") return [text];
    const arns = fromEvent(context, text.value, []) ?? madeOf(context, text.value, format);
    return arns.length > 0 ? arns.map((value): GivenText => ({ ...text, value, certainty: arns.length > 1 ? "possible" : text.certainty })) : [text];
  });
}

function madeOf(context: CallContext, value: Unknown, format: ArnFormat): SymbolicString[] {
  return dependencies(context.resources, value).flatMap(({ arn }) => (arnFields(arn) && fits(arn, format) ? [arn] : []));
}

/** Names that a member may have which holds this variable, best first. */
function memberNames(context: CallContext, action: ActionDefinition, type: ResourceTypeDefinition, variable: string, isLast: boolean): string[] {
  const hole = findOperation(context.call.service, context.call.operation)?.arnHoles.get(variable);
  const base = variable.replace(/(WithoutLeadingSlash|WithPath)$/, "");
  const kind = type.name.replace(/[^A-Za-z0-9]/g, "");
  const stem = base.replace(/(Name|Id|Identifier)$/, "");
  const names = [...(hole === undefined ? [] : [hole]), base, ...endings.map((ending) => `${stem}${ending}`)].filter((name) => name !== "");
  if (isLast) names.push(...endings.map((ending) => `${kind}${ending}`));
  if (isLast && (isAbout(context.call.operation, kind) || action.resourceTypes.length === 1)) names.push("Name", "Id", "Identifier", "ResourceId", "Names", "Ids");
  return names;
}

const endings = ["Name", "Id", "Identifier", "", "Names", "Ids", "Identifiers", "s"] as const;

/** Whether an operation's name ends with the resource type: StartCrawler, DescribeTable. */
function isAbout(operation: string, kind: string): boolean {
  return operation.toLowerCase().replace(/s$/, "").endsWith(kind.toLowerCase());
}

function arnMembers(context: CallContext, type: ResourceTypeDefinition, format: ArnFormat): string[] {
  const kind = plain(type.name);
  const last = plain(format.variables.at(-1) ?? "").replace(/(name|id|identifier)$/, "");
  const names = [...context.call.input.entries.keys()].filter((key) => /arns?$/i.test(key));
  const stem = (name: string) => plain(name).replace(/arns?$/, "");
  const named = names.filter((name) => [kind, last].some((one) => one !== "" && stem(name).endsWith(one)));
  return named.length > 0 ? named : names.filter((name) => ["", "resource"].includes(stem(name)));
}

function fits(arn: SymbolicString, format: ArnFormat): boolean {
  const fields = arnFields(arn);
  if (!fields) return true;
  const service = literalText(fields[2]!);
  if (service !== undefined && service !== format.service) return false;
  const start = format.resource[0] ?? "";
  const [first] = fields[5]!.parts;
  if (start.startsWith("${") || first?.kind !== "literal") return true;
  const length = Math.min(start.length, first.text.length);
  return first.text.slice(0, length) === start.slice(0, length);
}

function parseFormat(arnFormat: string): ArnFormat {
  const [, , service = "", region = "", account = "", ...rest] = arnFormat.split(", ")[0]!.split(":");
  const resource = rest.join(":").split(/(\$\{[^}]*\})/).filter((piece) => piece !== "");
  return { service, region, account, resource, variables: resource.filter((piece) => piece.startsWith("${")).map((piece) => piece.slice(2, -1)) };
}

function compose(context: CallContext, format: ArnFormat, textOf: (variable: string) => string | SymbolicString): SymbolicString {
  const { partition, account } = context.resources.target;
  const { region } = context;
  const place = (field: string, known: SymbolicString) => (/^\$\{(Region|Account)\}$/.test(field) ? known : field.startsWith("${") ? "*" : field);
  const resource = format.resource.map((piece) => (piece.startsWith("${") ? textOf(piece.slice(2, -1)) : piece));
  return joinPattern("arn:", partition, `:${format.service}:`, place(format.region, region), ":", place(format.account, account), ":", ...resource);
}

/** Every way to take one of each, at most a hundred. */
function combinations(values: readonly (readonly GivenText[])[]): (GivenText | undefined)[][] {
  return values.reduce<(GivenText | undefined)[][]>(
    (rows, texts) => (texts.length === 0 ? rows.map((row) => [...row, undefined]) : rows.flatMap((row) => texts.map((text) => [...row, text])).slice(0, 100)),
    [[]],
  );
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The definition of a resource type of an action, where the reference has one. */
export function resourceTypeOf(action: ActionDefinition, name: string): ResourceTypeDefinition | undefined {
  return findService(action.service)?.resourceTypes.get(name);
}
