import { findConditionKey } from "../reference";
import type { CompiledCondition } from "./condition-block";
import { PRINCIPAL, wordOfText, type Context, type Word } from "./context";
import type { Glob } from "./glob";
import { findSignatures } from "./glob-search";

const MOST_CONTEXTS = 3000;

/** Contexts such that each way in which a request can meet or not meet the conditions is met by one of them. */
export function contextsFor(conditions: readonly CompiledCondition[]): readonly Context[] | "too-complex" {
  const byKey = new Map<string, CompiledCondition[]>();
  for (const condition of conditions) {
    if (condition.unread !== undefined) continue;
    const others = byKey.get(condition.key);
    if (others) others.push(condition);
    else byKey.set(condition.key, [condition]);
  }
  let contexts: Context[] = [new Map()];
  for (const [key, asked] of byKey) {
    const values = valuesFor(key, asked);
    if (values === "too-complex" || values.length * contexts.length > MOST_CONTEXTS) return "too-complex";
    contexts = contexts.flatMap((context) => values.map((value) => new Map([...context, [key, value]])));
  }
  return contexts;
}

type KeyValue = readonly Word[] | "absent";

function valuesFor(key: string, conditions: readonly CompiledCondition[]): readonly KeyValue[] | "too-complex" {
  const words = wordsFor(conditions);
  if (words === "too-complex") return words;
  const single = words.map((word): KeyValue => [word]);
  if (key === PRINCIPAL) return single;
  const isAsked = conditions.some(({ quantifier }) => quantifier !== undefined);
  return ["absent", ...single, ...(isAsked ? severalOf(words) : [])];
}

/** Requests with several values of one key: pairs, and three where there are few. */
function severalOf(words: readonly Word[]): KeyValue[] {
  const pairs = words.flatMap((one, index) => words.slice(index + 1).map((other) => [one, other]));
  if (words.length > 6) return pairs;
  const triples = words.flatMap((one, index) => words.slice(index + 1).flatMap((two, next) => words.slice(index + next + 2).map((three) => [one, two, three])));
  return [...pairs, ...triples];
}

function wordsFor(conditions: readonly CompiledCondition[]): readonly Word[] | "too-complex" {
  const globs = new Map<number, Glob>();
  const samples = new Set<string>();
  for (const { values, isNull } of conditions) {
    if (isNull) continue;
    for (const { glob, samples: own } of values) {
      if (glob && own.length === 0) globs.set(glob.id, glob);
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
