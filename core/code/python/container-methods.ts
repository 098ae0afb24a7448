import { argument } from "./arguments";
import { contentOf, dictItem, keyNamed, keyText, makeDict, makeList, valuesOf } from "./containers";
import type { Call, Machine } from "./machine";
import { choose, joinContents } from "./store";
import { absent, atRunTime, data, isObject, none, type DictValue, type ListValue, type NativeValue, type PyValue } from "./values";

/** A method of a value that is modelled. */
export function method(label: string, call: (call: Call) => PyValue, services: NativeValue["services"] = []): NativeValue {
  return { kind: "native", label, services, call };
}

type ListMethod = (list: ListValue, call: Call) => PyValue;
type DictMethod = (dict: DictValue, call: Call) => PyValue;

const listMethods: Readonly<Record<string, ListMethod>> = {
  append: (list, { machine, arguments: args }) => add(machine, list, argument(args, 0) ?? none),
  add: (list, { machine, arguments: args }) => add(machine, list, argument(args, 0) ?? none),
  appendleft: (list, { machine, arguments: args }) => spread(machine, list, argument(args, 0) ?? none),
  insert: (list, { machine, arguments: args }) => spread(machine, list, argument(args, 1) ?? none),
  put: (list, { machine, arguments: args }) => add(machine, list, argument(args, 0) ?? none),
  extend: extendList,
  update: extendList,
  copy: (list, { machine }) => makeList(machine, contentOf(list).items, contentOf(list).rest),
  pop: anyElement,
  popleft: anyElement,
  get: anyElement,
  union: joined,
  intersection: joined,
  difference: joined,
  index: () => atRunTime("an index"),
  count: () => atRunTime("a count"),
  remove: () => none,
  discard: () => none,
  clear: (list, { machine }) => {
    machine.store.setContent(list.slots, { items: [] });
    return none;
  },
  sort: sortList,
  reverse: (list, { machine }) => {
    const { items, rest } = contentOf(list);
    machine.store.setContent(list.slots, rest ? { items: [], rest: choose([...items, rest]) } : { items: [...items].reverse() });
    return none;
  },
};

function add(machine: Machine, list: ListValue, value: PyValue): PyValue {
  const { items, rest } = contentOf(list);
  machine.store.setContent(list.slots, rest ? { items, rest: choose([rest, value]) } : items.length < 64 ? { items: [...items, value] } : { items, rest: value });
  return none;
}

/** Somewhere among the others. */
function spread(machine: Machine, list: ListValue, value: PyValue): PyValue {
  const { items, rest } = contentOf(list);
  machine.store.setContent(list.slots, { items: [], rest: choose([...items, ...(rest ? [rest] : []), value]) });
  return none;
}

function extendList(list: ListValue, { machine, arguments: args, site }: Call): PyValue {
  const more = machine.iterate(argument(args, 0) ?? none, site);
  const { items, rest } = contentOf(list);
  const next = rest ? { items, rest: choose([rest, ...more.items, ...(more.rest ? [more.rest] : [])]) } : { items: [...items, ...more.items], ...(more.rest ? { rest: more.rest } : {}) };
  machine.store.setContent(list.slots, next);
  return none;
}

function joined(list: ListValue, { machine, arguments: args, site }: Call): PyValue {
  const { items, rest } = args.positional.map((one) => machine.iterate(one, site)).reduce(joinContents, contentOf(list));
  const all = [...items, ...(rest ? [rest] : [])];
  return makeList(machine, [], all.length > 0 ? choose(all) : undefined);
}

function anyElement(list: ListValue): PyValue {
  const { items, rest } = contentOf(list);
  return items.length === 0 && !rest ? atRunTime("an element of an empty list") : choose([...items, ...(rest ? [rest] : [])]);
}

function sortList(list: ListValue, { machine, arguments: args, site }: Call): PyValue {
  const { items, rest } = contentOf(list);
  const key = args.keywords.get("key");
  if (key) for (const item of [...items, ...(rest ? [rest] : [])]) machine.call(key, { positional: [item], keywords: new Map() }, site);
  if (items.length > 0) machine.store.setContent(list.slots, { items: [], rest: choose([...items, ...(rest ? [rest] : [])]) });
  return none;
}

const dictMethods: Readonly<Record<string, DictMethod>> = {
  get: getEntry,
  pop: getEntry,
  setdefault: (dict, call) => {
    const { machine, arguments: args } = call;
    const value = argument(args, 1, "default") ?? none;
    const key = argument(args, 0) ?? none;
    const before = dictItem(dict, key);
    if (!before) machine.setItem(dict, key, value);
    return before ?? value;
  },
  items: (dict, { machine }) => {
    const rest = dict.rest.map.get("value");
    const pairs = present(dict).map(([key, value]) => makeList(machine, [data(keyNamed(key)), value]));
    return makeList(machine, pairs, rest && makeList(machine, [atRunTime("a key of a dict"), rest]));
  },
  keys: (dict, { machine }) => makeList(machine, present(dict).map(([key]) => data(keyNamed(key))), dict.rest.map.size > 0 ? atRunTime("a key of a dict") : undefined),
  values: (dict, { machine }) => makeList(machine, present(dict).map(([, value]) => value), dict.rest.map.get("value")),
  update: (dict, { machine, arguments: args }) => {
    for (const entries of args.positional) machine.update(dict, entries);
    for (const [key, value] of args.keywords) machine.store.set(dict.slots, key, value);
    if (args.restKeywords) machine.update(dict, args.restKeywords);
    return none;
  },
  copy: (dict, { machine }) => {
    const copy = makeDict(machine);
    machine.update(copy, dict);
    return copy;
  },
  popitem: (dict, { machine }) => makeList(machine, [atRunTime("a key of a dict"), choose(valuesOf(dict))]),
  clear: () => none,
  move_to_end: () => none,
};

function present(dict: DictValue): [string, PyValue][] {
  return [...dict.slots.map].filter(([, value]) => value.kind !== "absent");
}

function getEntry(dict: DictValue, { arguments: args }: Call): PyValue {
  const key = argument(args, 0) ?? none;
  const otherwise = argument(args, 1, "default") ?? none;
  const found = dictItem(dict, key);
  if (!found) return otherwise;
  const name = keyText(key);
  const entry = name === undefined ? undefined : dict.slots.map.get(name);
  const isSure = entry !== undefined && entry.kind !== "absent" && !(entry.kind === "choice" && entry.alternatives.includes(absent));
  return isSure ? found : choose([found, otherwise]);
}

/** A method of a list, set, generator or dict; `undefined` where it is not known. */
export function containerMethod(object: ListValue | DictValue, name: string): PyValue | undefined {
  if (object.kind === "list") {
    const found = Object.hasOwn(listMethods, name) ? listMethods[name] : undefined;
    return found && method(`list.${name}`, (call) => found(object, call));
  }
  const found = Object.hasOwn(dictMethods, name) ? dictMethods[name] : undefined;
  if (found) return method(`dict.${name}`, (call) => found(object, call));
  return undefined;
}

/** What an unmodelled method of a container gives back: any of its objects, or data. */
export function unmodelledMethod(object: ListValue | DictValue, name: string): PyValue {
  const inside = object.kind === "list" ? [...contentOf(object).items, ...(contentOf(object).rest ? [contentOf(object).rest!] : [])] : valuesOf(object);
  return method(`${object.kind}.${name}`, () => choose([atRunTime(`the result of ${name}()`), ...inside.filter(isObject)]));
}

