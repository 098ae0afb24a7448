import { unknown } from "../../values";
import { valueKey } from "../reading";
import { alternativesOf, data, zero, Slots, type ListContent, type ProgramValue } from "./values";

type AnySlots = Slots<unknown>;

/** What a branch left: the values that it wrote, and whether it ended the function. */
export interface Outcome {
  /** The serial of what was made last before it. */
  readonly since?: number;
  readonly written: ReadonlyMap<AnySlots, ReadonlyMap<string, unknown>>;
  readonly isLeft: boolean;
}

/**
 * All that changes while code is followed. Branches run one after the other from the same state, and `merge` leaves what any of them may have left.
 * What was made before the present event keeps what it held beside what is written, as another event may have come first.
 */
export class Store {
  /** 0 before the first event, then its number. */
  pass = 0;
  /** Whether something changed that an earlier event finds changed. */
  hasOutlasting = false;
  private made = 0;
  private readonly journals: Map<AnySlots, Map<string, unknown>>[] = [];

  slots<T = ProgramValue>(isLocal = false): Slots<T> {
    this.made += 1;
    return new Slots<T>(this.pass, isLocal, this.made);
  }

  set(slots: Slots, name: string, value: ProgramValue): void {
    const before = slots.map.get(name);
    const isOlder = slots.pass < this.pass && !slots.isLocal;
    const next = before !== undefined && isOlder ? join(before, value) : value;
    if (isOlder && (before === undefined || !isSame(before, next))) this.hasOutlasting = true;
    this.write(slots as AnySlots, name, next);
  }

  /** Writes beside what is there. */
  add(slots: Slots, name: string, value: ProgramValue): void {
    const before = slots.map.get(name);
    this.set(slots, name, before === undefined ? value : join(before, value));
  }

  setContent(slots: Slots<ListContent>, content: ListContent): void {
    const before = slots.map.get("content");
    const isOlder = slots.pass < this.pass;
    if (isOlder) this.hasOutlasting = true;
    this.write(slots as AnySlots, "content", before && isOlder ? joinContents(before, content) : content);
  }

  /** Runs `body`, and takes back what it wrote. */
  branch(body: () => boolean): Outcome {
    const journal = new Map<AnySlots, Map<string, unknown>>();
    const since = this.made;
    this.journals.push(journal);
    let isLeft = true;
    try {
      isLeft = body();
    } finally {
      this.journals.pop();
    }
    const written = new Map<AnySlots, Map<string, unknown>>();
    for (const [slots, names] of journal) {
      const now = new Map<string, unknown>();
      for (const [name, before] of names) {
        now.set(name, slots.map.get(name));
        if (before === undefined) slots.map.delete(name);
        else slots.map.set(name, before);
      }
      written.set(slots, now);
    }
    return { written, isLeft, since };
  }

  /** Runs what happens once and for all, in whichever branch it happens first: the making of what a package or class holds. */
  once(body: () => void): void {
    const journals = this.journals.splice(0);
    const { pass } = this;
    this.pass = 0;
    try {
      body();
    } finally {
      this.pass = pass;
      this.journals.push(...journals);
    }
  }

  /** Leaves what any of the branches may have left; whether anything changed. */
  merge(outcomes: readonly Outcome[]): boolean {
    const touched = new Map<AnySlots, Set<string>>();
    for (const { written } of outcomes) {
      for (const [slots, names] of written) {
        const all = touched.get(slots) ?? new Set();
        for (const name of names.keys()) all.add(name);
        touched.set(slots, all);
      }
    }
    let hasChanged = false;
    for (const [slots, names] of touched) {
      // The variables of a branch that has been left matter to nobody; what it did to objects does.
      // An object that was made in one of the branches is not in the others.
      const born = outcomes.filter(({ written, since }) => since !== undefined && slots.serial > since && written.has(slots));
      const counting = born.length > 0 ? born : slots.isLocal && outcomes.some((outcome) => !outcome.isLeft) ? outcomes.filter((outcome) => !outcome.isLeft) : outcomes;
      for (const name of names) {
        const before = slots.map.get(name);
        const merged = counting.map(({ written }) => written.get(slots)?.get(name) ?? before).reduce(joinAny);
        if (merged === undefined || sameAny(merged, before)) continue;
        hasChanged = true;
        this.write(slots, name, merged);
      }
    }
    return hasChanged;
  }

  private write(slots: AnySlots, name: string, value: unknown): void {
    // An outer journal learns of it when the outcome is merged.
    const journal = this.journals[this.journals.length - 1];
    if (journal) {
      const names = journal.get(slots) ?? new Map<string, unknown>();
      if (!names.has(name)) names.set(name, slots.map.get(name));
      journal.set(slots, names);
    }
    slots.map.set(name, value);
  }
}

function isContent(value: unknown): value is ListContent {
  return typeof value === "object" && value !== null && "items" in value && !("kind" in value);
}

