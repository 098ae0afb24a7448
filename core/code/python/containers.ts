import { formatSymbolic, literal, unknown, type Symbolic, type SymbolicString } from "../../values";
import type { CallSite, Machine } from "./machine";
import { choose, joinContents } from "./store";
import { absent, alternativesOf, atRunTime, data, isObject, knownText, lost, number, Slots, none, unknownOf, type DataValue, type DictValue, type ExternalValue, type ListContent, type ListValue, type PyValue } from "./values";

export function makeList(machine: Machine, items: readonly PyValue[], rest?: PyValue): ListValue {
  const slots = new Slots<ListContent>(false, machine.store.pass);
  machine.store.setContent(slots, { items, ...(rest && rest.kind !== "absent" ? { rest } : {}) });
  return { kind: "list", slots };
}

/** A dict; `rest` is what may stand under further keys. */
export function makeDict(machine: Machine, entries: Iterable<readonly [string, PyValue]> = [], rest?: PyValue): DictValue {
  const dict: DictValue = { kind: "dict", slots: new Slots(false, machine.store.pass), rest: new Slots(false, machine.store.pass) };
  for (const [key, value] of entries) machine.store.set(dict.slots, key, value);
  if (rest) machine.store.set(dict.rest, "value", rest);
  return dict;
}

/** Data read from a file or the environment, as the code sees it after decoding. */
export function fromSymbolic(machine: Machine, value: Symbolic, sources: readonly string[] = []): PyValue {
  switch (value.kind) {
    case "list":
      return makeList(machine, value.items.map((item) => fromSymbolic(machine, item, sources)), value.rest && data(value.rest, sources));
    case "map":
      return makeDict(machine, [...value.entries].map(([key, item]) => [key, fromSymbolic(machine, item, sources)] as const), value.rest && data(value.rest, sources));
    case "choice":
      return choose(value.alternatives.map((one) => fromSymbolic(machine, one, sources)));
    default:
      return data(value, sources);
  }
}

export function contentOf(list: ListValue): ListContent {
  return list.slots.map.get("content") ?? { items: [] };
}

/** All values of a dict. */
export function valuesOf(dict: DictValue): PyValue[] {
  return [...dict.slots.map.values(), ...dict.rest.map.values()].flatMap(alternativesOf);
}

/** Keys that are references, by the names that their entries are kept by. */
const symbolicNames = new Map<string, SymbolicString>();

/** The name that the entry of a key is kept by, `undefined` where nobody can tell which key it is. */
export function keyText(key: PyValue): string | undefined {
  if (key.kind === "data" && (key.value.kind === "number" || key.value.kind === "boolean")) return String(key.value.value);
  const known = knownText(key);
  if (known !== undefined || key.kind !== "data" || key.value.kind !== "string" || key.value.parts.some((part) => part.kind === "unknown-text")) return known;
  const name = `\0${formatSymbolic(key.value)}`;
  symbolicNames.set(name, key.value);
  return name;
}

/** The key of an entry that is kept by the name. */
export function keyNamed(name: string): SymbolicString {
  return symbolicNames.get(name) ?? literal(name);
}

/** `object[key]` */
export function itemOf(machine: Machine, object: PyValue, key: PyValue, site: CallSite): PyValue {
  if (object.kind === "choice" || object.kind === "absent") return choose(alternativesOf(object).map((one) => itemOf(machine, one, key, site)));
  if (key.kind === "choice") return choose(alternativesOf(key).map((one) => itemOf(machine, object, one, site)));
  switch (object.kind) {
    case "list":
      return listItem(object, key);
    case "dict":
      return dictItem(object, key) ?? atRunTime(`an entry ${keyText(key) ?? ""} that was not seen`);
    case "data":
      return dataItem(object, key);
    case "native":
      return object.item?.(key, site) ?? lost(`an item of ${object.label}`);
    case "instance": {
      const getter = machine.findMember(object.cls, "__getitem__");
      return getter ? machine.call(machine.attribute(object, "__getitem__", site), { positional: [key], keywords: new Map() }, site) : lost(`an item of a ${object.cls.name}`);
    }
    case "class": {
      const name = knownText(key);
      return (name !== undefined && object.slots.map.get(name)) || object;
    }
    case "external":
      return externalPart(object, "[]");
    default:
      return lost("an item of something that has none");
  }
}

function listItem(list: ListValue, key: PyValue): PyValue {
  const { items, rest } = contentOf(list);
  if (key.kind === "data" && key.value.kind === "number") {
    const index = key.value.value;
    if (index >= 0 && index < items.length) return items[index]!;
    if (index < 0 && !rest && -index <= items.length) return items[items.length + index]!;
    if (index < 0 && rest) return choose([...items, rest]);
    return rest ?? atRunTime("an element beyond the end");
  }
  return items.length === 0 && !rest ? atRunTime("an element of an empty list") : choose([...items, ...(rest ? [rest] : [])]);
}

