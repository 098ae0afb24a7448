import { unknown } from "../../values";
import { append, putItem } from "../program/containers";
import type { Machine } from "../program/machine";
import { choose, everything } from "../program/store";
import { alternativesOf, atRunTime, zero, type Call, type ListValue, type MapValue, type ProgramValue } from "../program/values";

type Model<T> = (machine: Machine, value: T, call: Call) => ProgramValue;

/** Calls a function that is given, with the same value for all that it takes. */
export function apply(machine: Machine, fn: ProgramValue | undefined, value: ProgramValue, call: Call): ProgramValue {
  if (!fn) return zero;
  const { names: _, ...rest } = call;
  return machine.undecided(() => machine.call(fn, { ...rest, args: [value, value] }));
}

export function functionIn(args: readonly ProgramValue[]): ProgramValue | undefined {
  return args.find((one) => alternativesOf(one).some((value) => value.kind === "function"));
}

function each(machine: Machine, list: ListValue, call: Call): { items: ProgramValue[]; rest?: ProgramValue } {
  const { items, rest } = machine.elementsOf(list);
  const fn = functionIn(call.args);
  if (items.length === 0 && !rest) {
    // What looks empty may have been filled where nobody looked.
    if (list.of) apply(machine, fn, machine.opaque(list.of, unknown("decided-at-run-time", "an element")), call);
    return { items: [] };
  }
  return { items: items.map((item) => apply(machine, fn, item, call)), ...(rest ? { rest: apply(machine, fn, rest, call) } : {}) };
}

const self: Model<ListValue> = (_, list) => list;
const any: Model<ListValue> = (machine, list, call) => {
  if (functionIn(call.args)) each(machine, list, call);
  const all = everything(machine.elementsOf(list));
  return all.length > 0 ? choose(all) : list.of ? machine.opaque(list.of, unknown("decided-at-run-time", "an element")) : atRunTime("an element");
};
const filter: Model<ListValue> = (machine, list, call) => (each(machine, list, call), list);
const question: Model<ListValue> = (machine, list, call) => (each(machine, list, call), atRunTime("a condition"));
const add: Model<ListValue> = (machine, list, { args }) => (append(machine.store, list, [args[args.length - 1] ?? zero]), zero);
const addAll: Model<ListValue> = (machine, list, { args }) => {
  const { items, rest } = machine.elementsOf(args[args.length - 1] ?? zero);
  append(machine.store, list, [...items, ...(rest ? [rest] : [])]);
  return zero;
};
const together: Model<ListValue> = (machine, list, { args }) => {
  const [own, more] = [machine.elementsOf(list), machine.elementsOf(args[0] ?? zero)];
  const rests = [own.rest, more.rest].filter((one) => one !== undefined);
  return machine.makeList([...own.items, ...more.items], rests.length > 0 ? choose(rests) : undefined, list.of);
};

function names<T>(list: string, model: Model<T>): Record<string, Model<T>> {
  return Object.fromEntries(list.split(" ").map((name) => [name, model]));
}

/** Methods of lists and of LINQ. Source: https://learn.microsoft.com/en-us/dotnet/api/system.linq.enumerable */
const lists: Readonly<Record<string, Model<ListValue>>> = {
  ...names("ToList ToArray ToHashSet AsEnumerable AsQueryable AsReadOnly AsParallel ToImmutableList ToImmutableArray Distinct Reverse Skip Take Cast OfType ToAsyncEnumerable GetEnumerator GetAsyncEnumerator WithCancellation ConfigureAwait ToListAsync ToArrayAsync AsMemory AsSpan DefaultIfEmpty GetRange WithDegreeOfParallelism Order OrderDescending", self),
  ...names("First FirstOrDefault Last LastOrDefault Single SingleOrDefault ElementAt ElementAtOrDefault Dequeue Peek Pop Find FindLast Max Min MaxBy MinBy FirstAsync FirstOrDefaultAsync SingleAsync SingleOrDefaultAsync", any),
  ...names("Where OrderBy OrderByDescending ThenBy ThenByDescending TakeWhile SkipWhile DistinctBy RemoveAll FindAll Remove RemoveAt ExceptBy", filter),
  ...names("Any All Count Exists Sum Average LongCount TrueForAll", question),
  ...names("Add Enqueue Push Insert AddLast AddFirst TryAdd", add),
  ...names("AddRange InsertRange UnionWith", addAll),
  ...names("Concat Union", together),
  Append: (machine, list, { args }) => machine.makeList([...machine.elementsOf(list).items, args[0] ?? zero], machine.elementsOf(list).rest, list.of),
  ForEach: (machine, list, call) => (each(machine, list, call), zero),
  Select: (machine, list, call) => {
    const { items, rest } = each(machine, list, call);
    return machine.makeList(items, rest);
  },
  SelectMany: (machine, list, call) => {
    const { items, rest } = each(machine, list, call);
    const inner = [...items, ...(rest ? [rest] : [])].flatMap((one) => everything(machine.elementsOf(one)));
    return machine.makeList([], inner.length > 0 ? choose(inner) : undefined);
  },
  Aggregate: (machine, list, call) => apply(machine, functionIn(call.args), any(machine, list, { ...call, args: [] }), call),
  Chunk: (machine, list) => machine.makeList([], list),
  GroupBy: (machine, list, call) => (each(machine, list, call), machine.makeList([], list)),
  Zip: (machine, list, { args }) => machine.makeList([], pair(machine, any(machine, list, { args: [] } as unknown as Call), choose(everything(machine.elementsOf(args[0] ?? zero))), "Item1", "Item2")),
  ToDictionary: (machine, list, call) => {
    const map = machine.makeMap();
    for (const item of everything(machine.elementsOf(list))) {
      const [key, value] = [apply(machine, call.args[0], item, call), call.args[1] ? apply(machine, call.args[1], item, call) : item];
      putItem(machine.store, map, key.kind === "data" ? key : atRunTime("a key"), value);
    }
    return map;
  },
};

