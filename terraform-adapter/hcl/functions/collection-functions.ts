import { literal, literalText, type Symbolic, type SymbolicList, type SymbolicMap, type Unknown } from "../../../core";
import { choiceOf } from "../choices";
import { compareText, isSet, isShapeless, knownBoolean, knownNumber, knownText, ofOneType, sortedEntries } from "../convert";
import { isEqual, isNeverNull } from "../equality";
import { failure, unknownBecause } from "../failure";
import { isHandle } from "../object-handle";
import { attributeOf } from "../traverse";
import { contained, listOf } from "./elements";
import { booleanOf, notKnown, numberOf, type Call, type TerraformFunction } from "./function";

const LONGEST_RANGE = 1024;

function mapOf(entries: Iterable<readonly [string, Symbolic]>, call: Call, rest?: Unknown): SymbolicMap {
  return { kind: "map", entries: new Map(entries), ...(rest ? { rest } : {}), at: call.at };
}

/** A function of one list; what follows an unknown rest is unknown. */
function ofList(transform: (list: SymbolicList, call: Call, args: readonly Symbolic[]) => Symbolic): TerraformFunction {
  return (args, call) => {
    const [list] = args;
    if (!list) return failure(`${call.name} needs a list`, call.at);
    if (list.kind === "list") return transform(list, call, args);
    return isShapeless(list) ? notKnown(args, call) : failure(`${call.name} needs a list, not a ${list.kind}`, call.at);
  };
}

/** A function of one list that needs to have all its elements, though these may be symbolic. */
function ofWholeList(transform: (items: readonly Symbolic[], call: Call, args: readonly Symbolic[]) => Symbolic): TerraformFunction {
  return ofList((list, call, args) => (list.rest ? notKnown(args, call) : transform(list.items, call, args)));
}

export const concat: TerraformFunction = (args, call) => {
  const items: Symbolic[] = [];
  const unknowns: Symbolic[] = [];
  for (const arg of args) {
    if (arg.kind === "list") {
      items.push(...arg.items);
      if (arg.rest) unknowns.push(arg.rest);
    } else if (isShapeless(arg)) unknowns.push(arg);
    else return failure(`concat needs lists, not a ${arg.kind}`, call.at);
  }
  return listOf(items, call, unknowns.length === 0 ? undefined : unknownBecause(unknowns, "further elements are not known yet", call.at));
};

const flatten: TerraformFunction = ofList((list, call) => {
  const items: Symbolic[] = [];
  const unknowns: Symbolic[] = list.rest ? [list.rest] : [];
  const add = (item: Symbolic): void => {
    if (item.kind === "list") {
      item.items.forEach(add);
      if (item.rest) unknowns.push(item.rest);
    } else if (item.kind === "choice" && item.alternatives.some((alternative) => alternative.kind === "list")) unknowns.push(item);
    else if (item.kind === "unknown" && !isHandle(item)) unknowns.push(item);
    else items.push(item);
  };
  const choices = list.items.filter((item) => item.kind === "choice" && item.alternatives.some((alternative) => alternative.kind === "list"));
  if (choices.length > 0 && choices.length <= 4) return flattenChoices(list, call);
  list.items.forEach(add);
  return listOf(items, call, unknowns.length === 0 ? undefined : unknownBecause(unknowns, "further elements are not known yet", call.at));
});

/** An element that is one of several lists makes several results. */
function flattenChoices(list: SymbolicList, call: Call): Symbolic {
  const index = list.items.findIndex((item) => item.kind === "choice" && item.alternatives.some((alternative) => alternative.kind === "list"));
  const item = list.items[index];
  if (item?.kind !== "choice") return flatten([list], call);
  return choiceOf(item.alternatives.map((alternative) => flattenChoices({ ...list, items: list.items.map((other, at) => (at === index ? alternative : other)) }, call)), call.at);
}

/** Later maps win. What an unknown map would bring, or overwrite, is unknown. */
const merge: TerraformFunction = (args, call) => {
  const entries = new Map<string, Symbolic>();
  const unknowns: Symbolic[] = [];
  for (const arg of args) {
    if (arg.kind === "null") continue;
    if (arg.kind !== "map" && !isShapeless(arg)) return failure(`merge needs maps, not a ${arg.kind}`, call.at);
    const rest = arg.kind === "map" ? arg.rest : arg;
    if (rest) {
      for (const [key, value] of entries) entries.set(key, unknownBecause([value, rest], "a later map may replace it", call.at));
      unknowns.push(rest);
    }
    if (arg.kind === "map") for (const [key, value] of arg.entries) entries.set(key, value);
  }
  return mapOf(entries, call, unknowns.length === 0 ? undefined : unknownBecause(unknowns, "further entries are not known yet", call.at));
};

const distinct = ofList((list, call) => {
  const items = ofOneType(list.items);
  return listOf(items.filter((item, index) => !items.slice(0, index).some((other) => isEqual(item, other) === true)), call, list.rest);
});

