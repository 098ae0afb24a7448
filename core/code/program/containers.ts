import { formatSymbolic } from "../../values";
import type { Machine } from "./machine";
import { choose, everything, join, type Store } from "./store";
import { alternativesOf, atRunTime, data, detailOf, knownText, unknownOf, type ListContent, type ProgramValue } from "./values";

/** Elements of a collection; `rest` stands for those that are not known one by one. */
export function elementsIn(machine: Machine, value: ProgramValue): { items: readonly ProgramValue[]; rest?: ProgramValue } {
  const alternatives = alternativesOf(value);
  const contents = alternatives.map((one) => elementsOfOne(machine, one));
  if (contents.length === 0) return { items: [] };
  if (contents.length === 1) return contents[0]!;
  const all = contents.flatMap(everything);
  return all.length > 0 ? { items: [], rest: choose(all) } : { items: [] };
}

function elementsOfOne(machine: Machine, one: ProgramValue): ListContent {
  if (one.kind === "list") return one.slots.map.get("content") ?? { items: [] };
  if (one.kind === "map") {
    const others = one.others.map.get("");
    return { items: [...one.slots.map.values()], ...(others ? { rest: others } : {}) };
  }
  const elements = one.kind === "native" ? one.member?.("(elements)", undefined) : undefined;
  if (elements) return elementsIn(machine, elements);
  const reason = unknownOf(one);
  if (!reason) return { items: [], rest: atRunTime(`an element of ${detailOf(one)}`) };
  return { items: [], rest: { ...data({ ...reason, detail: `${reason.detail ?? "a value"}[]` }), ...(one.kind === "data" && one.answer ? { answer: one.answer } : {}) } };
}

export function keysIn(value: ProgramValue): ProgramValue {
  const keys = alternativesOf(value).flatMap((one): ProgramValue[] => {
    if (one.kind !== "map") return [atRunTime("an index")];
    return [...[...one.slots.map.keys()].map((name) => data(one.keys.get(name) ?? { kind: "string", parts: name === "" ? [] : [{ kind: "literal", text: name }] })), ...(one.others.map.has("") ? [atRunTime("a key")] : [])];
  });
  return choose(keys);
}

/** `object[key] = value` */
export function putItem(store: Store, object: ProgramValue, key: ProgramValue, value: ProgramValue): void {
  const targets = alternativesOf(object);
  for (const one of targets) {
    if (one.kind === "map") putEntry(store, one, key, value, targets.length === 1);
    else if (one.kind === "list") {
      const content = one.slots.map.get("content") ?? { items: [] };
      const index = key.kind === "data" && key.value.kind === "number" ? key.value.value : undefined;
      if (index !== undefined && index < content.items.length && targets.length === 1) store.setContent(one.slots, { ...content, items: content.items.map((item, at) => (at === index ? value : item)) });
      else store.setContent(one.slots, { ...content, rest: content.rest ? join(content.rest, value) : value });
    }
  }
}

function putEntry(store: Store, map: Extract<ProgramValue, { kind: "map" }>, key: ProgramValue, value: ProgramValue, isAlone: boolean): void {
  const keys = alternativesOf(key);
  for (const one of keys) {
    const known = knownText(one);
    const isPlain = known !== undefined && isAlone && keys.length === 1;
    if (known !== undefined) {
      if (isPlain) store.set(map.slots, known, value);
      else store.add(map.slots, known, value);
    } else if (one.kind === "data" && one.value.kind === "string") {
      const shown = formatSymbolic(one.value);
      map.keys.set(shown, one.value);
      store.add(map.slots, shown, value);
    } else store.add(map.others, "", keyed(one, value));
  }
  if (keys.length === 0) store.add(map.others, "", value);
}

/** An entry whose key is unknown. */
function keyed(key: ProgramValue, value: ProgramValue): ProgramValue {
  const reason = unknownOf(key);
  return value.kind === "zero" && reason ? data(reason) : value;
}

/** Appends to a list where it stands. */
export function append(store: Store, list: Extract<ProgramValue, { kind: "list" }>, values: readonly ProgramValue[]): void {
  const content = list.slots.map.get("content") ?? { items: [] };
  store.setContent(list.slots, content.rest || content.items.length > 100 ? { items: content.items, rest: choose([...(content.rest ? [content.rest] : []), ...values]) } : { items: [...content.items, ...values] });
}

