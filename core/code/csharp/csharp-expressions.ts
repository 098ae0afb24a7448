import type { Expression, FunctionDeclaration, Parameter, TypeDeclaration, TypeName } from "../program/program";
import { childrenOf, field, fieldAll, locationOf, textOf, type Syntax } from "../syntax";
import { readInvocation } from "./csharp-calls";
import { readAnonymousObject, readCollection, readCreation, readTuple, readWith } from "./csharp-creation";
import { literalText, readInterpolated } from "./csharp-literals";
import { readIs } from "./csharp-patterns";
import { readQuery } from "./csharp-queries";
import type { CSharpSource } from "./csharp-source";
import { readType, typeArgumentsOf } from "./csharp-types";
import { declaredTypes, other, placeOf, valueIn } from "./csharp-written";

/** Where the `.B` of `a?.B` belongs to. */
const conditions = new WeakMap<Syntax, Syntax>();

const keywords: Readonly<Record<string, string>> = { string: "String", object: "Object", int: "Int32", long: "Int64", bool: "Boolean", double: "Double", char: "Char", decimal: "Decimal", byte: "Byte", float: "Single" };

/** Translates an expression; `owner` is the class that it is written in, `expected` the type that is asked for where it stands. */
export function readExpression(node: Syntax, unit: CSharpSource, owner?: TypeDeclaration, expected?: TypeName): Expression {
  const placed = placeOf(node);
  const read = (child: Syntax): Expression => readExpression(child, unit, owner);
  switch (node.type) {
    case "identifier":
    case "this":
      return { kind: "name", name: textOf(node).replace(/^@/, ""), ...placed };
    case "base":
      return { kind: "name", name: "super", ...placed };
    case "predefined_type":
      return { kind: "name", name: keywords[textOf(node)] ?? textOf(node), ...placed };
    case "generic_name": {
      const name = textOf(node.children[0]!);
      return /^[A-Z]/.test(name) ? { kind: "type", type: { name, args: typeArgumentsOf(node) }, ...placed } : { kind: "name", name, ...placed };
    }
    case "qualified_name":
      return { kind: "member", object: read(field(node, "qualifier")!), name: textOf(field(node, "name")!).replace(/<.*$/s, ""), ...placed };
    case "alias_qualified_name":
      return read(field(node, "name")!);
    case "string_literal":
    case "verbatim_string_literal":
    case "raw_string_literal":
    case "character_literal":
      return { kind: "text", value: literalText(node), ...placed };
    case "interpolated_string_expression":
      return readInterpolated(node, read);
    case "integer_literal":
    case "real_literal":
      return { kind: "number", value: Number(textOf(node).replace(/_|[uUlLfFdDmM]+$/g, "")), ...placed };
    case "boolean_literal":
      return { kind: "boolean", value: textOf(node) === "true", ...placed };
    case "null_literal":
    case "default_expression":
      return { kind: "null", ...placed };
    case "throw_expression":
      return { kind: "block", body: [{ kind: "throw", ...(node.children[0] ? { value: read(node.children[0]) } : {}), at: placed.at }], ...placed };
    case "parenthesized_expression":
    case "await_expression":
    case "checked_expression":
    case "ref_expression":
    case "arrow_expression_clause":
    case "expression_element":
      return node.children[0] ? readExpression(node.children[0], unit, owner, expected) : other(node, []);
    case "member_access_expression":
      return readMemberAccess(node, unit, owner);
    case "conditional_access_expression":
      return readConditionalAccess(node, unit, owner);
    case "member_binding_expression": {
      const condition = conditions.get(node);
      return { kind: "member", object: condition ? read(condition) : other(node, []), name: nameOf(field(node, "name")!), ...placed };
    }
    case "element_binding_expression": {
      const condition = conditions.get(node);
      return { kind: "index", object: condition ? read(condition) : other(node, []), index: argumentIn(node, read), ...placed };
    }
    case "element_access_expression":
      return { kind: "index", object: read(field(node, "expression")!), index: argumentIn(field(node, "subscript")!, read), ...placed };
    case "invocation_expression":
      return readInvocation(node, unit, owner);
    case "object_creation_expression":
    case "implicit_object_creation_expression":
      return readCreation(node, unit, owner, expected);
    case "anonymous_object_creation_expression":
      return readAnonymousObject(node, unit, owner);
    case "array_creation_expression":
    case "implicit_array_creation_expression":
    case "initializer_expression":
    case "collection_expression":
    case "stackalloc_expression":
      return readCollection(node, unit, owner, expected);
    case "tuple_expression":
      return readTuple(node, unit, owner, expected);
    case "with_expression":
      return readWith(node, unit, owner);
    case "assignment_expression":
      return readAssignment(node, unit, owner);
    case "binary_expression":
      return readBinary(node, unit, owner, expected);
    case "unary_expression":
    case "prefix_unary_expression":
    case "postfix_unary_expression":
      return readUnary(node, unit, owner, expected);
    case "conditional_expression":
      return { kind: "either", condition: read(field(node, "condition")!), then: readExpression(field(node, "consequence")!, unit, owner, expected), otherwise: readExpression(field(node, "alternative")!, unit, owner, expected), ...placed };
    case "lambda_expression":
    case "anonymous_method_expression":
      return { kind: "function", declaration: readLambda(node, unit, owner), ...placed };
    case "cast_expression":
    case "as_expression": {
      const type = readType(field(node, node.type === "cast_expression" ? "type" : "right"));
      const value = readExpression(field(node, node.type === "cast_expression" ? "value" : "left")!, unit, owner, type);
      return type ? { kind: "cast", type, value, ...placed } : value;
    }
    case "is_expression":
    case "is_pattern_expression":
      return readIs(node, unit, owner);
    case "typeof_expression": {
      const type = readType(field(node, "type"));
      return type ? { kind: "type", type, ...placed } : other(node, []);
    }
    case "switch_expression":
      return unit.readSwitch(node, owner);
    case "query_expression":
      return readQuery(node, unit, owner);
    case "declaration_expression":
      return { kind: "name", name: textOf(field(node, "name")!), ...placed };
    default:
      return other(node, node.children.map(read));
  }
}

