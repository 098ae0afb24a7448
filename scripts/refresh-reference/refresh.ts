import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { DataIndex } from "../../core/reference/data-files";
import { readActionData } from "./actions";
import { readBotocore } from "./botocore";
import { readDependents } from "./dependents";
import { readManagedPolicyData } from "./managed-policies";
import { readOperationMap } from "./operation-map";
import { joinOperations } from "./operations";
import { describeShrinking, type DataCounts } from "./shrinking";
import type { ActionData } from "./actions";
import type { ManagedPolicyData } from "./managed-policies";
import type { OperationData } from "./operations";

/** Where the sources lie, unpacked. */
export interface Sources {
  readonly iamData: string;
  readonly managedPolicies: string;
  readonly botocore: string;
  /** An older botocore, for services that the current one has dropped. */
  readonly retiredBotocore: string;
  readonly policySentry: string;
  readonly operationMap: string;
  /** Date of the operations: that of botocore. */
  readonly operationsDate: string;
  /** Package → version. */
  readonly versions: Readonly<Record<string, string>>;
}

/** All parts of the reference data, not yet written. */
export interface ReferenceData {
  readonly actions: ActionData;
  readonly policies: ManagedPolicyData;
  readonly operations: OperationData;
  readonly operationsDate: string;
  readonly sources: Readonly<Record<string, string>>;
}

export function readSources(sources: Sources): ReferenceData {
  const dependents = readDependents(join(sources.policySentry, "shared/data/iam-definition.json"));
  const actions = readActionData(sources.iamData, dependents);
  const map = readOperationMap(join(sources.operationMap, "definitions/map.json"));
  const current = readBotocore(sources.botocore);
  const retired = readBotocore(sources.retiredBotocore).filter(({ id }) => !current.some((service) => service.id === id));
  const botocore = [...current, ...retired].sort((a, b) => (a.id < b.id ? -1 : 1));
  const operations = joinOperations({ botocore, map, iam: actions.services, dependents });
  return { actions, policies: readManagedPolicyData(sources.managedPolicies), operations, operationsDate: sources.operationsDate, sources: sources.versions };
}

export function countData({ actions, policies, operations }: ReferenceData): DataCounts {
  const sum = <T>(items: Iterable<T>, size: (item: T) => number) => [...items].reduce((total, item) => total + size(item), 0);
  return {
    services: actions.services.size,
    actions: sum(actions.services.values(), (service) => service.actions.length),
    conditionKeys: sum(actions.services.values(), (service) => service.keys.length) + actions.conditionKeys.global.length,
    managedPolicies: policies.index.policies.length,
    operationServices: operations.services.size,
    operations: sum(operations.services.values(), (service) => service.operations.length),
  };
}

/** Replaces the data in `directory`; throws, and changes nothing, where a part would hold less than before and nobody has said why. */
export function writeReferenceData(data: ReferenceData, directory: string, allowShrink?: string): DataCounts {
  const counts = countData(data);
  const before = existsSync(join(directory, "index.json")) ? (JSON.parse(readFileSync(join(directory, "index.json"), "utf8")) as DataIndex & { counts?: DataCounts }) : undefined;
  const losses = describeShrinking(before?.counts, counts);
  if (losses.length > 0 && !allowShrink) throw new Error(`the data would shrink (${losses.join("; ")}): say why with --allow-shrink "REASON" if that is right`);
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  writeDataFiles(data, counts, draft);
  rmSync(directory, { recursive: true, force: true });
  renameSync(draft, directory);
  return counts;
}

function writeDataFiles(data: ReferenceData, counts: DataCounts, directory: string): void {
  for (const [prefix, record] of data.actions.services) writeDataFile(join(directory, "services", `${prefix}.json`), record);
  for (const [service, record] of data.operations.services) writeDataFile(join(directory, "operations", `${service}.json`), record);
  writeDataFile(join(directory, "condition-keys.json"), data.actions.conditionKeys);
  writeDataFile(join(directory, "sdk-services.json"), { services: data.operations.sdkServices });
  writeDataFile(join(directory, "managed-policies.json"), data.policies.index);
  writeFileSync(join(directory, "managed-policies.bin"), data.policies.bytes);
  const descriptions = [...data.actions.descriptions.values()].map((texts) => deflateRawSync(texts.join("\n"), { level: 9 }));
  writeFileSync(join(directory, "descriptions.bin"), Buffer.concat(descriptions));
  writeDataFile(join(directory, "descriptions.json"), { lengths: descriptions.map((slice) => slice.length) });
  writeDataFile(join(directory, "index.json"), {
    versions: { actions: data.actions.date, managedPolicies: data.policies.date, operations: data.operationsDate },
    sources: data.sources,
    counts,
    services: [...data.actions.services.keys()],
    operationServices: [...data.operations.services.keys()],
  });
}

/** Compact JSON with a line per record, so that a refresh can be reviewed as a diff. */
function writeDataFile(path: string, content: object): void {
  mkdirSync(dirname(path), { recursive: true });
  const members = Object.entries(content).map(([key, value]) => `${JSON.stringify(key)}:${jsonLines(value)}`);
  writeFileSync(path, `{\n${members.join(",\n")}\n}\n`);
}

function jsonLines(value: unknown): string {
  if (!Array.isArray(value) || !Array.isArray(value[0])) return JSON.stringify(value);
  return `[\n${value.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
}
