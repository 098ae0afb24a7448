import { known, literalText, unknown, type FunctionConfiguration, type LambdaFunction, type Symbolic, type SymbolicString, type Unknown, type Value } from "../core";
import { asArn } from "./symbols-of-unknowns";
import { asUnknown, blocksOf, entryOf, textOrUnknown, valueOfOptionalText, valueOfText } from "./attribute-reading";
import type { CodeLocator } from "./locate-code";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";
import type { ResourceLinks } from "./resource-links";

/** Translates the functions; the addresses of their roles are found on the way. */
export function adaptFunctions(instances: ResourceInstances, links: ResourceLinks, code: CodeLocator): LambdaFunction[] {
  const destinations = destinationsByFunction(instances, links);
  return instances.ofType("aws_lambda_function").map((instance) => ({
    address: instance.address,
    name: valueOfText(instance.attribute("function_name")),
    runtime: valueOfOptionalText(instance.attribute("runtime")),
    handler: valueOfOptionalText(instance.attribute("handler")),
    packageType: isImage(instance) ? "Image" : "Zip",
    role: roleOf(instance, links),
    environment: environmentOf(instance),
    code: code.codeOf(instance),
    layers: code.layersOf(instance),
    configuration: configurationOf(instance, destinations.get(instance.address) ?? []),
    change: instance.change,
    ...(instance.at ? { at: instance.at } : {}),
  }));
}

function isImage(instance: ResourceInstance): boolean {
  const type = instance.attribute("package_type");
  return (type.kind === "string" && literalText(type) === "Image") || instance.attribute("image_uri").kind !== "null";
}

function roleOf(instance: ResourceInstance, links: ResourceLinks): Value<string> {
  const role = instance.attribute("role");
  const [found, ...others] = links.candidates(role, "aws_iam_role");
  if (found && others.length === 0) return known(found.address);
  if (found) return { ...asUnknown(role), detail: `the role is one of ${[found, ...others].map(({ address }) => address).join(", ")}` };
  const outside = links.find(role, "data.aws_iam_role");
  const arn = (outside ? textOrUnknown(outside.attribute("arn")) : undefined) ?? role;
  const text = arn.kind === "string" ? literalText(arn) : undefined;
  if (text !== undefined) return unknown("unreadable", `the role ${text} is outside this deployment`, [], role.at);
  return { ...asUnknown(role), detail: outside ? `the role ${outside.address} is outside this deployment` : "which role it is cannot be told before apply" };
}

/** Each variable by itself; a map with `rest` where not even their names are known. */
function environmentOf(instance: ResourceInstance): Symbolic {
  const [block] = blocksOf(instance.attribute("environment"));
  if (!block) return { kind: "map", entries: new Map() };
  const variables = entryOf(block, "variables");
  if (variables.kind === "null") return { kind: "map", entries: new Map() };
  if (variables.kind === "unknown") return { kind: "map", entries: new Map(), rest: variables, ...(variables.at ? { at: variables.at } : {}) };
  return variables;
}

function configurationOf(instance: ResourceInstance, destinations: readonly (SymbolicString | Unknown)[]): FunctionConfiguration {
  const inBlock = (name: string, entry: string): SymbolicString | Unknown | undefined => {
    const [block] = blocksOf(instance.attribute(name));
    return block && textOrUnknown(asArn(entryOf(block, entry)));
  };
  const vpc = vpcOf(instance);
  const tracing = inBlock("tracing_config", "mode");
  const deadLetterTarget = inBlock("dead_letter_config", "target_arn");
  const environmentKey = textOrUnknown(asArn(instance.attribute("kms_key_arn")));
  const fileSystemAccessPoints = blocksOf(instance.attribute("file_system_config")).flatMap((block) => textOrUnknown(asArn(entryOf(block, "arn"))) ?? []);
  const logGroup = inBlock("logging_config", "log_group");
  return {
    ...(vpc === undefined ? {} : { vpc }),
    ...(tracing === undefined || isSelf(tracing, instance) ? {} : { tracing: tracing.kind === "unknown" ? tracing : literalText(tracing) === "Active" }),
    ...(isSet(deadLetterTarget) ? { deadLetterTarget } : {}),
    ...(destinations.length > 0 ? { destinations } : {}),
    ...(isSet(environmentKey) ? { environmentKey } : {}),
    ...(fileSystemAccessPoints.length > 0 ? { fileSystemAccessPoints } : {}),
    ...(blocksOf(instance.attribute("durable_config")).length > 0 ? { durable: true } : {}),
    ...(isSet(logGroup) && !isSelf(logGroup, instance) && !isLeftToProvider(logGroup) ? { logGroup } : {}),
  };
}

