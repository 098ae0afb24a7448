import { findConditionKey } from "../reference";
import { FALSE, TRUE, type CompiledCondition } from "./condition-block";
import { fillVariables, NOTHING_KNOWN, PRINCIPAL, wordOfText, type Context, type Word } from "./context";
import type { Glob } from "./glob";
import { findSignatures } from "./glob-search";

const MOST_CONTEXTS = 1500;

/**
 * Contexts such that each way in which a request can meet or not meet the conditions is met by one of them.
 * Where conditions compare with policy variables, the contexts tell of the conditions as wholes, and may be of no possible request;
 * with `fixed` telling the variables, they are of possible requests but not all.
 */
export function contextsFor(conditions: readonly CompiledCondition[], fixed?: Context): readonly Context[] | "too-complex" {
  const byKey = new Map<string, CompiledCondition[]>();
  const wholes = new Set<string>();
  for (const condition of conditions) {
    if (condition.unread !== undefined || fixed?.has(condition.key)) continue;
    if (condition.asWhole !== undefined && !fixed) {
      wholes.add(condition.asWhole);
      continue;
    }
    const others = byKey.get(condition.key);
    if (others) others.push(condition);
    else byKey.set(condition.key, [condition]);
  }
  let contexts: Context[] = [fixed ?? new Map()];
  const kinds = [...[...wholes].map((whole) => [whole, [TRUE, FALSE]] as const), ...[...byKey].map(([key, asked]) => [key, valuesFor(key, asked, fixed)] as const)];
  for (const [key, values] of kinds) {
    if (values === "too-complex" || values.length * contexts.length > MOST_CONTEXTS) return "too-complex";
    contexts = contexts.flatMap((context) => values.map((value) => new Map([...context, [key, value] as [string, KeyValue]])));
  }
  return contexts;
}

type KeyValue = readonly Word[] | "absent";

function valuesFor(key: string, conditions: readonly CompiledCondition[], fixed: Context = NOTHING_KNOWN): readonly KeyValue[] | "too-complex" {
  const words = wordsFor(conditions, fixed);
  if (words === "too-complex") return words;
  const single = words.map((word): KeyValue => [word]);
  if (key === PRINCIPAL) return single;
  const maybeSeveral = conditions.some(({ quantifier }) => quantifier !== undefined) || (conditions.length > 1 && hasSeveralValues(key));
  return ["absent", ...single, ...(maybeSeveral ? severalOf(words) : [])];
}

/** Whether requests have a list of values for the key, as AWS documents it. */
function hasSeveralValues(key: string): boolean {
  return findConditionKey(key)?.type.startsWith("Array") ?? false;
}

/** Requests with several values of one key: pairs, and three where there are few. */
function severalOf(words: readonly Word[]): KeyValue[] {
  const pairs = words.flatMap((one, index) => words.slice(index + 1).map((other) => [one, other]));
  if (words.length > 6) return pairs;
  const triples = words.flatMap((one, index) => words.slice(index + 1).flatMap((two, next) => words.slice(index + next + 2).map((three) => [one, two, three])));
  return [...pairs, ...triples];
}

function wordsFor(conditions: readonly CompiledCondition[], fixed: Context): readonly Word[] | "too-complex" {
  const globs = new Map<number, Glob>();
  const samples = new Set<string>();
  for (const { values, isNull } of conditions) {
    if (isNull) continue;
    for (const { glob, samples: own } of values) {
      const filled = glob && own.length === 0 ? fillVariables(glob, fixed) : undefined;
      if (filled) globs.set(filled.id, filled);
      for (const sample of own) samples.add(sample);
    }
  }
  const words = new Map([...samples].map((sample): [string, Word] => [sample, wordOfText(sample)]));
  if (globs.size > 0 || words.size === 0) {
    const signatures = findSignatures([...globs.values()]);
    if (signatures === "too-complex") return signatures;
    for (const word of signatures.values()) words.set(word.join(), word);
  }
  return [...words.values()];
}

/** The condition key in IAM's own case where it is known. */
export function showKey(key: string, service: string): string {
  const definition = findConditionKey(key, service);
  return definition && definition.key.toLowerCase() === key ? definition.key : key;
}
