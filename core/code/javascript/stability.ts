import type * as babel from "@babel/types";
import type { Interpreter } from "./interpreter";
import type { Scope } from "./scope";

/** Whether one look at a condition decides it: in a program that runs once from top to bottom every known value does. */
export function isSettled(run: Interpreter, node: babel.Node, scope: Scope): boolean {
  return run.hasOutputs || isStable(node, scope);
}

/**
 * Whether a condition is made of nothing but constants, parameters that nobody writes, and the environment, so that one look at it decides it.
 * What other code may write in between is never decided: both branches count.
 */
function isStable(node: babel.Node, scope: Scope): boolean {
  switch (node.type) {
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
      return true;
    case "TemplateLiteral":
      return node.expressions.every((one) => isStable(one, scope));
    case "Identifier":
      return node.name === "undefined" || scope.find(node.name)?.isStable === true;
    case "MemberExpression":
      return isEnvironment(node.object);
    case "UnaryExpression":
      return node.operator !== "delete" && isStable(node.argument, scope);
    case "BinaryExpression":
    case "LogicalExpression":
      return isStable(node.left, scope) && isStable(node.right, scope);
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
      return isStable(node.expression, scope);
    default:
      return false;
  }
}

function isEnvironment(node: babel.Node): boolean {
  return node.type === "MemberExpression" && node.object.type === "Identifier" && node.object.name === "process" && node.property.type === "Identifier" && node.property.name === "env";
}
