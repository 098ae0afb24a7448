import { findOperationByMethod, findSdkService, findWaiterOperation } from "../../reference";
import type { Machine } from "../program/machine";
import { emit, givesOtherIdentity, inputOf, inputWith, shownText, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, atRunTime, method, native, text, zero, type Call, type NativeValue, type ObjectValue, type ProgramValue } from "../program/values";
import { lostRequest, makeBuilder, memberNamed, requestOf } from "./java-builders";

export const SDK2 = "software.amazon.awssdk.";

/** Names by which a value is taken out of what holds it. */
export const holderMethods = new Set(["get", "join", "block", "orElse", "orElseGet", "orElseThrow", "getIfAvailable", "getObject", "resolve", "call"]);

/** Whether an Optional or future that the value is taken for is asked to hand it to a function. */
export function isGivenFunction(name: string, call: Call | undefined): boolean {
  return /^(ifPresent|map|flatMap|filter|then[A-Z]|whenComplete|handle$|doOn|subscribe$)/.test(name) && call !== undefined && call.args.some((one) => alternativesOf(one).some((given) => given.kind === "function"));
}

const OTHER = "credentials of another role";

export function otherCredentials(): NativeValue {
  return native(OTHER, { key: OTHER });
}

/** Whether the value is, or is made of, credentials of another role. */
export function isOtherIdentity(value: ProgramValue | undefined): boolean {
  const given = alternativesOf(value);
  return given.length > 0 && given.every((one) => (one.kind === "native" && one.key === OTHER) || (one.kind === "data" && one.answer !== undefined && givesOtherIdentity(one.answer.service, one.answer.operation)));
}

/** The service of a client, builder or the like by its full name: `software.amazon.awssdk.services.s3.S3Client`. */
export function serviceOf(path: string): string | undefined {
  const match = /^software\.amazon\.awssdk\.services\.([a-z0-9]+)\./.exec(path);
  if (!match) return undefined;
  // A service may have its client in the package of another: dynamodb.streams, waf.regional.
  const client = /\.[a-z0-9]+\.[a-z]+\.(\w+Client(?:Builder)?)$/.exec(path)?.[1];
  return (client && findSdkService("java-v2", client)) ?? findSdkService("java-v2", path) ?? match[1];
}

/** What a client is made with. */
export function settingsFrom(service: string, object: ObjectValue | undefined): ClientSettings {
  const region = shownText(memberNamed(object, "region"));
  const endpoint = shownText(memberNamed(object, "endpointOverride"));
  return { service, isOtherIdentity: isOtherIdentity(memberNamed(object, "credentialsProvider")), ...(region ? { region } : {}), ...(endpoint ? { endpoint } : {}) };
}

/** A client of the second version: its methods are the operations. */
export function makeClient(machine: Machine, settings: ClientSettings): NativeValue {
  const { service } = settings;
  const client: NativeValue = native(`${service} client`, {
    services: settings.isOtherIdentity ? [] : [service],
    key: `java2:${JSON.stringify(settings)}`,
    member: (name, call) => {
      const isRequest = (call?.args.length ?? 1) > 0;
      const operation = operationNamed(service, name);
      if (operation && !(holderMethods.has(name) && !isRequest)) return method(`${service}.${name}`, (inner) => callOperation(machine, settings, operation, inner));
      if (holderMethods.has(name)) return method(name, () => client);
      if (isGivenFunction(name, call)) return undefined;
      if (name === "utilities" && (service === "rds" || service === "dsql")) return method(name, () => tokens(machine, settings));
      if (name === "waiter") return method(name, () => waiter(machine, settings));
      if (/^(close|serviceName|serviceClientConfiguration|utilities|toString|hashCode|equals|getClass)$/.test(name)) return method(name, () => atRunTime(`the result of ${name}()`));
      return method(name, (inner) => {
        if (!settings.isOtherIdentity) machine.unread({ message: `${name}() of the ${service} client is not an operation that is known.`, at: inner.at, services: [service] });
        return atRunTime(`the result of ${name}()`);
      });
    },
  });
  return client;
}

