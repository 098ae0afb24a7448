import type { Symbolic } from "../../core";

const DEEPEST = 500;
const MOST_STEPS = 3_000_000;
const LARGEST = 300_000;

/** Thrown where evaluating one value takes more steps than any real configuration needs. */
export class WorkExceeded extends Error {}

/** How deep the evaluation is, and how much it has done: sources that someone else wrote must not hang it. */
export class Work {
  private depth = 0;
  private steps = 0;

  /** The result one level deeper; `undefined` where that is too deep. */
  nested<T>(evaluate: () => T): T | undefined {
    if (this.depth >= DEEPEST) return undefined;
    if (++this.steps > MOST_STEPS) throw new WorkExceeded("too many steps");
    this.depth++;
    try {
      return evaluate();
    } finally {
      this.depth--;
      if (this.depth === 0) this.steps = 0;
    }
  }
}

const weights = new WeakMap<object, number>();

/** Whether all that is in the value, counted as often as it occurs, is more than anyone writes: twenty lists of two each hold a million. */
export function isTooLarge(value: Symbolic): boolean {
  return weightOf(value) > LARGEST;
}

function weightOf(value: Symbolic): number {
  if (value.kind === "string") return value.parts.length + value.parts.reduce((sum, part) => sum + (part.kind === "literal" ? part.text.length / 64 : 0), 0);
  if (value.kind !== "list" && value.kind !== "map" && value.kind !== "json" && value.kind !== "choice") return 1;
  const counted = weights.get(value);
  if (counted !== undefined) return counted;
  const inner = value.kind === "list" ? value.items : value.kind === "map" ? [...value.entries.values()] : value.kind === "json" ? [value.value] : value.alternatives;
  const weight = inner.reduce((sum, item) => sum + weightOf(item), 1);
  weights.set(value, weight);
  return weight;
}
