import type { SourceLocation } from "../../../values";
import type { Interpreter } from "../interpreter";
import { knownText } from "../symbolic";
import { alternativesOf, arrayValue, choose, nativeFunction, objectValue, runTime, undefinedValue, type CommandInfo, type JsValue, type NativeCall, type NativeValue } from "../values";
import { operationOfMethod, recordCall } from "./sdk-calls";

/** How a client's methods are named and answered. */
export interface ClientStyle {
  readonly version: "v2" | "v3";
  /** Methods that stand for an operation under another name: DocumentClient's `put`. */
  readonly methods?: ReadonlyMap<string, string>;
  /** The library that the client comes from, where it is not the SDK itself. */
  readonly via?: string;
}

/** Names of a client that are no calls of AWS. */
const quiet = new Set(["config", "middlewareStack", "destroy", "initConfig", "endpoint", "apiVersions", "serviceIdentifier", "addListener", "on", "setupRequestListeners", "defineService", "customizeRequests", "then"]);

/** An SDK client of a service: each of its methods is an operation. */
export function makeClient(run: Interpreter, service: string, style: ClientStyle, options: JsValue): NativeValue {
  const name = `${service || "SDK"} client`;
  const client: NativeValue = {
    kind: "native",
    name,
    client: service,
    get: (property, at) => clientMember(run, client, service, style, options, property, at),
    escape: (to, at) => run.unread({ message: `The ${name} is passed to ${to}, which is not followed.`, at, services: service ? [service] : "any" }),
  };
  return client;
}

function clientMember(run: Interpreter, client: NativeValue, service: string, style: ClientStyle, options: JsValue, property: string, at: SourceLocation): JsValue | undefined {
  if (property === "send" && style.version === "v3") return nativeFunction("send", (call) => send(run, service, call));
  if (quiet.has(property)) return property === "then" ? undefined : runTime(`${service} client.${property}`, at);
  if (style.version === "v2") {
    const special = v2Special(run, service, style, options, property);
    if (special) return special;
  }
  const operation = style.methods?.get(property) ?? operationOfMethod(service, property);
  if (service === "" && operation === undefined) return undefined;
  if (operation === undefined) return property === "[]" ? undefined : unknownMethod(run, client, service, property);
  const made = nativeFunction(
    `${service}.${property}`,
    (call) => {
      const input = withDefaultParameters(run, call.args[0] ?? undefinedValue, options, call.at);
      recordCall(run, { service, operation, input: isFunction(input) ? undefinedValue : input, call: property, at: call.at, ...(style.via ? { via: style.via } : {}) });
      return style.version === "v2" ? answer(run, operation, call.args, call.at) : plainAnswer(run, operation, call.args, call.at);
    },
    { escape: (to, place) => run.unread({ message: `The method ${property} of the ${service} client is passed to ${to}, which is not followed.`, at: place, services: [service] }) },
  );
  return made;
}

function isFunction(value: JsValue): boolean {
  return value.kind === "function";
}

function unknownMethod(run: Interpreter, client: NativeValue, service: string, property: string): JsValue {
  return nativeFunction(`${client.name}.${property}`, ({ args, at }) => {
    run.unread({ message: `${property} is no operation of the ${service} API that is known here.`, at, services: [service] });
    for (const arg of args) run.escape(arg, `${service}.${property}`, at);
    return runTime(`the result of ${service}.${property}`, at);
  });
}

/** `new AWS.S3({ params: { Bucket } })`: members that every call of the client has. */
function withDefaultParameters(run: Interpreter, input: JsValue, options: JsValue, at: SourceLocation): JsValue {
  const defaults = run.get(options, "params", at);
  if (defaults.kind !== "object" || (input.kind !== "object" && input.kind !== "undefined")) return input;
  return objectValue([...defaults.properties, ...(input.kind === "object" ? input.properties : [])], run.depth);
}

/** What an operation answers, given to callbacks, promises and requests alike. */
function answer(run: Interpreter, operation: string, args: readonly JsValue[], at: SourceLocation): JsValue {
  const result = runTime(`result of ${operation}`, at);
  const callback = (fn: JsValue | undefined): void => {
    for (const one of fn ? alternativesOf(fn) : []) if (one.kind === "function" || one.kind === "native") run.maybe(() => run.call(one, undefinedValue, [runTime("an error"), result], at));
  };
  callback(args.slice(1).find((arg) => arg.kind === "function" || (arg.kind === "native" && arg.call)));
  const request: NativeValue = {
    kind: "native",
    name: `a ${operation} request`,
    get: (property) => {
      switch (property) {
        case "promise":
        case "createReadStream":
        case "done":
          return nativeFunction(property, () => result);
        case "send":
        case "eachPage":
        case "eachItem":
          return nativeFunction(property, ({ args: [fn] }) => {
            callback(fn);
            return result;
          });
        case "on":
        case "httpUploadProgress":
          return nativeFunction(property, ({ args: list }) => {
            for (const one of list) if (one.kind === "function") run.maybe(() => run.call(one, undefinedValue, [result], at));
            return request;
          });
        case "then":
        case "catch":
        case "finally":
          return run.get(result, property, at);
        case "[]":
          return undefined;
        default:
          return run.get(result, property, at);
      }
    },
  };
  return request;
}

