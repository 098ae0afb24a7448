import * as fs from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import { Secret } from "@pulumi/policy/policy";
import { secretsPreservingProxy } from "@pulumi/policy/secret";
import { asset } from "@pulumi/pulumi";
import type { ResourceView } from "../../../policypack/read-stack";

// The library declares no types for these: it keeps them for itself.
const { unknownCheckingProxy, unknownStringValue } = createRequire(__filename)("@pulumi/policy/proxy") as { unknownCheckingProxy: (value: unknown) => unknown; unknownStringValue: string };

/** One resource as a recording keeps it: plain JSON in which `$unknown`, `$secret` and `class` stand for what the engine has its own objects for. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** The inputs where a remediation sees them differently from `props`. */
  readonly remediateView?: Readonly<Record<string, unknown>>;
  readonly inputs?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** What a policy pack is given in one preview: the stack's view, and the inputs that its remediations saw before. */
export interface Recording {
  readonly resources: readonly ResourceView[];
  readonly inputs: ReadonlyMap<string, unknown>;
}

/** Reads a recording from a `.json` or `.json.gz` file. */
export function readRecording(file: string): Recording {
  const bytes = fs.readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return replay(JSON.parse(text) as RecordedResource[]);
}

/** Recorded resources in the proxies and marks of the real policy library, so that a careless read throws as it would there. */
export function replay(recorded: readonly RecordedResource[]): Recording {
  const views = new Map(recorded.map((resource) => [resource.urn, viewOf(resource)]));
  for (const { urn, parent, provider, propertyDependencies } of recorded) {
    const view = views.get(urn)!;
    const found = (urns: readonly string[]): Writable[] => urns.flatMap((one) => views.get(one) ?? []);
    view.propertyDependencies = Object.fromEntries(Object.entries(propertyDependencies ?? {}).map(([name, urns]) => [name, found(urns)])) as never;
    if (parent !== undefined) view.parent = views.get(parent);
    const from = provider === undefined ? undefined : views.get(provider);
    if (from) view.provider = { urn: from.urn, type: from.type, name: from.name, props: from.props };
  }
  return { resources: [...views.values()], inputs: new Map(recorded.map((resource) => [resource.urn, inputsOf(resource)])) };
}

type Writable = { -readonly [Key in keyof ResourceView]: ResourceView[Key] };

function viewOf({ urn, type, name, props }: RecordedResource): Writable {
  return { urn, type, name, props: unknownCheckingProxy(revive(props, false)) as Record<string, unknown>, propertyDependencies: {} };
}

function inputsOf(resource: RecordedResource): unknown {
  const inputs = Object.fromEntries((resource.inputs ?? Object.keys(resource.props)).map((name) => [name, resource.props[name]]));
  return unknownCheckingProxy(secretsPreservingProxy(revive({ ...inputs, ...resource.remediateView }, true)));
}

function revive(value: unknown, keepsSecrets: boolean): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => revive(item, keepsSecrets));
  const record = value as Readonly<Record<string, unknown>>;
  if (record["$unknown"] === true) return unknownStringValue;
  if ("$secret" in record) return keepsSecrets ? new Secret(revive(record["$secret"], true)) : revive(record["$secret"], false);
  if (typeof record["class"] === "string" && record["class"] in assets) return assets[record["class"] as keyof typeof assets](record, keepsSecrets);
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, revive(item, keepsSecrets)]));
}

const assets = {
  FileAsset: (record: Readonly<Record<string, unknown>>) => new asset.FileAsset(record["path"] as string),
  StringAsset: (record: Readonly<Record<string, unknown>>) => new asset.StringAsset(record["text"] as string),
  RemoteAsset: (record: Readonly<Record<string, unknown>>) => new asset.RemoteAsset(record["uri"] as string),
  FileArchive: (record: Readonly<Record<string, unknown>>) => new asset.FileArchive(record["path"] as string),
  RemoteArchive: (record: Readonly<Record<string, unknown>>) => new asset.RemoteArchive(record["uri"] as string),
  AssetArchive: (record: Readonly<Record<string, unknown>>, keepsSecrets: boolean) => new asset.AssetArchive(revive(record["assets"], keepsSecrets) as asset.AssetMap),
};
