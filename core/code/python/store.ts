import { valueKey } from "../reading";
import { unknown } from "../../values";
import type { BranchOutcome, State } from "./machine";
import { absent, data, lost, Slots, type ListContent, type PyValue } from "./values";

type AnySlots = Slots<unknown>;

/** Values that slots held before a branch began: to undo it, and to see what it changed. */
type Journal = Map<AnySlots, Map<string, unknown>>;

/**
 * All that changes while code is followed. Branches run one after the other from the same state, and `merge` leaves what either may have left.
 * Objects made in an earlier pass keep what they held beside what is written, as another event may have come first.
 */
export class Store implements State {
  /** 0 while modules are loaded, then the number of the event that is followed. */
  pass = 0;
  /** Whether something changed that an earlier pass, or the loading of the modules, had made: the next event finds it changed. */
  hasOutlasting = false;
  private readonly journals: Journal[] = [];

  get<T>(slots: Slots<T>, name: string): T | undefined {
    return slots.map.get(name);
  }

  set(slots: Slots, name: string, value: PyValue): void {
    const before = slots.map.get(name);
    const isOlder = slots.pass < this.pass && !slots.isLocal;
    const next = before !== undefined && isOlder ? join(before, value) : value;
    if (isOlder && (before === undefined || !isSame(before, next))) this.hasOutlasting = true;
    this.write(slots as AnySlots, name, next);
  }

  /** Writes beside what is there. */
  add(slots: Slots, name: string, value: PyValue): void {
    const before = slots.map.get(name);
    if (slots.pass < this.pass && !slots.isLocal) this.hasOutlasting = true;
    this.write(slots as AnySlots, name, before === undefined ? value : join(before, value));
  }

  setContent(slots: Slots<ListContent>, content: ListContent): void {
    const before = slots.map.get("content");
    if (slots.pass < this.pass) this.hasOutlasting = true;
    this.write(slots as AnySlots, "content", before && slots.pass < this.pass ? joinContents(before, content) : content);
  }

  hold(slots: Slots<readonly PyValue[]>, value: PyValue): void {
    const before = slots.map.get("held") ?? [];
    if (!before.includes(value)) this.write(slots as AnySlots, "held", [...before, value]);
  }

  delete(slots: Slots, name: string): void {
    const before = slots.map.get(name);
    if (before !== undefined) this.write(slots as AnySlots, name, slots.pass < this.pass ? join(before, absent) : absent);
  }

  /** Runs `body`, and takes back what it wrote. */
  branch(body: () => boolean): BranchOutcome {
    const journal: Journal = new Map();
    const startedAt = Slots.count;
    this.journals.push(journal);
    const isLeft = body();
    this.journals.pop();
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
    return { written, startedAt, isLeft };
  }

  /** Runs what happens once and for all, in whichever branch it happens first: the loading of a module. */
  once(body: () => void): void {
    const journals = this.journals.splice(0);
    try {
      body();
    } finally {
      this.journals.push(...journals);
    }
  }

