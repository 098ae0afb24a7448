import { memberTypes, type OperationRecord, type OperationServiceRecord, type SdkServiceRecord } from "../../core/reference/operation-record";
import type { ServiceRecord } from "../../core/reference/service-record";
import { findOperationOverride } from "../../core/reference/operation-overrides";
import type { BotocoreMember, BotocoreService } from "./botocore";
import { conditionalActions } from "./conditional-actions";
import { memberOfTemplate, type MappedAction, type OperationMap } from "./operation-map";
import { withoutEmptyTail } from "./record";

/** What the operations of all APIs are joined from. */
export interface OperationSources {
  readonly botocore: readonly BotocoreService[];
  readonly map: OperationMap;
  readonly iam: ReadonlyMap<string, ServiceRecord>;
  /** Action → actions that it depends on. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
}

/** The operation part of the data. */
export interface OperationData {
  readonly services: ReadonlyMap<string, OperationServiceRecord>;
  readonly sdkServices: readonly SdkServiceRecord[];
}

export function joinOperations(sources: OperationSources): OperationData {
  const knownActions = new Map<string, string>();
  for (const [prefix, { actions }] of sources.iam) for (const [name] of actions) knownActions.set(`${prefix}:${name}`.toLowerCase(), `${prefix}:${name}`);
  const services = sources.botocore.map((service): [string, OperationServiceRecord] => [service.id, joinService(service, sources, knownActions)]);
  const sdkServices = sources.botocore.map(({ id, metadata }): SdkServiceRecord => [id, metadata.serviceId, metadata.serviceAbbreviation ?? metadata.serviceFullName]);
  return { services: new Map(services), sdkServices };
}

function joinService(service: BotocoreService, { map, iam, dependents }: OperationSources, knownActions: ReadonlyMap<string, string>): OperationServiceRecord {
  const client = clientName(service);
  const prefix = iamPrefix(service, map.prefixOf(client) ?? map.prefixOf(service.metadata.serviceId), iam);
  const operations = [...service.operations].map(([name, operation]): OperationRecord => {
    const { members } = operation;
    const mapped = map.find(client, name);
    const mappedActions = [...new Set(mapped.flatMap(({ action }) => knownActions.get(action.toLowerCase()) ?? []))];
    const own = knownActions.get(`${prefix}:${name}`.toLowerCase());
    const always = [...new Set(mapped.filter(isUnconditional).flatMap(({ action }) => knownActions.get(action.toLowerCase()) ?? []))];
    const method = knownActions.get(`${prefix}:${operation.httpMethod}`.toLowerCase());
    const main = own ? [own] : always.length > 0 ? always : [method ?? knownActions.get(`${prefix}:${olderName(name)}`.toLowerCase())].filter((action) => action !== undefined);
    const actions = operation.needsEndpointDiscovery ? [...main, `${prefix}:DescribeEndpoints`] : main;
    const others = new Set([...mappedActions, ...actions.flatMap((action) => dependents.get(action.toLowerCase()) ?? [])].map((action) => knownActions.get(action.toLowerCase()) ?? action));
    const isOwnName = actions.length === 1 && actions[0] === `${prefix}:${name}`;
    return withoutEmptyTail<OperationRecord>([
      name,
      members.map(memberText).join(" "),
      operation.isUnsigned ? 1 : isOwnName ? 0 : actions,
      [...others].filter((action) => !actions.includes(action)).sort(),
      arnHoles(members, mapped, findOperationOverride(service.id, name)?.actions ?? actions, iam),
      conditionalActions(name, prefix, operation, iam),
    ]);
  });
  return { prefix, operations, paginators: [...service.paginators], waiters: [...service.waiters] };
}

/** An operation on several things, or the second version of one, is authorised by the action that was there before, unless it has its own. */
function olderName(operation: string): string {
  return operation.replace(/^Batch(?=[A-Z])|V2$/g, "");
}

/** A role is only passed where one is given, though the map does not always say so. */
function isUnconditional({ action, conditions }: MappedAction): boolean {
  return conditions === undefined && action !== "iam:PassRole";
}

/** The name of the client in the JavaScript SDK version 2, which the map uses. */
function clientName({ metadata }: BotocoreService): string {
  return (metadata.serviceAbbreviation ?? metadata.serviceFullName).replace(/^Amazon|AWS\s*|\(.*|\s+|\W+/g, "");
}

/** Of the prefixes that the API could have, the one under which most of its operations are actions. */
function iamPrefix(service: BotocoreService, mapped: string | undefined, iam: ReadonlyMap<string, ServiceRecord>): string {
  const { signingName, endpointPrefix } = service.metadata;
  const candidates = [signingName, mapped, endpointPrefix, service.id, endpointPrefix.split(".").at(-1), service.id.replaceAll("-", ""), service.id.split("-")[0]].filter((prefix): prefix is string => prefix !== undefined && iam.has(prefix));
  const names = new Set([...service.operations.keys()].map((name) => name.toLowerCase()));
  const score = (prefix: string) => iam.get(prefix)!.actions.filter(([name]) => names.has(name.toLowerCase())).length;
  return candidates.reduce<string | undefined>((best, prefix) => (best === undefined || score(prefix) > score(best) ? prefix : best), undefined) ?? signingName ?? service.id;
}

const letters: Readonly<Record<string, string>> = { integer: "n", long: "n", float: "n", double: "n", boolean: "b", timestamp: "t", blob: "x", list: "l", map: "m", structure: "s" };

function memberText({ name, isRequired, type }: BotocoreMember): string {
  const letter = letters[type];
  if (letter !== undefined && !(letter in memberTypes)) throw new Error(`no member type ${letter}`);
  return `${name}${isRequired ? "!" : ""}${letter === undefined ? "" : `#${letter}`}`;
}

/** Which member of the input tells each hole of the ARNs of the resource types that the actions work on. */
function arnHoles(members: readonly BotocoreMember[], mapped: ReturnType<OperationMap["find"]>, actions: readonly string[], iam: ReadonlyMap<string, ServiceRecord>): [string, string][] {
  const holes = new Map<string, string>();
  const allNames = new Map(members.map(({ name }) => [name.toLowerCase(), name]));
  const memberNames = new Map(members.filter(({ type }) => type === "string" || type === "list").map(({ name }) => [name.toLowerCase(), name]));
  for (const { resource_mappings } of mapped) {
    for (const [hole, { template }] of Object.entries(resource_mappings ?? {})) {
      // Where a member has the hole's own name, the map's word for another one is a slip.
      const own = ownNames(hole).find((name) => memberNames.has(name));
      const member = own === undefined ? memberOfTemplate(template) : memberNames.get(own);
      const top = member && allNames.get(member.split(/[.[]/)[0]!.toLowerCase());
      if (member && top && !holes.has(hole)) holes.set(hole, member);
    }
  }
  for (const action of actions) {
    for (const [type, format] of resourceTypesOf(action, iam)) {
      for (const [, hole] of format.matchAll(/\$\{(\w+)\}/g)) {
        if (["Partition", "Region", "Account"].includes(hole!) || holes.has(hole!)) continue;
        const member = memberNames.get(candidateNames(hole!, type).find((name) => memberNames.has(name)) ?? "");
        if (member) holes.set(hole!, member);
      }
    }
  }
  return [...holes];
}

function resourceTypesOf(action: string, iam: ReadonlyMap<string, ServiceRecord>): (readonly [string, string])[] {
  const [prefix, name] = action.split(":") as [string, string];
  const service = iam.get(prefix)!;
  const record = service.actions.find(([candidate]) => candidate === name);
  return (record?.[2] ?? []).map(([type]) => [service.types[type]![0], service.types[type]![1]] as const);
}

/** Names that a member may have which tells this hole of this resource type, lower-case, the most telling first. */
function candidateNames(hole: string, type: string): string[] {
  const own = type.toLowerCase().replace(/[^a-z0-9]/g, "");
  return [...ownNames(hole), ...endings.map((ending) => own + ending), "resourcearn", "arn"];
}

const endings = ["name", "id", "identifier", "arn", ""];

/** Spellings of a hole's own name. */
function ownNames(hole: string): string[] {
  const stem = hole.toLowerCase().replace(/(name|id|identifier)$/, "");
  if (stem === "") return hole.toLowerCase() === "name" ? ["name"] : ["id", "identifier"];
  return [hole.toLowerCase(), ...endings.map((ending) => stem + ending)];
}
