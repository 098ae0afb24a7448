import type { CheckResult } from "./check-result";

/** The input in a sentence: `this plan`, `these sources`. */
export function inputName({ input: { kind } }: Pick<CheckResult, "input">): string {
  return kind === "sources" ? "these sources" : `this ${kind}`;
}