function nameOf(node: Syntax): string {
  return textOf(node.type === "generic_name" ? node.children[0]! : node).replace(/^@/, "");
}

function argumentIn(node: Syntax, read: (child: Syntax) => Expression): Expression {
  const argument = childrenOf(node, "argument")[0];
  const value = argument && valueIn(argument);
  return value ? read(value) : other(node, []);
}

function readMemberAccess(node: Syntax, unit: CSharpSource, owner?: TypeDeclaration): Expression {
  const object = field(node, "expression")!;
  const name = field(node, "name")!;
  return { kind: "member", object: readExpression(object, unit, owner), name: nameOf(name), ...placeOf(node) };
}

/** `a?.B.C` */
function readConditionalAccess(node: Syntax, unit: CSharpSource, owner?: TypeDeclaration): Expression {
  const condition = field(node, "condition")!;
  const rest = node.children.find((child) => child !== condition);
  if (!rest) return readExpression(condition, unit, owner);
  let at: Syntax | undefined = rest;
  while (at && at.type !== "member_binding_expression" && at.type !== "element_binding_expression") at = at.children[0];
  if (at) conditions.set(at, condition);
  return readExpression(rest, unit, owner);
}

function readAssignment(node: Syntax, unit: CSharpSource, owner?: TypeDeclaration): Expression {
  const placed = placeOf(node);
  const [left, right] = [field(node, "left")!, field(node, "right")!];
  const operator = textOf(field(node, "operator")!);
  const target = left.type === "identifier" || (left.type === "member_access_expression" && field(left, "expression")?.type === "this") ? textOf(field(left, "name") ?? left) : undefined;
  const expected = target !== undefined && owner ? declaredTypes.get(owner)?.get(target) : undefined;
  const value = readExpression(right, unit, owner, expected);
  if (left.type === "tuple_expression" && operator === "=") return deconstructed(node, childrenOf(left, "argument").map((one) => readExpression(valueIn(one)!, unit, owner)), value);
  const assigned = readExpression(left, unit, owner);
  // Whoever raises an event calls what is added to it.
  if (operator === "+=" && (right.type === "lambda_expression" || right.type === "anonymous_method_expression")) return { kind: "call", callee: { kind: "name", name: "(event)", ...placed }, args: [value], ...placed };
  if (operator === "??=") return { kind: "assign", targets: [assigned], values: [{ kind: "fallback", value: assigned, otherwise: value, ...placed }], isSum: false, ...placed };
  const isKept = operator === "=" || operator === "+=";
  return { kind: "assign", targets: [assigned], values: [isKept ? value : other(node, [value])], isSum: operator === "+=", ...placed };
}

