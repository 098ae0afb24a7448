import type { SourceLocation } from "../../values";
import { signedOperation } from "../signed-requests";
import { parseData } from "./data-files";
import type { Interpreter } from "./interpreter";
import { libraries, type Library, type LibraryCall, type LibraryExport, type MemberSource } from "./library-table";
import { middyCore } from "./middy";
import { objectMapper } from "./object-mappers";
import { qldbDriver } from "./qldb-driver";
import { recordCall } from "./sdk/sdk-calls";
import { knownText } from "./symbolic";
import { arrayValue, nativeFunction, objectValue, runTime, textValue, undefinedValue, type JsValue, type NativeCall, type NativeValue } from "./values";

/** The exports of a library that calls AWS on one's behalf, `undefined` for libraries that are not in the table. */
export function libraryValue(run: Interpreter, specifier: string): NativeValue | undefined {
  if (specifier === "@middy/core" || specifier === "middy") return middyCore(run);
  if (specifier === "amazon-qldb-driver-nodejs") return qldbDriver(run);
  if (specifier === "js-yaml" || specifier === "yaml") return yamlLibrary();
  const mapper = objectMapper(run, specifier);
  if (mapper) return mapper;
  const library = libraries.find((one) => one.name.test(specifier));
  return library && exportsOf(run, specifier, library);
}

/** Configuration that comes with the code is often YAML. */
function yamlLibrary(): NativeValue {
  const parse = nativeFunction("parse", ({ args: [text], at }) => {
    const known = knownText(text);
    return (known === undefined ? undefined : parseData(known, "yaml")) ?? runTime("parsed YAML", at);
  });
  const self: NativeValue = { kind: "native", name: "yaml", get: (property) => (property === "default" ? self : ["load", "safeLoad", "parse"].includes(property) ? parse : undefined) };
  return self;
}

function exportsOf(run: Interpreter, specifier: string, library: Library): NativeValue {
  const made = new Map<string, NativeValue>();
  const exportNamed = (name: string): NativeValue => {
    const before = made.get(name);
    if (before) return before;
    const listed = library.exports && Object.hasOwn(library.exports, name) ? library.exports[name] : undefined;
    const value = listed ? exportValue(run, specifier, name, listed) : library.others ? anyOf(run, specifier, library.others) : quiet(run, `${specifier}.${name}`);
    made.set(name, value);
    return value;
  };
  const root: NativeValue = {
    kind: "native",
    name: specifier,
    get: (property) => {
      if (property === "__esModule" || property === "then" || property === "prototype") return undefined;
      if (property === "default") return library.exports && Object.hasOwn(library.exports, "default") ? exportNamed("default") : root;
      return exportNamed(property);
    },
    call: (call) => exportNamed("default").call?.(call) ?? undefinedValue,
    construct: (call) => exportNamed("default").construct?.(call) ?? undefinedValue,
  };
  return root;
}

/** A part of a library that makes no call: it may call the functions that it is given, and gives back what it wraps. */
function quiet(run: Interpreter, name: string): NativeValue {
  const members = new Map<string, NativeValue>();
  const use = (call: NativeCall): JsValue => {
    for (const arg of call.args) callBack(run, arg, call.args, name, call.at);
    return wrapped(run, name, call.args[0]);
  };
  return {
    kind: "native",
    name,
    get: (property) => {
      if (property === "then" || property === "catch" || property === "finally" || property === "prototype") return undefined;
      const before = members.get(property);
      if (before) return before;
      const member = quiet(run, `${name}.${property}`);
      members.set(property, member);
      return member;
    },
    call: use,
    construct: (call) => {
      for (const arg of call.args) callBack(run, arg, call.args, name, call.at);
      return quiet(run, name);
    },
  };
}

function callBack(run: Interpreter, arg: JsValue, args: readonly JsValue[], name: string, at: SourceLocation): void {
  // `processPartialResponse(event, recordHandler, processor)`: the handler gets the records of the event.
  const [event] = args;
  const records = event?.kind === "unknown" ? run.elements(run.get(event, "Records", at), at).rest : undefined;
  if (arg.kind === "function") run.maybe(() => (records?.kind === "unknown" && arg !== event ? run.callFromOutside(arg, [records]) : run.escape(arg, name, at)));
  else if (arg.kind === "object" || arg.kind === "class" || arg.kind === "choice") escapeFunctions(run, arg, name, at);
}

/** Passes on what is code of the function; clients that are only handed to a harmless library stay where they are. */
function escapeFunctions(run: Interpreter, arg: JsValue, name: string, at: SourceLocation): void {
  if (arg.kind !== "object") return;
  for (const member of arg.properties.values()) if (member.kind === "function") run.maybe(() => run.escape(member, name, at));
}

/** What wraps a function or client can be used like it; other results have members of any name. */
function wrapped(run: Interpreter, name: string, first: JsValue | undefined): JsValue {
  const isWrapper = first && (first.kind === "function" || (first.kind === "native" && first.client !== undefined));
  return isWrapper ? first : quietResult(run, name);
}

function quietResult(run: Interpreter, name: string): NativeValue {
  return { ...quiet(run, `the result of ${name}`) };
}

