import type { Expression, Statement, TypeDeclaration, TypeName } from "../program/program";
import { field, locationOf, shorten, textOf, type Syntax } from "../syntax";

/** Where something is written, and how. */
export function placeOf(node: Syntax): Pick<Expression, "at" | "code"> {
  return { at: locationOf(node), code: shorten(textOf(node)) };
}

/** Something whose value is of no interest. */
export function other(node: Syntax, parts: readonly Expression[]): Expression {
  return { kind: "other", parts, ...placeOf(node) };
}

/** What the fields and properties of a type are declared to hold, by their names, while it is being translated. */
export const declaredTypes = new WeakMap<TypeDeclaration, ReadonlyMap<string, TypeName>>();

/** The expression of an argument. */
export function valueIn(argument: Syntax): Syntax | undefined {
  const name = field(argument, "name");
  return argument.children.find((child) => child !== name);
}

/** A name that the code itself cannot use, for a value that stands in several places. */
export function hidden(node: Syntax, what: string): Expression & { readonly kind: "name" } {
  return { kind: "name", name: `(${what} ${node.start})`, ...placeOf(node) };
}

export function declareHidden(name: Expression & { readonly kind: "name" }, value: Expression): Statement {
  return { kind: "declare", bindings: [{ name: name.name }], values: [value], at: name.at };
}

export function run(value: Expression): Statement {
  return { kind: "expression", value, at: value.at };
}

export function giveBack(value: Expression): Statement {
  return { kind: "return", values: [value], at: value.at };
}

export function assignment(target: Expression, value: Expression): Expression {
  return { kind: "assign", targets: [target], values: [value], isSum: false, at: target.at, code: target.code };
}
