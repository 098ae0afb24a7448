import { unknown } from "../../values";
import type { Machine } from "../program/machine";
import { emit, inputWith } from "../program/sdk-client";
import { atRunTime, method, native, zero, type Call, type NativeValue, type ObjectValue, type ProgramValue } from "../program/values";
import { append } from "../program/containers";
import { apply, functionIn } from "./csharp-collections";
import { callDynamoDbStatic, constructDynamoDb, objectOfDynamoDbType, type TableNames } from "./csharp-dynamodb";
import { invokeHandler } from "./csharp-handlers";
import { host, type HostWorld } from "./csharp-hosts";
import type { MessageBus } from "./csharp-messaging";
import { lastOf, looksLikeAws, UNREAD } from "./csharp-names";
import { callPowertools, constructPowertools, memberOfPowertools } from "./csharp-powertools";
import { callSdkStatic, constructSdk, memberOfSdk, objectOfSdkType } from "./csharp-sdk";
import { construct, serviceCollection, serviceProvider } from "./csharp-services";
import { callStandard, callStringBuilder, constructStandard, givesResult } from "./csharp-standard";

/** What the libraries of one program know of each other. */
export interface LibraryWorld extends HostWorld {
  readonly tables: TableNames;
  readonly messages: MessageBus;
}

/** A constant of a library's type. */
export function libraryMember(machine: Machine, world: LibraryWorld, path: string, name: string): ProgramValue | undefined {
  if (name === "TypeMappings" && /AWSConfigsDynamoDB\.Context$/.test(path)) return (world.tables.mappings ??= machine.makeMap());
  if (/(^|\.)String$/.test(path) && name === "Empty") return { kind: "data", value: { kind: "string", parts: [] } };
  return memberOfSdk(path, name) ?? memberOfPowertools(machine, path, name);
}

/** A value of a library's type of which nothing else is known. */
export function objectOfLibraryType(machine: Machine, world: LibraryWorld, path: string): ProgramValue | undefined {
  const simple = lastOf(path);
  if (simple === "IServiceCollection" || simple === "ServiceCollection") return serviceCollection(machine, world);
  if (/^I?Service(Provider|Scope|ScopeFactory)$/.test(simple)) return serviceProvider(machine);
  if (/^I?Configuration(Root|Manager|Builder)?$/.test(simple)) return world.configuration.section(machine, "");
  if (/^(I?WebHostBuilder|I?HostBuilder|WebApplication(Builder)?|I?ApplicationBuilder|I?EndpointRouteBuilder|I?HostApplicationBuilder|RouteGroupBuilder|IHost|IWebHost)$/.test(simple)) return host(machine, world);
  if (/^I?SecretsManagerCache$/.test(simple)) return secretCache(machine);
  return objectOfSdkType(machine, path) ?? objectOfDynamoDbType(machine, path, world.tables) ?? constructPowertools(machine, path) ?? world.messages.objectOf(machine, path, world);
}

/** A static call of a library's type. */
export function callLibrary(machine: Machine, world: LibraryWorld, path: string, call: Call): ProgramValue {
  const known = callStandard(machine, path, call) ?? callSdkStatic(machine, path, call) ?? callDynamoDbStatic(machine, path, call) ?? callPowertools(machine, path, call) ?? callHosting(machine, world, path, call);
  return known ?? callUnknown(machine, path, call);
}

/** What makes hosts, and what runs handlers. */
function callHosting(machine: Machine, world: LibraryWorld, path: string, call: Call): ProgramValue | undefined {
  const [, type, name] = /(?:^|\.)(\w+)\.(\w+)$/.exec(path) ?? [];
  if (/^(Host|WebHost|WebApplication|LambdaApplication|DistributedApplication)$/.test(type ?? "") && /^Create/.test(name ?? "")) return host(machine, world);
  if (type === "LambdaBootstrapBuilder" && name === "Create") {
    invokeHandler(machine, functionIn(call.args), call);
    return chained("Lambda bootstrap");
  }
  if (type === "HandlerWrapper" && /^GetHandlerWrapper/.test(name ?? "")) {
    invokeHandler(machine, functionIn(call.args), call);
    return chained("Lambda handler");
  }
  if (type === "ActivatorUtilities" && call.types?.[0]) return construct(machine, call.types[0], { args: [], at: call.at, code: call.code, frame: call.frame });
  return undefined;
}

function chained(label: string): NativeValue {
  const self: NativeValue = native(label, { key: `csharp:${label}`, member: (name) => method(name, () => self) });
  return self;
}

/** `new T(…)` of a library's type. */
export function constructLibraryObject(machine: Machine, world: LibraryWorld, path: string, call: Call): ProgramValue {
  const simple = lastOf(path);
  if (simple === "LambdaBootstrap" || simple === "LambdaBootstrapBuilder") {
    invokeHandler(machine, functionIn(call.args), call);
    return chained("Lambda bootstrap");
  }
  const known = constructStandard(machine, path, call) ?? constructSdk(machine, path, call) ?? constructDynamoDb(machine, path, call, world.tables) ?? constructPowertools(machine, path) ?? objectOfHost(machine, world, simple);
  if (known) return known;
  report(machine, path, call);
  machine.surrender(call.args, call);
  const object = machine.makeObject({ kind: "external", path, args: [] });
  call.args.forEach((value, index) => machine.store.set(object.slots, `(${index})`, value));
  fillRequest(machine, object, simple, call);
  return object;
}

