import type * as babel from "@babel/types";
import type { Interpreter } from "./interpreter";
import { read, type Scope } from "./scope";

/**
 * In a minified bundle nobody can tell the libraries' statements from the function's own, and running the top level of all of them would take
 * minutes. So what only gives a variable its value waits until somebody reads it. `false` where the statement has to run at once.
 */
export function deferStatement(run: Interpreter, statement: babel.Statement, scope: Scope): boolean {
  if (statement.type === "VariableDeclaration") {
    for (const { id, init } of statement.declarations) {
      if (!init) continue;
      if (id.type === "Identifier" && scope.own(id.name)) defer(run, id.name, init, scope);
      else run.bind(id, run.evaluate(init, scope), scope, { kind: "assign" });
    }
    return true;
  }
  if (statement.type !== "ExpressionStatement") return false;
  const parts = statement.expression.type === "SequenceExpression" ? statement.expression.expressions : [statement.expression];
  for (const part of parts) {
    if (part.type === "AssignmentExpression" && part.operator === "=" && part.left.type === "Identifier" && scope.find(part.left.name)) defer(run, part.left.name, part.right, scope);
    else run.evaluate(part, scope);
  }
  return true;
}

function defer(run: Interpreter, name: string, expression: babel.Expression, scope: Scope): void {
  const cell = scope.find(name)!;
  const lazy = (): ReturnType<Interpreter["evaluate"]> => run.atTopLevelValue(() => run.evaluate(expression, scope));
  cell.lazy = lazy;
  run.deferred.push({ cell, lazy, expression });
}

/** Runs what nobody has read and what may do something: calls of the top level count, whoever needs their result. */
export function runDeferred(run: Interpreter): void {
  for (let index = 0; index < run.deferred.length && run.hasSteps(); index += 1) {
    const { cell, lazy, expression } = run.deferred[index]!;
    if (cell.lazy === lazy && mayAct(expression)) read(cell);
  }
  run.deferred.length = 0;
}

function mayAct(expression: babel.Expression): boolean {
  // `a(b())` and `a()` alone load a module that nobody uses.
  if (expression.type === "AwaitExpression") return true;
  if (expression.type === "NewExpression") return expression.arguments.length > 0;
  if (expression.type !== "CallExpression") return false;
  const [first] = expression.arguments;
  return expression.callee.type !== "Identifier" || (first !== undefined && first.type !== "CallExpression" && first.type !== "ArrowFunctionExpression" && first.type !== "FunctionExpression" && first.type !== "ObjectExpression");
}