function exportValue(run: Interpreter, specifier: string, name: string, listed: LibraryExport): NativeValue {
  const via = packageName(specifier);
  switch (listed.kind) {
    case "calls":
      return nativeFunction(name, (call) => {
        for (const made of listed.calls) record(run, made, via, name, call, call.args);
        if (listed.opens) run.unread({ message: `What the result of ${name} is used for is not followed.`, at: call.at, services: listed.opens });
        return runTime(`the result of ${name}`, call.at);
      });
    case "returns":
      return nativeFunction(name, ({ args, at }) => {
        for (const [index, arg] of args.entries()) if (index !== listed.argument && arg.kind === "object") run.escape(arg, name, at);
        const value = args[listed.argument] ?? undefinedValue;
        if (listed.argument > 0 && value.kind === "function") run.maybe(() => run.escape(value, name, at));
        return value;
      });
    case "class":
      return libraryClass(run, via, name, listed);
    case "fetches":
      return nativeFunction(name, (call) => {
        recordFetches(run, listed.calls, via, name, call);
        return quiet(run, name);
      });
    case "any-of":
      return anyOf(run, specifier, listed.services);
  }
}

function libraryClass(run: Interpreter, via: string, name: string, listed: Extract<LibraryExport, { kind: "class" }>): NativeValue {
  const construct = (made: NativeCall): JsValue => {
    for (const one of listed.made ?? []) record(run, one, via, name, made, made.args);
    for (const arg of made.args) if (arg.kind === "function" || arg.kind === "object") escapeFunctions(run, arg, name, made.at);
    return instance(made);
  };
  const instance = (made: NativeCall): NativeValue => {
    const rest = quiet(run, name);
    return {
      kind: "native",
      name,
      get: (property, at) => {
        const calls = listed.methods && Object.hasOwn(listed.methods, property) ? listed.methods[property] : undefined;
        if (!calls) return rest.get?.(property, at);
        return nativeFunction(property, (call) => {
          for (const one of calls) record(run, one, via, property, call, call.args, made.args);
          return runTime(`the result of ${property}`, call.at);
        });
      },
    };
  };
  return { kind: "native", name, construct, call: construct, get: (property) => (listed.isOpen?.includes(property) ? nativeFunction(property, construct) : undefined) };
}

function anyOf(run: Interpreter, specifier: string, services: readonly string[] | "any"): NativeValue {
  const use = ({ args, at }: NativeCall): JsValue => {
    const named = knownText(run.get(args[0] ?? undefinedValue, "service", at));
    const signed = services !== "any" && services.includes("@service") ? signedOperation(named) : undefined;
    if (signed) {
      recordCall(run, { ...signed, input: objectValue([], run.depth), call: specifier, at, via: packageName(specifier) });
      return quiet(run, specifier);
    }
    const limited = services === "any" ? "any" : services.includes("@service") ? (named !== undefined ? [named] : services.length > 1 ? services.filter((one) => one !== "@service") : "any") : services;
    run.unread({ message: `${packageName(specifier)} calls AWS in ways that are not followed.`, at, services: limited });
    for (const arg of args) if (arg.kind === "function" || arg.kind === "object") escapeFunctions(run, arg, specifier, at);
    return quiet(run, specifier);
  };
  return { kind: "native", name: specifier, call: use, construct: use, get: (property) => (property === "prototype" || property === "then" ? undefined : anyOf(run, specifier, services)) };
}

function record(run: Interpreter, made: LibraryCall, via: string, name: string, { at }: NativeCall, args: readonly JsValue[], constructed: readonly JsValue[] = args): void {
  const input = objectValue([], run.depth);
  for (const [member, source] of Object.entries(made.input ?? {})) {
    const value = sourceValue(run, source, args, constructed, at);
    if (value.kind !== "undefined") input.properties.set(member, value);
  }
  recordCall(run, { service: made.service, operation: made.operation, input, call: name, at, via, ...(made.isPossible ? { certainty: "possible" } : {}) });
}

function sourceValue(run: Interpreter, source: MemberSource, args: readonly JsValue[], constructed: readonly JsValue[], at: SourceLocation): JsValue {
  if (typeof source !== "string") return textValue(source.text);
  const [first = "", ...path] = source.split(".");
  const list = first === "new" ? constructed : args;
  const index = Number(first === "new" ? path.shift() : first);
  return path.reduce((value, name) => (name === "@keys" ? arrayValue(run.keysOf(value), value.kind === "unknown" ? value : undefined) : run.get(value, name, at)), list[index] ?? undefinedValue);
}

/** `ssm({ fetchData: { key: "/path" } })`: each entry is fetched before the handler runs. */
function recordFetches(run: Interpreter, calls: readonly LibraryCall[], via: string, name: string, { args, at }: NativeCall): void {
  const data = run.get(args[0] ?? undefinedValue, "fetchData", at);
  const entries = data.kind === "object" ? [...data.properties.values()] : data.kind === "undefined" ? [] : [data];
  for (const entry of entries) {
    for (const made of calls) {
      const input = objectValue([], run.depth);
      for (const [member, source] of Object.entries(made.input ?? {})) {
        const value = source === "." ? entry : run.get(entry, String(source), at);
        input.properties.set(member, member === "Names" ? arrayValue([value]) : value);
      }
      // A path that ends in a slash is fetched with all that is below it.
      const path = made.operation === "GetParameters" ? knownText(entry) : undefined;
      if (path?.endsWith("/")) recordCall(run, { service: "ssm", operation: "GetParametersByPath", input: objectValue([["Path", entry]]), call: name, at, via });
      else recordCall(run, { service: made.service, operation: made.operation, input, call: name, at, via });
    }
  }
}

function packageName(specifier: string): string {
  return /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1] ?? specifier;
}

