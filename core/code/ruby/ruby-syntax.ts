import type { Expression } from "../program/program";
import { locationOf, shorten, textOf, type Syntax } from "../syntax";
import type { RubyScope } from "./ruby-source";

export function placed(node: Syntax): Pick<Expression, "at" | "code"> {
  return { at: locationOf(node), code: shorten(textOf(node)) };
}

/** A call of a function by its name; names in parentheses are those of this reader. */
export function callTo(name: string, args: readonly Expression[], node: Syntax): Expression {
  return { kind: "call", callee: { kind: "name", name, ...placed(node) }, args, ...placed(node) };
}

export function readExpression(node: Syntax, scope: RubyScope): Expression {
  return scope.source.readExpression(node, scope);
}

/** Whether a value is something and not false: what `||`, `if` and their kin ask. */
export function readCondition(node: Syntax, scope: RubyScope): Expression {
  const expression = readExpression(node, scope);
  return expression.kind === "compare" || expression.kind === "logic" || expression.kind === "boolean" ? expression : callTo("(present)", [expression], node);
}