/** Drops null and empty texts; whether an unknown element is one of these, and with it the length, is not known. */
const compact = ofList((list, call) => {
  const unknowns = [...list.items.filter((item) => item.kind === "unknown" && !isHandle(item)), ...(list.rest ? [list.rest] : [])];
  const items = list.items.flatMap((item): Symbolic[] => {
    if (item.kind === "null" || knownText(item) === "" || (item.kind === "unknown" && !isHandle(item))) return [];
    if (item.kind === "choice") {
      const kept = item.alternatives.filter((alternative) => alternative.kind !== "null" && knownText(alternative) !== "");
      return kept.length === 0 ? [] : [choiceOf(kept, item.at)];
    }
    return [item];
  });
  return listOf(items, call, unknowns.length === 0 ? undefined : unknownBecause(unknowns, "further elements are not known yet", call.at));
});

const lookup: TerraformFunction = (args, call) => {
  const [map, key, otherwise] = args;
  if (!map || !key) return failure("lookup needs a map and a key", call.at);
  if (map.kind !== "map") return isShapeless(map) ? lookupIn(map, key, call) : failure(`lookup needs a map, not a ${map.kind}`, call.at);
  const name = knownText(key);
  if (name === undefined) {
    if (map.rest || !otherwise) return notKnown(args, call);
    return choiceOf([...map.entries.values(), otherwise], call.at);
  }
  const found = map.entries.get(name);
  if (found) return found;
  if (map.rest) return notKnown(args, call);
  return otherwise ?? failure(`there is no "${name}"`, call.at);
};

function lookupIn(map: Symbolic, key: Symbolic, call: Call): Symbolic {
  const name = knownText(key);
  return isHandle(map) && name !== undefined ? attributeOf(map, name, call.at) : notKnown([map, key], call);
}

const element: TerraformFunction = ofList((list, call, args) => {
  const index = knownNumber(args[1]);
  if (index === undefined || list.rest) return list.rest || list.items.length === 0 ? notKnown(args, call) : choiceOf(list.items, call.at);
  if (list.items.length === 0) return failure("element of an empty list", call.at);
  const { length } = list.items;
  return list.items[((index % length) + length) % length]!;
});

/** The first that is neither null nor empty; one that may be is one of several. */
const coalesce: TerraformFunction = (args, call) => {
  const possible: Symbolic[] = [];
  for (const arg of args) {
    if (arg.kind === "null" || (arg.kind === "string" && literalText(arg) === "")) continue;
    possible.push(arg);
    const isSurelyThere = arg.kind === "string" ? arg.parts.some((part) => part.kind === "literal" || isNeverNull(part)) : arg.kind !== "unknown";
    if (isSurelyThere) break;
  }
  const [first] = possible;
  if (possible.length === 1 && first) return ofOneType([first, ...args])[0]!;
  return possible.length === 0 ? failure("coalesce finds no value", call.at) : choiceOf(possible, call.at);
};

const coalescelist: TerraformFunction = (args, call) => {
  const possible: Symbolic[] = [];
  for (const arg of args) {
    if (arg.kind === "null" || (arg.kind === "list" && arg.items.length === 0 && !arg.rest)) continue;
    possible.push(arg);
    if (arg.kind === "list" && arg.items.length > 0) break;
  }
  return possible.length === 0 ? failure("coalescelist finds no list", call.at) : choiceOf(possible, call.at);
};

const contains: TerraformFunction = ofList((list, call, args) => {
  const results = list.items.map((item) => isEqual(item, args[1] ?? { kind: "null" }));
  if (results.includes(true)) return booleanOf(true, call);
  return list.rest || results.includes(undefined) ? notKnown(args, call) : booleanOf(false, call);
});

const length: TerraformFunction = (args, call) => {
  const [value] = args;
  if (value?.kind === "list") {
    const isUnsure = isSet(value) && value.items.length > 1 && value.items.some((item) => knownText(item) === undefined);
    return value.rest || isUnsure ? notKnown(args, call) : numberOf(value.items.length, call);
  }
  if (value?.kind === "map") return value.rest ? notKnown(args, call) : numberOf(value.entries.size, call);
  const text = knownText(value);
  if (text !== undefined) return numberOf([...text].length, call);
  return !value || value.kind === "null" ? failure("length of null", call.at) : notKnown(args, call);
};

const zipmap: TerraformFunction = (args, call) => {
  const [keys, values] = args;
  if (keys?.kind !== "list" || values?.kind !== "list" || keys.rest || values.rest) return notKnown(args, call);
  if (keys.items.length !== values.items.length) return failure("zipmap needs lists of one length", call.at);
  const names = keys.items.map((key) => knownText(key));
  const hidden = keys.items.filter((_, index) => names[index] === undefined);
  const entries = names.flatMap((name, index) => (name === undefined ? [] : [[name, values.items[index]!] as const]));
  return mapOf(entries, call, hidden.length === 0 ? undefined : unknownBecause(hidden, "a key is not known yet", call.at));
};

