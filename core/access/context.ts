import { globOf, holdsText, lowerCase, type Glob } from "./glob";
import { findWord } from "./glob-search";
import { FIRST_LETTER, letterWith } from "./letters";
import { MAYBE, NO, truthOf, YES, type Truth } from "./truth";

/** A text of characters and letters. */
export type Word = readonly number[];

/** Key of a context that holds who asks; no condition key begins so. */
export const PRINCIPAL = " principal";

/** What is known of a request besides action and resource, by lower-case key; a key that is not there could be anything. */
export type Context = ReadonlyMap<string, readonly Word[] | "absent">;

export const NOTHING_KNOWN: Context = new Map();

export function wordOfText(text: string): Word {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** Whether the word is one of the glob's, for every text that the letters may stand for. */
export function matchesGlob(glob: Glob, word: Word): Truth {
  if (glob.isEverything) return YES;
  const source = { glob: globOf(word), mode: "source", group: 0 } as const;
  const held = holdsText(glob, source.glob);
  if (held !== undefined) return truthOf(held);
  if (findWord([source, { glob, mode: "certain", group: 1 }], 2) !== "none") return YES;
  if (glob.isText && source.glob.isText) return NO;
  return findWord([source, { glob, mode: "possible", group: 1 }], 2) === "none" ? NO : MAYBE;
}

/** The glob with the policy variables that the context tells filled in; `undefined` where one is absent or has several values, so that it matches nothing. A context that is not `isExact` stands for others in which a variable has another value. */
export function fillVariables(glob: Glob, context: Context, isExact = true): Glob | undefined {
  if (context.size === 0 || !glob.tokens.some((token) => variableOf(token) !== undefined)) return glob;
  const tokens: number[] = [];
  for (const token of glob.tokens) {
    const variable = variableOf(token);
    const value = variable === undefined ? undefined : context.get(variable);
    if (value === "absent" || (value && value.length !== 1)) return undefined;
    if (value === undefined || !isExact) tokens.push(token);
    else tokens.push(...(glob.ignoresCase ? value[0]!.map(lowerCase) : value[0]!));
  }
  return globOf(tokens, glob.ignoresCase);
}

/** The condition keys whose values are policy variables in the glob. */
export function variablesIn(glob: Glob): string[] {
  return glob.tokens.flatMap((token) => variableOf(token) ?? []);
}

export function variableOf(token: number): string | undefined {
  return token >= FIRST_LETTER ? letterWith(token).variable : undefined;
}
