import type { CompiledCondition } from "./condition-block";
import type { Context } from "./context";
import { HOLE, showTokens, type Glob } from "./glob";
import type { Grant } from "./grant";
import { FIRST_LETTER } from "./letters";
import { MAYBE } from "./truth";

export const TOO_COMPLEX = "the conditions have too many combinations to be compared";

/** One sentence for a person: what stands in the way of an answer. */
export function explainUndecided(source: Glob, grant: Grant, others: readonly Grant[], context: Context): string {
  const all = [grant, ...others];
  for (const { unread, policy, statement, certainty } of all) {
    if (unread) return `${policy}${statement ? ` ${statement.path}` : ""} is not known: ${unread.detail ?? unread.reason}`;
    if (statement && certainty === MAYBE) return `whether ${policy} has ${statement.path} depends on what is decided later`;
  }
  for (const { conditions, policy, statement } of all) {
    const open = conditions.conditions.find((condition) => isOpen(condition, context));
    if (open) return `${policy}${statement ? ` ${statement.path}` : ""} depends on ${open.key === "" ? "a condition that could not be read" : `the condition on ${open.key}`}`;
  }
  for (const { resources, policy, statement } of all) {
    const hidden = resources.globs.find(({ glob }) => glob.hasHole);
    if (hidden) return `${policy}${statement ? ` ${statement.path}` : ""} names a resource that is not known`;
  }
  const symbols = all.flatMap(({ resources }) => resources.globs).find(({ glob }) => glob.tokens.some((token) => token >= FIRST_LETTER));
  const symbol = source.tokens.some((token) => token >= FIRST_LETTER) ? source : symbols?.glob;
  return symbol ? `what ${showTokens(symbol.tokens)} will be is not known yet` : "the patterns are too many to be compared";
}

function isOpen({ unread, key, values }: CompiledCondition, context: Context): boolean {
  return unread !== undefined || !context.has(key) || values.some(({ glob }) => glob?.tokens.some((token) => token === HOLE || token >= FIRST_LETTER) ?? false);
}