/** Requests that take their first members as they are made. */
function fillRequest(machine: Machine, object: ObjectValue, simple: string, { args }: Call): void {
  const members: readonly string[] = Object.hasOwn(positions, simple) ? positions[simple]! : [];
  members.forEach((name, index) => {
    if (args[index]) machine.store.set(object.slots, name, args[index]);
  });
  if (members.length > 0) args.forEach((_, index) => object.slots.map.delete(`(${index})`));
}

const positions: Readonly<Record<string, readonly string[]>> = {
  PutItemRequest: ["TableName", "Item"],
  GetItemRequest: ["TableName", "Key"],
  DeleteItemRequest: ["TableName", "Key"],
  UpdateItemRequest: ["TableName", "Key", "AttributeUpdates"],
  QueryRequest: ["TableName"],
  ScanRequest: ["TableName"],
  BatchWriteItemRequest: ["RequestItems"],
  BatchGetItemRequest: ["RequestItems"],
  SendMessageRequest: ["QueueUrl", "MessageBody"],
  ReceiveMessageRequest: ["QueueUrl"],
  DeleteMessageRequest: ["QueueUrl", "ReceiptHandle"],
  PublishRequest: ["TopicArn", "Message", "Subject"],
  SubscribeRequest: ["TopicArn", "Protocol", "Endpoint"],
};

function objectOfHost(machine: Machine, world: LibraryWorld, simple: string): ProgramValue | undefined {
  if (/^(ServiceCollection|ConfigurationBuilder|ConfigurationManager|HostBuilder|WebHostBuilder|HostApplicationBuilder|SecretsManagerCache)$/.test(simple)) return objectOfLibraryType(machine, world, simple);
  return undefined;
}

/** A method of an object of a library's type. */
export function methodOfLibraryObject(machine: Machine, object: ObjectValue, path: string, name: string, call: Call): ProgramValue | undefined {
  if (path === "StringBuilder") return callStringBuilder(machine, object, name, call);
  if (lastOf(path) === "DeleteObjectsRequest" && name === "AddKey") {
    const before = object.slots.map.get("Objects");
    const list = before?.kind === "list" ? before : machine.makeList([]);
    machine.store.set(object.slots, "Objects", list);
    append(machine.store, list, [call.args[0] ?? zero]);
    return zero;
  }
  const fn = functionIn(call.args);
  report(machine, path, call);
  if (!fn) return undefined;
  const result = apply(machine, fn, atRunTime("a value"), call);
  return givesResult(name) ? result : object;
}

/** What a library of the program's own says that it does with AWS. */
const awsMethods: Readonly<Record<string, string>> = { PersistKeysToAWSSystemsManager: "ssm", AddAWSProvider: "logs" };

/** Methods by which libraries add themselves to a host. Whether the name is one that is known. */
export function configureLibrary(machine: Machine, world: LibraryWorld, name: string, call: Call): boolean {
  if (name === "AddAWSMessageBus") world.messages.configure(machine, world, call);
  else if (name === "PersistKeysToAWSSystemsManager") for (const operation of ["GetParametersByPath", "PutParameter"]) emit(machine, call, { service: "ssm", via: "Amazon.AspNetCore.DataProtection.SSM" }, operation, inputWith({ [operation === "PutParameter" ? "Name" : "Path"]: call.args[0] }));
  else if (!/^(AddAWSService|AddDefaultAWSOptions|AddAWSLambdaHosting|AddAWSLambdaBeforeSnapshotRequest|TryAddAWSService|AddAWSLambdaConfiguration|AddLambdaLogger|AddAWSProvider|AddAWSInstrumentation|AddAWSXRay\w*|UseXRay|AddXRay\w*|AddKeyedAWSService|AddCognitoIdentity|AddSecretsManager\w*|UseLambdaServer|AddAWSLambdaConfigurations)$/.test(name) && !Object.hasOwn(awsMethods, name)) {
    // A method whose name speaks of AWS belongs to a library that is not in the table.
    if (looksLikeAws(name) && /^(Add|Use|With|Persist)/.test(name)) machine.unread({ message: `What ${name}() sets up asks of AWS is not known.`, at: call.at, services: "any" });
    return false;
  }
  return true;
}

/** Says that a library that looks as if it called AWS is not known. */
export function report(machine: Machine, path: string, call: Call): void {
  const [namespace, rest] = path.split(UNREAD);
  if (rest !== undefined) machine.unread({ message: `What ${namespace}.${rest.split(".")[0]} asks of AWS is not known.`, at: call.at, services: "any" });
}

function callUnknown(machine: Machine, path: string, call: Call): ProgramValue {
  report(machine, path, call);
  const fn = functionIn(call.args);
  machine.surrender(call.args.filter((one) => one !== fn), call);
  if (fn) return apply(machine, fn, atRunTime("a value"), call);
  const [type] = call.types ?? [];
  const why = unknown("decided-at-run-time", `the result of ${path.split(".").slice(-2).join(".")}()`);
  return type ? machine.opaque(type, why) : { kind: "data", value: why };
}

/** Source: https://github.com/aws/aws-secretsmanager-caching-net */
function secretCache(machine: Machine): NativeValue {
  return native("secret cache", {
    services: ["secretsmanager"],
    key: "csharp:secret-cache",
    member: (name) =>
      method(name, (call) => {
        if (!/^(GetSecret|RefreshNow)/.test(name)) return atRunTime(name);
        for (const operation of ["DescribeSecret", "GetSecretValue"]) emit(machine, call, { service: "secretsmanager", via: "AWSSDK.SecretsManager.Caching" }, operation, inputWith({ SecretId: call.args[0] }));
        return atRunTime("a secret");
      }),
  });
}

