import {
  findResourceTypeOfToken, literal, literalText, NamedResources, nameResource, reference, symbolicString,
  type DeploymentTarget, type NamedResource, type ResourceType, type Symbolic, type SymbolicString,
} from "../../core";
import { entryOf, textOf, type StackResource } from "../stack-resource";
import type { StackIndex } from "./stack-index";

/** The resources of the stack that have an ARN. */
export function adaptNamedResources(index: StackIndex): NamedResources {
  const target = targetOf(index);
  const named = index.all.flatMap((resource) => {
    const type = findResourceTypeOfToken(resource.type);
    return type ? [adaptNamedResource(resource, type, target, index)] : [];
  });
  return new NamedResources(named, target);
}

function adaptNamedResource(resource: StackResource, type: ResourceType, target: DeploymentTarget, index: StackIndex): NamedResource {
  const spell = spellingOf(resource, type);
  const key = encryptionKeyOf(resource, type, index);
  const { at } = resource;
  return nameResource(
    type,
    {
      address: resource.urn,
      text: (attribute) => knownText(resource.text(spell(attribute))),
      spell,
      ...(resource.region === undefined || literalText(target.region) === resource.region ? {} : { region: literal(resource.region) }),
      ...(key ? { encryptionKey: key } : {}),
      ...(at ? { at } : {}),
    },
    target,
  );
}

function knownText(text: ReturnType<typeof textOf>): SymbolicString | undefined {
  return text?.kind === "string" && text.parts.every((part) => part.kind !== "unknown-text") ? text : undefined;
}

/** Attributes as Pulumi's packages call them: as Terraform does, written together, but for the name, which has several. */
function spellingOf(resource: StackResource, type: ResourceType): (attribute: string) => string {
  const name = type.nameArgument === undefined ? undefined : nameProperty(resource, type.nameArgument);
  const arn = ["arn", "topicArn", "functionArn"].find((property) => resource.property(property).kind !== "null") ?? "arn";
  return (attribute) => (attribute === type.nameArgument ? name! : attribute === type.arnAttribute && attribute === "arn" ? arn : camelCase(attribute));
}

/** `bucket`; `name`, as the classic provider calls most; `queueName`, as the native one does. */
function nameProperty(resource: StackResource, argument: string): string {
  const kind = resource.type.slice(resource.type.lastIndexOf(":") + 1);
  const candidates = [camelCase(argument), "name", `${kind.charAt(0).toLowerCase()}${kind.slice(1)}Name`];
  return candidates.find((property) => resource.property(property).kind !== "null") ?? (argument === "function_name" ? "name" : candidates[0]!);
}

export function camelCase(attribute: string): string {
  return attribute.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The customer managed key of what is in a resource; one that cannot be told is still one. */
function encryptionKeyOf(resource: StackResource, { keyArgument }: ResourceType, index: StackIndex): SymbolicString | undefined {
  if (!keyArgument) return undefined;
  const [property, ...inside] = keyArgument.map(camelCase);
  let value: Symbolic = resource.property(property!);
  for (const key of inside) value = entryOf(value, key);
  const text = textOf(value);
  if (text?.kind !== "unknown") return text && literalText(text) !== "" ? text : undefined;
  if (!resource.isSet(property!)) return undefined;
  const key = index.followOne(resource, property!, value, "key");
  return "urn" in key ? reference(key.urn, "arn") : symbolicString([{ kind: "unknown-text", unknown: text }]);
}

/** Where the stack goes, as far as providers and ARNs that are known already tell. */
function targetOf(index: StackIndex): DeploymentTarget {
  const arns = index.all.flatMap((resource) => {
    const [, partition, region, account] = /^arn:([^:]+):[^:]*:([^:]*):(\d{12}):/.exec(resource.literal("arn") ?? "") ?? [];
    return partition === undefined ? [] : [{ partition, region: region!, account: account! }];
  });
  const region = agreed(index.all.flatMap((resource) => resource.region ?? [])) ?? agreed(arns.map((arn) => arn.region));
  return {
    partition: part(agreed(arns.map((arn) => arn.partition)) ?? (region === undefined ? undefined : partitionOf(region)), "partition"),
    region: part(region, "region"),
    account: part(agreed(arns.map((arn) => arn.account)), "account_id"),
  };
}

function part(text: string | undefined, attribute: string): SymbolicString {
  return text === undefined ? reference("aws", attribute) : literal(text);
}

/** Where they differ, none of them is the deployment's. */
function agreed(texts: readonly string[]): string | undefined {
  const different = new Set(texts.filter((text) => text !== ""));
  return different.size === 1 ? [...different][0] : undefined;
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
