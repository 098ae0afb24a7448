import { adaptStack } from "../../../policypack/adapt";
import { readStack } from "../../../policypack/read-stack";
import type { Deployment } from "../../../core";
import { replay, type RecordedResource } from "./recording";

const marker = Symbol("dependency");

/** Stands for a value of a property that was computed from other resources: unknown, or as given. */
export interface Computed {
  readonly [marker]: readonly string[];
  readonly value: unknown;
}

export const unknownValue = { $unknown: true } as const;

/** An output of these resources that is not known yet, or the value that it has. */
export function outputOf(resources: RecordedResource | readonly RecordedResource[], value: unknown = unknownValue): Computed {
  return { [marker]: [resources].flat().map(({ urn }) => urn), value };
}

export function urnOf(type: string, name: string, parentTypes: readonly string[] = []): string {
  return `urn:pulumi:dev::shop::${[...parentTypes, type].join("$")}::${name}`;
}

/** A resource at its first preview: `id` and `arn` are unknown unless they are given. */
export function resource(type: string, name: string, props: Readonly<Record<string, unknown>>, more: Partial<RecordedResource> = {}): RecordedResource {
  const dependencies: Record<string, string[]> = {};
  const plain = Object.fromEntries(Object.entries(props).map(([key, value]) => [key, withoutMarkers(value, (urns) => (dependencies[key] = [...new Set([...(dependencies[key] ?? []), ...urns])]))]));
  return { type, name, urn: urnOf(type, name), props: { id: unknownValue, arn: unknownValue, ...plain }, inputs: Object.keys(plain), propertyDependencies: dependencies, ...more };
}

function withoutMarkers(value: unknown, note: (urns: readonly string[]) => void): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (marker in value) {
    const computed = value as Computed;
    note(computed[marker]);
    return computed.value;
  }
  if (Array.isArray(value)) return value.map((item) => withoutMarkers(item, note));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarkers(item, note)]));
}

const trust = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] });

export function role(name: string, props: Readonly<Record<string, unknown>> = {}, more: Partial<RecordedResource> = {}): RecordedResource {
  return resource("aws:iam/role:Role", name, { name: `${name}-1a2b3c4`, assumeRolePolicy: trust, ...props }, more);
}

export function lambda(name: string, roleOf: RecordedResource, props: Readonly<Record<string, unknown>> = {}, more: Partial<RecordedResource> = {}): RecordedResource {
  return resource(
    "aws:lambda/function:Function",
    name,
    { name: `${name}-1a2b3c4`, runtime: "nodejs22.x", handler: "index.handler", role: outputOf(roleOf), code: { class: "FileArchive", path: "./app" }, ...props },
    more,
  );
}

export function policyText(...statements: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** What the adapter makes of these resources, handed over in the given order. */
export async function adapted(...recorded: readonly RecordedResource[]): Promise<Deployment> {
  const { resources, inputs } = replay(recorded);
  return adaptStack(await readStack(resources, inputs), { kind: "preview" });
}
