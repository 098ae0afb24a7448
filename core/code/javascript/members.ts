import type { SourceLocation } from "../../values";
import { arrayMember } from "./array-members";
import type { Interpreter } from "./interpreter";
import { originOf, withOrigin } from "./symbolic";
import { textMember } from "./text-members";
import { alternativesOf, arrayValue, choose, nativeFunction, numberValue, objectValue, runTime, textValue, undefinedValue, unreadable, type FunctionValue, type JsValue, type NativeCall, type ObjectValue, type UnknownValue } from "./values";

/** `value.property`. */
export function getMember(run: Interpreter, value: JsValue, property: string, at: SourceLocation): JsValue {
  if (property === "apply" && run.hasOutputs && !isFunction(value)) return outputApply(run, value);
  switch (value.kind) {
    case "undefined":
      return undefinedValue;
    case "choice": {
      const present = value.alternatives.filter((one) => one.kind !== "undefined" && !(one.kind === "data" && one.value.kind === "null"));
      return choose(present.map((one) => getMember(run, one, property, at)));
    }
    case "data":
      return promiseMember(run, value, property) ?? textMember(run, value, property, at);
    case "unknown":
      return promiseMember(run, value, property) ?? unknownMember(run, value, property);
    case "array":
      return promiseMember(run, value, property) ?? arrayMember(run, value, property, at);
    case "object":
      return objectMember(run, value, property, at);
    case "function":
      return functionMember(run, value, property, at);
    case "class":
      if (property === "prototype") return value.prototype;
      if (property === "name") return textValue(value.node.id?.name ?? "");
      return lookUp(run, value.statics, property, value, at) ?? undefinedValue;
    case "native":
      return value.get?.(property, at) ?? promiseMember(run, value, property) ?? nativeMember(run, value, property, at);
  }
}

function objectMember(run: Interpreter, value: ObjectValue, property: string, at: SourceLocation): JsValue {
  const found = lookUp(run, value, property, value, at);
  if (found) return found;
  const promised = promiseMember(run, value, property);
  if (promised) return promised;
  if (property === "hasOwnProperty" || property === "propertyIsEnumerable") return nativeFunction(property, () => runTime("a condition"));
  if (property === "toString" || property === "toJSON" || property === "valueOf") return nativeFunction(property, () => runTime("text of an object"));
  if (property === "[]") return choose([...value.properties.values(), ...(value.rest ? [value.rest] : [])]);
  return value.rest ? unknownMember(run, value.rest, property) : undefinedValue;
}

function lookUp(run: Interpreter, holder: ObjectValue, property: string, self: JsValue, at: SourceLocation): JsValue | undefined {
  let next: JsValue | undefined = holder;
  for (let hops = 0; next && hops < 50; hops += 1) {
    if (next.kind !== "object") return next.kind === "undefined" ? undefined : nonEmpty(run.get(next, property, at));
    const own = next.properties.get(property);
    if (own) return own;
    const getter = next.getters.get(property);
    if (getter) return run.call(getter, self, [], at);
    if (next.base) {
      const inherited = nonEmpty(run.get(next.base, property, at));
      if (inherited) {
        const methods = lookUpMethods(next.proto, property);
        return methods ?? inherited;
      }
    }
    next = next.proto;
  }
  return undefined;
}

/** A method of the class itself goes before what its native superclass has. */
function lookUpMethods(proto: JsValue | undefined, property: string): JsValue | undefined {
  let next = proto;
  while (next?.kind === "object") {
    const own = next.properties.get(property);
    if (own) return own;
    next = next.proto;
  }
  return undefined;
}

function nonEmpty(value: JsValue): JsValue | undefined {
  return value.kind === "undefined" ? undefined : value;
}

function isFunction(value: JsValue): boolean {
  return value.kind === "function" || value.kind === "class" || (value.kind === "native" && (value.call !== undefined || value.construct !== undefined));
}

/** In a program whose values are outputs, these are what they will be, and `apply` is a call with that. */
function outputApply(run: Interpreter, value: JsValue): JsValue {
  return nativeFunction("apply", ({ args: [fn], at }) => (fn ? run.call(fn, undefinedValue, [value], at) : runTime("an output", at)));
}

