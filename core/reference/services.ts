import { dataIndex, readDataFile } from "./data-files";
import type { ActionDefinition, ActionResourceType, ConditionKeyDefinition, ConditionKeyType, ResourceTypeDefinition, ServiceDefinition } from "./definitions";
import { accessLevels, type ActionRecord, type ServiceRecord } from "./service-record";

const services = new Map<string, ServiceDefinition>();
let prefixes: ReadonlySet<string> | undefined;

/** Every service prefix that IAM knows, sorted. */
export function servicePrefixes(): readonly string[] {
  return dataIndex().services;
}

/** The service with this prefix, in whatever case it is written. */
export function findService(prefix: string): ServiceDefinition | undefined {
  const name = prefix.toLowerCase();
  const known = services.get(name);
  if (known) return known;
  prefixes ??= new Set(servicePrefixes());
  if (!prefixes.has(name)) return undefined;
  const service = readService(name, readDataFile<ServiceRecord>(`services/${name}.json`));
  services.set(name, service);
  return service;
}

/** The action with this name, `s3:GetObject`, in whatever case it is written; `undefined` for patterns and for what does not exist. */
export function findAction(action: string): ActionDefinition | undefined {
  const colon = action.indexOf(":");
  return colon < 0 ? undefined : findService(action.slice(0, colon))?.actions.get(action.slice(colon + 1).toLowerCase());
}

function readService(prefix: string, record: ServiceRecord): ServiceDefinition {
  const namesOf = (keys: readonly number[] = []) => keys.map((key) => record.keys[key]![0]);
  const actions = record.actions.map((action) => readAction(prefix, record, action, namesOf));
  const resourceTypes = record.types.map(([name, arnFormat, keys]): ResourceTypeDefinition => ({ name, arnFormat, conditionKeys: namesOf(keys) }));
  const conditionKeys = record.keys.flatMap(([key, type]): ConditionKeyDefinition[] =>
    type === undefined ? [] : [{ key, type: type as ConditionKeyType, isGlobal: key.startsWith("aws:") }],
  );
  return {
    prefix,
    name: record.name,
    actions: new Map(actions.map((action) => [action.name.toLowerCase(), action])),
    resourceTypes: new Map(resourceTypes.map((type) => [type.name, type])),
    conditionKeys: new Map(conditionKeys.map((key) => [key.key.toLowerCase(), key])),
  };
}

function readAction(service: string, record: ServiceRecord, [name, level, types = [], keys, dependentActions = []]: ActionRecord, namesOf: (keys?: readonly number[]) => string[]): ActionDefinition {
  const resourceTypes = types.map(
    ([type, isRequired, typeKeys, dependents = []]): ActionResourceType => ({
      name: record.types[type]![0],
      isRequired: isRequired === 1,
      conditionKeys: namesOf(typeKeys),
      dependentActions: dependents,
    }),
  );
  return { service, name, accessLevel: accessLevels[level]!, resourceTypes, conditionKeys: namesOf(keys), dependentActions };
}
