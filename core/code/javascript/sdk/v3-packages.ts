import { findOperation, findSdkService, findWaiterOperation } from "../../../reference";
import type { Interpreter } from "../interpreter";
import { nativeFunction, objectValue, runTime, undefinedValue, unreadable, type JsValue, type NativeValue } from "../values";
import { commandClass, commandOf, makeClient, paginator, sendCommand } from "./clients";
import { documentCommands, documentMethods } from "./document-client";
import { recordCall } from "./sdk-calls";

/** The exports of an AWS SDK v3 package, `undefined` for packages that are none. */
export function v3Package(run: Interpreter, name: string): NativeValue | undefined {
  const client = /^@aws-sdk\/(client-[a-z0-9-]+)(?:\/.*)?$/.exec(name)?.[1];
  if (client) return clientPackage(run, `@aws-sdk/${client}`);
  if (/^@aws-sdk\/lib-dynamodb(\/|$)/.test(name)) return documentPackage(run);
  const exported = /^@aws-sdk\/([a-z0-9-]+)/.exec(name)?.[1];
  if (exported === "lib-storage") return fixedPackage(name, { Upload: uploadClass(run) });
  if (exported === "s3-request-presigner") return fixedPackage(name, { getSignedUrl: presigner(run) });
  if (exported === "s3-presigned-post") return fixedPackage(name, { createPresignedPost: presignedPost(run) });
  if (exported === "credential-providers" || exported?.startsWith("credential-provider")) return credentialProviders(run, name);
  return undefined;
}

function clientPackage(run: Interpreter, name: string, service = findSdkService("javascript-v3", name) ?? name.slice("@aws-sdk/client-".length)): NativeValue {
  const plain = name.slice("@aws-sdk/client-".length).replaceAll("-", "");
  return namespace(name, service, (exported) => {
    if (exported.endsWith("Command")) return commandClass(run, service, exported.slice(0, -"Command".length), exported);
    if (exported === "Client" || exported === "__Client" || exported.toLowerCase() === `${plain}client`) return clientClass(run, service, exported);
    if (exported.toLowerCase() === plain) return clientClass(run, service, exported);
    if (exported.startsWith("paginate")) return paginator(run, service, exported.slice("paginate".length), exported);
    if (exported.startsWith("waitUntil") || exported.startsWith("waitFor")) return waiter(run, service, exported);
    return model(exported);
  }, run);
}

/** The package of a client that a bundle contains, by the client's name: `S3Client`. */
export function bundledClientPackage(run: Interpreter, client: string): NativeValue | undefined {
  if (client.startsWith("@")) return v3Package(run, client);
  const service = findSdkService("javascript-v3", client) ?? findSdkService("javascript-v3", client.replace(/Client$/, ""));
  return service === undefined ? undefined : clientPackage(run, `@aws-sdk/client-${client.replace(/Client$/, "").toLowerCase()}`, service);
}

/** Everything that a package exports, made when it is asked for. */
function namespace(name: string, service: string, make: (exported: string) => JsValue, run: Interpreter): NativeValue {
  const made = new Map<string, JsValue>();
  const value: NativeValue = {
    kind: "native",
    name,
    client: service,
    get: (property, at) => {
      if (property === "default" || property === "module.exports") return value;
      if (property === "__esModule" || property === "then") return undefined;
      if (property === "[]") {
        run.unread({ message: `Which export of ${name} is used is decided while the function runs.`, at, services: [service] });
        return computedExport(name);
      }
      const before = made.get(property);
      if (before) return before;
      const fresh = make(property);
      made.set(property, fresh);
      return fresh;
    },
    escape: (to, at) => run.unread({ message: `${name} is passed to ${to} as a whole, which is not followed.`, at, services: [service] }),
  };
  return value;
}

/** A client or command whose name is computed; that it is used has been said. */
function computedExport(name: string): NativeValue {
  const result = unreadable(`an export of ${name} whose name is computed`);
  return { kind: "native", name, call: () => result, construct: () => ({ kind: "native", name: "a command", get: () => result }) };
}

/** Enums, exceptions and model classes: no calls. */
function model(exported: string): NativeValue {
  return { kind: "native", name: exported, get: (property, at) => (property === "prototype" ? undefined : runTime(`${exported}.${property}`, at)), call: () => runTime(exported), construct: () => runTime(`new ${exported}`) };
}

function clientClass(run: Interpreter, service: string, name: string): NativeValue {
  return { kind: "native", name, isClientClass: true, construct: ({ args }) => makeClient(run, service, { version: "v3" }, args[0] ?? undefinedValue), escape: (to, at) => run.unread({ message: `${name} is passed to ${to}, which is not followed.`, at, services: [service] }) };
}