function plainAnswer(run: Interpreter, operation: string, args: readonly JsValue[], at: SourceLocation): JsValue {
  answer(run, operation, args, at);
  return runTime(`result of ${operation}`, at);
}

/** `client.send(command)`. */
function send(run: Interpreter, service: string, { args, at }: NativeCall): JsValue {
  const results: JsValue[] = [];
  for (const one of alternativesOf(args[0] ?? undefinedValue)) {
    const command = commandOf(one);
    if (command && one.kind === "object" && one.properties.has("clientCommand")) {
      command.sent = true;
      recordCall(run, { ...command, at });
      results.push(runTime(`result of ${command.operation}`, at));
    } else if (command) {
      sendCommand(run, command);
      results.push(runTime(`result of ${command.operation}`, at));
    } else {
      if (one.kind !== "undefined" || alternativesOf(args[0] ?? undefinedValue).length === 1) run.unread({ message: `Which command the ${service || "SDK"} client sends is decided while the function runs.`, at, services: service ? [service] : "any" });
      run.escape(one, "a client", at);
      results.push(runTime("result of a command", at));
    }
  }
  const result = choose(results);
  for (const callback of args.slice(1)) if (callback.kind === "function") run.maybe(() => run.call(callback, undefinedValue, [runTime("an error"), result], at));
  return result;
}

/** The command in a value: the command itself, or an instance of a class that extends one. */
export function commandOf(value: JsValue): CommandInfo | undefined {
  if (value.kind === "native") return value.command;
  if (value.kind !== "object") return undefined;
  const own = value.base && commandOf(value.base);
  // A bundled @aws-sdk/lib-dynamodb: its commands wrap those of the client.
  return own ?? (value.properties.has("clientCommand") ? commandOf(value.properties.get("clientCommand")!) : undefined);
}

export function sendCommand(run: Interpreter, command: CommandInfo): void {
  command.sent = true;
  recordCall(run, command);
}

/** The class of a v3 command: whoever makes one means to send it. */
export function commandClass(run: Interpreter, service: string, operation: string, name: string, via?: string): NativeValue {
  const construct = ({ args, at }: NativeCall): JsValue => {
    const input = args[0] ?? objectValue([], run.depth);
    const command: CommandInfo = { service, operation, input, call: name, at, sent: false, ...(via ? { via } : {}) };
    run.madeCommand(command);
    return {
      kind: "native",
      name,
      command,
      get: (property) => (property === "input" || property === "clientCommand" ? input : property === "middlewareStack" ? runTime("middlewareStack") : undefined),
      escape: () => sendCommand(run, command),
    };
  };
  return { kind: "native", name, construct, escape: (to, at) => run.unread({ message: `The class ${name} is passed to ${to}, which is not followed.`, at, services: [service] }) };
}

/** Methods of v2 clients that are no operations of the same name. */
function v2Special(run: Interpreter, service: string, style: ClientStyle, options: JsValue, property: string): JsValue | undefined {
  const record = (operation: string, call: NativeCall, index: number): void => {
    const input = withDefaultParameters(run, call.args[index] ?? undefinedValue, options, call.at);
    recordCall(run, { service, operation, input, call: property, at: call.at });
  };
  const byName = (call: NativeCall): JsValue => {
    for (const one of alternativesOf(call.args[0] ?? undefinedValue)) {
      const method = knownText(one);
      const operation = method === undefined ? undefined : (style.methods?.get(method) ?? operationOfMethod(service, method));
      if (operation) record(operation, call, 1);
      else run.unread({ message: `Which operation ${property} is for is decided while the function runs.`, at: call.at, services: [service] });
    }
    return answer(run, property, call.args.slice(1), call.at);
  };
  switch (property) {
    case "getSignedUrl":
    case "getSignedUrlPromise":
    case "makeRequest":
    case "makeUnauthenticatedRequest":
      return nativeFunction(property, byName);
    case "createPresignedPost":
      return nativeFunction(property, (call) => {
        const fields = call.args[0] ?? undefinedValue;
        const key = run.get(run.get(fields, "Fields", call.at), "key", call.at);
        const input = objectValue([["Bucket", run.get(fields, "Bucket", call.at)], ["Key", key]], run.depth);
        recordCall(run, { service, operation: "PutObject", input, call: property, at: call.at });
        return answer(run, property, call.args, call.at);
      });
    case "upload":
      if (service !== "s3") return undefined;
      return nativeFunction(property, (call) => {
        record("PutObject", call, 0);
        return answer(run, "PutObject", call.args, call.at);
      });
    case "waitFor":
      return nativeFunction(property, (call) => {
        const state = knownText(call.args[0] ?? undefinedValue);
        const operation = state === undefined ? undefined : run.waiterOperation(service, state);
        if (operation) record(operation, call, 1);
        else run.unread({ message: "What waitFor waits for is decided while the function runs.", at: call.at, services: [service] });
        return answer(run, "waitFor", call.args, call.at);
      });
    default:
      return undefined;
  }
}

/** `paginateListObjectsV2(config, input)`: pages of one operation. */
export function paginator(run: Interpreter, service: string, operation: string, name: string, via?: string): NativeValue {
  return nativeFunction(name, ({ args, at }) => {
    recordCall(run, { service, operation, input: args[1] ?? undefinedValue, call: name, at, ...(via ? { via } : {}) });
    return arrayValue([], runTime(`result of ${operation}`, at));
  });
}
