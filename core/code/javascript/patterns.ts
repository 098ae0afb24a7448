import type * as babel from "@babel/types";
import { choose, isNullish, objectValue, undefinedValue, arrayValue, type JsValue } from "./values";
import type { Binding, Interpreter } from "./interpreter";
import { writeVariable } from "./arms";
import { read, type Scope } from "./scope";

/** Gives the names of a pattern their values: declarations, parameters, assignments. */
export function bindPattern(run: Interpreter, pattern: babel.Node, value: JsValue, scope: Scope, binding: Binding): void {
  switch (pattern.type) {
    case "Identifier":
      return bindName(run, pattern.name, withType(run, pattern, value, scope), scope, binding);
    case "AssignmentPattern":
      return bindPattern(run, pattern.left, withDefault(run, value, pattern.right, scope), scope, binding);
    case "ObjectPattern":
      return bindObject(run, pattern, withType(run, pattern, value, scope), scope, binding);
    case "ArrayPattern": {
      const at = run.place(pattern, scope);
      const { items, rest } = run.elements(value, at);
      pattern.elements.forEach((element, index) => {
        if (!element) return;
        if (element.type === "RestElement") bindPattern(run, element.argument, arrayValue(items.slice(index), rest), scope, binding);
        else bindPattern(run, element, items[index] ?? rest ?? undefinedValue, scope, binding);
      });
      return;
    }
    case "TSParameterProperty":
      return bindPattern(run, pattern.parameter, value, scope, binding);
    case "RestElement":
      return bindPattern(run, pattern.argument, value, scope, binding);
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "ParenthesizedExpression":
      return bindPattern(run, pattern.expression, value, scope, binding);
    case "MemberExpression":
      return run.set(run.evaluate(pattern.object, scope), memberName(run, pattern, scope), value);
  }
}

/** The name of a member, `[]` for an index or a name that nobody can tell. */
export function memberName(run: Interpreter, node: babel.MemberExpression | babel.OptionalMemberExpression, scope: Scope): string {
  if (!node.computed) return node.property.type === "PrivateName" ? `#${node.property.id.name}` : (node.property as babel.Identifier).name;
  return propertyText(run.evaluate(node.property, scope)) ?? "[]";
}

/** The text by which a value names a property. */
export function propertyText(value: JsValue): string | undefined {
  if (value.kind !== "data") return undefined;
  if (value.value.kind === "number") return String(value.value.value);
  if (value.value.kind !== "string") return undefined;
  const [only] = value.value.parts;
  return value.value.parts.length === 1 && only?.kind === "literal" ? only.text : undefined;
}

function bindName(run: Interpreter, name: string, value: JsValue, scope: Scope, binding: Binding): void {
  if (binding.kind === "assign") {
    const cell = scope.find(name);
    if (cell) writeVariable(run, cell, value);
    else scope.declare(name, value, run.depth);
    return;
  }
  const own = scope.own(name);
  if (own && binding.hoisted) {
    // A closure may have seen the variable already: keep the cell.
    own.value = run.depth <= own.depth ? value : choose([own.value, value]);
    own.isStable = binding.isStable;
    return;
  }
  scope.declare(name, value, run.depth, binding.isStable);
}

function bindObject(run: Interpreter, pattern: babel.ObjectPattern, value: JsValue, scope: Scope, binding: Binding): void {
  const at = run.place(pattern, scope);
  const taken: string[] = [];
  for (const property of pattern.properties) {
    if (property.type === "RestElement") {
      bindPattern(run, property.argument, without(value, taken, run.depth), scope, binding);
      continue;
    }
    const name = propertyKey(run, property, scope);
    taken.push(name);
    bindPattern(run, property.value, run.get(value, name, at), scope, binding);
  }
}

/** The key of a property in an object, class or pattern. */
export function propertyKey(run: Interpreter, property: { readonly key: babel.Node; readonly computed?: boolean | null }, scope: Scope): string {
  const { key } = property;
  if (property.computed) return propertyText(run.evaluate(key, scope)) ?? "[]";
  switch (key.type) {
    case "Identifier":
      return key.name;
    case "StringLiteral":
      return key.value;
    case "NumericLiteral":
      return String(key.value);
    case "PrivateName":
      return `#${key.id.name}`;
    default:
      return "[]";
  }
}

function without(value: JsValue, taken: readonly string[], depth: number): JsValue {
  if (value.kind === "choice") return choose(value.alternatives.map((one) => without(one, taken, depth)));
  if (value.kind !== "object") return value;
  const rest = objectValue([...value.properties].filter(([name]) => !taken.includes(name)), depth);
  if (value.rest) rest.rest = value.rest;
  if (value.base) rest.base = value.base;
  return rest;
}

function withDefault(run: Interpreter, value: JsValue, otherwise: babel.Expression, scope: Scope): JsValue {
  if (value.kind === "undefined") return run.evaluate(otherwise, scope);
  if (value.kind === "choice" && value.alternatives.some((one) => one.kind === "undefined")) {
    return choose([...value.alternatives.filter((one) => one.kind !== "undefined"), run.maybe(() => run.evaluate(otherwise, scope))]);
  }
  if (value.kind === "unknown" && isNullish(value) === undefined) return choose([value, run.maybe(() => run.evaluate(otherwise, scope))]);
  return value;
}

/** A value from outside whose declared type is a class that is known: whoever passes it passes an instance. */
function withType(run: Interpreter, pattern: babel.Identifier | babel.ObjectPattern, value: JsValue, scope: Scope): JsValue {
  if (value.kind !== "unknown" || pattern.typeAnnotation?.type !== "TSTypeAnnotation") return value;
  return instanceOfType(run, pattern.typeAnnotation.typeAnnotation, scope) ?? value;
}

function instanceOfType(run: Interpreter, type: babel.TSType, scope: Scope): JsValue | undefined {
  if (type.type === "TSUnionType") return type.types.map((one) => instanceOfType(run, one, scope)).find((one) => one !== undefined);
  if (type.type !== "TSTypeReference") return undefined;
  const named = typeValue(run, type.typeName, scope);
  if (named?.kind !== "class" && !(named?.kind === "native" && named.construct && named.isClientClass)) return undefined;
  return run.construct(named, [], run.place(type, scope));
}

function typeValue(run: Interpreter, name: babel.TSEntityName, scope: Scope): JsValue | undefined {
  if (name.type === "Identifier") {
    const cell = scope.find(name.name);
    return cell ? read(cell) : undefined;
  }
  const left = typeValue(run, name.left, scope);
  return left ? run.get(left, name.right.name, run.place(name, scope)) : undefined;
}
