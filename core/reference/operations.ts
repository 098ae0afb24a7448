import { dataIndex, readDataFile } from "./data-files";
import type { InputMember, OperationDefinition, OperationService } from "./operation-definitions";
import { findOperationOverride } from "./operation-overrides";
import type { OperationOverride } from "./overrides/override";
import { memberTypes, type OperationRecord, type OperationServiceRecord } from "./operation-record";

/** An API whose operations are made into definitions only when they are asked for: EC2 alone has 800. */
interface LoadedService {
  readonly service: string;
  readonly record: OperationServiceRecord;
  readonly places: ReadonlyMap<string, OperationRecord>;
  readonly definitions: Map<string, OperationDefinition>;
}

const services = new Map<string, LoadedService>();
let serviceIds: ReadonlySet<string> | undefined;

/** Botocore service ids of every API, sorted. */
export function operationServices(): readonly string[] {
  return dataIndex().operationServices;
}

/** The API with this botocore service id. */
export function findOperationService(service: string): OperationService | undefined {
  const loaded = loadService(service);
  if (!loaded) return undefined;
  const { prefix, paginators, waiters } = loaded.record;
  return {
    service,
    iamPrefix: prefix,
    get operations() {
      for (const name of loaded.places.keys()) findIn(loaded, name);
      return loaded.definitions;
    },
    paginators: new Set(paginators),
    waiters: new Map(waiters),
  };
}

/** All operations of an API; none where there is no such API. */
export function findOperations(service: string): readonly OperationDefinition[] {
  return [...(findOperationService(service)?.operations.values() ?? [])];
}

/** The operation with this name, in whatever case it is written. */
export function findOperation(service: string, operation: string): OperationDefinition | undefined {
  const loaded = loadService(service);
  return loaded && findIn(loaded, operation.toLowerCase());
}

/** The operation behind a method of a client: `get_object` (Python, Ruby, Rust), `getObject` (JavaScript, Java), `GetObjectAsync` (C#, Java), `GetObject` (Go). */
export function findOperationByMethod(service: string, method: string): OperationDefinition | undefined {
  const name = method.replaceAll("_", "");
  return findOperation(service, name) ?? (/Async$/.test(name) ? findOperation(service, name.slice(0, -"Async".length)) : undefined);
}

/** The operation that a waiter polls: `bucket_exists`, `waitUntilBucketExists` and `BucketExists` name the same. */
export function findWaiterOperation(service: string, waiter: string): OperationDefinition | undefined {
  const wanted = waiter.replaceAll("_", "").replace(/^waitUntil|^waitFor/, "").toLowerCase();
  const polled = loadService(service)?.record.waiters.find(([name]) => name.toLowerCase() === wanted)?.[1];
  return polled === undefined ? undefined : findOperation(service, polled);
}

function loadService(service: string): LoadedService | undefined {
  const known = services.get(service);
  if (known) return known;
  serviceIds ??= new Set(operationServices());
  if (!serviceIds.has(service)) return undefined;
  const record = readDataFile<OperationServiceRecord>(`operations/${service}.json`);
  const loaded = { service, record, places: new Map(record.operations.map((operation) => [operation[0].toLowerCase(), operation])), definitions: new Map<string, OperationDefinition>() };
  services.set(service, loaded);
  return loaded;
}

function findIn({ service, record, places, definitions }: LoadedService, name: string): OperationDefinition | undefined {
  const operation = places.get(name);
  const known = definitions.get(name);
  if (known || !operation) return known;
  const definition = readOperation(service, record.prefix, operation);
  definitions.set(name, definition);
  return definition;
}

function readOperation(service: string, iamPrefix: string, record: OperationRecord): OperationDefinition {
  const [operation, members, generated = [], dependents = [], holes = [], conditional = []] = record;
  const reviewed = findOperationOverride(service, operation);
  const override: OperationOverride = reviewed ?? {};
  const needsNoPermission = override.needsNoPermission ?? (generated === 1 && override.actions === undefined);
  const actions = override.actions ?? (typeof generated === "object" ? generated : generated === 0 ? [`${iamPrefix}:${operation}`] : []);
  const decidedByContent = override.dependentActions ?? dependents;
  const conditionalActions = needsNoPermission ? [] : (override.conditionalActions ?? conditional.map(([action, member]) => ({ action, member })));
  const dependentActions = needsNoPermission ? [] : [...new Set([...decidedByContent, ...conditionalActions.map(({ action }) => action)])];
  const arnHoles = new Map(holes);
  return {
    service,
    operation,
    iamPrefix,
    actions,
    dependentActions: dependentActions.filter((action) => !actions.includes(action)),
    conditionalActions,
    needsNoPermission,
    isUnmapped: !needsNoPermission && !reviewed && actions.length === 0 && decidedByContent.length === 0,
    inputMembers: members === "" ? [] : members.split(" ").map(readMember),
    arnHoles,
    resourceMembers: [...new Set([...arnHoles.values()].map((path) => path.split(/[.[]/)[0]!))],
  };
}

function readMember(text: string): InputMember {
  const [head, letter] = text.split("#") as [string, keyof typeof memberTypes | undefined];
  const isRequired = head.endsWith("!");
  return { name: isRequired ? head.slice(0, -1) : head, isRequired, type: letter === undefined ? "string" : memberTypes[letter] };
}