/** Promises are what they resolve to, so `then` is a call with the value itself. */
function promiseMember(run: Interpreter, value: JsValue, property: string): JsValue | undefined {
  switch (property) {
    case "then":
      return nativeFunction("then", ({ args, at }) => {
        const [fulfilled, rejected] = args;
        const result = fulfilled && isCallable(fulfilled) ? run.call(fulfilled, undefinedValue, [value], at) : value;
        if (!rejected || !isCallable(rejected)) return result;
        return choose([result, run.maybe(() => run.call(rejected, undefinedValue, [runTime("an error")], at))]);
      });
    case "catch":
      return nativeFunction("catch", ({ args: [rejected], at }) => {
        if (!rejected || !isCallable(rejected)) return value;
        return choose([value, run.maybe(() => run.call(rejected, undefinedValue, [runTime("an error")], at))]);
      });
    case "finally":
      return nativeFunction("finally", ({ args: [done], at }) => {
        if (done && isCallable(done)) run.call(done, undefinedValue, [], at);
        return value;
      });
    default:
      return undefined;
  }
}

export function isCallable(value: JsValue): boolean {
  return alternativesOf(value).some((one) => one.kind === "function" || one.kind === "class" || (one.kind === "native" && one.call !== undefined) || one.kind === "unknown");
}

