import type { Grant, Grants } from "./grant";

/** What may be done: what some Allow and each boundary allow, and no Deny takes back. */
export interface AccessSet {
  readonly allows: readonly Grant[];
  /** Allow statements of each permissions boundary; empty where there is none. */
  readonly boundaries: readonly (readonly Grant[])[];
  readonly denies: readonly Grant[];
}

export const NO_ACCESS: AccessSet = { allows: [], boundaries: [], denies: [] };

/** Policies put together, within a boundary if there is one. */
export function accessOf(policies: readonly Grants[], boundary?: Grants): AccessSet {
  return {
    allows: policies.flatMap(({ allows }) => allows),
    boundaries: boundary ? [boundary.allows] : [],
    denies: [...policies.flatMap(({ denies }) => denies), ...(boundary?.denies ?? [])],
  };
}

/** What both allow. */
export function intersectionOf(a: AccessSet, b: AccessSet): AccessSet {
  return { allows: a.allows, boundaries: [...a.boundaries, b.allows, ...b.boundaries], denies: [...a.denies, ...b.denies] };
}