function waiter(run: Interpreter, service: string, name: string): NativeValue {
  return nativeFunction(name, ({ args, at }) => {
    const operation = findWaiterOperation(service, name)?.operation;
    if (operation) recordCall(run, { service, operation, input: args[1] ?? undefinedValue, call: name, at });
    else run.unread({ message: `What ${name} polls is not known here.`, at, services: [service] });
    return runTime(`result of ${name}`, at);
  });
}

function documentPackage(run: Interpreter): NativeValue {
  const via = "@aws-sdk/lib-dynamodb";
  const client = (name: string): NativeValue => {
    const make = (): JsValue => makeClient(run, "dynamodb", { version: "v3", methods: documentMethods }, undefinedValue);
    return { kind: "native", name, isClientClass: true, construct: make, get: (property) => (property === "from" ? nativeFunction("from", make) : undefined) };
  };
  return namespace(via, "dynamodb", (exported) => {
    if (exported === "DynamoDBDocumentClient" || exported === "DynamoDBDocument") return client(exported);
    const operation = documentCommands.get(exported);
    if (operation) return commandClass(run, "dynamodb", operation, exported);
    if (exported.startsWith("paginate")) return paginator(run, "dynamodb", exported.slice("paginate".length), exported);
    return exported.endsWith("Command") ? commandClass(run, "dynamodb", exported.slice(0, -"Command".length), exported) : model(exported);
  }, run);
}

function fixedPackage(name: string, exports: Readonly<Record<string, JsValue>>): NativeValue {
  const value: NativeValue = { kind: "native", name, get: (property) => (property === "default" ? value : Object.hasOwn(exports, property) ? exports[property] : model(property)) };
  return value;
}

/** `new Upload({ client, params })`: PutObject, in parts where the body is large; all parts are authorised by s3:PutObject. */
function uploadClass(run: Interpreter): NativeValue {
  return {
    kind: "native",
    name: "Upload",
    construct: ({ args, at }) => {
      const input = run.get(args[0] ?? undefinedValue, "params", at);
      recordCall(run, { service: "s3", operation: "PutObject", input, call: "Upload", at, via: "@aws-sdk/lib-storage" });
      const upload: NativeValue = { kind: "native", name: "an upload", get: (property, place) => nativeFunction(property, ({ args: list }) => {
        for (const one of list) if (one.kind === "function") run.maybe(() => run.callFromOutside(one));
        return property === "on" ? upload : runTime("result of PutObject", place);
      }) };
      return upload;
    },
  };
}

/** A presigned URL works only where its signer may do what it signs. */
function presigner(run: Interpreter): NativeValue {
  return nativeFunction("getSignedUrl", ({ args, at }) => {
    const command = commandOf(args[1] ?? undefinedValue);
    if (command) sendCommand(run, command);
    else if (args[1]?.kind === "choice") for (const one of args[1].alternatives) { const inner = commandOf(one); if (inner) sendCommand(run, inner); }
    else run.unread({ message: "What getSignedUrl signs is decided while the function runs.", at, services: [args[0]?.kind === "native" && args[0].client ? args[0].client : "s3"] });
    return runTime("a presigned URL", at);
  });
}

function presignedPost(run: Interpreter): NativeValue {
  return nativeFunction("createPresignedPost", ({ args, at }) => {
    const options = args[1] ?? undefinedValue;
    const input = objectValue([["Bucket", run.get(options, "Bucket", at)], ["Key", run.get(options, "Key", at)]], run.depth);
    recordCall(run, { service: "s3", operation: "PutObject", input, call: "createPresignedPost", at });
    return runTime("a presigned post", at);
  });
}

/** Operations that a credential provider calls in the function's own name. */
const providerCalls: Readonly<Record<string, readonly [service: string, operation: string]>> = {
  fromTemporaryCredentials: ["sts", "AssumeRole"],
  fromWebToken: ["sts", "AssumeRoleWithWebIdentity"],
  fromTokenFile: ["sts", "AssumeRoleWithWebIdentity"],
  fromCognitoIdentity: ["cognito-identity", "GetCredentialsForIdentity"],
  fromCognitoIdentityPool: ["cognito-identity", "GetId"],
};

function credentialProviders(run: Interpreter, name: string): NativeValue {
  return {
    kind: "native",
    name,
    get: (property) =>
      nativeFunction(property, ({ args, at }) => {
        const made = Object.hasOwn(providerCalls, property) ? providerCalls[property] : undefined;
        if (made && findOperation(made[0], made[1])) {
          const options = args[0] ?? undefinedValue;
          const params = run.get(options, "params", at);
          recordCall(run, { service: made[0], operation: made[1], input: params.kind === "undefined" ? options : params, call: property, at, via: name });
        }
        return runTime(`the credentials of ${property}`, at);
      }),
  };
}
