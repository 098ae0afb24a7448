import {
  literal,
  literalText,
  renderSymbolicJson,
  symbolicString,
  type SourceLocation,
  type StringPart,
  type Symbolic,
  type SymbolicList,
  type SymbolicMap,
  type SymbolicString,
  type Unknown,
} from "../../core";
import { isOpaque } from "./equality";
import { failure, unknownBecause } from "./failure";

/** A set: a list of which no two elements are equal, in the order of their texts where these are known. */
export interface SymbolicSet extends SymbolicList {
  readonly isSet: true;
}

export function isSet(value: Symbolic): value is SymbolicSet {
  return value.kind === "list" && "isSet" in value;
}

/** The value with this place, unless it brings its own. */
export function placed<T extends Symbolic>(value: T, at: SourceLocation | undefined): T {
  return value.at || !at ? value : { ...value, at };
}

/** As Terraform converts to a string; unknown where that is not known, a failure where it would refuse. */
export function toText(value: Symbolic, at = value.at): SymbolicString | Unknown {
  switch (value.kind) {
    case "string":
      return value;
    case "number":
      return literal(formatNumber(value.value), at);
    case "boolean":
      return literal(String(value.value), at);
    case "json":
      return jsonText(value.value, at);
    case "unknown":
      return value;
    case "choice":
      return symbolicString([{ kind: "unknown-text", unknown: unknownBecause([value], "one of several texts", at) }], at);
    default:
      return failure(`a ${value.kind} cannot be used as text`, at);
  }
}

/** The text in a larger one: what is unknown is an unknown part of it. */
export function toParts(value: Symbolic): readonly StringPart[] {
  const text = toText(value);
  return text.kind === "string" ? text.parts : [{ kind: "unknown-text", unknown: text }];
}

/** The known text of a value that Terraform would take for a string. */
export function knownText(value: Symbolic | undefined): string | undefined {
  if (!value) return undefined;
  const text = toText(value);
  return text.kind === "string" ? literalText(text) : undefined;
}

export function knownNumber(value: Symbolic | undefined): number | undefined {
  if (value?.kind === "number") return value.value;
  const text = value?.kind === "string" ? literalText(value) : undefined;
  return text !== undefined && /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

export function knownBoolean(value: Symbolic | undefined): boolean | undefined {
  if (value?.kind === "boolean") return value.value;
  const text = value?.kind === "string" ? literalText(value) : undefined;
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : undefined;
}

/** JSON as `jsonencode` writes it: keys sorted, and the signs that HTML minds escaped. */
export function jsonText(value: Symbolic, at = value.at): SymbolicString {
  const text = renderSymbolicJson(sortKeys(value));
  return symbolicString(text.parts.map((part) => (part.kind === "literal" ? { ...part, text: part.text.replace(/[<>&\u2028\u2029]/g, escapeForHtml) } : part)), at);
}

function escapeForHtml(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function sortKeys(value: Symbolic): Symbolic {
  if (value.kind === "list") return { ...value, items: value.items.map(sortKeys) };
  if (value.kind === "map") return { ...value, entries: new Map(sortedEntries(value).map(([key, item]) => [key, sortKeys(item)])) };
  return value.kind === "json" ? jsonText(value.value) : value;
}

/** The entries in the order in which Terraform iterates over a map. */
export function sortedEntries(map: SymbolicMap): [string, Symbolic][] {
  return [...map.entries].sort(([a], [b]) => compareText(a, b));
}

/** Byte order, as Terraform sorts. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export function formatNumber(value: number): string {
  if (!Number.isFinite(value) || (Math.abs(value) < 1e21 && Math.abs(value) >= 1e-6) || value === 0) return String(value);
  return Math.abs(value) >= 1e21 ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, "");
}

/** Elements of one type, as a list, set or map has them: numbers and booleans beside texts become texts. */
export function ofOneType(items: readonly Symbolic[]): readonly Symbolic[] {
  const kinds = new Set(items.map(({ kind }) => kind).filter((kind) => kind !== "null"));
  const arePrimitive = [...kinds].every((kind) => kind === "string" || kind === "number" || kind === "boolean");
  return kinds.size > 1 && arePrimitive ? items.map((item) => (item.kind === "null" ? item : toText(item))) : items;
}

/** A value as the list or set that Terraform iterates over; `undefined` where it is none, or nobody knows what is in it. */
export function asList(value: Symbolic): SymbolicList | undefined {
  return value.kind === "list" ? value : undefined;
}

/** Whether nothing is known of the shape of the value. */
export function isShapeless(value: Symbolic): boolean {
  return value.kind === "unknown" || isOpaque(value);
}

/** The elements as a set. Elements that may turn out equal are all kept. */
export function toSet(items: readonly Symbolic[], rest: Unknown | undefined, isSame: (a: Symbolic, b: Symbolic) => boolean, at?: SourceLocation): SymbolicSet {
  const known = items.every((item) => knownText(item) !== undefined);
  const unique = known ? uniqueTexts(items) : items.filter((item, index) => !items.slice(0, index).some((other) => isSame(other, item)));
  return { kind: "list", isSet: true, items: unique, ...(rest ? { rest } : {}), ...(at ? { at } : {}) };
}

function uniqueTexts(items: readonly Symbolic[]): Symbolic[] {
  const byText = new Map<string, Symbolic>();
  for (const item of items) {
    const text = knownText(item)!;
    if (!byText.has(text)) byText.set(text, item);
  }
  const isNumeric = items.every((item) => item.kind === "number");
  return [...byText].sort(([a], [b]) => (isNumeric ? Number(a) - Number(b) : compareText(a, b))).map(([, item]) => item);
}