/** Absent where no subnet is given: a block with empty lists is how modules say that there is no VPC. */
function vpcOf(instance: ResourceInstance): boolean | Unknown | undefined {
  const [block] = blocksOf(instance.attribute("vpc_config"));
  if (!block) return undefined;
  if (block.kind === "unknown") return block;
  const subnets = entryOf(block, "subnet_ids");
  if (subnets.kind === "null") return undefined;
  if (subnets.kind === "list") return subnets.items.length > 0 ? true : (subnets.rest ?? undefined);
  // It is configured; how many subnets it will have only apply tells, and a list that depends on resources is hardly ever empty.
  return true;
}

/** `""` is how the provider writes what is not set. */
function isSet(value: SymbolicString | Unknown | undefined): value is SymbolicString | Unknown {
  return value !== undefined && !(value.kind === "string" && literalText(value) === "");
}

/** What the provider will fill in by itself. */
function isSelf(value: SymbolicString | Unknown, instance: ResourceInstance): boolean {
  const [part] = value.kind === "string" ? value.parts : [];
  return part?.kind === "reference" && part.address === instance.address;
}

/** Computed, and made of nothing that the sources name: an argument that is null, as modules pass it on. */
function isLeftToProvider(value: SymbolicString | Unknown): boolean {
  return value.kind === "unknown" && value.reason === "computed-at-apply" && value.references.length === 0;
}

/** Where results of asynchronous invocations go, by the function's address. */
function destinationsByFunction(instances: ResourceInstances, links: ResourceLinks): ReadonlyMap<string, (SymbolicString | Unknown)[]> {
  const found = new Map<string, (SymbolicString | Unknown)[]>();
  for (const instance of instances.ofType("aws_lambda_function_event_invoke_config")) {
    const target = functionOf(instance.attribute("function_name"), links);
    if (target.kind === "unknown") continue;
    const arns = blocksOf(instance.attribute("destination_config")).flatMap((block) =>
      ["on_failure", "on_success"].flatMap((name) => blocksOf(entryOf(block, name)).flatMap((inner) => textOrUnknown(asArn(entryOf(inner, "destination"))) ?? [])),
    );
    found.set(target.value, [...(found.get(target.value) ?? []), ...arns]);
  }
  return found;
}

/** The function that a name, an ARN or an alias leads to. */
export function functionOf(value: Symbolic, links: ResourceLinks): Value<string> {
  const functions = links.candidates(value, "aws_lambda_function");
  const viaAlias = links.candidates(value, "aws_lambda_alias").flatMap((alias) => links.candidates(alias.attribute("function_name"), "aws_lambda_function"));
  const all = [...new Set([...functions, ...viaAlias])];
  const [only] = all;
  if (only && all.length === 1) return known(only.address);
  if (only) return { ...asUnknown(value), detail: `one of ${all.map(({ address }) => address).join(", ")}` };
  const text = value.kind === "string" ? literalText(value) : undefined;
  if (text !== undefined) return unknown("unreadable", `the function ${text} is outside this deployment`, [], value.at);
  return { ...asUnknown(value), detail: "which function it is cannot be told before apply" };
}

/** Whether something that an argument lists leads to one of the deployment's functions. */
export function leadsToFunction(value: Symbolic, links: ResourceLinks): boolean {
  return links.candidates(value, "aws_lambda_function", "aws_lambda_alias").length > 0;
}