  /** Leaves what any of the branches may have left; whether anything changed. Where all are left for good, so is what follows. */
  merge(outcomes: readonly BranchOutcome[]): boolean {
    const touched = new Map<AnySlots, Set<string>>();
    for (const { written } of outcomes) {
      for (const [slots, names] of written) {
        const all = touched.get(slots) ?? new Set();
        for (const name of names.keys()) all.add(name);
        touched.set(slots, all);
      }
    }
    let hasChanged = false;
    const startedAt = Math.min(...outcomes.map((outcome) => outcome.startedAt));
    for (const [slots, names] of touched) {
      // What a branch has made is what that branch made of it: in the others it does not exist.
      const isOwn = !slots.isLocal && slots.serial > startedAt;
      // The variables of a branch that has been left matter to nobody; what it did to objects does.
      const counting = isOwn ? outcomes.filter(({ written }) => written.has(slots)) : slots.isLocal && outcomes.some((outcome) => !outcome.isLeft) ? outcomes.filter((outcome) => !outcome.isLeft) : outcomes;
      for (const name of names) {
        const before = slots.map.get(name);
        const merged = counting.map(({ written }) => written.get(slots)?.get(name) ?? before).reduce((a, b) => joinAny(a, b, slots.isLocal));
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

function joinAny(a: unknown, b: unknown, isLocal: boolean): unknown {
  if (a === b) return a;
  if (isContent(a) || isContent(b)) return joinContents((a as ListContent | undefined) ?? { items: [] }, (b as ListContent | undefined) ?? { items: [] });
  if (Array.isArray(a) || Array.isArray(b)) return [...new Set([...((a as PyValue[] | undefined) ?? []), ...((b as PyValue[] | undefined) ?? [])])];
  // A variable that only one branch sets is an error to use otherwise; an entry or field may just be missing.
  if (a === undefined) return isLocal ? b : join(absent, b as PyValue);
  if (b === undefined) return isLocal ? a : join(a as PyValue, absent);
  return join(a as PyValue, b as PyValue);
}

function isContent(value: unknown): value is ListContent {
  return typeof value === "object" && value !== null && "items" in value;
}

function sameAny(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (isContent(a) && isContent(b)) return a.items.length === b.items.length && a.items.every((item, index) => isSame(item, b.items[index]!)) && (a.rest === b.rest || (!!a.rest && !!b.rest && isSame(a.rest, b.rest)));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item) => b.includes(item));
  return isSame(a as PyValue, b as PyValue);
}

/** Whether nothing that matters tells the two apart. */
export function isSame(a: PyValue, b: PyValue): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === "data" && b.kind === "data") return a.isLost === b.isLost && a.value.kind === b.value.kind && valueKey(a.value) === valueKey(b.value);
  if (a.kind === "absent") return true;
  if (a.kind === "choice" && b.kind === "choice") return a.alternatives.length === b.alternatives.length && a.alternatives.every((one) => b.alternatives.some((other) => isSame(one, other)));
  if (a.kind === "function" && b.kind === "function") return a.node === b.node && a.scope === b.scope;
  if (a.kind === "external" && b.kind === "external") return a.path === b.path && a.slots.map.size === 0 && b.slots.map.size === 0 && a.held.map.size === 0 && b.held.map.size === 0;
  if (a.kind === "bound" && b.kind === "bound") return isSame(a.callee, b.callee) && a.positional.length === b.positional.length && a.positional.every((one, index) => isSame(one, b.positional[index]!));
  return false;
}

/** How many values a choice tells apart before data is summed up, and objects are given up. */
const MOST_DATA = 24;
const MOST_OBJECTS = 64;

/** Either of the two. */
export function join(a: PyValue, b: PyValue): PyValue {
  if (isSame(a, b)) return a;
  return choose([a, b]);
}

/** One of the values. */
export function choose(values: readonly PyValue[]): PyValue {
  const distinct: PyValue[] = [];
  for (const value of values.flatMap((one) => (one.kind === "choice" ? one.alternatives : [one]))) {
    if (!distinct.some((other) => isSame(other, value))) distinct.push(value);
  }
  if (distinct.length === 0) return absent;
  if (distinct.length === 1) return distinct[0]!;
  const facts = distinct.filter((one) => one.kind === "data");
  const objects = distinct.filter((one) => one.kind !== "data");
  const kept: PyValue[] = facts.length > MOST_DATA ? [data(unknown("unreadable", `more than ${MOST_DATA} possible values`))] : [...facts];
  if (objects.length > MOST_OBJECTS) kept.push(lost(`more than ${MOST_OBJECTS} possible objects`));
  else kept.push(...objects);
  return kept.length === 1 ? kept[0]! : { kind: "choice", alternatives: kept };
}

/** Either of the two contents, element by element where they have the same length. */
export function joinContents(a: ListContent, b: ListContent): ListContent {
  if (a === b) return a;
  const rests = [a.rest, b.rest].filter((rest) => rest !== undefined);
  if (a.items.length === b.items.length) {
    return { items: a.items.map((item, index) => join(item, b.items[index]!)), ...(rests.length > 0 ? { rest: choose(rests) } : {}) };
  }
  const shared = commonStart(a.items, b.items);
  const others = [...a.items.slice(shared.length), ...b.items.slice(shared.length), ...rests];
  return { items: shared, rest: choose(others) };
}

function commonStart(a: readonly PyValue[], b: readonly PyValue[]): PyValue[] {
  const start: PyValue[] = [];
  for (let index = 0; index < Math.min(a.length, b.length) && isSame(a[index]!, b[index]!); index += 1) start.push(a[index]!);
  return start;
}
