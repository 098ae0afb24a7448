import type { Witness } from "./answer";
import { PRINCIPAL, variableOf, type Context, type Word } from "./context";
import { showTokens } from "./glob";
import { showKey } from "./request-contexts";

/** The request that a search has found, as it is shown; a policy variable that it leaves open gets a value. */
export function witnessOf(action: string, word: Word, context: Context): Witness {
  const service = action.slice(0, action.indexOf(":"));
  const shown: Record<string, string | readonly string[]> = {};
  let principal: string | undefined;
  for (const [key, words] of context) {
    if (words === "absent") continue;
    const texts = words.map(showTokens);
    if (key === PRINCIPAL) principal = showPrincipal(texts[0]!);
    else shown[showKey(key, service)] = texts.length === 1 ? texts[0]! : texts;
  }
  let resource = "";
  for (const token of word) {
    const variable = variableOf(token);
    const value = variable === undefined ? undefined : valueOfVariable(variable);
    if (variable !== undefined && !context.has(variable)) shown[showKey(variable, service)] = value!;
    resource += value ?? showTokens([token]);
  }
  return { action, resource, context: shown, ...(principal === undefined ? {} : { principal }) };
}

function valueOfVariable(key: string): string {
  return `any-${key.replace(/^.*[:/]/, "")}`;
}

/** A pattern's shortest instance says nothing to a person where everyone is allowed. */
function showPrincipal(text: string): string {
  return /^[A-Za-z*]+:/.test(text) ? text : "*";
}
