import { formatSymbolic, isLiteral, unknown, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown } from "../../values";
import { contentOf, keyNamed } from "./containers";
import type { Arguments } from "./machine";
import { alternativesOf, type PyValue } from "./values";

const MOST_DEPTH = 12;
const MOST_ITEMS = 200;

/** A value of the code as it is passed to AWS; objects of the code are unknown. */
export function toSymbolic(value: PyValue, depth = 0): Symbolic {
  if (depth > MOST_DEPTH) return unknown("unreadable", "deeply nested data");
  switch (value.kind) {
    case "data":
      return value.value;
    case "absent":
      return { kind: "null" };
    case "choice": {
      const alternatives = value.alternatives.map((one) => toSymbolic(one, depth + 1));
      return alternatives.length === 1 ? alternatives[0]! : { kind: "choice", alternatives };
    }
    case "list": {
      const { items, rest } = contentOf(value);
      // Further elements of a known shape stand in the list once; only what has no shape is its rest.
      const further = rest ? alternativesOf(rest) : [];
      const shaped = further.filter((one) => one.kind !== "data" || one.value.kind !== "unknown").map((one) => toSymbolic(one, depth + 1));
      const shapeless = further.map((one) => (one.kind === "data" && one.value.kind === "unknown" ? one.value : undefined)).find((one) => one !== undefined);
      const known = [...items.slice(0, MOST_ITEMS).map((item) => toSymbolic(item, depth + 1)), ...shaped];
      const left = items.length > MOST_ITEMS ? unknown("unreadable", `more than ${MOST_ITEMS} elements`) : shapeless;
      return { kind: "list", items: known, ...(left ? { rest: left } : {}) };
    }
    case "dict": {
      const entries = new Map<string, Symbolic>();
      const symbolicKeys = new Map<string, SymbolicString>();
      for (const [name, entry] of value.slots.map) {
        if (entry.kind === "absent") continue;
        const key = keyNamed(name);
        const shown = formatSymbolic(key);
        if (!isLiteral(key)) symbolicKeys.set(shown, key);
        entries.set(shown, toSymbolic(entry, depth + 1));
      }
      const rest = restOf([...value.rest.map.values()]);
      return { kind: "map", entries, ...(symbolicKeys.size > 0 ? { symbolicKeys } : {}), ...(rest ? { rest } : {}) };
    }
    case "external":
      return unknown("decided-at-run-time", value.path);
    case "native":
      return unknown("decided-at-run-time", value.label);
    case "instance":
      return unknown("decided-at-run-time", `a ${value.cls.name}`);
    default:
      return unknown("unreadable", `a ${value.kind}`);
  }
}

function restOf(values: readonly PyValue[]): Unknown | undefined {
  const [first] = values.flatMap(alternativesOf);
  if (!first) return undefined;
  return first.kind === "data" && first.value.kind === "unknown" ? first.value : unknown("unreadable", "an entry whose key is not known");
}

/** The keyword arguments of a call as the input of an operation; `translate` gives other names where a helper has them. */
export function inputOf(args: Arguments): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  for (const [name, value] of args.keywords) if (value.kind !== "absent") entries.set(name, toSymbolic(value));
  const rest = args.restKeywords ? restOf([args.restKeywords]) : undefined;
  return { kind: "map", entries, ...(rest ? { rest } : {}) };
}

/** A map of what is there. */
export function mapOf(members: Readonly<Record<string, PyValue | Symbolic | undefined>>): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  for (const [name, value] of Object.entries(members)) if (value !== undefined) entries.set(name, isSymbolic(value) ? value : toSymbolic(value));
  return { kind: "map", entries };
}

function isSymbolic(value: PyValue | Symbolic): value is Symbolic {
  return value.kind === "list" ? "items" in value : ["null", "boolean", "number", "string", "map", "json", "unknown"].includes(value.kind) || (value.kind === "choice" && value.alternatives.every((one) => isSymbolic(one as PyValue | Symbolic)));
}

/** One map of several, the later ones first. */
export function mergeMaps(...maps: readonly SymbolicMap[]): SymbolicMap {
  const entries = new Map(maps.flatMap((map) => [...map.entries]));
  const rest = maps.find((map) => map.rest)?.rest;
  return { kind: "map", entries, ...(rest ? { rest } : {}) };
}

/** Where the values of the input come from, for a person: `TableName from environment variable TABLE_NAME`. */
export function noteOf(args: ReadonlyMap<string, PyValue>): string | undefined {
  const notes: string[] = [];
  for (const [name, value] of args) {
    const sources = [...new Set(alternativesOf(value).flatMap((one) => (one.kind === "data" ? (one.sources ?? []) : [])))];
    if (sources.length > 0) notes.push(`${name} from ${sources.join(" and ")}`);
  }
  return notes.length > 0 ? notes.join("; ") : undefined;
}