function joinAny(a: unknown, b: unknown): unknown {
  if (a === b) return a;
  if (isContent(a) || isContent(b)) return joinContents((a as ListContent | undefined) ?? { items: [] }, (b as ListContent | undefined) ?? { items: [] });
  return join((a as ProgramValue | undefined) ?? zero, (b as ProgramValue | undefined) ?? zero);
}

function sameAny(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (isContent(a) && isContent(b)) return a.items.length === b.items.length && a.items.every((item, index) => isSame(item, b.items[index]!)) && (a.rest === b.rest || (!!a.rest && !!b.rest && isSame(a.rest, b.rest)));
  if (isContent(a) || isContent(b)) return false;
  return isSame(a as ProgramValue, b as ProgramValue);
}

/** Whether nothing that matters tells the two apart. */
export function isSame(a: ProgramValue, b: ProgramValue): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === "zero") return true;
  if (a.kind === "data" && b.kind === "data") return valueKey(a.value) === valueKey(b.value) && typeKey(a.type) === typeKey(b.type) && a.answer?.operation === b.answer?.operation;
  if (a.kind === "choice" && b.kind === "choice") return a.alternatives.length === b.alternatives.length && a.alternatives.every((one) => b.alternatives.some((other) => isSame(one, other)));
  if (a.kind === "function" && b.kind === "function") return a.declaration === b.declaration && a.frame?.scope === b.frame?.scope && a.self === b.self;
  if (a.kind === "external" && b.kind === "external") return a.path === b.path;
  if (a.kind === "native" && b.kind === "native") return a.key !== undefined && a.key === b.key;
  if (a.kind === "tuple" && b.kind === "tuple") return a.items.length === b.items.length && a.items.every((item, index) => isSame(item, b.items[index]!));
  return false;
}

function typeKey(type: import("./values").Type | undefined): string {
  if (!type) return "";
  if (type.kind === "local") return `${type.declaration.unit.package}.${type.declaration.name}`;
  return type.kind === "external" ? type.path : type.kind;
}

/** How many values a choice tells apart before data is summed up, and objects are given up. */
const MOST_DATA = 24;
const MOST_OBJECTS = 64;

/** Either of the two. */
export function join(a: ProgramValue, b: ProgramValue): ProgramValue {
  return isSame(a, b) ? a : choose([a, b]);
}

/** One of the values. */
export function choose(values: readonly ProgramValue[]): ProgramValue {
  const distinct: ProgramValue[] = [];
  for (const value of values.flatMap((one) => (one.kind === "choice" ? one.alternatives : [one]))) {
    if (!distinct.some((other) => isSame(other, value))) distinct.push(value);
  }
  if (distinct.length === 0) return zero;
  if (distinct.length === 1) return distinct[0]!;
  if (distinct.every((one) => one.kind === "tuple")) return joinTuples(distinct);
  const facts = distinct.filter((one) => one.kind === "data");
  const objects: ProgramValue[] = distinct.filter((one) => one.kind !== "data");
  const kept = facts.length > MOST_DATA ? [...facts.filter((one) => one.type !== undefined).slice(0, MOST_DATA), data(unknown("unreadable", `more than ${MOST_DATA} possible values`))] : facts;
  if (objects.length > MOST_OBJECTS) objects.splice(MOST_OBJECTS, objects.length, data(unknown("unreadable", `more than ${MOST_OBJECTS} possible objects`)));
  const all = [...kept, ...objects];
  return all.length === 1 ? all[0]! : { kind: "choice", alternatives: all };
}

/** Results one by one, so that what is known of each is kept. */
function joinTuples(tuples: readonly Extract<ProgramValue, { kind: "tuple" }>[]): ProgramValue {
  const length = Math.max(...tuples.map((tuple) => tuple.items.length));
  return { kind: "tuple", items: Array.from({ length }, (_, index) => choose(tuples.map((tuple) => tuple.items[index] ?? zero))) };
}

/** Either of the two contents, element by element where they have the same length. */
export function joinContents(a: ListContent, b: ListContent): ListContent {
  if (a === b) return a;
  const rests = [a.rest, b.rest].filter((rest) => rest !== undefined);
  if (a.items.length === b.items.length) return { items: a.items.map((item, index) => join(item, b.items[index]!)), ...(rests.length > 0 ? { rest: choose(rests) } : {}) };
  let shared = 0;
  while (shared < Math.min(a.items.length, b.items.length) && isSame(a.items[shared]!, b.items[shared]!)) shared += 1;
  return { items: a.items.slice(0, shared), rest: choose([...a.items.slice(shared), ...b.items.slice(shared), ...rests]) };
}

/** All that a list may hold. */
export function everything(content: ListContent): ProgramValue[] {
  return [...content.items, ...(content.rest ? alternativesOf(content.rest) : [])];
}