/** Methods that give their subject in another form: what it is stays what it was. */
const passThrough = new Set(["toString", "trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "replace", "replaceAll", "normalize", "valueOf", "text", "json", "transformToString", "transformToByteArray", "slice", "substring", "substr", "at", "pop", "shift", "find", "promise", "split", "padStart", "padEnd"]);
/** Methods that call their first argument with the elements of their subject. */
const elementwise = new Set(["map", "forEach", "filter", "flatMap", "some", "every", "find", "findIndex", "findLast", "sort"]);

function unknownMember(run: Interpreter, value: UnknownValue, property: string): JsValue {
  return withOrigin({ ...deeper(value, property), called: (call) => callUnknownMember(run, value, property, call) }, originOf(value));
}

/** What a property of an unknown value is called: `event.Records[].s3`. */
export function deeper(value: UnknownValue, property: string): UnknownValue {
  const before = value.unknown.detail ?? "";
  const isIndex = property === "[]" || /^\d+$/.test(property);
  const hidden = value.hidesCode ? { hidesCode: true } : {};
  if (before.length > 200) return { kind: "unknown", unknown: value.unknown, ...hidden };
  return { kind: "unknown", ...hidden, unknown: { ...value.unknown, detail: isIndex ? (before.endsWith("[]") ? before : `${before}[]`) : `${before}.${property}` } };
}

function callUnknownMember(run: Interpreter, value: UnknownValue, property: string, { args, at }: NativeCall): JsValue {
  const detail = value.unknown.detail ?? "a value";
  const element = deeper(value, "[]");
  const results: JsValue[] = [];
  for (const arg of args) {
    for (const one of alternativesOf(arg)) {
      if (one.kind !== "function") run.escape(one, `${detail}.${property}`, at);
      else if (elementwise.has(property)) results.push(run.maybe(() => run.callFromOutside(one, [element])));
      else if (property === "reduce" || property === "reduceRight") results.push(run.maybe(() => run.call(one, undefinedValue, [args[1] ?? element, element, runTime("an index")], at)));
      else run.maybe(() => run.escape(one, `${detail}.${property}`, at));
    }
  }
  if (property === "map" || property === "flatMap") return arrayValue([], choose(results));
  if (property === "reduce" || property === "reduceRight") return choose([...results, ...(args[1] ? [args[1]] : [])]);
  if (property === "filter" || property === "sort" || property === "reverse" || property === "concat" || passThrough.has(property)) return value;
  if (property === "entries") return arrayValue([], arrayValue([runTime("an index"), element]));
  if (property === "get" || property === "getItem") return deeper(value, "[]");
  return runTime(`${detail}.${property}()`, at);
}

function functionMember(run: Interpreter, value: FunctionValue, property: string, at: SourceLocation): JsValue {
  const members = membersOf(value);
  const own = lookUp(run, members, property, value, at);
  return own ?? callMember(run, value, property) ?? promiseMember(run, value, property) ?? undefinedValue;
}

/** The object that holds what is written to a function: `Orders.prototype.save = …`. */
export function membersOf(value: FunctionValue): ObjectValue {
  if (!value.members) {
    value.members = objectValue();
    value.members.properties.set("prototype", objectValue([["constructor", value]]));
  }
  return value.members;
}

/** `call`, `apply`, `bind` and what else every function has. */
function callMember(run: Interpreter, value: JsValue, property: string): JsValue | undefined {
  switch (property) {
    case "call":
      return nativeFunction("call", ({ args: [self, ...args], at }) => run.call(value, self ?? undefinedValue, args, at));
    case "apply":
      return nativeFunction("apply", ({ args: [self, list], at }) => {
        const { items, rest } = run.elements(list ?? undefinedValue, at);
        return run.call(value, self ?? undefinedValue, rest ? [...items, rest] : items, at);
      });
    case "bind":
      return nativeFunction("bind", ({ args: [bound, ...first] }) =>
        nativeFunction("a bound function", ({ args, at }) => run.call(value, bound ?? undefinedValue, [...first, ...args], at), { escape: (to, at) => run.escape(value, to, at) }),
      );
    case "name":
      return textValue(value.kind === "function" && "id" in value.node && value.node.id ? value.node.id.name : "");
    case "length":
      return numberValue(value.kind === "function" ? value.node.params.length : 0);
    default:
      return undefined;
  }
}

function nativeMember(run: Interpreter, value: Extract<JsValue, { kind: "native" }>, property: string, at: SourceLocation): JsValue {
  if (value.call || value.construct) {
    const member = callMember(run, value, property);
    if (member) return member;
  }
  if (property === "prototype") return runTime(`${value.name}.prototype`, at);
  if (property === "default") return value;
  return unknownMember(run, unreadable(value.name, at), property);
}

/** `target.property = value`. */
export function setMember(run: Interpreter, target: JsValue, property: string, value: JsValue): void {
  switch (target.kind) {
    case "choice":
      run.maybe(() => target.alternatives.forEach((one) => setMember(run, one, property, value)));
      return;
    case "object":
      setProperty(run, target, property, value);
      return;
    case "class":
      setProperty(run, property === "prototype" ? target.prototype : target.statics, property, value);
      return;
    case "function":
      setProperty(run, membersOf(target), property, value);
      return;
    case "array":
      if (/^\d{1,4}$/.test(property) && Number(property) <= target.items.length) target.items[Number(property)] = value;
      else if (property !== "length") target.rest = choose(target.rest ? [target.rest, value] : [value]);
      return;
    case "native":
      target.set?.(property, value);
      return;
  }
}

function setProperty(run: Interpreter, target: ObjectValue, property: string, value: JsValue): void {
  const before = target.properties.get(property);
  const setsAll = run.depth <= target.depth || before === undefined;
  if (property === "[]") target.properties.set(property, before ? choose([before, value]) : value);
  else if (setsAll && run.depth <= target.depth) target.properties.set(property, value);
  else target.properties.set(property, choose([before ?? undefinedValue, value]));
}

/** What an iteration over the value meets. */
export function elementsOf(run: Interpreter, value: JsValue, at: SourceLocation): { items: readonly JsValue[]; rest?: JsValue } {
  switch (value.kind) {
    case "array":
      return value;
    case "choice": {
      const all = value.alternatives.map((one) => elementsOf(run, one, at));
      const every = all.flatMap((one) => [...one.items, ...(one.rest ? [one.rest] : [])]);
      return every.length > 0 ? { items: [], rest: choose(every) } : { items: [] };
    }
    case "unknown":
      return { items: [], rest: withOrigin(deeper(value, "[]"), originOf(value)) };
    case "native":
      {
        const iterated = value.get?.("@@iterator", at);
        if (iterated) return elementsOf(run, run.call(iterated, value, [], at), at);
      }
      return { items: [], rest: unreadable(`an element of ${value.name}`, at) };
    case "object": {
      const iterated = value.properties.get("@@iterator");
      if (iterated) return elementsOf(run, run.call(iterated, value, [], at), at);
      return value.base ? elementsOf(run, value.base, at) : { items: [] };
    }
    case "data":
      return { items: [], rest: runTime("a character") };
    default:
      return { items: [] };
  }
}

export function keysOf(value: JsValue): readonly JsValue[] {
  switch (value.kind) {
    case "object":
      return [...value.properties.keys(), ...value.getters.keys()].filter((name) => name !== "[]").map((name) => textValue(name));
    case "array":
      return value.items.map((_, index) => textValue(String(index)));
    case "choice":
      return value.alternatives.flatMap((one) => keysOf(one));
    case "native":
      return (value.keys?.() ?? []).map((name) => textValue(name));
    default:
      return [];
  }
}
