import { append, putItem } from "../program/containers";
import type { Machine } from "../program/machine";
import { choose, everything } from "../program/store";
import { alternativesOf, atRunTime, data, zero, type Call, type ListValue, type MapValue, type ProgramValue } from "../program/values";
import { blockOf, callBlockOften, nothingKnown, withoutBlock } from "./ruby-calls";

type Model<T> = (machine: Machine, value: T, call: Call) => ProgramValue;

/** Calls the block for each element; what it gives stands in the same order. */
function each(machine: Machine, list: ListValue | MapValue, call: Call): { items: ProgramValue[]; rest?: ProgramValue } {
  const block = blockOf(call);
  if (!block) return { items: [...machine.elementsOf(list).items] };
  const { items, rest } = machine.elementsOf(list);
  if (list.kind === "map") {
    const entries = [...list.slots.map].map(([name, value]) => [data(list.keys.get(name) ?? { kind: "string", parts: name === "" ? [] : [{ kind: "literal", text: name }] }), value] as const);
    const known = entries.map((entry) => callBlockOften(machine, block, [machine.makeList(entry)], call));
    return { items: known, ...(rest ? { rest: callBlockOften(machine, block, [machine.makeList([atRunTime("a key"), rest])], call) } : {}) };
  }
  const steps = items.length > 0 || rest ? items : [];
  return { items: steps.map((item) => callBlockOften(machine, block, [item], call)), ...(rest ? { rest: callBlockOften(machine, block, [rest], call) } : {}) };
}

const itself: Model<ListValue> = (_, list) => list;
const visit: Model<ListValue> = (machine, list, call) => (each(machine, list, call), list);
const any: Model<ListValue> = (machine, list, call) => {
  if (blockOf(call)) each(machine, list, call);
  const all = everything(machine.elementsOf(list));
  return all.length > 0 ? choose(all) : zero;
};
const ask: Model<ListValue> = (machine, list, call) => (each(machine, list, call), atRunTime("a condition"));
const map: Model<ListValue> = (machine, list, call) => {
  if (!blockOf(call)) return list;
  const { items, rest } = each(machine, list, call);
  return machine.makeList(items, rest);
};
const flatten: Model<ListValue> = (machine, list, call) => {
  const { items, rest } = blockOf(call) ? each(machine, list, call) : machine.elementsOf(list);
  const inner = [...items, ...(rest ? [rest] : [])].map((one) => (one.kind === "list" ? machine.elementsOf(one) : { items: [one] }));
  if (!rest && inner.every((one) => !("rest" in one) || one.rest === undefined)) return machine.makeList(inner.flatMap((one) => one.items));
  const all = inner.flatMap(everything);
  return machine.makeList([], all.length > 0 ? choose(all) : undefined);
};
const push: Model<ListValue> = (machine, list, { args }) => (append(machine.store, list, args), list);

/** `each_slice(2)` gives lists of some of the elements. */
const slices: Model<ListValue> = (machine, list, call) => {
  const all = everything(machine.elementsOf(list));
  const part = machine.makeList([], all.length > 0 ? choose(all) : undefined);
  const block = blockOf(call);
  if (block) callBlockOften(machine, block, [part], call);
  return machine.makeList([], part);
};

const first: Model<ListValue> = (machine, list, call) => {
  const { items } = machine.elementsOf(list);
  if (withoutBlock(call).length > 0) return list;
  return items[0] && !machine.undecidable ? items[0] : any(machine, list, call);
};

const at: Model<ListValue> = (machine, list, { args }) => machine.item(list, args[0] ?? zero);

