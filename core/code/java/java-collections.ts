import { append, putItem } from "../program/containers";
import type { Machine } from "../program/machine";
import { choose, everything } from "../program/store";
import { alternativesOf, atRunTime, zero, type Call, type ListValue, type MapValue, type ProgramValue } from "../program/values";

type Model<T> = (machine: Machine, value: T, call: Call) => ProgramValue;

/** Calls a function that is given, with the same value for all that it takes. */
export function apply(machine: Machine, fn: ProgramValue | undefined, value: ProgramValue, call: Call): ProgramValue {
  return fn ? machine.undecided(() => machine.call(fn, { ...call, args: [value, value] })) : zero;
}

function each(machine: Machine, list: ListValue, call: Call): { items: ProgramValue[]; rest?: ProgramValue } {
  const { items, rest } = machine.elementsOf(list);
  const [fn] = call.args;
  if (items.length === 0 && !rest) {
    // What looks empty may have been filled where nobody looked.
    if (list.of) apply(machine, fn, machine.opaque(list.of, { kind: "unknown", reason: "decided-at-run-time", detail: "an element", references: [] }), call);
    return { items: [] };
  }
  return { items: items.map((item) => apply(machine, fn, item, call)), ...(rest ? { rest: apply(machine, fn, rest, call) } : {}) };
}

const self: Model<ListValue> = (_, list) => list;
const any: Model<ListValue> = (machine, list) => {
  const all = everything(machine.elementsOf(list));
  return all.length > 0 ? choose(all) : atRunTime("an element");
};
const forEach: Model<ListValue> = (machine, list, call) => (each(machine, list, call), zero);
const filter: Model<ListValue> = (machine, list, call) => (each(machine, list, call), list);

/** Methods of lists, sets, queues, streams and iterators. */
const lists: Readonly<Record<string, Model<ListValue>>> = {
  stream: self,
  parallelStream: self,
  iterator: self,
  listIterator: self,
  spliterator: self,
  sorted: self,
  distinct: self,
  limit: self,
  skip: self,
  toList: self,
  toArray: self,
  asList: self,
  subList: self,
  reversed: self,
  boxed: self,
  parallel: self,
  sequential: self,
  build: self,
  collect: (_, list, call) => (/joining|counting|summing|averaging/.test(call.code) || call.args.some((one) => alternativesOf(one).some((value) => value.kind === "data" && value.value.kind === "unknown" && /joining|counting/.test(value.value.detail ?? ""))) ? atRunTime("what is collected") : list),
  get: (machine, list, { args: [index] }) => {
    const at = index?.kind === "data" && index.value.kind === "number" ? index.value.value : undefined;
    const { items } = machine.elementsOf(list);
    return at !== undefined && items[at] && !machine.undecidable ? items[at] : any(machine, list, undefined as never);
  },
  getFirst: any,
  getLast: any,
  next: any,
  first: any,
  last: any,
  poll: any,
  peek: (machine, list, call) => (call.args.length > 0 ? filter(machine, list, call) : any(machine, list, call)),
  remove: any,
  pop: any,
  take: any,
  element: any,
  findFirst: any,
  findAny: any,
  max: any,
  min: any,
  reduce: (machine, list, call) => {
    const all = everything(machine.elementsOf(list));
    const fn = call.args[call.args.length - 1];
    const element = all.length > 0 ? choose(all) : atRunTime("an element");
    return choose([...call.args.slice(0, -1), apply(machine, fn, element, call)]);
  },
  add: (machine, list, { args }) => (append(machine.store, list, [args[args.length - 1] ?? zero]), zero),
  addFirst: (machine, list, { args: [value] }) => (append(machine.store, list, [value ?? zero]), zero),
  addLast: (machine, list, { args: [value] }) => (append(machine.store, list, [value ?? zero]), zero),
  offer: (machine, list, { args: [value] }) => (append(machine.store, list, [value ?? zero]), zero),
  push: (machine, list, { args: [value] }) => (append(machine.store, list, [value ?? zero]), zero),
  addAll: (machine, list, { args }) => (append(machine.store, list, everything(machine.elementsOf(args[args.length - 1] ?? zero))), zero),
  forEach,
  forEachOrdered: forEach,
  forEachRemaining: forEach,
  filter,
  removeIf: filter,
  takeWhile: filter,
  dropWhile: filter,
  anyMatch: (machine, list, call) => (each(machine, list, call), atRunTime("a condition")),
  allMatch: (machine, list, call) => (each(machine, list, call), atRunTime("a condition")),
  noneMatch: (machine, list, call) => (each(machine, list, call), atRunTime("a condition")),
  map: (machine, list, call) => {
    const { items, rest } = each(machine, list, call);
    return machine.makeList(items, rest);
  },
  flatMap: (machine, list, call) => {
    const { items, rest } = each(machine, list, call);
    const inner = [...items, ...(rest ? [rest] : [])].map((one) => machine.elementsOf(one));
    const all = inner.flatMap(everything);
    return machine.makeList([], all.length > 0 ? choose(all) : undefined);
  },
};

