import { intersectionOf, NO_ACCESS, type AccessSet } from "./access-set";
import type { Answer, Witness } from "./answer";
import { findExcess } from "./excess";

/** Whether `b` allows all that `a` allows. */
export function subset(a: AccessSet, b: AccessSet): Answer {
  return findExcess(a, b);
}

/** Whether there is a request that both allow. */
export type Intersection = { readonly answer: "yes"; readonly witness: Witness } | { readonly answer: "no" } | { readonly answer: "undecided"; readonly reason: string };

export function intersects(a: AccessSet, b: AccessSet): Intersection {
  return somethingIn(intersectionOf(a, b));
}

/** Whether there is a request that it allows. */
export function somethingIn(access: AccessSet): Intersection {
  const answer = findExcess(access, NO_ACCESS);
  if (answer.answer === "undecided") return answer;
  return answer.answer === "yes" ? { answer: "no" } : { answer: "yes", witness: answer.witness };
}

/** Whether access grows and shrinks, with requests that show it: each that is gained, or lost, by another statement or kind of action. */
export interface AccessDifference {
  readonly grows: "yes" | "no" | "undecided";
  readonly shrinks: "yes" | "no" | "undecided";
  readonly gained: readonly Witness[];
  readonly lost: readonly Witness[];
  /** What cannot be told, where either answer is undecided. */
  readonly reasons: readonly string[];
}

const MOST_ROWS = 100;

/** What a change does to access. Requests that AWS knows no resource for, such as s3:GetObject on a bucket, are no access. */
export function accessDifference(before: AccessSet, after: AccessSet): AccessDifference {
  const gained = rowsOf(after, before);
  const lost = rowsOf(before, after);
  return {
    grows: gained.answer,
    shrinks: lost.answer,
    gained: gained.rows,
    lost: lost.rows,
    reasons: [...new Set([gained.reason, lost.reason].filter((reason) => reason !== undefined))],
  };
}

function rowsOf(x: AccessSet, y: AccessSet): { answer: "yes" | "no" | "undecided"; rows: Witness[]; reason?: string } {
  const rows = new Map<string, Witness>();
  const onWitness = (witness: Witness): boolean => {
    rows.set(JSON.stringify(witness), witness);
    return rows.size < MOST_ROWS;
  };
  const answer = findExcess(x, y, { validOnly: true, onWitness });
  if (answer.answer === "undecided") return { answer: "undecided", rows: [], reason: answer.reason };
  return { answer: answer.answer === "no" ? "yes" : "no", rows: [...rows.values()] };
}
