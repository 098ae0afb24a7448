import { formatSymbolic, known, literalText, unknown, type Change, type FunctionConfiguration, type LambdaFunction, type SourceLocation, type Symbolic, type SymbolicString, type Unknown, type Value } from "../../core";
import { entryOf, itemsOf, textOf, type StackResource } from "../stack-resource";
import { codeOf, layersOf } from "./code";
import type { StackIndex } from "./stack-index";

/** The functions of the stack. */
export function adaptFunctions(index: StackIndex): LambdaFunction[] {
  return index.of("function").map((resource) => adaptFunction(resource, index));
}

function adaptFunction(resource: StackResource, index: StackIndex): LambdaFunction {
  const isImage = resource.literal("packageType") === "Image" || imageOf(resource) !== undefined;
  return {
    address: resource.urn,
    name: valueOf(resource.text("name", "functionName"), unnamed(resource)),
    runtime: isImage ? known(null) : valueOf(resource.text("runtime"), known(null)),
    handler: isImage ? known(null) : valueOf(resource.text("handler"), known(null)),
    packageType: isImage ? "Image" : "Zip",
    role: roleOf(resource, index),
    environment: environmentOf(resource),
    code: isImage ? { kind: "image", image: valueOf(imageOf(resource), unknown("computed-at-apply")) } : codeOf(resource, index),
    layers: layersOf(resource, index),
    configuration: configurationOf(resource, index),
    change: changeOf(resource),
    ...placeOf(resource),
  };
}

/** Where the program makes the resource, if its source tells. */
export function placeOf(resource: StackResource): { readonly at?: SourceLocation } {
  const { at } = resource;
  return at ? { at } : {};
}

/** What happens to a resource: the engine tells a pack only whether it exists already. */
export function changeOf(resource: StackResource): Change {
  return resource.isNew() ? "create" : "update";
}

/** Text as a value: known where all of it is literal. */
export function valueOf<T>(text: SymbolicString | Unknown | undefined, absent: Value<T>): Value<string | T> {
  if (text === undefined) return absent;
  if (text.kind === "unknown") return text;
  const literal = literalText(text);
  return literal === undefined ? unknown("computed-at-apply", formatSymbolic(text)) : known(literal);
}

/** The name of a resource that gets one only when it is made. */
export function unnamed(resource: StackResource): Unknown {
  return unknown("computed-at-apply", undefined, [resource.urn]);
}

function imageOf(resource: StackResource): SymbolicString | Unknown | undefined {
  return resource.text("imageUri") ?? (resource.assets.has("code") ? undefined : textOf(nested(resource.property("code"), "imageUri")));
}

/** An entry of a map; `null` also where the map itself is unknown, for entries that are one of several alternatives. */
function nested(value: Symbolic, key: string): Symbolic {
  return value.kind === "unknown" ? { kind: "null" } : entryOf(value, key);
}

function roleOf(resource: StackResource, index: StackIndex): Value<string> {
  const value = resource.property("role");
  const role = index.followOne(resource, "role", value, "role");
  return "urn" in role ? known(role.urn) : role;
}

function environmentOf(resource: StackResource): Symbolic {
  const variables = entryOf(resource.property("environment"), "variables");
  return variables.kind === "null" ? { kind: "map", entries: new Map() } : variables;
}

function configurationOf(resource: StackResource, index: StackIndex): FunctionConfiguration {
  const vpc = entryOf(resource.property("vpcConfig"), "subnetIds");
  const tracing = textOf(entryOf(resource.property("tracingConfig"), "mode"));
  const deadLetter = textOf(entryOf(resource.property("deadLetterConfig"), "targetArn"));
  const key = resource.text("kmsKeyArn");
  const fileSystems = itemsOf(resource.property("fileSystemConfig", "fileSystemConfigs")).flatMap((item) => textOf(entryOf(item, "arn", "accessPointArn")) ?? []);
  const logGroup = textOf(entryOf(resource.property("loggingConfig"), "logGroup"));
  const destinations = destinationsOf(resource, index);
  return {
    ...(isPresent(vpc) ? { vpc: vpc.kind === "list" || unknownAs(vpc) } : {}),
    ...(tracing ? { tracing: tracing.kind === "unknown" ? tracing : literalText(tracing) === "Active" } : {}),
    ...(deadLetter ? { deadLetterTarget: deadLetter } : {}),
    ...(destinations.length > 0 ? { destinations } : {}),
    ...(key ? { environmentKey: key } : {}),
    ...(fileSystems.length > 0 ? { fileSystemAccessPoints: fileSystems } : {}),
    ...(resource.property("durableConfig").kind === "map" ? { durable: true } : {}),
    ...(logGroup ? { logGroup } : {}),
  };
}

/** A list that cannot be told yet was still given, so that there is something in it. */
function isPresent(value: Symbolic): boolean {
  return value.kind !== "null" && !(value.kind === "list" && value.items.length === 0 && !value.rest);
}

function unknownAs(value: Symbolic): Unknown {
  return value.kind === "unknown" ? value : unknown("unreadable", `a ${value.kind} where a list is expected`);
}

function destinationsOf(resource: StackResource, index: StackIndex): (SymbolicString | Unknown)[] {
  return index.of("invokeConfig").flatMap((config) => {
    const { found, candidates } = index.follow(config, "functionName", [config.property("functionName")], "function");
    if (!found.includes(resource) && !candidates.includes(resource)) return [];
    const destinations = config.property("destinationConfig");
    return [entryOf(destinations, "onFailure"), entryOf(destinations, "onSuccess")].flatMap((one) => textOf(entryOf(one, "destination")) ?? []);
  });
}