const range: TerraformFunction = (args, call) => {
  const numbers = args.map((arg) => knownNumber(arg));
  if (numbers.includes(undefined)) return notKnown(args, call);
  const [a, b, c] = numbers as number[];
  const start = b === undefined ? 0 : a!;
  const end = b === undefined ? a! : b;
  const step = c ?? (end < start ? -1 : 1);
  const count = step === 0 ? Infinity : Math.max(0, Math.ceil((end - start) / step));
  if (count > LONGEST_RANGE) return failure("range is too long", call.at);
  return listOf(Array.from({ length: count }, (_, index) => numberOf(start + index * step, call)), call);
};

const slice: TerraformFunction = ofList((list, call, args) => {
  const start = knownNumber(args[1]);
  const end = knownNumber(args[2]);
  if (start === undefined || end === undefined) return notKnown(args, call);
  if (end <= list.items.length && start <= end && start >= 0) return listOf(list.items.slice(start, end), call);
  return list.rest ? notKnown(args, call) : failure("slice reaches outside of the list", call.at);
});

const chunklist = ofWholeList((items, call, args) => {
  const size = knownNumber(args[1]);
  if (size === undefined || size < 1) return notKnown(args, call);
  const chunks = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => listOf(items.slice(index * size, (index + 1) * size), call));
  return listOf(chunks, call);
});

const sort = ofWholeList((items, call, args) => {
  const texts = items.map((item) => knownText(item));
  if (texts.includes(undefined)) return items.length === 1 ? listOf(items, call) : notKnown(args, call);
  const order = items.map((item, index) => ({ item, text: texts[index]! })).sort((a, b) => compareText(a.text, b.text));
  return listOf(order.map(({ item }) => item), call);
});

const one: TerraformFunction = (args, call) => {
  const [list] = args;
  if (list?.kind === "null") return { kind: "null", at: call.at };
  if (list?.kind !== "list") return list && !isShapeless(list) ? list : notKnown(args, call);
  if (list.rest) return notKnown(args, call);
  if (list.items.length > 1) return failure("one of a longer list", call.at);
  return list.items[0] ?? { kind: "null", at: call.at };
};

function everyOrAny(deciding: boolean): TerraformFunction {
  return ofList((list, call, args) => {
    const known = list.items.map((item) => knownBoolean(item));
    if (known.includes(deciding)) return booleanOf(deciding, call);
    return list.rest || known.includes(undefined) ? notKnown(args, call) : booleanOf(!deciding, call);
  });
}

const matchkeys: TerraformFunction = (args, call) => {
  const [values, keys, wanted] = args;
  if (values?.kind !== "list" || keys?.kind !== "list" || wanted?.kind !== "list" || values.rest || keys.rest || wanted.rest) return notKnown(args, call);
  const isIn = keys.items.map((key) => contained(key, wanted.items));
  return isIn.includes(undefined) ? notKnown(args, call) : listOf(values.items.filter((_, index) => isIn[index]), call);
};

const transpose: TerraformFunction = (args, call) => {
  const [map] = args;
  if (map?.kind !== "map" || map.rest) return notKnown(args, call);
  const result = new Map<string, Symbolic[]>();
  for (const [key, list] of sortedEntries(map)) {
    if (list.kind !== "list" || list.rest) return notKnown(args, call);
    for (const item of list.items) {
      const name = knownText(item);
      if (name === undefined) return notKnown(args, call);
      result.set(name, [...(result.get(name) ?? []), literal(key, call.at)]);
    }
  }
  return mapOf([...result].map(([key, items]) => [key, listOf(items, call)] as const), call);
};

const index: TerraformFunction = ofWholeList((items, call, args) => {
  const results = items.map((item) => isEqual(item, args[1] ?? { kind: "null" }));
  const found = results.indexOf(true);
  if (results.slice(0, found === -1 ? undefined : found).includes(undefined)) return notKnown(args, call);
  return found === -1 ? failure("the list has no such element", call.at) : numberOf(found, call);
});

/** Functions of lists, sets and maps: an unknown element never blanks its neighbours. */
export const COLLECTION_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  alltrue: everyOrAny(false),
  anytrue: everyOrAny(true),
  chunklist,
  coalesce,
  coalescelist,
  compact,
  concat,
  contains,
  distinct,
  element,
  flatten,
  index,
  keys: (args, call) => {
    const [map] = args;
    if (map?.kind !== "map") return map && !isShapeless(map) ? failure(`keys of a ${map.kind}`, call.at) : notKnown(args, call);
    return listOf(sortedEntries(map).map(([key]) => literal(key, call.at)), call, map.rest);
  },
  length,
  list: (args, call) => listOf(args, call),
  lookup,
  matchkeys,
  merge,
  one,
  range,
  reverse: ofWholeList((items, call) => listOf([...items].reverse(), call)),
  slice,
  sort,
  transpose,
  values: (args, call) => {
    const [map] = args;
    if (map?.kind !== "map") return map && !isShapeless(map) ? failure(`values of a ${map.kind}`, call.at) : notKnown(args, call);
    return listOf(sortedEntries(map).map(([, value]) => value), call, map.rest);
  },
  zipmap,
};

