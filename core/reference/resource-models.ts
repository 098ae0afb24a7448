import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataDirectory, readDataFile } from "./data-files";

/** Member of the input (`Delete.Objects[].Key`), where its value comes from, and its name or value there. */
export type ParameterRecord = readonly [target: string, source: "identifier" | "input" | "response" | "requestParameter" | "data" | "string" | "integer" | "boolean", from: string];

/** The kind of a resource, and what its identifiers are made of. */
export type TargetRecord = readonly [kind: string, identifiers: readonly ParameterRecord[]];

/** An operation, its parameters beside those that are passed, and the resource that comes of it. */
export type ActionRecord = readonly [operation: string, parameters: readonly ParameterRecord[], resource?: TargetRecord];

/** A kind of the SDKs' resource objects, names as Python and Ruby have them; empty parts are left out in the file. */
export interface KindRecord {
  /** Name, and the attribute under which it stands too. */
  readonly identifiers: readonly (readonly string[])[];
  readonly load?: readonly [operation: string, parameters: readonly ParameterRecord[]];
  readonly actions: Readonly<Record<string, ActionRecord>>;
  readonly batch: Readonly<Record<string, ActionRecord>>;
  readonly has: Readonly<Record<string, TargetRecord>>;
  readonly many: Readonly<Record<string, ActionRecord>>;
  readonly waiters: Readonly<Record<string, readonly [waiter: string, parameters: readonly ParameterRecord[]]>>;
}

/** The resource objects of a service. Source: https://github.com/boto/boto3/tree/develop/boto3/data */
export interface ResourceServiceRecord {
  readonly service: KindRecord;
  readonly kinds: Readonly<Record<string, KindRecord>>;
}

const noKind: KindRecord = { identifiers: [], actions: {}, batch: {}, has: {}, many: {}, waiters: {} };
const services = new Map<string, ResourceServiceRecord | undefined>();

/** The resource objects of a service, `undefined` where the SDKs have none. */
export function resourceService(service: string): ResourceServiceRecord | undefined {
  if (services.has(service)) return services.get(service);
  const file = `resource-models/${service}.json`;
  const found = /^[a-z0-9]+$/.test(service) && existsSync(join(dataDirectory, file)) ? readDataFile<ResourceServiceRecord>(file) : undefined;
  services.set(service, found);
  return found;
}

/** A kind with all its parts. */
export function kindOf(service: string, kind: string): KindRecord {
  const record = resourceService(service);
  const found = kind === "" ? record?.service : record?.kinds[kind];
  return { ...noKind, ...found };
}
