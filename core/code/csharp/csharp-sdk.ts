import { findOperation, findSdkService } from "../../reference";
import { literal } from "../../values";
import type { Machine } from "../program/machine";
import { emit, inputWith, shownText, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, atRunTime, data, method, native, text, zero, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { isOtherIdentity, keyOf, otherCredentials, settingsOfClient } from "./csharp-identity";
import { lastOf } from "./csharp-names";
import { requestInput } from "./csharp-requests";
import { callS3Util, s3Operation, s3Special, transferUtility } from "./csharp-s3";

/** The service of a client's class or interface: `Amazon.S3.AmazonS3Client`, `IAmazonS3`. */
export function serviceOfClient(path: string): string | undefined {
  const simple = lastOf(path);
  if (!/^(I?Amazon[A-Z]\w*|IAmazon\w+)$/.test(simple) || /(Config|Exception|Request|Response|Util|Extensions|Factory|Defaults)$/.test(simple)) return undefined;
  if (!/^I/.test(simple) && !/Client$/.test(simple)) return undefined;
  return findSdkService("csharp", simple) ?? findSdkService("csharp", path.slice(0, Math.max(0, path.lastIndexOf("."))));
}

/** A client: its methods are the operations, with a request or its parts. */
export function makeClient(machine: Machine, settings: ClientSettings): NativeValue {
  const { service } = settings;
  const client: NativeValue = native(`${service} client`, {
    services: settings.isOtherIdentity ? [] : [service],
    key: keyOf(settings),
    member: (name) => {
      if (name === "Paginators") return paginators(machine, settings);
      if (/^(Value|Result|CurrentValue)$/.test(name)) return client;
      if (/^(Dispose|DisposeAsync|Config|ToString|GetHashCode|Equals|GetType|DetermineServiceOperationEndPoint)$/.test(name)) return name === "Config" ? atRunTime("a configuration") : method(name, () => atRunTime(name));
      const plain = name.replace(/Async$/, "");
      if (service === "s3" && /^(GetPreSignedURL|GeneratePreSignedURL|CreatePresignedPost|GetACL|PutACL)$/.test(plain)) return method(name, (call) => s3Special(machine, settings, plain, call) ?? zero);
      if (service === "sns" && plain === "FindTopic") return method(name, (call) => emit(machine, call, settings, "ListTopics", inputWith({})));
      const operation = operationNamed(service, name);
      return operation === undefined ? undefined : method(`${service}.${name}`, (call) => callOperation(machine, settings, operation, call));
    },
  });
  return client;
}

/** `InvokeAsync` is Invoke, whatever else has that name. */
function operationNamed(service: string, name: string): string | undefined {
  const plain = name.replace(/Async$/, "");
  return (service === "s3" ? s3Operation(plain) : undefined) ?? findOperation(service, plain)?.operation ?? findOperation(service, name)?.operation;
}

function callOperation(machine: Machine, settings: ClientSettings, operation: string, call: Call): ProgramValue {
  const answer = emit(machine, call, settings, operation, requestInput(machine, settings.service, operation, call));
  machine.surrender(call.args.filter((one) => alternativesOf(one).some((value) => value.kind === "function")), call);
  return answer;
}

/** `client.Paginators.ListObjectsV2(request).S3Objects` */
function paginators(machine: Machine, settings: ClientSettings): NativeValue {
  return native(`${settings.service} paginators`, {
    services: settings.isOtherIdentity ? [] : [settings.service],
    member: (name) => {
      const operation = operationNamed(settings.service, name);
      return operation === undefined ? undefined : method(name, (call) => callOperation(machine, settings, operation, call));
    },
  });
}

/** What a client is made with. */
function settingsFrom(service: string, args: readonly ProgramValue[]): ClientSettings {
  const configs = args.flatMap(alternativesOf).flatMap((one) => (one.kind === "object" ? [one] : []));
  const regions = [...args, ...configs.flatMap((one) => one.slots.map.get("RegionEndpoint") ?? [])].flatMap(alternativesOf).filter((one) => one.kind === "data");
  const region = regions.map(shownText).find((one) => one?.kind === "string" && /^[a-z]{2}(-[a-z]+)+-\d$/.test(one.parts.map((part) => (part.kind === "literal" ? part.text : "")).join("")));
  const endpoint = shownText(configs.flatMap((one) => one.slots.map.get("ServiceURL") ?? [])[0]);
  return { service, isOtherIdentity: args.some(isOtherIdentity), ...(region ? { region } : {}), ...(endpoint ? { endpoint } : {}) };
}

/** A value of a type of the SDK of which nothing else is known. */
export function objectOfSdkType(machine: Machine, path: string): ProgramValue | undefined {
  const simple = lastOf(path);
  if (/^I?TransferUtility$/.test(simple)) return transferUtility(machine, { service: "s3" });
  if (simple === "ICoreAmazonS3" || simple === "ICoreAmazonSQS" || simple === "ICoreAmazonKMS") return makeClient(machine, { service: simple.slice("ICoreAmazon".length).toLowerCase() });
  const service = serviceOfClient(path);
  return service === undefined ? undefined : makeClient(machine, { service });
}

/** `new X(…)`: clients and credentials. */
export function constructSdk(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const simple = lastOf(path);
  if (simple === "TransferUtility") return transferUtility(machine, call.args.some((one) => alternativesOf(one).some((value) => value.kind === "native")) ? settingsOfClient(call.args, "s3") : settingsFrom("s3", call.args));
  const service = serviceOfClient(path);
  if (service !== undefined) return makeClient(machine, settingsFrom(service, call.args));
  if (/^AssumeRole(WithWebIdentity)?(ImmutableCredentials|AWSCredentials)$/.test(simple)) {
    emit(machine, call, { service: "sts" }, simple.includes("WebIdentity") ? "AssumeRoleWithWebIdentity" : "AssumeRole", inputWith({ RoleArn: call.args[1] }));
    return otherCredentials();
  }
  return /Credentials$/.test(simple) && call.args.some(isOtherIdentity) ? otherCredentials() : undefined;
}

/** A static call of a type of the SDK. */
export function callSdkStatic(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const [, type, name] = /(?:^|\.)(\w+)\.(\w+)$/.exec(path) ?? [];
  if (type === undefined || name === undefined) return undefined;
  if (type === "AmazonS3Util") return callS3Util(machine, name.replace(/Async$/, ""), settingsOfClient(call.args, "s3"), call);
  if (type === "RegionEndpoint" && name === "GetBySystemName") return call.args[0] ?? zero;
  if (/^(S3CannedACL|HttpVerb|StorageClass|ReturnValue|ComparisonOperator)$/.test(type) && name === "FindValue") return call.args[0] ?? zero;
  return undefined;
}

/** A constant of a type of the SDK: `RegionEndpoint.USEast1`. */
export function memberOfSdk(path: string, name: string): ProgramValue | undefined {
  if (lastOf(path) === "RegionEndpoint") {
    const match = /^([A-Z]{2})(Gov(?:Cloud)?|ISOB?|Iso\w?)?([A-Z][a-z]+)(\d)$/.exec(name);
    return match ? text([match[1]!, match[2]?.replace("Cloud", ""), match[3]!, match[4]!].filter((one) => one !== undefined).join("-").toLowerCase()) : atRunTime("a region");
  }
  if (lastOf(path) === "S3CannedACL") return name === "NoACL" ? zero : data(literal(name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase()));
  return undefined;
}
