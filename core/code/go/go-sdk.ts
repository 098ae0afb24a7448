import { findOperation, findSdkService, findWaiterOperation } from "../../reference";
import { unknown } from "../../values";
import type { Machine } from "../program/machine";
import { emit, inputOf, inputWith, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, atRunTime, data, knownText, method, native, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { otherCredentials, settingsOf } from "./go-config";

const V2 = "github.com/aws/aws-sdk-go-v2/";
const V1 = "github.com/aws/aws-sdk-go/";

/** A package of an SDK that has the client of a service. */
export interface ServicePackage {
  readonly version: 1 | 2;
  readonly service: string;
  /** What follows the service: `types`, `s3iface`, `s3manager`. */
  readonly rest: string;
}

/** The service whose client an import path has. */
export function servicePackage(path: string): ServicePackage | undefined {
  const match = /^github\.com\/aws\/aws-sdk-go(-v2)?\/service\/([^/]+)\/?(.*)$/.exec(path);
  if (!match) return undefined;
  const version = match[1] ? 2 : 1;
  const service = findSdkService(version === 2 ? "go-v2" : "go-v1", match[2]!) ?? match[2]!;
  return { version, service, rest: match[3]! };
}

export function isSdkPath(path: string): boolean {
  return path.startsWith(V2) || path.startsWith(V1);
}

/** A client of a service: its methods are the operations. */
export function makeClient(machine: Machine, settings: ClientSettings): NativeValue {
  const { service } = settings;
  return native(`${service} client`, {
    services: settings.isOtherIdentity ? [] : [service],
    key: `go:${JSON.stringify(settings)}`,
    member: (name) => {
      const operation = operationNamed(service, name);
      if (operation) return method(`${service}.${name}`, (call) => callOperation(machine, settings, operation, call));
      if (["Options", "Client", "Config", "Handlers", "ClientInfo", "NewRequest", "AddDebugHandlers"].includes(name)) return name === "Client" ? data(unknown("decided-at-run-time", name)) : method(name, () => atRunTime(name));
      return method(name, (call) => {
        if (!settings.isOtherIdentity) machine.unread({ message: `${name}() of the ${service} client is not an operation that is known.`, at: call.at, services: [service] });
        return atRunTime(`the result of ${name}()`);
      });
    },
  });
}

/** The operation behind a method: `PutItem`, `PutItemWithContext`, `ScanPages`, `GetObjectRequest`, `WaitUntilBucketExists`. */
function operationNamed(service: string, name: string): string | undefined {
  const exact = findOperation(service, name);
  if (exact) return exact.operation;
  const plain = name.replace(/WithContext$/, "");
  const waited = plain.startsWith("WaitUntil") ? findWaiterOperation(service, plain.slice("WaitUntil".length)) : undefined;
  return (waited ?? findOperation(service, plain) ?? findOperation(service, plain.replace(/(Pages|Request)$/, "")))?.operation;
}

/** The input stands first, or behind the context. */
function inputArgument(args: readonly ProgramValue[]): ProgramValue | undefined {
  const isInput = (value: ProgramValue): boolean => alternativesOf(value).some((one) => one.kind === "object" || (one.kind === "data" && one.type?.kind === "external" && /Input$/.test(one.type.path)));
  return args.slice(0, 2).find(isInput) ?? args.slice(0, 2).find((value) => value.kind === "data" && !isContext(value));
}

function isContext(value: ProgramValue): boolean {
  return value.kind === "data" && ((value.type?.kind === "external" && value.type.path === "context.Context") || (value.value.kind === "unknown" && value.value.detail === "context"));
}

export function callOperation(machine: Machine, settings: ClientSettings, operation: string, call: Call): ProgramValue {
  const answer = emit(machine, call, settings, operation, inputOf(inputArgument(call.args)));
  // A function for each page gets the page.
  for (const given of call.args) if (alternativesOf(given).some((one) => one.kind === "function")) machine.undecided(() => machine.call(given, { ...call, args: [answer, atRunTime("whether it is the last page")] }));
  const isRequest = /Request(WithContext)?$/.test(call.code);
  return { kind: "tuple", items: isRequest ? [native("request", { member: (name) => method(name, () => atRunTime(`the result of ${name}()`)) }), answer] : [answer, atRunTime("err")] };
}

/** A function of a package that has the client of a service. */
export function callServicePackage(machine: Machine, { service, rest, version }: ServicePackage, name: string, call: Call): ProgramValue | undefined {
  if (rest === "s3manager") return callManager(machine, name, call, 1);
  if (rest !== "") return undefined;
  if (name === "New" || name === "NewFromConfig") return makeClient(machine, settingsOf(machine, service, call, version === 2 ? 1 : 2));
  const of = clientIn(call.args[0], service);
  if (name === "NewPresignClient") return presigner(machine, of);
  const paginated = /^New(\w+)Paginator$/.exec(name)?.[1];
  if (paginated && findOperation(service, paginated)) return paginator(machine, of, paginated, call);
  const waiter = /^New(\w+)Waiter$/.exec(name)?.[1];
  const waited = waiter === undefined ? undefined : findWaiterOperation(service, waiter);
  if (waited) return native(`${waiter} waiter`, { services: [], member: (member) => (/^Wait/.test(member) ? method(member, (inner) => callOperation(machine, of, waited.operation, inner)) : undefined) });
  return undefined;
}

/** Settings of the client that is given; without one that is known, those of the role. */
function clientIn(value: ProgramValue | undefined, service: string): ClientSettings {
  const known = alternativesOf(value).flatMap((one) => (one.kind === "native" && one.key?.startsWith("go:") ? [JSON.parse(one.key.slice(3)) as ClientSettings] : []));
  if (known.length > 0) return known.find((one) => !one.isOtherIdentity) ?? known[0]!;
  return { service };
}

function paginator(machine: Machine, settings: ClientSettings, operation: string, call: Call): ProgramValue {
  // The call is written where the pages are asked for, what it is given where the paginator is made.
  const input = inputOf(call.args[1]);
  return native(`${operation} paginator`, {
    member: (name) => {
      if (name === "NextPage") return method(name, (inner) => ({ kind: "tuple", items: [emit(machine, { at: call.at, code: inner.code }, settings, operation, input), atRunTime("err")] }));
      return name === "HasMorePages" ? method(name, () => atRunTime("whether there are more pages")) : undefined;
    },
    services: settings.isOtherIdentity ? [] : [settings.service],
  });
}

/** Signs requests that somebody else makes: with what the role may do. */
function presigner(machine: Machine, settings: ClientSettings): ProgramValue {
  return native(`${settings.service} presign client`, {
    services: settings.isOtherIdentity ? [] : [settings.service],
    member: (name) => {
      const operation = name === "PresignPostObject" ? "PutObject" : findOperation(settings.service, name.replace(/^Presign/, ""))?.operation;
      return operation === undefined ? undefined : method(name, (call) => ({ kind: "tuple", items: [emit(machine, call, settings, operation, inputOf(inputArgument(call.args)), "signed into a URL"), atRunTime("err")] }));
    },
  });
}

/** Uploader, downloader and batch deletion of objects. Sources: feature/s3/manager, feature/s3/transfermanager, service/s3/s3manager. */
export function callManager(machine: Machine, name: string, call: Call, version: 1 | 2): ProgramValue | undefined {
  if (name === "GetBucketRegion" || name === "GetBucketRegionWithClient") return { kind: "tuple", items: [emit(machine, call, { service: "s3" }, "HeadBucket", inputWith({ Bucket: call.args[2] })), atRunTime("err")] };
  if (!/^New/.test(name)) return undefined;
  const [given] = call.args;
  const isClient = alternativesOf(given).some((one) => one.kind === "native");
  return manager(machine, isClient || version === 2 ? clientIn(given, "s3") : settingsOf(machine, "s3", call, 1), name);
}

export function manager(machine: Machine, settings: ClientSettings, name: string): NativeValue {
  return native(name.replace(/^New/, "S3 "), {
    services: settings.isOtherIdentity ? [] : ["s3"],
    key: `go:${JSON.stringify(settings)}`,
    member: (member) => {
      const plain = member.replace(/WithContext$/, "");
      const operation = transfers[plain];
      if (!operation) return undefined;
      return method(member, (call) => {
        const input = call.args.find((one) => alternativesOf(one).some((value) => value.kind === "object" && value.type?.kind === "external" && /Input$/.test(value.type.path))) ?? call.args.find((one) => alternativesOf(one).some((value) => value.kind === "data" && value.type?.kind === "external" && /Input$/.test(value.type.path)));
        const given = input ? inputOf(input) : { input: { kind: "map" as const, entries: new Map(), rest: unknown("unreadable", "the objects of a batch") } };
        return { kind: "tuple", items: [emit(machine, call, settings, operation, given), atRunTime("err")] };
      });
    },
  });
}

const transfers: Readonly<Record<string, string>> = {
  Upload: "PutObject",
  UploadObject: "PutObject",
  UploadWithIterator: "PutObject",
  UploadDirectory: "PutObject",
  Download: "GetObject",
  DownloadObject: "GetObject",
  GetObject: "GetObject",
  DownloadWithIterator: "GetObject",
  DownloadDirectory: "GetObject",
  Delete: "DeleteObject",
};

/** A value of an SDK's type of which nothing else is known: a client, if it is the type of one. */
export function objectOfSdkType(machine: Machine, path: string): ProgramValue | undefined {
  const dot = path.lastIndexOf(".");
  const name = path.slice(dot + 1);
  if (/^github\.com\/aws\/aws-sdk-go(-v2)?\/(feature\/s3\/(manager|transfermanager)|service\/s3\/s3manager)/.test(path) && /^(Uploader|Downloader|BatchDelete|Client)/.test(name)) return manager(machine, { service: "s3" }, name);
  if (signer.test(path.slice(0, dot)) && name.endsWith("Signer")) return requestSigner(machine);
  const found = servicePackage(path.slice(0, dot));
  if (!found) return undefined;
  if (found.version === 2 && found.rest === "") {
    if (name === "Client" || name.endsWith("APIClient")) return makeClient(machine, { service: found.service });
    if (name === "PresignClient") return presigner(machine, { service: found.service });
    return undefined;
  }
  const folder = path.slice(0, dot).split("/service/")[1]!.split("/")[0]!;
  const isClient = (found.rest === "" && name.toLowerCase() === folder) || found.rest.endsWith("iface");
  return isClient ? makeClient(machine, { service: found.service }) : undefined;
}

/** A method of an unknown client: it takes the input of the operation that it is named after. */
export function operationOfInput(machine: Machine, path: string, name: string, call: Call, index: number): ProgramValue | undefined {
  const dot = path.lastIndexOf(".");
  const found = servicePackage(path.slice(0, dot));
  const operation = found && findOperation(found.service, path.slice(dot + 1).replace(/Input$/, ""));
  if (!found || !operation || !path.endsWith("Input") || !name.toLowerCase().startsWith(operation.operation.toLowerCase())) return undefined;
  return { kind: "tuple", items: [emit(machine, call, { service: found.service }, operation.operation, inputOf(call.args[index])), atRunTime("err")] };
}

const signer = /^github\.com\/aws\/aws-sdk-go(-v2)?\/aws\/signer\/v4$/;

/** Signs requests that the code makes by hand: which operations these are, nobody tells. */
function requestSigner(machine: Machine): NativeValue {
  return native("signer", {
    member: (name) =>
      method(name, (call) => {
        // The service stands before the region, in either version.
        const given = call.args.map(knownText);
        const service = /^(Sign|Presign)/.test(name) ? given.find((one) => one !== undefined && /^[a-z][a-z0-9-]*$/.test(one)) : undefined;
        machine.unread({ message: `Requests${service ? ` to ${service}` : ""} are signed by hand (${call.code}), and what they ask for is not read.`, at: call.at, services: service ? [service] : "any" });
        return { kind: "tuple", items: [atRunTime("a signed request"), atRunTime("err")] };
      }),
  });
}

/** Functions of the SDKs around their clients. */
export function callSdk(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const dot = path.lastIndexOf(".");
  const [packagePath, name] = [path.slice(0, dot), path.slice(dot + 1)];
  const found = servicePackage(packagePath);
  if (found) return callServicePackage(machine, found, name, call);
  if (signer.test(packagePath) && name === "NewSigner") return requestSigner(machine);
  if (/\/feature\/s3\/(manager|transfermanager)$/.test(packagePath)) return callManager(machine, name, call, 2);
  if (packagePath.endsWith("/stscreds")) return assumeRole(machine, name, call);
  if (packagePath.endsWith("/feature/rds/auth")) return { kind: "tuple", items: [emit(machine, call, { service: "rds" }, "GenerateDBAuthToken", inputWith({ DBHostname: call.args[1], DBUsername: call.args[3] })), atRunTime("err")] };
  if (packagePath.endsWith("/rdsutils")) return { kind: "tuple", items: [emit(machine, call, { service: "rds" }, "GenerateDBAuthToken", inputWith({ DBHostname: call.args[0], DBUsername: call.args[2] })), atRunTime("err")] };
  if (/\/feature\/dsql\/auth$/.test(packagePath)) return { kind: "tuple", items: [emit(machine, call, { service: "dsql" }, /Admin/.test(name) ? "GenerateDbConnectAdminAuthToken" : "GenerateDbConnectAuthToken", inputWith({ Hostname: call.args[1] })), atRunTime("err")] };
  return undefined;
}

function assumeRole(machine: Machine, name: string, call: Call): ProgramValue {
  if (/^New/.test(name)) {
    const arn = call.args[1];
    emit(machine, call, { service: "sts" }, /WebIdentity/.test(name) ? "AssumeRoleWithWebIdentity" : "AssumeRole", inputWith({ RoleArn: arn }));
  }
  return otherCredentials();
}
