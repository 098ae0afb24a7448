import type { SourceLocation } from "../../values";
import { collection } from "./collections";
import { copyInto } from "./expressions";
import type { Interpreter } from "./interpreter";
import { parseData } from "./data-files";
import { generated } from "./node-modules";
import { propertyText } from "./patterns";
import type { Scope } from "./scope";
import { fromSymbolic, knownText, originOf, textOf, toSymbolic, withOrigin } from "./symbolic";
import { alternativesOf, arrayValue, booleanValue, choose, nativeFunction, numberValue, objectValue, runTime, textValue, undefinedValue, type JsValue, type NativeCall, type NativeValue } from "./values";

/** The value of a name that no scope declares, `undefined` where there is no such global. */
export function makeGlobals(run: Interpreter): (name: string, scope: Scope, at: SourceLocation) => JsValue | undefined {
  const made = new Map<string, JsValue>();
  const makers: Readonly<Record<string, () => JsValue>> = { ...languageGlobals(run), ...runtimeGlobals(run) };
  const builtIn = (name: string): JsValue | undefined => {
    const before = made.get(name);
    if (before) return before;
    const maker = Object.hasOwn(makers, name) ? makers[name] : undefined;
    const value = maker?.() ?? (quiet.has(name) ? quietGlobal(run, name) : undefined);
    if (value) made.set(name, value);
    return value;
  };
  // Code keeps things in the global object, and asks it for what is there anyway: `globalThis.awslambda`.
  const globalObject = objectValue();
  globalObject.base = { kind: "native", name: "globalThis", get: (name) => builtIn(name) ?? undefinedValue };
  for (const name of ["globalThis", "global"]) made.set(name, globalObject);
  return (name, scope) => {
    if (name === "import.meta") return importMeta(run, scope);
    if (name === "require" && scope.module) return run.requireFrom(scope.module.file);
    return globalObject.properties.get(name) ?? builtIn(name);
  };
}

/** Globals that hold nothing of interest and pass nothing on but to functions they are given. */
const quiet = new Set("console Math Date RegExp Error TypeError RangeError SyntaxError AggregateError EvalError URIError Symbol BigInt Intl WeakRef FinalizationRegistry AbortController AbortSignal Headers Request Response FormData Blob ReadableStream TransformStream WritableStream TextEncoder TextDecoder URLSearchParams crypto performance fetch Uint8Array Uint16Array Uint32Array Int8Array Int16Array Int32Array Float32Array Float64Array ArrayBuffer SharedArrayBuffer DataView Atomics WebAssembly atob btoa isNaN isFinite parseInt parseFloat Event EventTarget Iterator document window navigator".split(" "));

function quietGlobal(run: Interpreter, name: string): NativeValue {
  const use = (label: string, { args, at }: NativeCall): JsValue => {
    for (const arg of args) if (arg.kind === "function") run.escape(arg, label, at);
    return runTime(`${label}()`, at);
  };
  return {
    kind: "native",
    name,
    get: (property) => (property === "prototype" ? undefined : nativeFunction(`${name}.${property}`, (call) => use(`${name}.${property}`, call))),
    call: (call) => use(name, call),
    construct: (call) => use(`new ${name}`, call),
  };
}

function withMembers(name: string, members: Readonly<Record<string, JsValue>>, more: Partial<NativeValue> = {}): NativeValue {
  return { kind: "native", name, get: (property, at) => (Object.hasOwn(members, property) ? members[property] : property === "prototype" ? undefined : nativeFunction(`${name}.${property}`, () => runTime(`${name}.${property}()`, at))), ...more };
}

