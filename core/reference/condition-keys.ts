import { readDataFile } from "./data-files";
import type { ConditionKeyDefinition, ConditionKeyType } from "./definitions";
import { findService } from "./services";

/** `condition-keys.json`. */
export interface ConditionKeyFile {
  readonly global: readonly [key: string, type: string][];
  /** Services that define keys which begin with something else than their prefix: `accounts.google.com` → `["sts"]`. */
  readonly foreign: Readonly<Record<string, readonly string[]>>;
}

let keys: { global: ReadonlyMap<string, ConditionKeyDefinition>; foreign: ReadonlyMap<string, readonly string[]> } | undefined;

/**
 * The definition of a condition key as it may stand in a policy: `aws:ResourceTag/team`, `s3:prefix`.
 * With `service`, keys count that this service defines, whatever they begin with (`accounts.google.com:sub` of `sts`).
 */
export function findConditionKey(key: string, service?: string): ConditionKeyDefinition | undefined {
  const lower = key.toLowerCase();
  const global = findIn(readKeys().global, lower);
  if (global) return global;
  for (const owner of [service, ...ownersOf(lower)]) {
    const found = owner === undefined ? undefined : findIn(findService(owner)?.conditionKeys, lower);
    if (found) return found;
  }
  // An identity provider of one's own names its claims after its address: oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub.
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:\/[^:]*)?:[\w-]+$/.test(lower) ? { key, type: "String", isGlobal: false } : undefined;
}

/** The services that may define a key: by its prefix, or by the table of keys that begin with something else. */
function ownersOf(key: string): readonly string[] {
  const prefix = key.slice(0, Math.max(key.indexOf(":"), 0));
  const foreign = [...readKeys().foreign].find(([name]) => matchesTemplate(name, prefix));
  return [prefix, ...(foreign?.[1] ?? [])];
}

function readKeys(): NonNullable<typeof keys> {
  if (keys) return keys;
  const file = readDataFile<ConditionKeyFile>("condition-keys.json");
  const global = file.global.map(([key, type]): [string, ConditionKeyDefinition] => [key.toLowerCase(), { key, type: type as ConditionKeyType, isGlobal: true }]);
  const foreign = Object.entries(file.foreign).map(([name, services]): [string, readonly string[]] => [name.toLowerCase(), services]);
  return (keys = { global: new Map(global), foreign: new Map(foreign) });
}

function findIn(keys: ReadonlyMap<string, ConditionKeyDefinition> | undefined, lower: string): ConditionKeyDefinition | undefined {
  if (!keys) return undefined;
  const exact = keys.get(lower);
  if (exact) return exact;
  for (const [name, definition] of keys) if (name.includes("${") && matchesTemplate(name, lower)) return definition;
  return undefined;
}

/** A hole of a template stands for one or more characters. */
function matchesTemplate(template: string, key: string): boolean {
  const pattern = template.split(/\$\{[^}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+");
  return new RegExp(`^${pattern}$`).test(key);
}
