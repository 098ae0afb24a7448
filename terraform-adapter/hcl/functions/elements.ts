import type { Symbolic, SymbolicList, Unknown } from "../../../core";
import { isEqual } from "../equality";
import type { Call } from "./function";

export function listOf(items: readonly Symbolic[], call: Call, rest?: Unknown): SymbolicList {
  return { kind: "list", items, ...(rest ? { rest } : {}), at: call.at };
}

/** Whether the item is one of these; `undefined` where nobody can tell yet. */
export function contained(item: Symbolic, set: readonly Symbolic[]): boolean | undefined {
  const results = set.map((other) => isEqual(item, other));
  return results.includes(true) ? true : results.includes(undefined) ? undefined : false;
}
