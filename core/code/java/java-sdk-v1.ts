import { findOperation, findOperationByMethod, findSdkService, findWaiterOperation } from "../../reference";
import { unknown } from "../../values";
import type { Machine } from "../program/machine";
import { emit, inputOf, shownText, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, atRunTime, method, native, zero, type Call, type NativeValue, type ObjectValue, type ProgramValue } from "../program/values";
import { makeBuilder, memberNamed } from "./java-builders";
import { holderMethods, isGivenFunction, isOtherIdentity, otherCredentials } from "./java-sdk-v2";
import { positionalMembers, specialMethods } from "./java-v1-arguments";

/** The service of a client or request by its full name: `com.amazonaws.services.s3.AmazonS3`. */
export function serviceOfV1(path: string): string | undefined {
  const match = /^com\.amazonaws\.services\.([a-z0-9]+)\./.exec(path);
  if (!match || /^com\.amazonaws\.services\.(lambda\.runtime|kinesis\.(clientlibrary|producer)|s3\.event|lambda\.invoke)\b/.test(path)) return undefined;
  return findSdkService("java-v1", path) ?? match[1];
}

function settingsFrom(service: string, object: ObjectValue | undefined): ClientSettings {
  const region = shownText(memberNamed(object, "region"));
  return { service, isOtherIdentity: isOtherIdentity(memberNamed(object, "credentials")), ...(region ? { region } : {}) };
}

/** A client of the first version: its methods are the operations, with a request or its parts. */
export function makeV1Client(machine: Machine, settings: ClientSettings): NativeValue {
  const { service } = settings;
  const client: NativeValue = native(`${service} client`, {
    services: settings.isOtherIdentity ? [] : [service],
    key: `java1:${JSON.stringify(settings)}`,
    member: (name, call) => {
      if (name === "waiters") return method(name, () => waiters(machine, settings));
      if (service === "s3" && /^generatePresignedUrl$/.test(name)) return method(name, (inner) => presign(machine, settings, inner));
      const operation = operationNamed(service, name);
      if (operation && !(holderMethods.has(name) && call?.args.length === 0)) return method(`${service}.${name}`, (inner) => callV1(machine, settings, operation, name, inner));
      if (holderMethods.has(name)) return method(name, () => client);
      if (isGivenFunction(name, call)) return undefined;
      if (/^(shutdown|setRegion|setEndpoint|withRegion|withEndpoint|getUrl|getRegion|getRegionName|getCachedResponseMetadata|isRequesterPaysEnabled|toString|hashCode|equals|getClass|getExecutorService|getClientConfiguration|setS3ClientOptions|configureRegion)$/.test(name)) return method(name, () => (name.startsWith("with") ? client : atRunTime(`the result of ${name}()`)));
      return method(name, (inner) => {
        if (!settings.isOtherIdentity) machine.unread({ message: `${name}() of the ${service} client is not an operation that is known.`, at: inner.at, services: [service] });
        return atRunTime(`the result of ${name}()`);
      });
    },
  });
  return client;
}

function operationNamed(service: string, name: string): string | undefined {
  const plain = name.replace(/Async$/, "");
  const special = service === "s3" && Object.hasOwn(specialMethods, plain) ? specialMethods[plain] : undefined;
  if (special) return special;
  const found = findOperationByMethod(service, plain);
  if (found) return found.operation;
  // `setBucketPolicy` puts it.
  return /^set[A-Z]/.test(plain) ? findOperationByMethod(service, plain.replace(/^set/, "put"))?.operation : undefined;
}

function callV1(machine: Machine, settings: ClientSettings, operation: string, name: string, call: Call): ProgramValue {
  const [first] = call.args;
  const given = alternativesOf(first);
  const isRequest = given.some((one) => one.kind === "object" && one.type?.kind === "external" && /Request$/.test(one.type.path)) || given.some((one) => one.kind === "data" && one.type?.kind === "external" && /Request$/.test(one.type.path));
  const input = isRequest ? first : positional(machine, settings.service, operation, call.args, name);
  const answer = emit(machine, call, settings, operation, inputOf(input));
  machine.surrender(call.args.slice(1).filter((one) => alternativesOf(one).some((value) => value.kind === "function" || value.kind === "object")), call);
  return answer;
}

/** The parts of a request one by one, as the members that they are. */
export function positional(machine: Machine, service: string, operation: string, args: readonly ProgramValue[], name?: string): ObjectValue {
  const object = machine.makeObject({ kind: "external", path: `${operation}Request`, args: [] });
  const members = positionalMembers(service, operation, args.length, name) ?? requiredMembers(service, operation);
  args.forEach((value, index) => {
    const member = members[index];
    if (member) machine.store.set(object.slots, member, value);
  });
  return object;
}

/** Short forms take what an operation cannot do without, in order. */
function requiredMembers(service: string, operation: string): string[] {
  return (findOperation(service, operation)?.inputMembers ?? []).filter((member) => member.isRequired).map((member) => member.name);
}

/** A URL is signed for GET unless another method is named. */
function presign(machine: Machine, settings: ClientSettings, call: Call): ProgramValue {
  const [first] = call.args;
  const isRequest = alternativesOf(first).some((one) => one.kind === "object" || (one.kind === "data" && one.type?.kind === "external"));
  const request = isRequest ? first : positional(machine, "s3", "GeneratePresignedUrl", call.args);
  const verbs = alternativesOf(memberNamed(request, "Method")).map((one) => (one.kind === "external" ? one.path.slice(one.path.lastIndexOf(".") + 1) : "?"));
  const operations = (verbs.length === 0 ? ["GET"] : verbs).flatMap((verb) => (Object.hasOwn(byVerb, verb) ? [byVerb[verb]!] : Object.values(byVerb)));
  for (const operation of operations) emit(machine, call, settings, operation, inputOf(request), "signed into a URL");
  return atRunTime("a signed URL");
}