function languageGlobals(run: Interpreter): Readonly<Record<string, () => JsValue>> {
  const first = ({ args }: NativeCall): JsValue => args[0] ?? undefinedValue;
  return {
    undefined: () => undefinedValue,
    NaN: () => numberValue(NaN),
    Infinity: () => numberValue(Infinity),
    Object: () => withMembers("Object", objectFunctions(run), { call: first, construct: () => objectValue([], run.depth) }),
    Array: () => withMembers("Array", arrayFunctions(run), { construct: ({ args }) => arrayValue([], args.length === 1 ? undefinedValue : choose(args)), call: ({ args }) => arrayValue(args) }),
    Promise: () => withMembers("Promise", promiseFunctions(run), { construct: (call) => promise(run, call) }),
    JSON: () => withMembers("JSON", { parse: nativeFunction("JSON.parse", (call) => parseJson(run, call)), stringify: nativeFunction("JSON.stringify", ({ args: [value] }) => stringify(value ?? undefinedValue)) }),
    String: () => withMembers("String", { raw: nativeFunction("String.raw", ({ at }) => runTime("text", at)) }, { call: ({ args: [value], at }) => choose(alternativesOf(value ?? textValue("")).map((one) => (one.kind === "unknown" ? one : withOrigin(textValue(textOf(one, at)), originOf(one))))) }),
    Number: () => withMembers("Number", {}, { call: ({ args: [value] }) => toNumber(value ?? undefinedValue) }),
    Boolean: () => withMembers("Boolean", {}, { call: () => runTime("a condition") }),
    Map: () => collection(run, "Map"),
    Set: () => collection(run, "Set"),
    WeakMap: () => collection(run, "WeakMap"),
    WeakSet: () => collection(run, "WeakSet"),
    Proxy: () => ({
      kind: "native",
      name: "Proxy",
      construct: ({ args: [target, handler], at }) => {
        if (handler) run.escape(handler, "a proxy", at);
        return target ?? undefinedValue;
      },
    }),
    Reflect: () => withMembers("Reflect", reflectFunctions(run)),
    Function: () => generated(run, "Function"),
    eval: () => generated(run, "eval"),
    structuredClone: () => nativeFunction("structuredClone", first),
    encodeURIComponent: () => nativeFunction("encodeURIComponent", first),
    decodeURIComponent: () => nativeFunction("decodeURIComponent", first),
    encodeURI: () => nativeFunction("encodeURI", first),
    decodeURI: () => nativeFunction("decodeURI", first),
  };
}

function runtimeGlobals(run: Interpreter): Readonly<Record<string, () => JsValue>> {
  const later = (name: string): JsValue =>
    nativeFunction(name, ({ args: [fn, , ...rest], at }) => {
      for (const one of alternativesOf(fn ?? undefinedValue)) if (one.kind === "function" || one.kind === "native") run.maybe(() => run.call(one, undefinedValue, rest, at));
      return runTime("a timer", at);
    });
  return {
    process: () => processValue(run),
    Buffer: () => withMembers("Buffer", { from: nativeFunction("Buffer.from", ({ args: [value], at }) => (value?.kind === "unknown" ? value : withMembers("a buffer", { toString: nativeFunction("toString", () => runTime("text", at)) }))) }),
    URL: () => ({ kind: "native", name: "URL", construct: (call) => url(run, call) }),
    setTimeout: () => later("setTimeout"),
    setInterval: () => later("setInterval"),
    setImmediate: () => later("setImmediate"),
    queueMicrotask: () => later("queueMicrotask"),
    clearTimeout: () => nativeFunction("clearTimeout", () => undefinedValue),
    clearInterval: () => nativeFunction("clearInterval", () => undefinedValue),
    awslambda: () => withMembers("awslambda", { streamifyResponse: nativeFunction("streamifyResponse", ({ args: [handler] }) => handler ?? undefinedValue) }),
    __dirname: () => textValue("/var/task"),
    __filename: () => textValue("/var/task/index.js"),
  };
}

function processValue(run: Interpreter): NativeValue {
  const environment = environmentValue(run);
  const members: Readonly<Record<string, JsValue>> = {
    env: environment,
    platform: textValue("linux"),
    argv: arrayValue([], runTime("an argument of the process")),
    cwd: nativeFunction("cwd", () => textValue("/var/task")),
    nextTick: nativeFunction("nextTick", ({ args: [fn, ...rest], at }) => run.call(fn ?? undefinedValue, undefinedValue, rest, at)),
  };
  return {
    kind: "native",
    name: "process",
    get: (property, at) => (Object.hasOwn(members, property) ? members[property] : nativeFunction(`process.${property}`, ({ args }) => {
      for (const arg of args) if (arg.kind === "function") run.escape(arg, `process.${property}`, at);
      return runTime(`process.${property}()`, at);
    })),
  };
}

function environmentValue(run: Interpreter): NativeValue {
  const written = new Map<string, JsValue>();
  return {
    kind: "native",
    name: "process.env",
    get: (property, at) => {
      const own = written.get(property);
      if (own) return own;
      if (property === "[]") return runTime("an environment variable whose name is computed", at);
      if (property === "hasOwnProperty") return undefined;
      const found = run.environment.get(property, at);
      return found.kind === "absent" ? undefinedValue : withOrigin(fromSymbolic(found.value), `environment variable ${property}`);
    },
    set: (property, value) => {
      const before = run.environment.get(property);
      written.set(property, before.kind === "configured" ? choose([fromSymbolic(before.value), value]) : value);
    },
    keys: () => run.environment.names(),
  };
}

function importMeta(run: Interpreter, scope: Scope): JsValue {
  const file = scope.module?.file ?? "/var/task/index.js";
  return withMembers("import.meta", { url: textValue(`file://${file}`), filename: textValue(file), dirname: textValue(file.slice(0, file.lastIndexOf("/"))), env: environmentValue(run) });
}

