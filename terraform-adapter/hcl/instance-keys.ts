import { literal, type Symbolic, type Unknown } from "../../core";
import { alternativesOf, choiceOf } from "./choices";
import { knownNumber, knownText, isSet } from "./convert";
import type { Evaluator } from "./evaluate";
import { unknownBecause } from "./failure";
import type { Instance, Scope } from "./scope";
import { placeOf, type Block } from "./syntax";
import type { InstanceKey } from "../sources";

/** A set of instances that a block may have. */
export interface KeySet {
  readonly keys: readonly InstanceKey[];
  /** Present where further ones may exist. */
  readonly rest?: Unknown;
}

/** Every set of instances that `count` or `for_each` of the block may turn out to make. */
export function possibleKeys(block: Block, scope: Scope, evaluator: Evaluator): readonly KeySet[] {
  const count = argumentOf(block, "count");
  const forEach = argumentOf(block, "for_each");
  if (count) return alternativesOf(evaluator.evaluate(count, scope)).map((value) => keysOfCount(value, placeOf(count)));
  if (forEach) return alternativesOf(evaluator.evaluate(forEach, scope)).map((value) => keysOfEach(value, placeOf(forEach)));
  return [{ keys: [undefined] }];
}

const MOST_INSTANCES = 5000;

function keysOfCount(value: Symbolic, at: Unknown["at"]): KeySet {
  const count = knownNumber(value);
  if (count === undefined || count > MOST_INSTANCES) return { keys: [], rest: unknownBecause([value], "the count is not known yet", at) };
  return { keys: Array.from({ length: Math.max(0, Math.floor(count)) }, (_, index) => index) };
}

function keysOfEach(value: Symbolic, at: Unknown["at"]): KeySet {
  if (value.kind === "map") return { keys: [...value.entries.keys()].sort(), ...(value.rest ? { rest: value.rest } : {}) };
  if (value.kind !== "list") return { keys: [], rest: unknownBecause([value], "what for_each goes over is not known yet", at) };
  const names = value.items.map((item) => knownText(item));
  const known = [...new Set(names.filter((name) => name !== undefined))].sort();
  const hidden = value.items.filter((_, index) => names[index] === undefined);
  if (hidden.length === 0 && !value.rest) return { keys: known };
  return { keys: known, rest: unknownBecause([...hidden, ...(value.rest ? [value.rest] : [])], "a key of for_each is not known yet", at) };
}

/** `each` or `count` of the instance with that key; `undefined` for a block without them. */
export function instanceOf(block: Block, key: InstanceKey, scope: Scope, evaluator: Evaluator): Instance | undefined {
  const count = argumentOf(block, "count");
  const forEach = argumentOf(block, "for_each");
  if (count) {
    const at = placeOf(count);
    return { key: typeof key === "number" ? { kind: "number", value: key, at } : unknownBecause([], "the index is not known yet", at) };
  }
  if (!forEach) return undefined;
  const at = placeOf(forEach);
  const collection = evaluator.evaluate(forEach, scope);
  if (typeof key !== "string") return { key: unknownBecause([collection], "the key is not known yet", at), value: unknownBecause([collection], "the element is not known yet", at) };
  const values = alternativesOf(collection).flatMap((alternative) => valueOfKey(alternative, key));
  const text = literal(key, at);
  return { key: text, value: values.length > 0 ? choiceOf(values, at) : unknownBecause([collection], `the element "${key}" is not known yet`, at) };
}

function valueOfKey(collection: Symbolic, key: string): Symbolic[] {
  if (collection.kind === "map") {
    const value = collection.entries.get(key);
    return value ? [value] : [];
  }
  if (collection.kind !== "list") return [];
  const found = collection.items.find((item) => knownText(item) === key);
  if (found) return [found];
  // The plan knows a key that is not known here: in a set, the element is its key.
  return isSet(collection) && collection.items.length > 0 ? [literal(key, collection.at)] : [];
}

function argumentOf(block: Block, name: string) {
  return block.body.arguments.find((argument) => argument.name === name)?.value;
}