/** The operation behind a method: `putItem`, `listObjectsV2Paginator`, `getObjectAsBytes`. */
function operationNamed(service: string, name: string): string | undefined {
  return (findOperationByMethod(service, name) ?? findOperationByMethod(service, name.replace(/(Paginator|AsBytes)$/, "")))?.operation;
}

function callOperation(machine: Machine, settings: ClientSettings, operation: string, call: Call): ProgramValue {
  const [first, ...others] = call.args;
  const answer = emit(machine, call, settings, operation, inputOf(requestOf(machine, first, call)));
  // Handlers and transformers of what comes back.
  machine.surrender(others.filter((one) => alternativesOf(one).some((value) => value.kind === "function" || value.kind === "object")), call);
  return answer;
}

/** Tokens that let somebody into a database. Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.Java.html */
function tokens(machine: Machine, settings: ClientSettings): NativeValue {
  return native(`${settings.service} utilities`, {
    services: settings.isOtherIdentity ? [] : [settings.service],
    member: (name) => {
      if (!/^generate\w*Token$/.test(name)) return method(name, () => atRunTime(name));
      return method(name, (call) => {
        const request = requestOf(machine, call.args[0], call);
        const operation = settings.service === "rds" ? "GenerateDBAuthToken" : /Admin/.test(name) ? "GenerateDbConnectAdminAuthToken" : "GenerateDbConnectAuthToken";
        return emit(machine, call, settings, operation, inputWith(settings.service === "rds" ? { DBHostname: memberNamed(request, "hostname"), DBUsername: memberNamed(request, "username") } : { Hostname: memberNamed(request, "hostname") }));
      });
    },
  });
}

function waiter(machine: Machine, settings: ClientSettings): NativeValue {
  return native(`${settings.service} waiter`, {
    services: [],
    member: (name) => {
      const polled = findWaiterOperation(settings.service, name);
      return polled && method(name, (call) => emit(machine, call, settings, polled.operation, inputOf(requestOf(machine, call.args[0], call))));
    },
  });
}

/** Signs requests that somebody else makes: with what the role may do. */
export function presigner(machine: Machine, settings: ClientSettings): NativeValue {
  return native(`${settings.service} presigner`, {
    services: settings.isOtherIdentity ? [] : [settings.service],
    member: (name) => {
      const operation = findOperationByMethod(settings.service, name.replace(/^presign/, ""))?.operation;
      if (operation === undefined) return method(name, () => atRunTime(name));
      return method(name, (call) => {
        const request = requestOf(machine, call.args[0], call);
        return emit(machine, call, settings, operation, inputOf(memberNamed(request, `${operation}Request`) ?? lostRequest(machine)), "signed into a URL");
      });
    },
  });
}

const transfers: Readonly<Record<string, readonly [operation: string, member: string]>> = {
  uploadFile: ["PutObject", "putObjectRequest"],
  upload: ["PutObject", "putObjectRequest"],
  uploadDirectory: ["PutObject", ""],
  downloadFile: ["GetObject", "getObjectRequest"],
  download: ["GetObject", "getObjectRequest"],
  downloadDirectory: ["GetObject", ""],
  copy: ["CopyObject", "copyObjectRequest"],
};

/** Source: https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/transfer-manager.html */
export function transferManager(machine: Machine, settings: ClientSettings): NativeValue {
  return native("S3 transfer manager", {
    services: settings.isOtherIdentity ? [] : ["s3"],
    key: `java2:tm:${JSON.stringify(settings)}`,
    member: (name) => {
      const known = Object.hasOwn(transfers, name) ? transfers[name] : undefined;
      if (!known) return method(name, () => atRunTime(name));
      return method(name, (call) => {
        const request = requestOf(machine, call.args[0], call);
        const [operation, member] = known;
        if (name === "downloadDirectory") emit(machine, call, settings, "ListObjectsV2", inputOf(request));
        if (operation === "GetObject" && member !== "") emit(machine, call, settings, "HeadObject", inputOf(memberNamed(request, member) ?? lostRequest(machine)));
        return emit(machine, call, settings, operation, inputOf(member === "" ? request : (memberNamed(request, member) ?? lostRequest(machine))));
      });
    },
  });
}

