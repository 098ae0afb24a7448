import { formatSymbolic, isLiteral, unknown, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown } from "../../values";
import { alternativesOf, type MapValue, type ObjectValue, type ProgramValue } from "./values";

const MOST_DEPTH = 12;
const MOST_ITEMS = 200;

/** A value of the program as it is passed to AWS. */
export function toSymbolic(value: ProgramValue, depth = 0): Symbolic {
  if (depth > MOST_DEPTH) return unknown("unreadable", "deeply nested data");
  switch (value.kind) {
    case "data":
      return value.value;
    case "zero":
      return { kind: "null" };
    case "choice": {
      const alternatives = value.alternatives.map((one) => toSymbolic(one, depth + 1));
      if (alternatives.length === 0) return { kind: "null" };
      return alternatives.length === 1 ? alternatives[0]! : { kind: "choice", alternatives };
    }
    case "list": {
      const { items, rest } = value.slots.map.get("content") ?? { items: [] };
      // Further elements of a known shape stand in the list once; only what has no shape is its rest.
      const further = rest ? alternativesOf(rest) : [];
      const shaped = further.filter((one) => !shapeless(one)).map((one) => toSymbolic(one, depth + 1));
      const known = [...items.slice(0, MOST_ITEMS).map((item) => toSymbolic(item, depth + 1)), ...shaped];
      const left = items.length > MOST_ITEMS ? unknown("unreadable", `more than ${MOST_ITEMS} elements`) : further.map(shapeless).find((one) => one !== undefined);
      return { kind: "list", items: known, ...(left ? { rest: left } : {}) };
    }
    case "map":
      return mapToSymbolic(value, depth);
    case "object":
      return objectToSymbolic(value, depth);
    case "native":
      return value.symbolic?.() ?? unknown("decided-at-run-time", value.label);
    case "external":
      return unknown("decided-at-run-time", value.path);
    default:
      return unknown("unreadable", `a ${value.kind}`);
  }
}

function shapeless(value: ProgramValue): Unknown | undefined {
  return value.kind === "data" && value.value.kind === "unknown" ? value.value : undefined;
}

function mapToSymbolic(map: MapValue, depth: number): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  const symbolicKeys = new Map<string, SymbolicString>();
  for (const [name, entry] of map.slots.map) {
    const key = map.keys.get(name);
    const shown = key ? formatSymbolic(key) : name;
    if (key && !isLiteral(key)) symbolicKeys.set(shown, key);
    entries.set(shown, toSymbolic(entry, depth + 1));
  }
  const [other] = alternativesOf(map.others.map.get(""));
  const rest = other && (shapeless(other) ?? unknown("unreadable", "an entry whose key is not known"));
  return { kind: "map", entries, ...(symbolicKeys.size > 0 ? { symbolicKeys } : {}), ...(rest ? { rest } : {}) };
}

function objectToSymbolic(object: ObjectValue, depth: number): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  for (const [name, entry] of object.slots.map) if (name !== "" && entry.kind !== "zero") entries.set(name, toSymbolic(entry, depth + 1));
  const [other] = alternativesOf(object.slots.map.get(""));
  return { kind: "map", entries, ...(other ? { rest: shapeless(other) ?? unknown("unreadable", "members that could not be followed") } : {}) };
}

/** One value of which each part may be that of any of the alternatives. */
export function mergeSymbolic(alternatives: readonly Symbolic[]): SymbolicMap {
  const maps = alternatives.flatMap((one) => (one.kind === "map" ? [one] : []));
  const names = new Set(maps.flatMap((map) => [...map.entries.keys()]));
  const entries = new Map<string, Symbolic>();
  for (const name of names) {
    const values = maps.map((map) => map.entries.get(name) ?? ({ kind: "null" } as const));
    entries.set(name, values.length === 1 ? values[0]! : { kind: "choice", alternatives: values });
  }
  const rest = maps.find((map) => map.rest)?.rest ?? alternatives.find((one) => one.kind === "unknown");
  return { kind: "map", entries, ...(rest ? { rest } : {}) };
}

/** Where the values come from, for a person: `TableName from environment variable TABLE_NAME`. */
export function noteOf(named: Iterable<readonly [string, ProgramValue]>): string | undefined {
  const notes: string[] = [];
  for (const [name, value] of named) {
    const sources = [...new Set(alternativesOf(value).flatMap((one) => (one.kind === "data" ? (one.sources ?? []) : [])))];
    if (sources.length > 0) notes.push(`${name} from ${sources.join(" and ")}`);
  }
  return notes.length > 0 ? notes.join("; ") : undefined;
}
