import { formatSymbolic, isLiteral, unknown, type SourceLocation, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown } from "../../values";
import { contentOf, keyNamed } from "./containers";
import { toSymbolic } from "./to-symbolic";
import type { DictValue, ListValue, PyValue, Slots } from "./values";

/** Where lists and dicts are written. */
const places = new WeakMap<ListValue["slots"] | DictValue["slots"], SourceLocation>();

/** Keeps where a list or dict is written. */
export function notePlace({ slots }: ListValue | DictValue, at: SourceLocation): void {
  places.set(slots, at);
}

const deepest = 40;

/** A value of a program as it is passed to a resource: only what is certain to be there is certain, and nothing of it is left to a later run. */
export function asWritten(value: PyValue, depth = 0): Symbolic {
  if (depth > deepest) return unknown("unreadable", "deeply nested data");
  switch (value.kind) {
    case "data":
      return ofProgram(value.value);
    case "choice":
      return { kind: "choice", alternatives: value.alternatives.map((one) => asWritten(one, depth + 1)) };
    case "list": {
      const { items, rest } = contentOf(value);
      return { kind: "list", items: items.map((item) => asWritten(item, depth + 1)), ...(rest ? { rest: restOf(rest) } : {}), ...placed(value.slots) };
    }
    case "dict":
      return dictAsWritten(value, depth);
    default:
      return ofProgram(toSymbolic(value));
  }
}

function dictAsWritten(value: DictValue, depth: number): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  const symbolicKeys = new Map<string, SymbolicString>();
  for (const [name, entry] of value.slots.map) {
    if (entry.kind === "absent") continue;
    const key = keyNamed(name);
    const shown = formatSymbolic(key);
    if (!isLiteral(key)) symbolicKeys.set(shown, key);
    entries.set(shown, asWritten(entry, depth + 1));
  }
  const rest = value.rest.map.get("value");
  return { kind: "map", entries, ...(symbolicKeys.size > 0 ? { symbolicKeys } : {}), ...(rest ? { rest: restOf(rest) } : {}), ...placed(value.slots) };
}

function placed(slots: Slots | ListValue["slots"]): { at?: SourceLocation } {
  const at = places.get(slots);
  return at ? { at } : {};
}

function restOf(rest: PyValue): Unknown {
  const known = rest.kind === "data" ? ofProgram(rest.value) : undefined;
  return known?.kind === "unknown" ? known : unknown("unreadable", "elements whose number is not known");
}

/** A program runs before the deployment: what it alone knows is not decided by a running function. */
function ofProgram(value: Symbolic): Symbolic {
  if (value.kind === "unknown") return value.reason === "decided-at-run-time" ? { ...value, reason: "unreadable" } : value;
  if (value.kind !== "string") return value;
  return { ...value, parts: value.parts.map((part) => (part.kind === "unknown-text" && part.unknown.reason === "decided-at-run-time" ? { ...part, unknown: { ...part.unknown, reason: "unreadable" } } : part)) };
}
