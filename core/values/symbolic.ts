import type { SourceLocation } from "./source-location";
import { literal, literalText, type SymbolicString } from "./symbolic-string";
import type { Unknown } from "./unknown";

interface Placed {
  readonly at?: SourceLocation;
}

export interface SymbolicNull extends Placed {
  readonly kind: "null";
}

export interface SymbolicBoolean extends Placed {
  readonly kind: "boolean";
  readonly value: boolean;
}

export interface SymbolicNumber extends Placed {
  readonly kind: "number";
  readonly value: number;
}

/** A list; where `rest` is present, unknown further elements may follow, and it says why. */
export interface SymbolicList extends Placed {
  readonly kind: "list";
  readonly items: readonly Symbolic[];
  readonly rest?: Unknown;
}

/** A map or object in the order it was written; where `rest` is present, further unknown entries may exist. Keys keep their own places. */
export interface SymbolicMap extends Placed {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Symbolic>;
  readonly rest?: Unknown;
  /** Keys that occurred more than once in the text that was read. */
  readonly duplicateKeys?: readonly string[];
  /** What the keys are that are not wholly known as text (a table's name that is a reference): by the key that stands for them in `entries`. */
  readonly symbolicKeys?: ReadonlyMap<string, SymbolicString>;
}

/** Text that encodes a value, such as the result of `jsonencode` or `JSON.stringify`: kept as the value, so that one unknown inside does not blank the rest. */
export interface SymbolicJson extends Placed {
  readonly kind: "json";
  readonly value: Symbolic;
}

/** One of several, and nobody can tell yet which: what stands in it is possible, not certain. */
export interface SymbolicChoice extends Placed {
  readonly kind: "choice";
  readonly alternatives: readonly Symbolic[];
}

/** A value of any shape of which some parts may be unknown: one unknown part never hides its neighbours. */
export type Symbolic = SymbolicNull | SymbolicBoolean | SymbolicNumber | SymbolicString | SymbolicList | SymbolicMap | SymbolicJson | SymbolicChoice | Unknown;

/** A plain JSON value as a symbolic one. Keys are taken as they are (`__proto__` too), depth is not limited by the call stack's size below 1,000 levels. */
export function fromPlain(value: unknown, at?: SourceLocation): Symbolic {
  const place = at ? { at } : {};
  if (value === null || value === undefined) return { kind: "null", ...place };
  switch (typeof value) {
    case "boolean":
      return { kind: "boolean", value, ...place };
    case "number":
      return { kind: "number", value, ...place };
    case "string":
      return literal(value, at);
    case "object":
      if (Array.isArray(value)) return { kind: "list", items: value.map((item) => fromPlain(item, at)), ...place };
      return { kind: "map", entries: new Map(Object.entries(value).map(([key, item]) => [key, fromPlain(item, at)])), ...place };
    default:
      return { kind: "null", ...place };
  }
}

/** The plain value where all of it is known, else `undefined` (a known null is `null`). */
export function toPlain(value: Symbolic): unknown {
  switch (value.kind) {
    case "null":
      return null;
    case "boolean":
    case "number":
      return value.value;
    case "string":
      return literalText(value);
    case "list": {
      if (value.rest) return undefined;
      const items = value.items.map(toPlain);
      return items.includes(undefined) ? undefined : items;
    }
    case "map": {
      if (value.rest) return undefined;
      const plain: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      for (const [key, item] of value.entries) {
        const known = toPlain(item);
        if (known === undefined) return undefined;
        plain[key] = known;
      }
      return plain;
    }
    case "json": {
      const known = toPlain(value.value);
      return known === undefined ? undefined : JSON.stringify(known);
    }
    case "choice":
    case "unknown":
      return undefined;
  }
}
