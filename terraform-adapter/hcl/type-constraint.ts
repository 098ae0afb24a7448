import type { Symbolic, SymbolicMap } from "../../core";
import { mapAlternatives } from "./choices";
import type { Evaluator } from "./evaluate";
import { callFunction } from "./functions";
import type { Scope } from "./scope";
import { placeOf, type Expression } from "./syntax";

/** The value as a variable of this type has it: converted, `optional` attributes filled in, undeclared ones dropped. */
export function convertToType(value: Symbolic, type: Expression, scope: Scope, evaluator: Evaluator): Symbolic {
  return mapAlternatives(value, (alternative) => convert(alternative, type, scope, evaluator));
}

const PRIMITIVE: Readonly<Record<string, string>> = { string: "tostring", number: "tonumber", bool: "tobool" };
const COLLECTION: Readonly<Record<string, string>> = { list: "tolist", set: "toset", map: "tomap" };

function convert(value: Symbolic, type: Expression, scope: Scope, evaluator: Evaluator): Symbolic {
  if (value.kind === "null") return value;
  const call = (name: string, arg: Symbolic) => callFunction([arg], { at: arg.at ?? placeOf(type), name, scope, evaluator });
  if (type.kind === "variable") {
    const name = PRIMITIVE[type.name] ?? COLLECTION[type.name];
    return name && value.kind !== "json" ? call(name, value) : value;
  }
  if (type.kind !== "call") return value;
  const [inner] = type.args;
  const collection = COLLECTION[type.name];
  if (collection && inner) return call(collection, convertItems(value, inner, scope, evaluator));
  if (type.name === "tuple" && inner?.kind === "list" && value.kind === "list") {
    return { ...value, items: value.items.map((item, index) => (inner.items[index] ? convertToType(item, inner.items[index]!, scope, evaluator) : item)) };
  }
  if (type.name === "object" && inner?.kind === "object" && value.kind === "map") return convertObject(value, inner, scope, evaluator);
  return value;
}

function convertItems(value: Symbolic, type: Expression, scope: Scope, evaluator: Evaluator): Symbolic {
  if (value.kind === "list") return { ...value, items: value.items.map((item) => convertToType(item, type, scope, evaluator)) };
  if (value.kind === "map") return { ...value, entries: new Map([...value.entries].map(([key, item]) => [key, convertToType(item, type, scope, evaluator)])) };
  return value;
}

function convertObject(value: SymbolicMap, type: Extract<Expression, { kind: "object" }>, scope: Scope, evaluator: Evaluator): Symbolic {
  const entries = new Map<string, Symbolic>();
  for (const { key, value: declared } of type.items) {
    if (typeof key !== "string") continue;
    const isOptional = declared.kind === "call" && declared.name === "optional";
    const [own, otherwise] = isOptional ? declared.args : [declared];
    const given = value.entries.get(key);
    const isGiven = given !== undefined && !(given.kind === "null" && otherwise);
    const item = isGiven ? given : value.rest && !given ? value.rest : otherwise ? evaluator.evaluate(otherwise, scope) : ({ kind: "null" } as const);
    entries.set(key, own ? convertToType(item, own, scope, evaluator) : item);
  }
  return { kind: "map", entries, ...(value.at ? { at: value.at } : {}) };
}
