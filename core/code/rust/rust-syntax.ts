import type { Expression } from "../program/program";
import { locationOf, shorten, textOf, type Syntax } from "../syntax";
import type { RustScope } from "./rust-source";

export function placed(node: Syntax): Pick<Expression, "at" | "code"> {
  return { at: locationOf(node), code: shorten(textOf(node)) };
}

/** A call of one of this reader's own functions. */
export function callTo(name: string, args: readonly Expression[], node: Syntax): Expression {
  return { kind: "call", callee: { kind: "name", name, ...placed(node) }, args, ...placed(node) };
}

export function readExpression(node: Syntax, scope: RustScope): Expression {
  return scope.source.readExpression(node, scope);
}

/** A value of which nothing is said. */
export function open(node: Syntax, parts: readonly Expression[] = []): Expression {
  return { kind: "other", parts, ...placed(node) };
}
