import type { SymbolicString } from "../values";
import { FIRST_LETTER, letterOfReference, letterOfVariable, letterWith } from "./letters";

/** Any text. */
export const STAR = -1;
/** Any one character. */
export const ANY = -2;
/** As STAR and ANY, but never a colon. */
export const SEGMENT_STAR = -3;
export const SEGMENT_ANY = -4;
/** As STAR and ANY, but neither colon nor slash. */
export const WORD_STAR = -5;
export const WORD_ANY = -6;
/** Text that could be anything, not even the same when it occurs again. */
export const HOLE = -7;

/** A pattern of IAM over characters, letters for references and policy variables, and holes for unknown text. Equal globs are the same object. */
export interface Glob {
  readonly id: number;
  /** UTF-16 code units, letters, and the signs above. */
  readonly tokens: readonly number[];
  readonly ignoresCase: boolean;
  /** How many tokens at its start are characters. */
  readonly prefix: number;
  readonly hasHole: boolean;
  /** No wildcard, no letter and no hole. */
  readonly isText: boolean;
  readonly isEverything: boolean;
}

/** How the text of a pattern is to be read. */
export interface GlobSyntax {
  /** `*` and `?` are wildcards. */
  readonly hasWildcards: boolean;
  /** `${aws:username}` is a policy variable, `${*}` a star: policy version 2012-10-17. */
  readonly hasVariables: boolean;
  readonly ignoresCase?: boolean;
  /** Wildcards stay within one of the first five parts of an ARN. */
  readonly isArn?: boolean;
}

export const RESOURCE_SYNTAX: GlobSyntax = { hasWildcards: true, hasVariables: true };

const interned = new Map<string, Glob>();
const VARIABLE = /\$\{([^{}]*)\}/y;

const MOST_TEXTS = 50_000;
/** Globs of literal texts, by syntax and text. */
const compiled = new Map<string, Glob>();

export function compileGlob(pattern: SymbolicString, syntax: GlobSyntax = RESOURCE_SYNTAX): Glob {
  const [only] = pattern.parts;
  if (pattern.parts.length !== 1 || only?.kind !== "literal") return compileParts(pattern, syntax);
  const key = `${Number(syntax.hasWildcards)}${Number(syntax.hasVariables)}${Number(syntax.ignoresCase ?? false)}${Number(syntax.isArn ?? false)}${only.text}`;
  let glob = compiled.get(key);
  if (!glob) {
    if (compiled.size >= MOST_TEXTS) compiled.clear();
    compiled.set(key, (glob = compileParts(pattern, syntax)));
  }
  return glob;
}

function compileParts(pattern: SymbolicString, syntax: GlobSyntax): Glob {
  const tokens: number[] = [];
  for (const part of pattern.parts) {
    if (part.kind === "reference") tokens.push(letterOfReference(part).code);
    else if (part.kind === "unknown-text") tokens.push(HOLE);
    else addText(part.text, syntax, tokens);
  }
  return globOf(syntax.isArn ? limitToSegments(tokens) : tokens, syntax.ignoresCase);
}

export function globOf(tokens: readonly number[], ignoresCase = false): Glob {
  const normal = normalize(tokens);
  const key = (ignoresCase ? "i" : "") + normal.join();
  let glob = interned.get(key);
  if (!glob) {
    const end = normal.findIndex((token) => token < 0 || token >= FIRST_LETTER);
    glob = {
      id: interned.size,
      tokens: normal,
      ignoresCase,
      prefix: end < 0 ? normal.length : end,
      hasHole: normal.includes(HOLE),
      isText: end < 0,
      isEverything: normal.length === 1 && normal[0] === STAR,
    };
    interned.set(key, glob);
  }
  return glob;
}

export const EVERYTHING = globOf([STAR]);
export const ANYTHING_UNKNOWN = globOf([HOLE]);

/** As it is written in a policy. */
export function showTokens(tokens: readonly number[]): string {
  return tokens.map(showToken).join("");
}

function showToken(token: number): string {
  if (token >= FIRST_LETTER) return letterWith(token).shown;
  if (token >= 0) return String.fromCharCode(token);
  if (token === HOLE) return "?";
  return token === STAR || token === SEGMENT_STAR || token === WORD_STAR ? "*" : "?";
}

/** Whether each text of `inner` is one of `outer`, told from the patterns alone: yes is sure, no is not. */
export function covers(outer: Glob, inner: Glob): boolean {
  if (outer === inner) return !outer.hasHole;
  if (outer.isEverything) return true;
  if (outer.ignoresCase !== inner.ignoresCase && inner.ignoresCase) return false;
  const word = outer.ignoresCase && !inner.ignoresCase ? inner.tokens.map(lowerCase) : inner.tokens;
  return matchesWord(outer.tokens, word);
}