/** `(a, b) = value`: the value once, then its parts. */
export function deconstructed(node: Syntax, targets: readonly Expression[], value: Expression): Expression {
  const placed = placeOf(node);
  const whole: Expression = { kind: "name", name: `(whole ${node.start})`, ...placed };
  const parts = targets.map((target, index): Expression => ({ kind: "assign", targets: [target], values: [{ kind: "member", object: whole, name: `(${index})`, ...placed }], isSum: false, ...placed }));
  return { kind: "block", body: [{ kind: "declare", bindings: [{ name: `(whole ${node.start})` }], values: [value], at: placed.at }, ...parts.map((part) => ({ kind: "expression" as const, value: part, at: placed.at })), { kind: "return", values: [whole], at: placed.at }], ...placed };
}

function readBinary(node: Syntax, unit: CSharpSource, owner?: TypeDeclaration, expected?: TypeName): Expression {
  const placed = placeOf(node);
  const operands = chainOf(node).map((one) => readExpression(one, unit, owner));
  const [left, right] = operands as [Expression, Expression];
  switch (textOf(field(node, "operator")!)) {
    case "+":
      return { kind: "join", parts: operands, ...placed };
    case "&&":
      return { kind: "logic", operator: "and", parts: operands, ...placed };
    case "||":
      return { kind: "logic", operator: "or", parts: operands, ...placed };
    case "??":
      return { kind: "fallback", value: left, otherwise: readExpression(field(node, "right")!, unit, owner, expected), ...placed };
    case "==":
      return { kind: "compare", left, right, isEqual: true, ...placed };
    case "!=":
      return { kind: "compare", left, right, isEqual: false, ...placed };
    default:
      return other(node, operands);
  }
}

/** Operands of a chain of one operator, so that a long one is not a deep one. */
function chainOf(node: Syntax): Syntax[] {
  const operator = textOf(field(node, "operator")!);
  const operands: Syntax[] = [];
  let at = node;
  while (/^(\+|&&|\|\|)$/.test(operator)) {
    const left = field(at, "left")!;
    operands.unshift(field(at, "right")!);
    if (left.type !== "binary_expression" || textOf(field(left, "operator")!) !== operator) return [left, ...operands];
    at = left;
  }
  return [field(node, "left")!, field(node, "right")!];
}

function readUnary(node: Syntax, unit: CSharpSource, owner?: TypeDeclaration, expected?: TypeName): Expression {
  const placed = placeOf(node);
  const operand = field(node, "argument") ?? node.children[0];
  if (!operand) return other(node, []);
  const value = readExpression(operand, unit, owner, expected);
  const written = textOf(node);
  if (node.type === "postfix_unary_expression" && written.endsWith("!")) return value;
  if (/^\+\+|^--|\+\+$|--$/.test(written)) return { kind: "assign", targets: [value], values: [other(node, [])], isSum: false, ...placed };
  return written.startsWith("!") ? { kind: "logic", operator: "not", parts: [value], ...placed } : other(node, [value]);
}

/** `x => …`: its own names are parameters, all others are those of where it stands. */
function readLambda(node: Syntax, unit: CSharpSource, owner?: TypeDeclaration): FunctionDeclaration {
  const given = field(node, "parameters");
  const body = field(node, "body") ?? childrenOf(node, "block")[0];
  const parameters: Parameter[] = given?.type === "parameter_list" ? readParameters(given, unit, owner) : given ? [{ name: textOf(given) }] : [];
  return { name: "lambda", unit, parameters, results: [], at: locationOf(node), ...(body?.type === "block" ? { body: unit.readBlock(body, owner) } : body ? { value: readExpression(body, unit, owner) } : { body: [] }) };
}

export function readParameters(list: Syntax | undefined, unit: CSharpSource, owner?: TypeDeclaration): Parameter[] {
  if (!list) return [];
  const parameters = childrenOf(list, "parameter").map((node): Parameter => {
    const type = readType(field(node, "type"));
    const name = field(node, "name");
    const initial = node.children.find((child) => child !== name && child !== field(node, "type") && child.type !== "attribute_list" && child.type !== "modifier");
    return { name: name ? textOf(name).replace(/^@/, "") : "_", ...(type ? { type } : {}), ...(initial ? { initial: readExpression(initial, unit, owner) } : {}) };
  });
  // `params string[] rest` stands in the list itself.
  const rest = fieldAll(list, "name")[0];
  if (!rest) return parameters;
  const type = readType(fieldAll(list, "type")[0]);
  const of = type?.args[0];
  return [...parameters, { name: textOf(rest), isRest: true, ...(of ? { type: of } : {}) }];
}