/** The entry, `undefined` where the dict cannot have it. */
export function dictItem(dict: DictValue, key: PyValue): PyValue | undefined {
  const name = keyText(key);
  const rest = dict.rest.map.get("value");
  if (name === undefined) {
    const all = valuesOf(dict);
    return all.length > 0 ? choose(all) : undefined;
  }
  const entry = dict.slots.map.get(name);
  const found = entry ? alternativesOf(entry) : [];
  const isSure = entry !== undefined && entry.kind !== "absent" && found.length === (entry.kind === "choice" ? entry.alternatives.length : 1);
  const all = isSure || !rest ? found : [...found, rest];
  return all.length > 0 ? choose(all) : undefined;
}

/** A field of an event, of an answer, of anything that only the running function knows. */
function dataItem(object: DataValue, key: PyValue): PyValue {
  const { value } = object;
  if (value.kind === "string") return data(unknown("unreadable", "a character of a text"), object.sources);
  if (value.kind !== "unknown") return atRunTime("an item of a plain value");
  const name = keyText(key);
  const isIndex = key.kind === "data" && key.value.kind === "number";
  const written = name === undefined ? "[*]" : isIndex ? `[${name}]` : `['${name}']`;
  return {
    ...object,
    value: { ...value, detail: extend(value.detail ?? "a value", written) },
    ...(object.response ? { response: { ...object.response, path: name === undefined || isIndex ? object.response.path : [...object.response.path, name] } } : {}),
  };
}

/** Details stay short enough to be read. */
export function extend(detail: string, more: string): string {
  return detail.length + more.length > 160 ? detail : detail + more;
}

/** A part of an object of foreign code: it may be anything that the object was given. */
export function externalPart(object: ExternalValue, step: string): PyValue {
  const path = object.path.length > 120 ? object.path : object.path + step;
  return { kind: "external", path, slots: new Slots(false, object.slots.pass), held: object.held };
}

/** `for … in object` */
export function iterateOver(machine: Machine, object: PyValue, site: CallSite): ListContent {
  switch (object.kind) {
    case "choice": {
      const contents = alternativesOf(object).filter((one) => !isEmptyValue(one)).map((one) => iterateOver(machine, one, site));
      return contents.length === 0 ? { items: [] } : contents.reduce(joinContents);
    }
    case "list":
      return contentOf(object);
    case "dict":
      return {
        items: [...object.slots.map].filter(([, value]) => value.kind !== "absent").map(([key]) => data(keyNamed(key))),
        ...(object.rest.map.size > 0 ? { rest: atRunTime("a key of a dict") } : {}),
      };
    case "data":
      return dataContent(object);
    case "native":
      return object.iterate?.(site) ?? { items: [], rest: lost(`an element of ${object.label}`) };
    case "instance":
      return instanceContent(machine, object, site);
    case "class":
      // An enumeration.
      return { items: [...object.slots.map.entries()].filter(([name, value]) => !name.startsWith("_") && value.kind !== "function").map(([, value]) => value) };
    case "external":
      return { items: [], rest: externalPart(object, "[]") };
    default:
      return { items: [], rest: lost("an element of something that is no collection") };
  }
}

function isEmptyValue(value: PyValue): boolean {
  return value.kind === "data" && value.value.kind === "null";
}

function dataContent(object: DataValue): ListContent {
  if (object.value.kind === "null" || object.value.kind === "number" || object.value.kind === "boolean") return { items: [] };
  if (object.value.kind === "string") return { items: [], rest: data(unknown("unreadable", "a character of a text")) };
  return { items: [], rest: dataItem(object, atRunTime("any")) };
}

function instanceContent(machine: Machine, object: Extract<PyValue, { kind: "instance" }>, site: CallSite): ListContent {
  for (const name of ["__iter__", "__aiter__"]) {
    if (!machine.findMember(object.cls, name)) continue;
    const iterator = machine.call(machine.attribute(object, name, site), { positional: [], keywords: new Map() }, site);
    if (iterator !== object) return machine.iterate(iterator, site);
  }
  for (const name of ["__next__", "__anext__"]) {
    if (machine.findMember(object.cls, name)) return { items: [], rest: machine.call(machine.attribute(object, name, site), { positional: [], keywords: new Map() }, site) };
  }
  const fields = [...object.slots.map.values()];
  return { items: [], rest: choose([lost(`an element of a ${object.cls.name}`), ...fields]) };
}