/** Settings of the client that something is made with. */
export function settingsOfClient(value: ProgramValue | undefined, service: string): ClientSettings {
  const known = alternativesOf(value).flatMap((one) => (one.kind === "native" && /^java[12]:\{/.test(one.key ?? "") ? [JSON.parse(one.key!.slice(6)) as ClientSettings] : []));
  return known.find((one) => !one.isOtherIdentity) ?? known[0] ?? { service };
}

/** A value of a type of this SDK of which nothing else is known: a client, if it is the type of one. */
export function objectOfSdk2Type(machine: Machine, path: string): ProgramValue | undefined {
  if (/\.S3Presigner$|\.PollyPresigner$|\.BedrockRuntimePresigner$/.test(path)) return presigner(machine, { service: serviceOf(path) ?? "s3" });
  if (/^software\.amazon\.awssdk\.transfer\.s3\.S3TransferManager$/.test(path)) return transferManager(machine, { service: "s3" });
  const service = serviceOf(path);
  if (service === undefined) return undefined;
  if (/^software\.amazon\.awssdk\.services\.\w+(\.[a-z]+)?\.\w+Client$/.test(path)) return makeClient(machine, { service });
  if (/\.(RdsUtilities|DsqlUtilities)$/.test(path)) return tokens(machine, { service });
  return /\.waiters\.\w+Waiter$/.test(path) ? waiter(machine, { service }) : undefined;
}

/** A static call of a type of this SDK. */
export function callSdk2(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const type = path.slice(0, path.lastIndexOf("."));
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (/^(builder|crtBuilder|standard)$/.test(name)) return makeBuilder(machine, type, undefined, (object, at) => finish(machine, type, object, at));
  if (/^(create|crtCreate|defaultClient)$/.test(name)) return finish(machine, type, call.args, call);
  if (type.endsWith(".regions.Region") && name === "of") return call.args[0] ?? zero;
  if (/\.model\.\w+$/.test(type)) {
    if (name === "fromValue") return call.args[0] ?? zero;
    const member = /^from([A-Z]\w*)$/.exec(name)?.[1];
    if (!member) return atRunTime(name);
    const object = machine.makeObject({ kind: "external", path: type, args: [] });
    machine.store.set(object.slots, member, call.args[0] ?? zero);
    return object;
  }
  if (call.args.some(isOtherIdentity)) return otherCredentials();
  return undefined;
}

/** What is built, or made in one step. */
function finish(machine: Machine, type: string, given: ObjectValue | readonly ProgramValue[], call: Call): ProgramValue {
  const object = "kind" in given ? given : undefined;
  const args = "kind" in given ? [] : given;
  const simple = type.slice(type.lastIndexOf(".") + 1);
  if (simple === "S3TransferManager") return transferManager(machine, settingsOfClient(memberNamed(object, "s3Client"), "s3"));
  if (simple === "StsAssumeRoleCredentialsProvider" || simple === "StsAssumeRoleWithWebIdentityCredentialsProvider") {
    const request = requestOf(machine, memberNamed(object, "refreshRequest"), call) ?? lostRequest(machine);
    emit(machine, call, { service: "sts" }, simple.includes("WebIdentity") ? "AssumeRoleWithWebIdentity" : "AssumeRole", inputOf(request));
    return otherCredentials();
  }
  const known = objectOfSdk2Type(machine, type);
  if (known?.kind === "native") {
    const service = serviceOf(type) ?? "s3";
    const settings = settingsFrom(service, object);
    return known.label.endsWith("presigner") ? presigner(machine, settings) : known.label.endsWith("client") ? makeClient(machine, settings) : known;
  }
  const parts = object ? [...object.slots.map.values()] : args;
  if (/Credentials/.test(simple) && parts.some(isOtherIdentity)) return otherCredentials();
  return object ?? args[0] ?? atRunTime(simple);
}

/** A constant of a type of this SDK. */
export function memberOfSdk2(path: string, name: string): ProgramValue | undefined {
  if (path.endsWith(".regions.Region")) return text(name.toLowerCase().replaceAll("_", "-"));
  return undefined;
}
