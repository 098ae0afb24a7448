import { concatenate, formatSymbolic, literal, renderSymbolicJson, symbolicString, unknown, type SourceLocation, type Symbolic, type SymbolicList, type SymbolicMap, type SymbolicString } from "../../values";
import { alternativesOf, arrayValue, choose, objectValue, type JsValue } from "./values";

const origins = new WeakMap<JsValue, string>();

/** The value, remembered to come from somewhere that a person should be told of: `environment variable TABLE_NAME`. */
export function withOrigin<T extends JsValue>(value: T, origin: string | undefined): T {
  if (origin !== undefined && value.kind !== "undefined") origins.set(value, origin);
  return value;
}

export function originOf(value: JsValue): string | undefined {
  const own = origins.get(value);
  if (own !== undefined || value.kind !== "choice") return own;
  return value.alternatives.map((one) => origins.get(one)).find((one) => one !== undefined);
}

/** A configured value as the program sees it; maps and lists come apart, so that their parts can be followed. */
export function fromSymbolic(value: Symbolic): JsValue {
  switch (value.kind) {
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "json":
      return { kind: "data", value };
    case "list":
      return arrayValue(value.items.map(fromSymbolic), value.rest ? { kind: "unknown", unknown: value.rest } : undefined);
    case "map": {
      const object = objectValue([...value.entries].map(([name, item]) => [name, fromSymbolic(item)] as const));
      if (value.rest) object.rest = { kind: "unknown", unknown: value.rest };
      return object;
    }
    case "choice":
      return choose(value.alternatives.map(fromSymbolic));
    case "unknown":
      return { kind: "unknown", unknown: value };
  }
}

const maxDepth = 14;
const maxItems = 200;

/** Values that one snapshot looks at; objects that share their parts would be told again and again. */
const maxValues = 4000;

interface Snapshot {
  left: number;
}

/** What a value is when it is passed to AWS: a snapshot, since the program may go on and change it. */
export function toSymbolic(value: JsValue, depth = 0, snapshot: Snapshot = { left: maxValues }): Symbolic {
  snapshot.left -= 1;
  if (snapshot.left < 0 && value.kind !== "data" && value.kind !== "undefined") return unknown("unreadable", "part of a very large value");
  switch (value.kind) {
    case "undefined":
      return { kind: "null" };
    case "data":
      return value.value;
    case "unknown":
      return value.unknown;
    case "choice":
      return { kind: "choice", alternatives: value.alternatives.map((one) => toSymbolic(one, depth, snapshot)) };
    case "array":
      return depth > maxDepth ? unknown("unreadable", "a list inside too many others") : toList(value, depth, snapshot);
    case "object":
      return depth > maxDepth ? unknown("unreadable", "an object inside too many others") : toMap(value, depth, snapshot);
    case "function":
    case "class":
      return unknown("unreadable", "a function");
    case "native":
      return unknown("decided-at-run-time", value.name);
  }
}

/** Further elements of a known shape stand in the list once; only what has no shape is its rest. */
function toList(value: Extract<JsValue, { kind: "array" }>, depth: number, snapshot: Snapshot): SymbolicList {
  const further = value.rest ? alternativesOf(value.rest) : [];
  const items = [...value.items.slice(0, maxItems), ...further.filter((one) => one.kind !== "unknown")].map((item) => toSymbolic(item, depth + 1, snapshot));
  const shapeless = further.find((one) => one.kind === "unknown");
  const rest = shapeless?.kind === "unknown" ? shapeless.unknown : value.items.length > maxItems ? unknown("unreadable", `more than ${maxItems} elements`) : undefined;
  return { kind: "list", items, ...(rest ? { rest } : {}) };
}

function toMap(value: Extract<JsValue, { kind: "object" }>, depth: number, snapshot: Snapshot): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  for (const [name, item] of value.properties) {
    if (item.kind === "undefined" || name === "[]") continue;
    entries.set(name, toSymbolic(item, depth + 1, snapshot));
  }
  return { kind: "map", entries, ...(value.rest ? { rest: value.rest.unknown } : {}) };
}

/** The input of an operation; what is no object may hold anything. */
export function toInput(value: JsValue): SymbolicMap {
  const symbolic = toSymbolic(value);
  switch (symbolic.kind) {
    case "map":
      return symbolic;
    case "choice":
      return mergeInputs(symbolic.alternatives);
    case "unknown":
      return { kind: "map", entries: new Map(), rest: symbolic };
    case "null":
      return { kind: "map", entries: new Map() };
    default:
      return { kind: "map", entries: new Map(), rest: unknown("unreadable", "the input is not an object") };
  }
}

/** One map for several: a member that not all of them have may be there or not, which its choice with null says. */
function mergeInputs(alternatives: readonly Symbolic[]): SymbolicMap {
  const maps = alternatives.filter((one): one is SymbolicMap => one.kind === "map");
  const other = alternatives.find((one) => one.kind === "unknown");
  const names = new Set(maps.flatMap((map) => [...map.entries.keys()]));
  const entries = new Map<string, Symbolic>();
  for (const name of names) {
    const found = maps.map((map): Symbolic => map.entries.get(name) ?? { kind: "null" });
    const [first] = found;
    entries.set(name, found.length === 1 && !other && first ? first : { kind: "choice", alternatives: found });
  }
  const rest = maps.find((map) => map.rest)?.rest ?? (other?.kind === "unknown" ? other : undefined);
  return { kind: "map", entries, ...(rest ? { rest } : {}) };
}

/** A value as text. */
export function textOf(value: JsValue, at?: SourceLocation): SymbolicString {
  switch (value.kind) {
    case "undefined":
      return literal("undefined", at);
    case "data":
      switch (value.value.kind) {
        case "string":
          return value.value;
        case "null":
          return literal("null", at);
        case "boolean":
        case "number":
          return literal(String(value.value.value), at);
        case "json":
          return renderSymbolicJson(value.value.value);
      }
      break;
    case "unknown":
      return symbolicString([{ kind: "unknown-text", unknown: value.unknown }], at);
    case "array":
      return value.rest ? unknownText("a joined list", at) : concatenate(value.items.flatMap((item, index) => (index === 0 ? [textOf(item)] : [literal(","), textOf(item)])), at);
  }
  return unknownText("text of an object", at);
}

function unknownText(detail: string, at: SourceLocation | undefined): SymbolicString {
  return symbolicString([{ kind: "unknown-text", unknown: unknown("decided-at-run-time", detail) }], at);
}

/** The text where all of it is known. */
export function knownText(value: JsValue | undefined): string | undefined {
  if (value?.kind !== "data" || value.value.kind !== "string") return undefined;
  const { parts } = value.value;
  if (parts.length === 0) return "";
  const [only] = parts;
  return parts.length === 1 && only?.kind === "literal" ? only.text : undefined;
}

/** For messages: `orders-${aws_x.y.name}` or `?`. */
export function shownText(value: JsValue): string {
  return value.kind === "data" && value.value.kind === "string" ? formatSymbolic(value.value) : "?";
}
