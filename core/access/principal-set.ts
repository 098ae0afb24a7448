import type { PrincipalElement } from "../iam";
import { literalText, symbolicString, type SymbolicString } from "../values";
import type { ConditionValue } from "./condition-values";
import { matchesGlob } from "./context";
import { ANYTHING_UNKNOWN, compileGlob, EVERYTHING, type Glob } from "./glob";
import { MAYBE, type Truth } from "./truth";

/**
 * The principals of a statement as patterns over `TYPE:value`. `"*"` and `{ "AWS": "*" }` are everyone; an account stands for everyone in it.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function compilePrincipals(elements: readonly PrincipalElement[]): ConditionValue[] {
  return elements.map((element) => {
    const glob = globOfPrincipal(element);
    const isCertain = element.certainty !== "possible";
    return { glob, samples: [], matches: (word) => (isCertain ? matchesGlob(glob, word) : (Math.min(MAYBE, matchesGlob(glob, word)) as Truth)) };
  });
}

function globOfPrincipal({ type, value }: PrincipalElement): Glob {
  if (value.kind === "unknown") return ANYTHING_UNKNOWN;
  const text = literalText(value);
  if (text === "*" && (type === "*" || type === "AWS")) return EVERYTHING;
  if (type !== "AWS") return compileGlob(typed(type, value), { hasWildcards: text === "*", hasVariables: false });
  const account = text === undefined ? accountOfParts(value) : accountOfText(text);
  if (account) return compileGlob(account, { hasWildcards: true, hasVariables: false });
  return compileGlob(typed("AWS", value), { hasWildcards: false, hasVariables: false });
}

/** `123456789012` and `arn:aws:iam::123456789012:root` are the account. */
function accountOfText(text: string): SymbolicString | undefined {
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1];
  const partition = /^arn:([^:]+):/.exec(text)?.[1] ?? "*";
  return account === undefined ? undefined : symbolicString([{ kind: "literal", text: `AWS:arn:${partition}:*::${account}:*` }]);
}

/** `arn:aws:iam::${account}:root`, or the account alone. */
function accountOfParts({ parts }: SymbolicString): SymbolicString | undefined {
  const isRoot = parts.length > 1 && parts.at(-1)?.kind === "literal" && literalText(symbolicString(parts.slice(-1))) === ":root";
  const [only] = parts;
  if (isRoot) return symbolicString([{ kind: "literal", text: "AWS:" }, ...parts.slice(0, -1), { kind: "literal", text: ":*" }]);
  if (parts.length !== 1 || only?.kind !== "reference" || !/account_?id$/i.test(only.attribute)) return undefined;
  return symbolicString([{ kind: "literal", text: "AWS:arn:*:*::" }, only, { kind: "literal", text: ":*" }]);
}

function typed(type: string, value: SymbolicString): SymbolicString {
  return symbolicString([{ kind: "literal", text: `${type}:` }, ...value.parts]);
}
