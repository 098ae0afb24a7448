import { literal, type SourceLocation, type Symbolic, type SymbolicList, type SymbolicMap, type Unknown } from "../../core";
import { choiceOf, mapAlternatives } from "./choices";
import { isSet, isShapeless, knownBoolean, knownText, sortedEntries } from "./convert";
import type { Evaluator } from "./evaluate";
import { failure, hasFailure, unknownBecause } from "./failure";
import { bind, type Scope } from "./scope";
import { placeOf, type ForExpression } from "./syntax";

/** More undecided elements than these are not combined: each doubles the results. */
const MOST_UNDECIDED = 3;

interface Iteration {
  readonly entries: readonly (readonly [key: Symbolic, value: Symbolic])[];
  /** Present where further entries may follow. */
  readonly rest?: Unknown;
}

/** What a `for` goes over. */
export function iterate(collection: Symbolic, at: SourceLocation): Iteration {
  if (collection.kind === "list") {
    const entries = collection.items.map((item, index) => [isSet(collection) ? item : ({ kind: "number", value: index, at } as const), item] as const);
    return { entries, ...(collection.rest ? { rest: collection.rest } : {}) };
  }
  if (collection.kind === "map") {
    const entries = sortedEntries(collection).map(([key, item]) => [literal(key, at), item] as const);
    return { entries, ...(collection.rest ? { rest: collection.rest } : {}) };
  }
  if (isShapeless(collection)) return { entries: [], rest: unknownBecause([collection], "what it goes over is not known yet", at) };
  return { entries: [], rest: failure(`a ${collection.kind} has no elements`, at) };
}

interface Result {
  readonly key?: Symbolic;
  readonly value: Symbolic;
  readonly isCertain: boolean;
}

export function evaluateFor(expression: ForExpression, scope: Scope, evaluator: Evaluator): Symbolic {
  const at = placeOf(expression);
  return mapAlternatives(evaluator.evaluate(expression.collection, scope), (collection) => {
    const { entries, rest } = iterate(collection, placeOf(expression.collection));
    if (rest && "hasFailed" in rest) return rest;
    const results: Result[] = [];
    for (const [key, value] of entries) {
      const inner = bind(scope, { ...(expression.keyName ? { [expression.keyName]: key } : {}), [expression.valueName]: value });
      const condition = expression.condition ? evaluator.evaluate(expression.condition, inner) : undefined;
      const isIncluded = condition ? knownBoolean(condition) : true;
      if (condition && hasFailure(condition)) return condition;
      if (isIncluded === false) continue;
      results.push({
        ...(expression.key ? { key: evaluator.evaluate(expression.key, inner) } : {}),
        value: evaluator.evaluate(expression.value, inner),
        isCertain: isIncluded === true,
      });
    }
    return spread(results, rest, at, (kept, more) => (expression.key ? collectMap(kept, more, expression.isGrouped, at) : collectList(kept, more, at)));
  });
}

/** An element that may be left out makes two results of one; many of them are told as further, unknown elements. */
function spread(results: readonly Result[], rest: Unknown | undefined, at: SourceLocation, collect: (results: readonly Result[], rest: Unknown | undefined) => Symbolic): Symbolic {
  const undecided = results.filter((result) => !result.isCertain);
  if (undecided.length === 0) return collect(results, rest);
  if (undecided.length > MOST_UNDECIDED) {
    const more = unknownBecause(undecided.map((result) => result.value), "whether further elements exist is not known yet", at);
    return collect(results.filter((result) => result.isCertain), rest ?? more);
  }
  const subsets = Array.from({ length: 2 ** undecided.length }, (_, bits) => results.filter((result) => result.isCertain || (bits >> undecided.indexOf(result)) % 2 === 1));
  return choiceOf(subsets.map((kept) => collect(kept, rest)), at);
}

function collectList(results: readonly Result[], rest: Unknown | undefined, at: SourceLocation): SymbolicList {
  return { kind: "list", items: results.map((result) => result.value), ...(rest ? { rest } : {}), at };
}

function collectMap(results: readonly Result[], rest: Unknown | undefined, isGrouped: boolean, at: SourceLocation): Symbolic {
  const entries = new Map<string, Symbolic>();
  const hidden: Symbolic[] = rest ? [rest] : [];
  for (const { key, value } of results) {
    const name = knownText(key);
    const before = name === undefined ? undefined : entries.get(name);
    if (name === undefined) hidden.push(key!);
    else if (isGrouped) entries.set(name, { kind: "list", items: [...(before?.kind === "list" ? before.items : []), value], at });
    else if (before) return failure(`two elements have the key "${name}"`, at);
    else entries.set(name, value);
  }
  const more = hidden.length === 0 ? undefined : unknownBecause(hidden, "a key is not known yet", at);
  const grouped = isGrouped && more ? new Map([...entries].map(([key, list]) => [key, { ...list, rest: more } as SymbolicList])) : entries;
  const map: SymbolicMap = { kind: "map", entries: grouped, at };
  return more ? { ...map, rest: more } : map;
}
