import { findOperation } from "../../reference";
import { concatenate, literal, reference, unknown, type SourceLocation, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown } from "../../values";
import type { Machine } from "./machine";
import { mergeSymbolic, noteOf, toSymbolic } from "./to-symbolic";
import { alternativesOf, data, type ProgramValue } from "./values";

/** What a client was made with. */
export interface ClientSettings {
  readonly service: string;
  /** Made with the credentials of another role: its calls are not the execution role's. */
  readonly isOtherIdentity?: boolean;
  readonly region?: SymbolicString | Unknown;
  readonly endpoint?: SymbolicString | Unknown;
  /** The library that made it. */
  readonly via?: string;
}

/** Where a call is written. */
export interface CallPlace {
  readonly at: SourceLocation;
  readonly code: string;
}

/** Whether what the operation answers are the credentials of another role. */
export function givesOtherIdentity(service: string, operation: string): boolean {
  return (service === "sts" && operation.startsWith("AssumeRole")) || operation === "GetCredentialsForIdentity" || operation === "GetRoleCredentials";
}

/** The input that an operation is given, whatever kind of object holds it. */
export function inputOf(value: ProgramValue | undefined): { input: SymbolicMap; note?: string } {
  const given = alternativesOf(value);
  const note = noteOf(given.flatMap((one) => (one.kind === "object" ? [...one.slots.map] : [])));
  const alternatives = given.map((one) => toSymbolic(one)).map((one): Symbolic => (one.kind === "map" || one.kind === "unknown" ? one : unknown("unreadable", "the input of the call")));
  return { input: alternatives.length === 0 ? { kind: "map", entries: new Map() } : mergeSymbolic(alternatives), ...(note ? { note } : {}) };
}

/** An input of members by name. */
export function inputWith(members: Readonly<Record<string, ProgramValue | undefined>>): { input: SymbolicMap; note?: string } {
  const present = Object.entries(members).filter((entry): entry is [string, ProgramValue] => entry[1] !== undefined && entry[1].kind !== "zero");
  const note = noteOf(present);
  return { input: { kind: "map", entries: new Map(present.map(([name, value]) => [name, toSymbolic(value)])) }, ...(note ? { note } : {}) };
}

/** Records a call, and gives its answer. */
export function emit(machine: Machine, place: CallPlace, settings: ClientSettings, operation: string, given: { input: SymbolicMap; note?: string }, more?: string): ProgramValue {
  const input = withApiNames(settings.service, operation, given.input);
  if (!settings.isOtherIdentity) {
    const gives = givesOtherIdentity(settings.service, operation) ? "calls made with the credentials that it gives are not counted, they are not the execution role's" : undefined;
    const note = [given.note, more, gives].filter((one) => one !== undefined).join("; ");
    machine.found({
      service: settings.service,
      operation,
      input,
      at: place.at,
      code: place.code,
      ...(settings.via ? { via: settings.via } : {}),
      ...(settings.region ? { region: settings.region } : {}),
      ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
      ...(note ? { note } : {}),
    });
  }
  return answerOf(machine, settings.service, operation, input);
}

/** An answer; what only repeats what was asked, or says where the function runs, is known. */
function answerOf(machine: Machine, service: string, operation: string, input: SymbolicMap): ProgramValue {
  const answer = { service, operation };
  const why = unknown("decided-at-run-time", `the answer of ${service} ${operation}`);
  const known = new Map<string, ProgramValue>();
  if (service === "sqs" && operation === "GetQueueUrl") {
    const name = input.entries.get("QueueName");
    if (name?.kind === "string" && !input.entries.has("QueueOwnerAWSAccountId")) known.set("QueueUrl", data(concatenate([literal("https://sqs."), reference("aws", "region"), literal(".amazonaws.com/"), reference("aws", "account_id"), literal("/"), name])));
  }
  if (service === "sts" && operation === "GetCallerIdentity") known.set("Account", data(reference("aws", "account_id")));
  if (known.size === 0) return { kind: "data", value: why, answer };
  const object = machine.makeObject(undefined, why);
  for (const [name, value] of known) machine.store.set(object.slots, name, value);
  return object;
}

/** Members under the API's own names, and lists where the API has lists. */
function withApiNames(service: string, operation: string, input: SymbolicMap): SymbolicMap {
  const members = new Map((findOperation(service, operation)?.inputMembers ?? []).map((member) => [member.name.toLowerCase(), member]));
  const entries = new Map<string, Symbolic>();
  for (const [name, value] of input.entries) {
    const member = members.get(name.toLowerCase()) ?? members.get(name.toLowerCase().replace(/values$|withstrings$|asstrings?$/, ""));
    const isAlone = member?.type === "list" && (value.kind === "string" || value.kind === "map" || value.kind === "number");
    entries.set(member?.name ?? name, isAlone ? { kind: "list", items: [value] } : value);
  }
  return { ...input, entries: service === "s3" ? withCopySource(entries) : entries };
}

/** Java names the two objects of a copy one by one. */
function withCopySource(entries: Map<string, Symbolic>): Map<string, Symbolic> {
  const names = new Map([...entries.keys()].map((name) => [name.toLowerCase(), name]));
  const take = (...candidates: string[]): Symbolic | undefined => {
    const name = candidates.map((candidate) => names.get(candidate)).find((one) => one !== undefined);
    const value = name === undefined ? undefined : entries.get(name);
    if (name !== undefined) entries.delete(name);
    return value;
  };
  const [bucket, key, version] = [take("sourcebucket", "sourcebucketname"), take("sourcekey"), take("sourceversionid")];
  const [toBucket, toKey] = [take("destinationbucket", "destinationbucketname"), take("destinationkey")];
  if (toBucket) entries.set("Bucket", toBucket);
  if (toKey) entries.set("Key", toKey);
  if (bucket) entries.set("CopySource", { kind: "map", entries: new Map([["Bucket", bucket], ...(key ? [["Key", key] as const] : []), ...(version ? [["VersionId", version] as const] : [])]) });
  return entries;
}

/** A value as text to be shown with a call, if it is one. */
export function shownText(value: ProgramValue | undefined): SymbolicString | Unknown | undefined {
  if (!value) return undefined;
  const symbolic = toSymbolic(value);
  return symbolic.kind === "string" || symbolic.kind === "unknown" ? symbolic : undefined;
}

/** A region that the code reads from its own environment is the one that it runs in. */
export function regionOf(value: ProgramValue | undefined): { region?: SymbolicString | Unknown } {
  const region = shownText(value);
  return region ? { region } : {};
}
