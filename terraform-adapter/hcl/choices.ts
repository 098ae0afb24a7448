import type { SourceLocation, Symbolic } from "../../core";
import { isEqual } from "./equality";
import { hasFailure, unknownBecause } from "./failure";

/** More alternatives than these help nobody, and grow by multiplication. */
const MOST_ALTERNATIVES = 32;

/** One of the values; those that Terraform would refuse cannot be the one, and equal ones are one. */
export function choiceOf(values: readonly Symbolic[], at?: SourceLocation): Symbolic {
  const alternatives: Symbolic[] = [];
  for (const value of values.flatMap(alternativesOf)) {
    if (!alternatives.some((other) => isSameValue(other, value))) alternatives.push(value);
  }
  const possible = alternatives.filter((alternative) => !hasFailure(alternative));
  const kept = possible.length > 0 ? possible : alternatives;
  if (kept.length === 1) return kept[0]!;
  if (kept.length > MOST_ALTERNATIVES) return unknownBecause(kept, "it depends on too many undecided conditions", at);
  return { kind: "choice", alternatives: kept, ...(at ? { at } : {}) };
}

export function alternativesOf(value: Symbolic): readonly Symbolic[] {
  return value.kind === "choice" ? value.alternatives.flatMap(alternativesOf) : [value];
}

/** The function of each alternative. */
export function mapAlternatives(value: Symbolic, transform: (value: Symbolic) => Symbolic): Symbolic {
  return value.kind === "choice" ? choiceOf(alternativesOf(value).map(transform), value.at) : transform(value);
}

/** The function of each combination of alternatives. */
export function mapCombinations(values: readonly Symbolic[], transform: (values: readonly Symbolic[]) => Symbolic, at?: SourceLocation): Symbolic {
  if (values.every((value) => value.kind !== "choice")) return transform(values);
  let combinations: Symbolic[][] = [[]];
  for (const value of values) {
    combinations = combinations.flatMap((combination) => alternativesOf(value).map((alternative) => [...combination, alternative]));
    if (combinations.length > MOST_ALTERNATIVES) return unknownBecause(values, "it depends on too many undecided conditions", at);
  }
  return choiceOf(combinations.map(transform), at);
}

function isSameValue(a: Symbolic, b: Symbolic): boolean {
  return a === b || (a.kind === b.kind && isEqual(a, b) === true);
}
