import type { Interpreter } from "./interpreter";
import { knownText } from "./symbolic";
import { arrayValue, choose, nativeFunction, runTime, undefinedValue, type JsValue, type NativeValue } from "./values";

/** `Map`, `Set` and their weak kin: what was put in may come out. */
export function collection(run: Interpreter, name: string): NativeValue {
  return {
    kind: "native",
    name,
    construct: ({ args: [list], at }) => {
      const pairs: [JsValue, JsValue][] = [];
      const { items, rest } = run.elements(list ?? undefinedValue, at);
      for (const item of rest ? [...items, rest] : items) pairs.push(name.endsWith("Map") ? [run.get(item, "0", at), run.get(item, "1", at)] : [item, item]);
      return makeCollection(run, name, pairs);
    },
  };
}

function makeCollection(run: Interpreter, name: string, pairs: [JsValue, JsValue][]): NativeValue {
  const put = (key: JsValue, value: JsValue): JsValue => {
    pairs.push([key, value]);
    return self;
  };
  const find = (key: JsValue): JsValue => {
    const text = knownText(key);
    const fitting = pairs.filter(([other]) => other === key || text === undefined || knownText(other) === undefined || knownText(other) === text);
    return fitting.length > 0 ? choose([...fitting.map(([, value]) => value), ...(fitting.some(([other]) => other === key || (text !== undefined && knownText(other) === text)) ? [] : [undefinedValue])]) : undefinedValue;
  };
  const members: Readonly<Record<string, () => JsValue>> = {
    get: () => nativeFunction("get", ({ args: [key] }) => find(key ?? undefinedValue)),
    set: () => nativeFunction("set", ({ args: [key, value] }) => put(key ?? undefinedValue, value ?? undefinedValue)),
    add: () => nativeFunction("add", ({ args: [value] }) => put(value ?? undefinedValue, value ?? undefinedValue)),
    has: () => nativeFunction("has", () => runTime("a condition")),
    delete: () => nativeFunction("delete", () => runTime("a condition")),
    clear: () => nativeFunction("clear", () => undefinedValue),
    keys: () => nativeFunction("keys", () => arrayValue(pairs.map(([key]) => key))),
    values: () => nativeFunction("values", () => arrayValue(pairs.map(([, value]) => value))),
    entries: () => nativeFunction("entries", () => arrayValue(pairs.map((pair) => arrayValue(pair)))),
    "@@iterator": () => nativeFunction("iterator", () => arrayValue(name.endsWith("Map") ? pairs.map((pair) => arrayValue(pair)) : pairs.map(([, value]) => value))),
    forEach: () =>
      nativeFunction("forEach", ({ args: [fn], at }) => {
        for (const [key, value] of pairs) run.maybe(() => run.call(fn ?? undefinedValue, undefinedValue, [value, key, self], at));
        return undefinedValue;
      }),
    size: () => runTime("a size"),
  };
  const self: NativeValue = {
    kind: "native",
    name: `a ${name}`,
    get: (property) => (Object.hasOwn(members, property) ? members[property]!() : undefined),
    escape: (to, at) => {
      for (const [, value] of pairs) run.escape(value, to, at);
    },
  };
  return self;
}