function url(run: Interpreter, { args, at }: NativeCall): JsValue {
  const [target, base] = args.map(knownText);
  if (target !== undefined && base?.startsWith("file://")) {
    const resolved = new URL(target, base).href;
    return withMembers("a URL", { href: textValue(resolved), pathname: textValue(resolved.replace(/^file:\/\//, "")), toString: nativeFunction("toString", () => textValue(resolved)) });
  }
  return args[0]?.kind === "unknown" ? args[0] : run.get(runTime("a URL", at), "href", at);
}

function promise(run: Interpreter, { args: [executor], at }: NativeCall): JsValue {
  const resolved: JsValue[] = [];
  const resolve = nativeFunction("resolve", ({ args }) => {
    resolved.push(args[0] ?? undefinedValue);
    return undefinedValue;
  });
  if (executor) run.call(executor, undefinedValue, [resolve, nativeFunction("reject", () => undefinedValue)], at);
  return resolved.length > 0 ? choose(resolved) : runTime("what a promise resolves to", at);
}

function promiseFunctions(run: Interpreter): Readonly<Record<string, JsValue>> {
  const all = nativeFunction("Promise.all", ({ args: [list], at }) => {
    const { items, rest } = run.elements(list ?? undefinedValue, at);
    return arrayValue(items, rest);
  });
  const any = nativeFunction("Promise.race", ({ args: [list], at }) => {
    const { items, rest } = run.elements(list ?? undefinedValue, at);
    return choose(rest ? [...items, rest] : items);
  });
  const settled = nativeFunction("Promise.allSettled", ({ args: [list], at }) => {
    const { items, rest } = run.elements(list ?? undefinedValue, at);
    const settle = (value: JsValue): JsValue => objectValue([["status", runTime("a status")], ["value", value], ["reason", runTime("an error")]], run.depth);
    return arrayValue(items.map(settle), rest && settle(rest));
  });
  const resolve = nativeFunction("Promise.resolve", ({ args: [value] }) => value ?? undefinedValue);
  return { all, allSettled: settled, race: any, any, resolve, reject: nativeFunction("Promise.reject", () => runTime("an error")) };
}

function parseJson(run: Interpreter, { args: [text, reviver], at }: NativeCall): JsValue {
  if (reviver) run.escape(reviver, "JSON.parse", at);
  return choose(
    alternativesOf(text ?? undefinedValue).map((one) => {
      if (one.kind === "unknown") return withOrigin({ kind: "unknown", unknown: one.unknown }, originOf(one));
      if (one.kind === "data" && one.value.kind === "json") return fromSymbolic(one.value.value);
      const known = knownText(one);
      return (known === undefined ? undefined : parseData(known, "json")) ?? runTime("parsed JSON", at);
    }),
  );
}

function stringify(value: JsValue): JsValue {
  if (value.kind === "undefined") return undefinedValue;
  const symbolic = toSymbolic(value);
  return symbolic.kind === "unknown" ? value : { kind: "data", value: { kind: "json", value: symbolic } };
}

function toNumber(value: JsValue): JsValue {
  const text = knownText(value);
  if (text !== undefined && text.trim() !== "" && !Number.isNaN(Number(text))) return numberValue(Number(text));
  return value.kind === "data" && value.value.kind === "number" ? value : runTime("a number");
}

function objectFunctions(run: Interpreter): Readonly<Record<string, JsValue>> {
  const first = ({ args }: NativeCall): JsValue => args[0] ?? undefinedValue;
  const define = (target: JsValue, name: string, descriptor: JsValue): void => {
    const getter = run.get(descriptor, "get", noPlace);
    for (const one of alternativesOf(target)) {
      const holder = one.kind === "class" ? one.statics : one;
      if (holder.kind === "object" && getter.kind !== "undefined") holder.getters.set(name, getter);
      else if (holder.kind !== "undefined") run.set(holder, name, run.get(descriptor, "value", noPlace));
    }
  };
  const entries = (value: JsValue, at: SourceLocation): { items: [JsValue, JsValue][]; rest?: JsValue } => {
    const items = run.keysOf(value).map((key): [JsValue, JsValue] => [key, run.get(value, propertyText(key) ?? "[]", at)]);
    const rest = alternativesOf(value).find((one) => one.kind === "unknown" || (one.kind === "object" && one.rest));
    return rest ? { items, rest: run.get(rest, "[]", at) } : { items };
  };
  return {
    assign: nativeFunction("Object.assign", ({ args: [target, ...sources], at }) => {
      for (const source of sources) for (const into of alternativesOf(target ?? undefinedValue)) copyInto(run, into.kind === "class" ? into.statics : into, source, at);
      return target ?? undefinedValue;
    }),
    keys: nativeFunction("Object.keys", ({ args: [value], at }) => arrayValue(run.keysOf(value ?? undefinedValue), entries(value ?? undefinedValue, at).rest && runTime("a property name"))),
    getOwnPropertyNames: nativeFunction("Object.getOwnPropertyNames", ({ args: [value] }) => arrayValue(run.keysOf(value ?? undefinedValue))),
    values: nativeFunction("Object.values", ({ args: [value], at }) => {
      const { items, rest } = entries(value ?? undefinedValue, at);
      return arrayValue(items.map(([, item]) => item), rest);
    }),
    entries: nativeFunction("Object.entries", ({ args: [value], at }) => {
      const { items, rest } = entries(value ?? undefinedValue, at);
      return arrayValue(items.map((pair) => arrayValue(pair)), rest && arrayValue([runTime("a property name"), rest]));
    }),
    fromEntries: nativeFunction("Object.fromEntries", ({ args: [list], at }) => {
      const object = objectValue([], run.depth);
      const { items, rest } = run.elements(list ?? undefinedValue, at);
      for (const item of items) run.set(object, propertyText(run.get(item, "0", at)) ?? "[]", run.get(item, "1", at));
      if (rest) run.set(object, "[]", run.get(rest, "1", at));
      return object;
    }),
    create: nativeFunction("Object.create", ({ args: [proto] }) => {
      const object = objectValue([], run.depth);
      if (proto && proto.kind !== "data") object.proto = proto;
      return object;
    }),
    setPrototypeOf: nativeFunction("Object.setPrototypeOf", ({ args: [target, proto] }) => {
      if (target?.kind === "object" && proto) target.proto = proto;
      return target ?? undefinedValue;
    }),
    getPrototypeOf: nativeFunction("Object.getPrototypeOf", ({ args: [value] }) => (value?.kind === "object" ? (value.proto ?? value) : (value ?? undefinedValue))),
    defineProperty: nativeFunction("Object.defineProperty", ({ args: [target, name, descriptor] }) => {
      define(target ?? undefinedValue, propertyText(name ?? undefinedValue) ?? "[]", descriptor ?? undefinedValue);
      return target ?? undefinedValue;
    }),
    defineProperties: nativeFunction("Object.defineProperties", ({ args: [target, descriptors], at }) => {
      for (const key of run.keysOf(descriptors ?? undefinedValue)) define(target ?? undefinedValue, propertyText(key) ?? "[]", run.get(descriptors!, propertyText(key) ?? "[]", at));
      return target ?? undefinedValue;
    }),
    freeze: nativeFunction("Object.freeze", first),
    seal: nativeFunction("Object.seal", first),
    preventExtensions: nativeFunction("Object.preventExtensions", first),
    hasOwn: nativeFunction("Object.hasOwn", () => runTime("a condition")),
    is: nativeFunction("Object.is", () => runTime("a condition")),
    prototype: objectValue([["hasOwnProperty", nativeFunction("hasOwnProperty", () => runTime("a condition"))], ["toString", nativeFunction("toString", () => runTime("text"))]]),
  };
}

const noPlace: SourceLocation = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };

function arrayFunctions(run: Interpreter): Readonly<Record<string, JsValue>> {
  return {
    isArray: nativeFunction("Array.isArray", ({ args: [value] }) => (value?.kind === "array" ? booleanValue(true) : value?.kind === "object" || value?.kind === "data" ? booleanValue(false) : runTime("a condition"))),
    of: nativeFunction("Array.of", ({ args }) => arrayValue(args)),
    from: nativeFunction("Array.from", ({ args: [list, map], at }) => {
      const { items, rest } = run.elements(list ?? undefinedValue, at);
      const array = arrayValue(items, rest ?? (list?.kind === "object" && items.length === 0 ? undefinedValue : undefined));
      return map ? run.call(run.get(array, "map", at), array, [map], at) : array;
    }),
    prototype: objectValue([["slice", nativeFunction("slice", ({ self }) => self)], ["concat", nativeFunction("concat", ({ args, at }) => run.call(run.get(arrayValue([]), "concat", at), arrayValue([]), args, at))]]),
  };
}

function reflectFunctions(run: Interpreter): Readonly<Record<string, JsValue>> {
  return {
    get: nativeFunction("Reflect.get", ({ args: [target, name], at }) => run.get(target ?? undefinedValue, propertyText(name ?? undefinedValue) ?? "[]", at)),
    apply: nativeFunction("Reflect.apply", ({ args: [fn, self, list], at }) => run.call(fn ?? undefinedValue, self ?? undefinedValue, run.elements(list ?? undefinedValue, at).items, at)),
    construct: nativeFunction("Reflect.construct", ({ args: [made, list], at }) => run.construct(made ?? undefinedValue, run.elements(list ?? undefinedValue, at).items, at)),
    ownKeys: nativeFunction("Reflect.ownKeys", ({ args: [value] }) => arrayValue(run.keysOf(value ?? undefinedValue))),
    decorate: nativeFunction("Reflect.decorate", ({ args }) => args[1] ?? undefinedValue),
  };
}
