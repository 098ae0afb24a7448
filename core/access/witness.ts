import type { Witness } from "./answer";
import { fillVariables, PRINCIPAL, type Context, type Word } from "./context";
import { globOf, showTokens } from "./glob";
import type { FoundResource } from "./resource-search";
import { showKey } from "./request-contexts";

/** The request that a search has found, as it is shown. */
export function witnessOf(action: string, { word, values }: FoundResource, context: Context): Witness {
  const service = action.slice(0, action.indexOf(":"));
  const shown: Record<string, string | readonly string[]> = {};
  let principal: string | undefined;
  for (const [key, words] of context) {
    if (words === "absent") continue;
    const texts = words.map(showTokens);
    if (key === PRINCIPAL) principal = showPrincipal(texts[0]!);
    else shown[showKey(key, service)] = texts.length === 1 ? texts[0]! : texts;
  }
  for (const [key, [value]] of values as ReadonlyMap<string, readonly Word[]>) shown[showKey(key, service)] = showTokens(value!);
  const resource = showTokens(fillVariables(globOf(word), values)!.tokens);
  return { action, resource, context: shown, ...(principal === undefined ? {} : { principal }) };
}

/** A pattern's shortest instance says nothing to a person where everyone is allowed. */
function showPrincipal(text: string): string {
  return /^[A-Za-z*]+:/.test(text) ? text : "*";
}