const anyEntry: Model<MapValue> = (machine, map) => {
  const all = everything(machine.elementsOf(map));
  return all.length > 0 ? choose(all) : zero;
};

function entry(machine: Machine, map: MapValue, call: Call, fallback?: ProgramValue): ProgramValue {
  const found = machine.item(map, call.args[0] ?? zero);
  return found.kind === "zero" && fallback ? fallback : fallback && found.kind === "choice" ? choose([found, fallback]) : found;
}

/** A map's entry as its key and value. */
function entryObject(machine: Machine, key: ProgramValue, value: ProgramValue): ProgramValue {
  const object = machine.makeObject({ kind: "external", path: "java.util.Map.Entry", args: [] });
  machine.store.set(object.slots, "Key", key);
  machine.store.set(object.slots, "Value", value);
  return object;
}

const mapMethods: Readonly<Record<string, Model<MapValue>>> = {
  get: (machine, map, call) => entry(machine, map, call),
  getOrDefault: (machine, map, call) => entry(machine, map, call, call.args[1]),
  put: (machine, map, { args: [key, value] }) => (putItem(machine.store, map, key ?? zero, value ?? zero), zero),
  putIfAbsent: (machine, map, { args: [key, value] }) => (putItem(machine.store, map, key ?? zero, value ?? zero), value ?? zero),
  putAll: (machine, map, { args: [other] }) => {
    for (const one of alternativesOf(other)) {
      if (one.kind !== "map") continue;
      for (const [name, value] of one.slots.map) machine.store.set(map.slots, name, value);
      for (const [name, key] of one.keys) map.keys.set(name, key);
      const others = one.others.map.get("");
      if (others) machine.store.add(map.others, "", others);
    }
    return zero;
  },
  computeIfAbsent: (machine, map, call) => {
    const made = apply(machine, call.args[1], call.args[0] ?? zero, call);
    const found = machine.item(map, call.args[0] ?? zero);
    putItem(machine.store, map, call.args[0] ?? zero, made);
    return choose([found, made].filter((one) => one.kind !== "zero"));
  },
  values: (machine, map) => {
    const { items, rest } = machine.elementsOf(map);
    return machine.makeList(items, rest);
  },
  keySet: (machine, map) => machine.makeList([], machine.keysOf(map)),
  entrySet: (machine, map) => {
    const value = anyEntry(machine, map, undefined as never);
    return machine.makeList([], entryObject(machine, machine.keysOf(map), value));
  },
  forEach: (machine, map, call) => {
    const value = anyEntry(machine, map, call);
    machine.undecided(() => machine.call(call.args[0] ?? zero, { ...call, args: [machine.keysOf(map), value.kind === "zero" ? atRunTime("a value") : value] }));
    return zero;
  },
  remove: anyEntry,
};

const mapQuestions = new Set("containsKey containsValue size isEmpty clear equals hashCode toString".split(" "));
const listQuestions = new Set("size isEmpty contains containsAll indexOf clear equals hashCode hasNext count mapToInt mapToLong sum toString retainAll set sort close iterate".split(" "));

export function callOnCollection(machine: Machine, value: ListValue | MapValue, name: string, call: Call): ProgramValue | undefined {
  if (value.kind === "list") {
    if (Object.hasOwn(lists, name)) return lists[name]!(machine, value, call);
    return listQuestions.has(name) ? atRunTime(`the result of ${name}()`) : undefined;
  }
  if (Object.hasOwn(mapMethods, name)) return mapMethods[name]!(machine, value, call);
  return mapQuestions.has(name) ? atRunTime(`the result of ${name}()`) : undefined;
}
