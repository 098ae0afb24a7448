import type { Certainty } from "../iam";
import type { SymbolicString, Unknown } from "../values";

/** A resource that an action is used on. */
export interface NeededResource {
  readonly value: SymbolicString | Unknown;
  readonly certainty: Certainty;
}

/** One permission that one call or one setting needs, before needs are merged. */
export interface Need {
  /** In IAM's own case. */
  readonly action: string;
  readonly resources: readonly NeededResource[];
  readonly certainty: Certainty;
  /** Why this action, where the operation's name does not say it. */
  readonly reason?: string;
  readonly context?: ReadonlyMap<string, readonly string[]>;
}

export function certainly(value: SymbolicString | Unknown): NeededResource {
  return { value, certainty: "certain" };
}

/** Certain only if both are. */
export function weaker(a: Certainty, b: Certainty): Certainty {
  return a === "certain" ? b : a;
}
