import type { PolicyResource } from "@pulumi/policy";
import { kindOfToken } from "./adapt/kinds";
import { readAsset, readProperty, type Asset } from "./known";
import { StackResource } from "./stack-resource";

/** What of a `PolicyResource` is read, so that a recording can stand in for the engine. */
export type ResourceView = Pick<PolicyResource, "urn" | "type" | "name" | "props" | "propertyDependencies"> & {
  readonly parent?: Pick<PolicyResource, "urn"> | undefined;
  readonly provider?: PolicyResource["provider"] | undefined;
};

/** Inputs by URN, as remediations were given them: with secrets marked and all files of archives. */
export type InputsWithSecrets = ReadonlyMap<string, unknown>;

const assetProperties: Readonly<Record<string, string>> = { function: "code", layer: "code", bucketObject: "source" };

/** Reads the resources that a stack policy is given. */
export async function readStack(resources: readonly ResourceView[], inputs: InputsWithSecrets = new Map()): Promise<StackResource[]> {
  return Promise.all(resources.map(async (resource) => readResource(resource, inputs.get(resource.urn))));
}

async function readResource(resource: ResourceView, inputsWithSecrets: unknown): Promise<StackResource> {
  const region = readProperty(resource.provider?.props, "region");
  const dependencies = Object.entries(resource.propertyDependencies).map(([property, list]) => [property, list.map(({ urn }) => urn)] as const);
  return new StackResource(
    {
      urn: resource.urn,
      type: resource.type,
      name: resource.name,
      props: resource.props,
      ...(inputsWithSecrets === undefined ? {} : { inputsWithSecrets }),
      ...(resource.parent ? { parent: resource.parent.urn } : {}),
      propertyDependencies: Object.fromEntries(dependencies),
      ...(typeof region === "string" ? { region } : {}),
    },
    await readAssets(resource, inputsWithSecrets),
  );
}

async function readAssets(resource: ResourceView, inputs: unknown): Promise<Map<string, Asset>> {
  const property = assetProperties[kindOfToken(resource.type) ?? ""];
  // The remediation's view of an archive is the fuller one.
  const asset = property === undefined ? undefined : ((await readAsset(readProperty(inputs, property))) ?? (await readAsset(readProperty(resource.props, property))));
  return new Map(property !== undefined && asset ? [[property, asset]] : []);
}
