import type { Machine } from "../program/machine";
import { choose } from "../program/store";
import { alternativesOf, atRunTime, zero, type Call, type MapValue, type ProgramValue } from "../program/values";
import { isSymbol, symbolName } from "./ruby-symbols";

/** Calls a block or lambda; one list is taken apart where it asks for more. */
export function callBlock(machine: Machine, block: ProgramValue, args: readonly ProgramValue[], call: Call): ProgramValue {
  return choose(
    alternativesOf(block).map((one) => {
      const [only] = args;
      const takesApart = one.kind === "function" && one.declaration.parameters.length > 1 && args.length === 1 && only?.kind === "list";
      return machine.call(one, { ...call, args: takesApart ? machine.elementsOf(only).items : args });
    }),
  );
}

/** Calls it for something that happens any number of times. */
export function callBlockOften(machine: Machine, block: ProgramValue, args: readonly ProgramValue[], call: Call): ProgramValue {
  return machine.undecided(() => callBlock(machine, block, args, call));
}

export function isBlock(value: ProgramValue | undefined): value is ProgramValue {
  return alternativesOf(value).some((one) => one.kind === "function");
}

/** The block of a call, if it has one. */
export function blockOf({ args }: Call): ProgramValue | undefined {
  const last = args[args.length - 1];
  return isBlock(last) ? last : undefined;
}

/** The arguments of a call without its block. */
export function withoutBlock({ args }: Call): readonly ProgramValue[] {
  return isBlock(args[args.length - 1]) ? args.slice(0, -1) : args;
}

/** The named arguments of a call: a hash whose keys are symbols. */
export function keywordsIn(args: readonly ProgramValue[]): MapValue | undefined {
  const last = args[args.length - 1];
  const [one] = alternativesOf(last);
  if (one?.kind !== "map") return undefined;
  return [...one.slots.map.keys()].every(isSymbol) ? one : undefined;
}

export function keyword(args: readonly ProgramValue[], name: string): ProgramValue | undefined {
  return keywordsIn(args)?.slots.map.get(symbolName(name));
}

/** What the methods of a program find their parameters with. */
export function bindParameter(machine: Machine, name: string, { args: [all = zero, ...how] }: Call): ProgramValue | undefined {
  const { items, rest } = machine.elementsOf(all);
  const block = isBlock(items[items.length - 1]) ? items[items.length - 1] : undefined;
  switch (name) {
    case "(block)":
      return block ?? rest ?? zero;
    case "(keyword)": {
      const given = keywordsIn(block ? items.slice(0, -1) : items);
      const [key, fallback] = how;
      if (!given) return choose([...(rest ? [rest] : []), ...(fallback ? [fallback] : [])]);
      const value = machine.item(given, key ?? zero);
      return value.kind === "zero" ? (fallback ?? value) : value;
    }
    case "(member)": {
      const [number, key] = how;
      const named = items.length === 1 ? keywordsIn(items) : undefined;
      const value = named && machine.item(named, key ?? zero);
      const index = number?.kind === "data" && number.value.kind === "number" ? number.value.value : 0;
      return value && value.kind !== "zero" ? value : (items[index] ?? rest ?? zero);
    }
    case "(keywords)":
      return keywordsIn(block ? items.slice(0, -1) : items) ?? rest ?? machine.makeMap();
    case "(positional)":
    case "(others)": {
      const [number, hasKeywords, takesBlock, fallback] = how;
      const unnamed = positional(items, isTrue(hasKeywords), isTrue(takesBlock));
      const index = number?.kind === "data" && number.value.kind === "number" ? number.value.value : 0;
      if (name === "(others)") return machine.makeList(unnamed.slice(index), rest);
      return unnamed[index] ?? choose([...(rest ? [rest] : []), ...(fallback ? [fallback] : [])]);
    }
    default:
      return undefined;
  }
}

function positional(items: readonly ProgramValue[], hasKeywords: boolean, takesBlock: boolean): readonly ProgramValue[] {
  const last = items[items.length - 1];
  const unblocked = takesBlock && isBlock(last) ? items.slice(0, -1) : items;
  return hasKeywords && keywordsIn(unblocked) ? unblocked.slice(0, -1) : unblocked;
}

function isTrue(value: ProgramValue | undefined): boolean {
  return value?.kind === "data" && value.value.kind === "boolean" && value.value.value;
}

/** `true` or `false` where a value is certainly something or certainly false; what was not seen to be set may have been. */
export function isPresent(value: ProgramValue | undefined): boolean | undefined {
  if (!value || value.kind === "zero") return undefined;
  if (value.kind === "choice") {
    const found = new Set(value.alternatives.map(isPresent));
    return found.size === 1 ? [...found][0] : undefined;
  }
  if (value.kind !== "data") return true;
  if (value.value.kind === "boolean") return value.value.value;
  if (value.value.kind === "unknown") return value.sources?.some((source) => source.startsWith("environment variable ")) ? true : undefined;
  return value.value.kind !== "null";
}

export function nothingKnown(name: string): ProgramValue {
  return atRunTime(`the result of ${name}`);
}
