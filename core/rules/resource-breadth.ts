import { globIncludes, matchingActions } from "../access";
import type { Statement } from "../iam";
import { canBeScoped, findService, type ActionDefinition, type ActionResourceType } from "../reference";
import { literalText, type SymbolicString } from "../values";

/** `*` and `*:*`. */
export function isEveryAction(pattern: string): boolean {
  return /^\*+(?::\*+)?$/.test(pattern);
}

/** The actions with which Lambda writes a function's logs. */
export function isLoggingAction(action: string): boolean {
  return /^logs:(?:CreateLogGroup|CreateLogStream|PutLogEvents)$/i.test(action);
}

/** The actions with which Lambda connects a function to a VPC; AWS asks for them on `*`. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
export function isNetworkInterfaceAction(action: string): boolean {
  return /^ec2:(?:CreateNetworkInterface|DescribeNetworkInterfaces|DescribeSubnets|DeleteNetworkInterface|AssignPrivateIpAddresses|UnassignPrivateIpAddresses)$/i.test(action);
}

/**
 * Of the actions of a statement those that can be scoped and that this resource lets act on a whole resource type.
 * `patterns` has the elements as written (`*` for NotAction), `actions` the names they stand for (empty for `*`), `types` the types in words.
 */
export function actionsCoveredAcross(
  statement: Statement,
  resource: SymbolicString,
  isExempt: (action: string) => boolean,
): { patterns: string[]; actions: string[]; types: string[] } {
  const patterns = new Set<string>();
  const actions = new Set<string>();
  const types = new Set<string>();
  if (statement.notActions) {
    return { patterns: isEverything(resource) ? ["*"] : [], actions: [], types: [] };
  }
  for (const element of statement.actions ?? []) {
    const pattern = element.value.kind === "string" ? literalText(element.value) : undefined;
    if (pattern === undefined) continue;
    if (isEveryAction(pattern)) {
      if (isEverything(resource)) return { patterns: [pattern], actions: [], types: [] };
      continue;
    }
    for (const action of matchingActions(pattern)) {
      const name = `${action.service}:${action.name}`;
      if (!canBeScoped(action) || isExempt(name)) continue;
      const type = typeCoveredBy(resource, action);
      if (type === undefined) continue;
      patterns.add(pattern);
      actions.add(name);
      types.add(type);
    }
  }
  return { patterns: [...patterns], actions: [...actions], types: [...types] };
}

function isEverything(resource: SymbolicString): boolean {
  return /^\*+$/.test(literalText(resource) ?? "");
}

/** The resource type of the action all of whose resources (in one account and region) the pattern covers; of several the plainest, `object` and not `accesspointobject`. */
export function typeCoveredBy(resource: SymbolicString, action: ActionDefinition): string | undefined {
  const pattern = patternOf(resource);
  if (!pattern.text.includes("*")) return undefined;
  const required = action.resourceTypes.filter((type) => type.isRequired);
  const covered = (required.length > 0 ? required : action.resourceTypes).filter((type) => coversType(pattern, action.service, type));
  return covered.map(({ name }) => name).sort((a, b) => a.length - b.length)[0];
}

interface ResourcePattern {
  readonly text: string;
  /** Whether it covers a pattern for all of a type: a whole service asks the same of few types for many actions. */
  readonly covered: Map<string, boolean>;
}

const patterns = new WeakMap<SymbolicString, ResourcePattern>();

function patternOf(resource: SymbolicString): ResourcePattern {
  let pattern = patterns.get(resource);
  if (!pattern) patterns.set(resource, (pattern = { text: anywhere(patternText(resource)), covered: new Map() }));
  return pattern;
}

function coversType({ text, covered }: ResourcePattern, service: string, type: ActionResourceType): boolean {
  const everything = everythingOf(service, type);
  if (everything === undefined) return false;
  let covers = covered.get(everything);
  if (covers === undefined) covered.set(everything, (covers = globIncludes(text, everything)));
  return covers;
}

const formats = new WeakMap<ActionResourceType, { readonly everything: string | undefined }>();

/** A pattern for all resources of a type, wherever they are. */
function everythingOf(service: string, type: ActionResourceType): string | undefined {
  let known = formats.get(type);
  if (!known) {
    const format = findService(service)?.resourceTypes.get(type.name)?.arnFormat;
    formats.set(type, (known = { everything: format === undefined ? undefined : anywhere(format.replace(/\$\{[^}]*\}/g, "*")) }));
  }
  return known.everything;
}

/** References and unknown text as a letter that no glob but `*` and `?` covers. */
function patternText(resource: SymbolicString): string {
  return resource.parts.map((part) => (part.kind === "literal" ? part.text : "\u0000")).join("");
}

/** The ARN in any partition, region and account: one account's all is as much as there is to take. */
function anywhere(arn: string): string {
  const segments = arn.split(":");
  return segments.length < 6 || segments[0] !== "arn" ? arn : ["arn", "*", segments[2], "*", "*", ...segments.slice(5)].join(":");
}