const byVerb: Readonly<Record<string, string>> = { GET: "GetObject", PUT: "PutObject", DELETE: "DeleteObject", HEAD: "HeadObject" };

function waiters(machine: Machine, settings: ClientSettings): NativeValue {
  return native(`${settings.service} waiters`, {
    member: (name) => {
      const polled = findWaiterOperation(settings.service, name);
      return method(name, () => native(`${name} waiter`, { member: (run) => method(run, (call) => {
        const request = memberNamed(call.args[0], "request") ?? call.args[0];
        return polled ? emit(machine, call, settings, polled.operation, inputOf(request)) : atRunTime(run);
      }) }));
    },
  });
}

/** Whether the name is that of a client or its interface. */
function isClientType(path: string): boolean {
  const simple = path.slice(path.lastIndexOf(".") + 1);
  return /^com\.amazonaws\.services\.[a-z0-9]+\.(Amazon|AWS)\w+$/.test(path) && !/(URI|Exception|Builder|Constants|Params)$/.test(simple) && serviceOfV1(path) !== undefined;
}

export function objectOfV1Type(machine: Machine, path: string): ProgramValue | undefined {
  return isClientType(path) ? makeV1Client(machine, { service: serviceOfV1(path)! }) : undefined;
}

/** A static call: builders of clients. */
export function callV1Static(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const type = path.slice(0, path.lastIndexOf("."));
  const name = path.slice(path.lastIndexOf(".") + 1);
  const service = serviceOfV1(path);
  if (service !== undefined && /Builder$/.test(type) && /\.(Amazon|AWS)\w+$/.test(type)) {
    if (name === "defaultClient") return makeV1Client(machine, { service });
    if (/^(standard|builder)$/.test(name)) return makeBuilder(machine, type, undefined, (object) => makeV1Client(machine, settingsFrom(service, object)));
  }
  if (/^com\.amazonaws\./.test(path)) {
    if (/\.(Builder|builder|standard)$/.test(path)) return makeBuilder(machine, type, undefined, (object) => object);
    if (/\.regions\.Regions?\.(fromName|getRegion)$/.test(path)) return call.args[0] ?? zero;
    if (call.args.some(isOtherIdentity)) return otherCredentials();
  }
  return undefined;
}

/** `new X(…)`: clients, requests and credentials. */
export function constructV1(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  if (!path.startsWith("com.amazonaws.")) return undefined;
  const simple = path.slice(path.lastIndexOf(".") + 1);
  if (isClientType(path)) return makeV1Client(machine, { service: serviceOfV1(path)!, isOtherIdentity: call.args.some(isOtherIdentity) });
  if (/^STSAssumeRole\w*CredentialsProvider/.test(simple) || path.endsWith("CredentialsProvider.Builder")) {
    const object = machine.makeObject({ kind: "external", path, args: [] });
    machine.store.set(object.slots, "RoleArn", call.args.find((one) => one.kind === "data") ?? zero);
    emit(machine, call, { service: "sts" }, "AssumeRole", inputOf(object));
    return path.endsWith(".Builder") ? makeBuilder(machine, path, undefined, () => otherCredentials()) : otherCredentials();
  }
  if (/Credentials/.test(simple) && call.args.some(isOtherIdentity)) return otherCredentials();
  const service = serviceOfV1(path);
  if (service === undefined || !/\.model\./.test(path)) return undefined;
  const operation = simple.replace(/Request$/, "");
  const object = machine.makeObject({ kind: "external", path, args: [] });
  const filled = simple.endsWith("Request") ? positional(machine, service, operation, call.args) : undefined;
  for (const [name, value] of filled?.slots.map ?? []) machine.store.set(object.slots, name, value);
  if (!filled) call.args.forEach((value, index) => machine.store.set(object.slots, `(${index})`, value));
  return object;
}

/** `withX`, `setX` and `getX` of a request. */
export function methodOfV1Object(machine: Machine, object: ObjectValue, name: string, call: Call): ProgramValue | undefined {
  const match = /^(with|set|get|is|add|clear)([A-Z]\w*)$/.exec(name);
  if (!match) return undefined;
  const [, verb, member] = match as unknown as [string, string, string];
  const known = memberKey(object, member);
  if (verb === "get" || verb === "is") return object.slots.map.get(known) ?? unset(object, known);
  if (verb === "add") {
    const before = object.slots.map.get(known);
    const added = call.args.length === 2 && /Entry$/.test(member) ? machine.makeObject(undefined) : (call.args[call.args.length - 1] ?? zero);
    machine.store.set(object.slots, known, machine.makeList([...(before ? machine.elementsOf(before).items : []), added]));
    return object;
  }
  machine.store.set(object.slots, known, call.args.length === 1 ? call.args[0]! : machine.makeList(call.args));
  return verb === "with" ? object : zero;
}

function memberKey(object: ObjectValue, member: string): string {
  for (const key of object.slots.map.keys()) if (key.toLowerCase() === member.toLowerCase() || `${key}Name`.toLowerCase() === member.toLowerCase()) return key;
  return member === "BucketName" ? "Bucket" : member;
}

function unset(object: ObjectValue, member: string): ProgramValue {
  return object.slots.map.has("") ? { kind: "data", value: unknown("decided-at-run-time", member) } : atRunTime(member);
}

