import type { Symbolic } from "../core";

/** What the plan knows, with the places of the sources; what it does not know, as the sources tell it. */
export function mergeWithSource(planned: Symbolic, source: Symbolic | undefined): Symbolic {
  if (!source) return planned;
  return planned.kind === "unknown" ? source : planned;
}