/** `object[key] = value` */
export function setItemOf(machine: Machine, object: PyValue, key: PyValue, value: PyValue): void {
  for (const one of alternativesOf(object)) {
    if (one.kind === "dict") setEntry(machine, one, key, value, object.kind === "choice");
    else if (one.kind === "list") {
      const { items, rest } = contentOf(one);
      const index = key.kind === "data" && key.value.kind === "number" ? key.value.value : undefined;
      if (index !== undefined && index >= 0 && index < items.length) machine.store.setContent(one.slots, { items: items.map((item, at) => (at === index ? value : item)), ...(rest ? { rest } : {}) });
      else machine.store.setContent(one.slots, { items, rest: rest ? choose([rest, value]) : value });
    } else if (one.kind === "external" && isObject(value)) machine.store.hold(one.held, value);
    else if (one.kind === "instance" && machine.findMember(one.cls, "__setitem__")) machine.callMethod(one, "__setitem__", [key, value]);
  }
}

function setEntry(machine: Machine, dict: DictValue, key: PyValue, value: PyValue, isPossible: boolean): void {
  const names = alternativesOf(key).map(keyText);
  if (names.length === 1 && names[0] !== undefined && !isPossible) return machine.store.set(dict.slots, names[0], value);
  for (const name of names) {
    if (name === undefined) machine.store.add(dict.rest, "value", value);
    else machine.store.add(dict.slots, name, dict.slots.map.has(name) ? value : choose([value, absent]));
  }
}

/** `object.update(entries)` */
export function updateWith(machine: Machine, object: PyValue, entries: PyValue): void {
  const sources = alternativesOf(entries);
  for (const target of alternativesOf(object)) {
    if (target.kind !== "dict") continue;
    for (const source of sources) {
      if (source.kind === "dict") copyEntries(machine, target, source, sources.length > 1);
      else if (source.kind === "list") copyPairs(machine, target, source, sources.length > 1);
      else if (!isEmptyValue(source)) machine.store.add(target.rest, "value", source.kind === "data" ? source : lost("an entry of a dict"));
    }
  }
}

function copyEntries(machine: Machine, target: DictValue, source: DictValue, isPossible: boolean): void {
  for (const [name, value] of source.slots.map) {
    if (value.kind === "absent") continue;
    const isSure = !isPossible && !(value.kind === "choice" && value.alternatives.includes(absent));
    if (isSure) machine.store.set(target.slots, name, value);
    else machine.store.add(target.slots, name, target.slots.map.has(name) ? value : choose([value, absent]));
  }
  for (const value of source.rest.map.values()) machine.store.add(target.rest, "value", value);
}

function copyPairs(machine: Machine, target: DictValue, source: ListValue, isPossible: boolean): void {
  const { items, rest } = contentOf(source);
  for (const pair of items) {
    if (pair.kind === "list") setEntry(machine, target, contentOf(pair).items[0] ?? none, contentOf(pair).items[1] ?? none, isPossible);
  }
  if (rest) machine.store.add(target.rest, "value", lost("an entry of a dict"));
}

/** Any element or part. */
export function someOf(machine: Machine, object: PyValue, site: CallSite): PyValue {
  if (object.kind === "data") {
    const known = unknownOf(object);
    return known ? object : data(unknown("unreadable", "a part of a text"), object.sources);
  }
  if (object.kind === "list") {
    const { items, rest } = iterateOver(machine, object, site);
    const all = [...items, ...(rest ? [rest] : [])];
    return makeList(machine, [], all.length > 0 ? choose(all) : undefined);
  }
  return object;
}

/** Whether a value holds as a condition. */
export function truthOfValue(value: PyValue): boolean | undefined {
  switch (value.kind) {
    case "data":
      switch (value.value.kind) {
        case "null":
          return false;
        case "boolean":
          return value.value.value;
        case "number":
          return value.value.value !== 0;
        case "string": {
          const { parts } = value.value;
          return parts.length === 0 ? false : parts.some((part) => part.kind === "literal" || part.kind === "reference") ? true : undefined;
        }
        default:
          return undefined;
      }
    case "list": {
      const content = contentOf(value);
      return content.items.length > 0 ? true : content.rest ? undefined : false;
    }
    case "dict":
      if ([...value.slots.map.values()].some((entry) => entry.kind !== "absent" && entry.kind !== "choice")) return true;
      return value.slots.map.size === 0 && value.rest.map.size === 0 ? false : undefined;
    case "choice": {
      const truths = value.alternatives.map((one) => (one.kind === "absent" ? undefined : truthOfValue(one)));
      return truths.every((one) => one === truths[0]) ? truths[0] : undefined;
    }
    case "external":
    case "instance":
      return undefined;
    case "absent":
      return undefined;
    default:
      return true;
  }
}

/** A number as data, or unknown. */
export function lengthOf(value: PyValue): PyValue {
  if (value.kind === "list" && !contentOf(value).rest) return number(contentOf(value).items.length);
  const known = knownText(value);
  return known === undefined ? atRunTime("a length") : number(known.length);
}

