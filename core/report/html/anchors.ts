import type { CheckResult } from "../check-result";

const numbers = new WeakMap<CheckResult, ReadonlyMap<string, number>>();

/** The id of a function's section: its place in the result, since addresses may hold anything. */
export function functionAnchor(address: string, result: CheckResult): string {
  let known = numbers.get(result);
  if (!known) {
    known = new Map(result.functions.map((fn, index) => [fn.address, index + 1]));
    numbers.set(result, known);
  }
  return `function-${known.get(address) ?? 0}`;
}
