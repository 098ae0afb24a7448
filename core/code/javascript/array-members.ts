import type { SourceLocation } from "../../values";
import type { Interpreter } from "./interpreter";
import { joinText } from "./expressions";
import { alternativesOf, arrayValue, booleanValue, choose, nativeFunction, numberValue, runTime, textValue, truthOf, undefinedValue, type ArrayValue, type JsValue, type NativeCall } from "./values";

type ArrayMethod = (run: Interpreter, list: ArrayValue, call: NativeCall) => JsValue;

/** Each element through a function, the unknown ones once for all. */
function each(run: Interpreter, list: ArrayValue, { args: [fn], at }: NativeCall): { items: JsValue[]; rest?: JsValue } {
  const apply = (item: JsValue, index: JsValue): JsValue => run.maybe(() => run.call(fn ?? undefinedValue, undefinedValue, [item, index, list], at));
  const items = list.items.map((item, index) => apply(item, numberValue(index)));
  return list.rest ? { items, rest: apply(list.rest, runTime("an index")) } : { items };
}

function all(list: ArrayValue): JsValue[] {
  return list.rest ? [...list.items, list.rest] : [...list.items];
}

const methods: Readonly<Record<string, ArrayMethod>> = {
  map: (run, list, call) => {
    const { items, rest } = each(run, list, call);
    return arrayValue(items, rest);
  },
  forEach: (run, list, call) => {
    each(run, list, call);
    return undefinedValue;
  },
  filter: (run, list, call) => {
    const { items } = each(run, list, call);
    return arrayValue(list.items.filter((_, index) => truthOf(items[index] ?? undefinedValue) !== false), list.rest);
  },
  find: (run, list, call) => {
    each(run, list, call);
    return choose([...all(list), undefinedValue]);
  },
  flatMap: (run, list, call) => flatten(run, each(run, list, call), call.at),
  flat: (run, list, { at }) => flatten(run, list, at),
  reduce: (run, list, { args: [fn, initial], at }) => {
    let result = initial ?? list.items[0] ?? list.rest ?? undefinedValue;
    for (const item of all(list)) result = run.call(fn ?? undefinedValue, undefinedValue, [result, item, runTime("an index"), list], at);
    return result;
  },
  concat: (run, list, { args, at }) => {
    const parts = args.map((arg) => (arg.kind === "array" || arg.kind === "unknown" || arg.kind === "choice" ? run.elements(arg, at) : { items: [arg] as readonly JsValue[] }));
    const rests = [list, ...parts].flatMap((part) => (part.rest ? [part.rest] : []));
    return arrayValue([...list.items, ...parts.flatMap((part) => part.items)], rests.length > 0 ? choose(rests) : undefined);
  },
  push: (run, list, { args }) => {
    if (run.depth === 0 && run.loops === 0 && !list.rest) list.items.push(...args);
    else list.rest = choose([...(list.rest ? [list.rest] : []), ...args]);
    return runTime("a length");
  },
  unshift: (_run, list, { args }) => {
    list.rest = choose([...(list.rest ? [list.rest] : []), ...args]);
    return runTime("a length");
  },
  pop: (_run, list) => choose(all(list)),
  shift: (_run, list) => choose(all(list)),
  at: (_run, list) => choose(all(list)),
  splice: (_run, list) => arrayValue([], choose(all(list))),
  slice: (_run, list, { args }) => (args.length === 0 ? arrayValue(list.items, list.rest) : arrayValue([], choose(all(list)))),
  reverse: (_run, list) => arrayValue([...list.items].reverse(), list.rest),
  sort: (run, list, { args: [fn], at }) => {
    if (fn) run.maybe(() => run.call(fn, undefinedValue, [choose(all(list)), choose(all(list))], at));
    return list;
  },
  join: (_run, list, { args: [separator], at }) => {
    if (list.rest) return runTime("a joined list", at);
    const between = separator ?? textValue(",");
    return joinText(list.items.flatMap((item, index) => (index === 0 ? [item] : [between, item])), at);
  },
  includes: (_run, list, { args: [sought] }) => {
    const isThere = sought !== undefined && list.items.some((item) => choose([item, sought]).kind !== "choice");
    return isThere && sought.kind === "data" ? booleanValue(true) : runTime("a condition");
  },
  values: (_run, list) => list,
  entries: (_run, list) =>
    arrayValue(
      list.items.map((item, index) => arrayValue([numberValue(index), item])),
      list.rest ? arrayValue([runTime("an index"), list.rest]) : undefined,
    ),
  keys: (_run, list) => arrayValue(list.items.map((_, index) => numberValue(index)), list.rest ? runTime("an index") : undefined),
  fill: (_run, list, { args: [value] }) => arrayValue(list.items.map(() => value ?? undefinedValue), list.rest && value),
};
for (const [name, like] of [["findLast", "find"], ["some", "filter"], ["every", "filter"], ["findIndex", "filter"], ["reduceRight", "reduce"], ["toSorted", "sort"], ["toReversed", "reverse"], ["toSpliced", "splice"]] as const) {
  (methods as Record<string, ArrayMethod>)[name] = methods[like]!;
}
const givesCondition = new Set(["some", "every", "findIndex"]);

function flatten(run: Interpreter, list: { items: readonly JsValue[]; rest?: JsValue }, at: SourceLocation): JsValue {
  const items: JsValue[] = [];
  const rests: JsValue[] = [];
  for (const item of list.items) {
    if (item.kind !== "array") items.push(item);
    else {
      items.push(...item.items);
      if (item.rest) rests.push(item.rest);
    }
  }
  for (const one of list.rest ? alternativesOf(list.rest) : []) {
    if (one.kind !== "array") rests.push(one);
    else rests.push(...run.elements(one, at).items, ...(one.rest ? [one.rest] : []));
  }
  return arrayValue(items, rests.length > 0 ? choose(rests) : undefined);
}

/** `list.member`. */
export function arrayMember(run: Interpreter, list: ArrayValue, property: string, at: SourceLocation): JsValue {
  if (property === "length") return list.rest ? runTime("a length") : numberValue(list.items.length);
  if (/^\d+$/.test(property)) return list.items[Number(property)] ?? list.rest ?? undefinedValue;
  if (property === "[]") return choose(all(list));
  const method = Object.hasOwn(methods, property) ? methods[property] : undefined;
  if (!method) return runTime(`a list's ${property}`, at);
  return nativeFunction(property, (call) => {
    const result = method(run, list, call);
    return givesCondition.has(property) ? runTime("a condition") : result;
  });
}
