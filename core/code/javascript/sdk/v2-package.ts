import { findOperationService, findSdkService } from "../../../reference";
import type { Interpreter } from "../interpreter";
import { nativeFunction, runTime, undefinedValue, type NativeValue } from "../values";
import { makeClient } from "./clients";
import { documentMethods } from "./document-client";
import { recordCall } from "./sdk-calls";

/** Exports of `aws-sdk` that are no clients, some of which call STS or Cognito when they are used. */
const credentials: Readonly<Record<string, readonly [service: string, operation: string] | null>> = {
  ChainableTemporaryCredentials: ["sts", "AssumeRole"],
  TemporaryCredentials: ["sts", "AssumeRole"],
  WebIdentityCredentials: ["sts", "AssumeRoleWithWebIdentity"],
  CognitoIdentityCredentials: ["cognito-identity", "GetCredentialsForIdentity"],
  Config: null,
  config: null,
  Credentials: null,
  Endpoint: null,
  HttpRequest: null,
  Request: null,
  Service: null,
  Signers: null,
  util: null,
};

/** The exports of `aws-sdk` (v2) and of `aws-sdk/clients/NAME`, `undefined` for other packages. */
export function v2Package(run: Interpreter, name: string): NativeValue | undefined {
  const client = /^aws-sdk\/clients\/([a-z0-9]+)(?:\.js)?$/.exec(name)?.[1];
  if (client === "all" || name === "aws-sdk" || name === "aws-sdk/index" || name === "aws-sdk/global" || name === "aws-sdk/lib/core") return wholeSdk(run, name);
  if (client) return v2Client(run, findSdkService("javascript-v2", client) ?? client, name);
  if (name === "aws-sdk/lib/dynamodb/document_client") return documentClient(run);
  if (name.startsWith("aws-sdk/")) return { kind: "native", name };
  return undefined;
}

function wholeSdk(run: Interpreter, name: string): NativeValue {
  const made = new Map<string, NativeValue>();
  const value: NativeValue = {
    kind: "native",
    name,
    get: (property, at) => {
      if (property === "default") return value;
      if (property === "__esModule" || property === "then") return undefined;
      if (property === "[]") {
        run.unread({ message: `Which client of ${name} is made is decided while the function runs.`, at, services: "any" });
        return runTime("a client whose service is decided while the function runs", at);
      }
      const before = made.get(property);
      if (before) return before;
      const fresh = v2Export(run, property);
      made.set(property, fresh);
      return fresh;
    },
    escape: (to, at) => run.unread({ message: `${name} is passed to ${to} as a whole, which is not followed.`, at, services: "any" }),
  };
  return value;
}

function v2Export(run: Interpreter, property: string): NativeValue {
  const other = Object.hasOwn(credentials, property) ? credentials[property] : undefined;
  if (other === null) return { kind: "native", name: `AWS.${property}`, call: () => runTime(property), construct: () => runTime(property), get: (inner) => nativeFunction(inner, () => runTime(`AWS.${property}.${inner}`)) };
  if (other) {
    return {
      kind: "native",
      name: `AWS.${property}`,
      construct: ({ args, at }) => {
        const options = args[0] ?? undefinedValue;
        const params = run.get(options, "params", at);
        recordCall(run, { service: other[0], operation: other[1], input: params.kind === "undefined" ? options : params, call: property, at });
        return runTime(`AWS.${property}`, at);
      },
    };
  }
  const service = findSdkService("javascript-v2", property);
  if (service === undefined || !findOperationService(service)) return { kind: "native", name: `AWS.${property}`, call: () => runTime(property), construct: () => runTime(`AWS.${property}`) };
  return v2Client(run, service, property);
}

function v2Client(run: Interpreter, service: string, name: string): NativeValue {
  const value: NativeValue = {
    kind: "native",
    name,
    isClientClass: true,
    construct: ({ args }) => makeClient(run, service, { version: "v2" }, args[0] ?? undefinedValue),
    // Old code leaves `new` out.
    call: ({ args }) => makeClient(run, service, { version: "v2" }, args[0] ?? undefinedValue),
    get: (property) => {
      if (property === "default") return value;
      if (property === "DocumentClient") return documentClient(run);
      if (property === "ManagedUpload") return managedUpload(run);
      if (property.toLowerCase() === service || property === name) return value;
      return undefined;
    },
    escape: (to, at) => run.unread({ message: `${name} is passed to ${to}, which is not followed.`, at, services: [service] }),
  };
  return value;
}

function documentClient(run: Interpreter): NativeValue {
  return { kind: "native", name: "DocumentClient", isClientClass: true, construct: ({ args }) => makeClient(run, "dynamodb", { version: "v2", methods: documentMethods }, args[0] ?? undefinedValue) };
}

function managedUpload(run: Interpreter): NativeValue {
  return {
    kind: "native",
    name: "ManagedUpload",
    construct: ({ args, at }) => {
      recordCall(run, { service: "s3", operation: "PutObject", input: run.get(args[0] ?? undefinedValue, "params", at), call: "ManagedUpload", at });
      return runTime("an upload", at);
    },
  };
}
