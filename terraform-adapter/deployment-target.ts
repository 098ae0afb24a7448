import { literal, literalText, reference, type DeploymentTarget, type SymbolicString } from "../core";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";

/** Where the deployment goes, as far as provider settings, data sources and ARNs that are known already tell. */
export function findTarget(instances: ResourceInstances, providerRegion: SymbolicString | undefined): DeploymentTarget {
  const known = knownArns(instances);
  const region = literalOf(providerRegion) ?? dataText(instances, "data.aws_region", "region", "name", "id") ?? agreed(known.map(({ region }) => region));
  const account = dataText(instances, "data.aws_caller_identity", "account_id") ?? agreed(known.map(({ account }) => account));
  const partition = dataText(instances, "data.aws_partition", "partition") ?? agreed(known.map(({ partition }) => partition)) ?? (region === undefined ? undefined : partitionOf(region));
  return { partition: part(partition, "partition"), region: part(region, "region"), account: part(account, "account_id") };
}

function part(text: string | undefined, attribute: string): SymbolicString {
  return text === undefined ? reference("aws", attribute) : literal(text);
}

function literalOf(string: SymbolicString | undefined): string | undefined {
  return string && literalText(string);
}

function dataText(instances: ResourceInstances, type: string, ...attributes: string[]): string | undefined {
  const texts = instances.ofType(type).flatMap((instance) => attributes.flatMap((name) => knownText(instance, name) ?? []).slice(0, 1));
  return agreed(texts);
}

/** Where they differ (aliased providers, lookups of other accounts) none of them is the deployment's. */
function agreed(texts: readonly string[]): string | undefined {
  const different = new Set(texts.filter((text) => text !== ""));
  const [only] = different;
  return different.size === 1 ? only : undefined;
}

function knownText(instance: ResourceInstance, name: string): string | undefined {
  const value = instance.attribute(name);
  return value.kind === "string" ? literalText(value) : undefined;
}

function knownArns(instances: ResourceInstances): { partition: string; region: string; account: string }[] {
  return instances.all.flatMap((instance) => {
    if (instance.mode === "data" || instance.change === "create") return [];
    const [arn, partition = "", , region = "", account = ""] = knownText(instance, "arn")?.split(":") ?? [];
    return arn === "arn" ? [{ partition, region, account: /^\d{12}$/.test(account) ? account : "" }] : [];
  });
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return /^(us|us-isob?|eu-isoe)-iso/.test(region) ? region.replace(/^us-(isob?)-.*/, "aws-$1").replace(/^eu-isoe-.*/, "aws-iso-e") : "aws";
}