/** Source: https://docs.ruby-lang.org/en/3.4/Array.html and Enumerable.html */
const lists: Readonly<Record<string, Model<ListValue>>> = {
  ...Object.fromEntries("each each_entry reverse_each select filter reject find_all take_while drop_while delete_if keep_if select! reject! sort_by sort uniq sort_by! uniq! min_by max_by each_with_index compact! partition tap".split(" ").map((name) => [name, visit])),
  ...Object.fromEntries("to_a to_ary entries lazy compact reverse shuffle dup clone freeze take drop rotate force eager to_set concat sort! rewind".split(" ").map((name) => [name, itself])),
  ...Object.fromEntries("find detect last pop shift sample min max delete_at".split(" ").map((name) => [name, any])),
  ...Object.fromEntries("any? all? none? one? count include? empty? sum size length index find_index join".split(" ").map((name) => [name, ask])),
  ...Object.fromEntries("map collect map! collect! filter_map with_index each_with_index_map then".split(" ").map((name) => [name, map])),
  ...Object.fromEntries("push append << add unshift prepend".split(" ").map((name) => [name, push])),
  ...Object.fromEntries("flat_map collect_concat flatten".split(" ").map((name) => [name, flatten])),
  ...Object.fromEntries("each_slice each_cons in_groups_of each_batch".split(" ").map((name) => [name, slices])),
  first,
  at,
  "[]": at,
  fetch: at,
  dig: (machine, list, call) => {
    const [key, ...others] = call.args;
    const found = machine.item(list, key ?? zero);
    return others.length > 0 ? machine.callMember(found, "dig", { ...call, args: others }) : found;
  },
  "+": (machine, list, { args }) => concat(machine, [list, ...args]),
  "|": (machine, list, { args }) => concat(machine, [list, ...args]),
  "[]=": (machine, list, { args }) => (putItem(machine.store, list, args[0] ?? zero, args[args.length - 1] ?? zero), zero),
  each_with_object: (machine, list, call) => {
    const block = blockOf(call);
    const memo = call.args[0] ?? zero;
    for (const one of everything(machine.elementsOf(list))) if (block) callBlockOften(machine, block, [one, memo], call);
    return memo;
  },
  reduce: (machine, list, call) => inject(machine, list, call),
  inject: (machine, list, call) => inject(machine, list, call),
  to_h: (machine, list, call) => pairs(machine, map(machine, list, call)),
  group_by: (machine, list, call) => grouped(machine, list, call),
  index_by: (machine, list, call) => (each(machine, list, call), mapWith(machine, any(machine, list, { ...call, args: [] }))),
  zip: itself,
};

function inject(machine: Machine, list: ListValue, call: Call): ProgramValue {
  const all = everything(machine.elementsOf(list));
  const element = all.length > 0 ? choose(all) : atRunTime("an element");
  const [initial] = withoutBlock(call);
  const block = blockOf(call);
  const result = block ? callBlockOften(machine, block, [initial ?? element, element], call) : nothingKnown("inject");
  return choose([...(initial ? [initial] : []), result]);
}

function grouped(machine: Machine, list: ListValue, call: Call): ProgramValue {
  each(machine, list, call);
  const all = everything(machine.elementsOf(list));
  return mapWith(machine, machine.makeList([], all.length > 0 ? choose(all) : undefined));
}

function mapWith(machine: Machine, value: ProgramValue): MapValue {
  const made = machine.makeMap();
  machine.store.set(made.others, "", value);
  return made;
}

function pairs(machine: Machine, list: ProgramValue): ProgramValue {
  const made = machine.makeMap();
  const { items, rest } = machine.elementsOf(list);
  for (const item of items) {
    const [key, value] = machine.elementsOf(item).items;
    machine.setItem(made, key ?? atRunTime("a key"), value ?? zero);
  }
  if (rest) machine.store.set(made.others, "", atRunTime("a value"));
  return made;
}

/** The elements of several lists as one. */
export function concat(machine: Machine, values: readonly ProgramValue[]): ProgramValue {
  const contents = values.map((one) => machine.elementsOf(one));
  const rests = contents.flatMap((one) => (one.rest ? [one.rest] : []));
  return machine.makeList(contents.flatMap((one) => one.items), rests.length > 0 ? choose(rests) : undefined);
}

/** The entries of several hashes as one; later ones win. */
export function merge(machine: Machine, values: readonly ProgramValue[]): ProgramValue {
  const made = machine.makeMap();
  for (const value of values) {
    for (const one of alternativesOf(value)) {
      if (one.kind !== "map") {
        if (one.kind === "data") machine.store.set(made.others, "", one);
        continue;
      }
      mergeInto(machine, made, one);
    }
  }
  return made;
}

function mergeInto(machine: Machine, made: MapValue, other: MapValue): void {
  for (const [name, value] of other.slots.map) machine.store.set(made.slots, name, value);
  for (const [name, key] of other.keys) made.keys.set(name, key);
  const others = other.others.map.get("");
  if (others) machine.store.add(made.others, "", others);
}

