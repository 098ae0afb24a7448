import { toPlain, type Symbolic } from "../../core";
import { isDeepStrictEqual } from "node:util";

/** Whether both are known and the same as JSON; a number and its text are, as both conversions are made later. */
export function isSamePlain(a: Symbolic, b: Symbolic): boolean {
  const left = toPlain(a);
  const right = toPlain(b);
  if (left === undefined || right === undefined) return false;
  return isDeepStrictEqual(normalize(left), normalize(right));
}

function normalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalize);
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalize(item)]));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}