/** Whether the texts of the globs surely differ, told from how they begin and end. */
export function areApart(a: Glob, b: Glob): boolean {
  if (a.ignoresCase || b.ignoresCase) return false;
  const shared = Math.min(a.prefix, b.prefix);
  for (let index = 0; index < shared; index++) if (a.tokens[index] !== b.tokens[index]) return true;
  if (a.prefix === a.tokens.length && b.prefix === b.tokens.length) return a.tokens.length !== b.tokens.length;
  for (let index = 1; index <= Math.min(a.tokens.length, b.tokens.length); index++) {
    const [one, other] = [a.tokens[a.tokens.length - index]!, b.tokens[b.tokens.length - index]!];
    if (one < 0 || other < 0 || one >= FIRST_LETTER || other >= FIRST_LETTER) return false;
    if (one !== other) return true;
  }
  return false;
}

/** Whether a text without wildcards and letters is one of the glob's; `undefined` where that depends on what letters and holes stand for. */
export function holdsText(glob: Glob, text: Glob): boolean | undefined {
  if (!text.isText || glob.ignoresCase || glob.tokens.some((token) => token >= FIRST_LETTER || token === HOLE)) return undefined;
  if (glob.tokens.every((token) => token >= ANY)) return covers(glob, text);
  let expression = expressions.get(glob);
  if (!expression) expressions.set(glob, (expression = new RegExp(`^${glob.tokens.map(expressionOf).join("")}$`)));
  return expression.test(showTokens(text.tokens));
}

const expressions = new WeakMap<Glob, RegExp>();
const EXPRESSIONS = new Map([[STAR, "[^]*"], [ANY, "[^]"], [SEGMENT_STAR, "[^:]*"], [SEGMENT_ANY, "[^:]"], [WORD_STAR, "[^:/]*"], [WORD_ANY, "[^:/]"]]);

function expressionOf(token: number): string {
  return EXPRESSIONS.get(token) ?? String.fromCharCode(token).replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
}

export function lowerCase(token: number): number {
  return token >= 65 && token <= 90 ? token + 32 : token;
}

/** The usual matching with one point to come back to; wildcards in the word are matched by the same or a stronger one. */
function matchesWord(pattern: readonly number[], word: readonly number[]): boolean {
  let at = 0;
  let back = -1;
  let resume = 0;
  for (let index = 0; index < word.length; ) {
    const token = pattern[at];
    if (token === STAR) {
      back = at++;
      resume = index;
    } else if (token !== undefined && takes(token, word[index]!)) {
      at++;
      index++;
    } else if (back >= 0) {
      at = back + 1;
      index = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === STAR) at++;
  return at === pattern.length;
}

function takes(token: number, sign: number): boolean {
  if (token === ANY) return sign === ANY || (sign >= 0 && sign < FIRST_LETTER);
  return token === sign && token !== HOLE;
}

function addText(text: string, syntax: GlobSyntax, tokens: number[]): void {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 36 && syntax.hasVariables) {
      VARIABLE.lastIndex = index;
      const variable = VARIABLE.exec(text);
      if (variable) {
        const name = variable[1]!;
        tokens.push(name === "*" || name === "?" || name === "$" ? name.charCodeAt(0) : letterOfVariable(name).code);
        index += variable[0].length - 1;
        continue;
      }
    }
    if (code === 42 && syntax.hasWildcards) tokens.push(STAR);
    else if (code === 63 && syntax.hasWildcards) tokens.push(ANY);
    else tokens.push(syntax.ignoresCase ? lowerCase(code) : code);
  }
}

function limitToSegments(tokens: readonly number[]): number[] {
  let colons = 0;
  return tokens.map((token) => {
    if (token === 58) colons++;
    if (colons >= 5) return token;
    return token === STAR ? SEGMENT_STAR : token === ANY ? SEGMENT_ANY : token;
  });
}

/** In a run of wildcards, `?` before one `*`: so that equal patterns are written alike. */
function normalize(tokens: readonly number[]): number[] {
  const normal: number[] = [];
  for (const token of tokens) {
    const last = normal[normal.length - 1];
    if (last === STAR && token === STAR) continue;
    if (last === STAR && token === ANY) normal.splice(normal.length - 1, 1, ANY, STAR);
    else normal.push(token);
  }
  return normal;
}
