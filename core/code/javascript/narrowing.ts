import type * as babel from "@babel/types";
import type { Completion } from "./interpreter";
import { read, type Cell, type Scope } from "./scope";
import { alternativesOf, choose, isNullish, truthOf, type JsValue } from "./values";

/**
 * Looks at both branches of `if (x)` and `if (!x)` with `x` being what it must be there, so that `if (!client) client = …` leaves a client behind.
 * A branch that asks for a variable which is not set yet is left to the next pass, when something may have set it.
 */
export function branchesOn(test: babel.Expression, scope: Scope, whenTrue: () => Completion, whenFalse: () => Completion): [Completion, Completion] {
  const asked = askedName(test);
  const cell = asked && scope.find(asked.name);
  if (!asked || !cell) return [whenTrue(), whenFalse()];
  const before = read(cell);
  const truthy = alternativesOf(before).filter((one) => truthOf(one) !== false);
  const falsy = alternativesOf(before).filter((one) => truthOf(one) !== true);
  const [positive, negative] = asked.isNegated ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
  const first = lookAt(cell, truthy, positive, isNullish(before) === true);
  const second = lookAt(cell, falsy, negative, false);
  const left = [first, second].flatMap(({ completion, values }) => (completion === "normal" ? values : []));
  cell.value = left.length > 0 ? choose(left) : before;
  return asked.isNegated ? [second.completion, first.completion] : [first.completion, second.completion];
}

/** The variable that a condition is about, where it is about just one. */
export function askedCell(test: babel.Expression, scope: Scope): Cell | undefined {
  const asked = askedName(test);
  return asked && scope.find(asked.name);
}

function lookAt(cell: Cell, values: readonly JsValue[], branch: () => Completion, isLeftOut: boolean): { completion: Completion; values: readonly JsValue[] } {
  if (isLeftOut) return { completion: "normal", values: [] };
  const narrowed = values.length > 0 ? choose(values) : cell.value;
  cell.value = narrowed;
  const completion = branch();
  if (cell.value === narrowed) return { completion, values };
  // It was written: what it was before counts only where it could be of use.
  const written = alternativesOf(cell.value).filter((one) => isNullish(one) !== true);
  return { completion, values: written.length > 0 ? written : [cell.value] };
}

function askedName(test: babel.Expression): { name: string; isNegated: boolean } | undefined {
  if (test.type === "Identifier") return { name: test.name, isNegated: false };
  if (test.type === "UnaryExpression" && test.operator === "!" && test.argument.type === "Identifier") return { name: test.argument.name, isNegated: true };
  return undefined;
}