/** A map's entry as its key and value. */
export function pair(machine: Machine, key: ProgramValue, value: ProgramValue, first = "Key", second = "Value"): ProgramValue {
  const object = machine.makeObject({ kind: "external", path: "KeyValuePair", args: [] });
  machine.store.set(object.slots, first, key);
  machine.store.set(object.slots, second, value);
  return object;
}

function valuesOf(machine: Machine, map: MapValue): ListValue {
  const { items, rest } = machine.elementsOf(map);
  return machine.makeList(items, rest);
}

/** The entries of a map as a list. */
export function entriesOf(machine: Machine, map: MapValue): ListValue {
  const all = everything(machine.elementsOf(map));
  return machine.makeList([], all.length > 0 ? pair(machine, machine.keysOf(map), choose(all)) : undefined);
}

const put: Model<MapValue> = (machine, map, { args: [key, value] }) => (putItem(machine.store, map, key ?? zero, value ?? zero), zero);
const made: Model<MapValue> = (machine, map, call) => {
  const [key] = call.args;
  const value = functionIn(call.args) ? apply(machine, functionIn(call.args), key ?? zero, call) : (call.args[1] ?? zero);
  const found = machine.item(map, key ?? zero);
  putItem(machine.store, map, key ?? zero, value);
  return choose([found, value].filter((one) => one.kind !== "zero"));
};

const mapMethods: Readonly<Record<string, Model<MapValue>>> = {
  ...names("Add TryAdd Set", put),
  ...names("GetOrAdd AddOrUpdate", made),
  TryGetValue: (machine, map, { args }) => machine.item(map, args[0] ?? zero),
  GetValueOrDefault: (machine, map, { args }) => {
    const found = machine.item(map, args[0] ?? zero);
    return args[1] && alternativesOf(found).length === 0 ? args[1] : args[1] ? choose([found, args[1]]) : found;
  },
  Remove: (machine, map, { args }) => machine.item(map, args[0] ?? zero),
};

export function callOnCollection(machine: Machine, value: ListValue | MapValue, name: string, call: Call): ProgramValue | undefined {
  if (value.kind === "list") {
    if (name === "Add" && call.args.length === 2) return add(machine, value, { ...call, args: [pair(machine, call.args[0]!, call.args[1]!)] });
    return Object.hasOwn(lists, name) ? lists[name]!(machine, value, call) : /^(Contains|IndexOf|Clear|Sort|CopyTo|SequenceEqual|TryDequeue|Equals|ToString|GetHashCode|BinarySearch)/.test(name) ? any(machine, value, { ...call, args: [] }) : undefined;
  }
  if (Object.hasOwn(mapMethods, name)) return mapMethods[name]!(machine, value, call);
  if (/^(ContainsKey|Clear|ContainsValue|ToString|Equals)$/.test(name)) return atRunTime(`the result of ${name}()`);
  return name === "ToDictionary" && call.args.length === 0 ? value : Object.hasOwn(lists, name) ? lists[name]!(machine, entriesOf(machine, value), call) : undefined;
}

/** A property of a list or map. */
export function memberOfCollection(machine: Machine, value: ListValue | MapValue, name: string): ProgramValue | undefined {
  if (/^(Count|Length|LongLength|IsEmpty)$/.test(name)) return atRunTime("a length");
  if (value.kind === "map" && (name === "Keys" || name === "AllKeys")) return machine.makeList([], machine.keysOf(value));
  return value.kind === "map" && name === "Values" ? valuesOf(machine, value) : undefined;
}