function fetchEntry(machine: Machine, value: MapValue, call: Call): ProgramValue {
  const [key, fallback] = call.args;
  const found = machine.item(value, key ?? zero);
  const otherwise = fallback && (blockOf({ ...call, args: [fallback] }) ? callBlockOften(machine, fallback, [key ?? zero], call) : fallback);
  if (!otherwise) return found;
  return found.kind === "zero" ? otherwise : found.kind === "choice" ? choose([found, otherwise]) : found;
}

const visitMap: Model<MapValue> = (machine, value, call) => (each(machine, value, call), value);
const asList: Model<MapValue> = (machine, value, call) => {
  const { items, rest } = each(machine, value, call);
  return machine.makeList(items, rest);
};
const mergeModel: Model<MapValue> = (machine, value, call) => merge(machine, [value, ...withoutBlock(call)]);

/** Source: https://docs.ruby-lang.org/en/3.4/Hash.html */
const maps: Readonly<Record<string, Model<MapValue>>> = {
  ...Object.fromEntries("each each_pair select filter reject sort_by sort min_by max_by delete_if keep_if find_all tap any? all? transform_keys each_with_index compact to_h dup clone freeze deep_symbolize_keys symbolize_keys with_indifferent_access stringify_keys slice except sort!".split(" ").map((name) => [name, visitMap])),
  ...Object.fromEntries("map collect flat_map filter_map to_a".split(" ").map((name) => [name, asList])),
  ...Object.fromEntries("merge deep_merge reverse_merge".split(" ").map((name) => [name, mergeModel])),
  "[]": (machine, value, { args }) => machine.item(value, args[0] ?? zero),
  "[]=": (machine, value, { args }) => (machine.setItem(value, args[0] ?? zero, args[1] ?? zero), zero),
  store: (machine, value, { args }) => (machine.setItem(value, args[0] ?? zero, args[1] ?? zero), zero),
  fetch: fetchEntry,
  dig: (machine, value, call) => {
    const [key, ...others] = call.args;
    const found = machine.item(value, key ?? zero);
    return others.length > 0 ? machine.callMember(found, "dig", { ...call, args: others }) : found;
  },
  delete: (machine, value, { args }) => machine.item(value, args[0] ?? zero),
  values: (machine, value) => {
    const { items, rest } = machine.elementsOf(value);
    return machine.makeList(items, rest);
  },
  keys: (machine, value) => machine.makeList([], machine.keysOf(value)),
  each_key: (machine, value, call) => visitOne(machine, value, machine.keysOf(value), call),
  each_value: (machine, value, call) => visitOne(machine, value, choose(everything(machine.elementsOf(value))), call),
  transform_values: (machine, value, call) => {
    const { items, rest } = machine.elementsOf(value);
    const made = machine.makeMap();
    const block = blockOf(call);
    const changed = (one: ProgramValue): ProgramValue => (block ? callBlockOften(machine, block, [one], call) : one);
    [...value.slots.map.keys()].forEach((name, index) => machine.store.set(made.slots, name, changed(items[index] ?? zero)));
    if (rest) machine.store.set(made.others, "", changed(rest));
    return made;
  },
  "merge!": (machine, value, call) => updated(machine, value, call),
  update: (machine, value, call) => updated(machine, value, call),
};

function visitOne(machine: Machine, value: MapValue, element: ProgramValue, call: Call): ProgramValue {
  const block = blockOf(call);
  if (block) callBlockOften(machine, block, [element], call);
  return value;
}

function updated(machine: Machine, value: MapValue, call: Call): ProgramValue {
  for (const other of withoutBlock(call).flatMap(alternativesOf)) if (other.kind === "map") mergeInto(machine, value, other);
  return value;
}

/** A method of a list or hash; `undefined` where it is none of theirs. */
export function callOnCollection(machine: Machine, value: ListValue | MapValue, name: string, call: Call): ProgramValue | undefined {
  if (value.kind === "list") return Object.hasOwn(lists, name) ? lists[name]!(machine, value, call) : undefined;
  if (Object.hasOwn(maps, name)) return maps[name]!(machine, value, call);
  return /^(key\?|has_key\?|include\?|member\?|empty\?|size|length|count|value\?|none\?)$/.test(name) ? atRunTime(name) : undefined;
}
