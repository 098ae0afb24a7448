import type { Expression, FunctionDeclaration, Parameter, TypeDeclaration } from "../program/program";
import type { JavaSource } from "./java-source";
import { childrenOf, field, locationOf, shorten, textOf, type Syntax } from "../syntax";
import { readModifiers, readType } from "./java-types";

/** Translates an expression; `owner` is the class that it is written in. */
export function readExpression(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const read = (child: Syntax): Expression => readExpression(child, unit, owner);
  const other = (): Expression => ({ kind: "other", parts: node.children.map(read), ...placed });
  switch (node.type) {
    case "identifier":
    case "type_identifier":
    case "this":
    case "super":
      return { kind: "name", name: textOf(node), ...placed };
    case "scoped_identifier":
      return { kind: "member", object: read(field(node, "scope")!), name: textOf(field(node, "name")!), ...placed };
    case "string_literal":
    case "character_literal":
      return { kind: "text", value: unquote(textOf(node)), ...placed };
    case "decimal_integer_literal":
    case "decimal_floating_point_literal":
      return { kind: "number", value: Number(textOf(node).replace(/[_lLfFdD]/g, "")), ...placed };
    case "true":
    case "false":
      return { kind: "boolean", value: node.type === "true", ...placed };
    case "null_literal":
      return { kind: "null", ...placed };
    case "parenthesized_expression": {
      let inner: Syntax | undefined = node;
      while (inner?.type === "parenthesized_expression") inner = inner.children[0];
      return inner ? read(inner) : other();
    }
    case "field_access": {
      const name = textOf(field(node, "field")!);
      return name === "this" ? { kind: "name", name, ...placed } : { kind: "member", object: read(field(node, "object")!), name, ...placed };
    }
    case "array_access":
      return { kind: "index", object: read(field(node, "array")!), index: read(field(node, "index")!), ...placed };
    case "method_invocation":
      return readInvocation(node, unit, owner);
    case "object_creation_expression":
      return readCreation(node, unit, owner);
    case "array_creation_expression":
    case "array_initializer":
      return readArray(node, unit, owner);
    case "assignment_expression":
      return readAssignment(node, unit, owner);
    case "binary_expression":
      return readBinary(node, unit, owner);
    case "unary_expression": {
      const operand = read(field(node, "operand")!);
      return textOf(field(node, "operator")!) === "!" ? { kind: "logic", operator: "not", parts: [operand], ...placed } : { kind: "other", parts: [operand], ...placed };
    }
    case "update_expression": {
      const target = read(node.children[0]!);
      return { kind: "assign", targets: [target], values: [{ kind: "other", parts: [], ...placed }], isSum: false, ...placed };
    }
    case "ternary_expression":
      return { kind: "either", condition: read(field(node, "condition")!), then: read(field(node, "consequence")!), otherwise: read(field(node, "alternative")!), ...placed };
    case "lambda_expression":
      return { kind: "function", declaration: readLambda(node, unit, owner), ...placed };
    case "method_reference":
      return readReference(node, unit, owner);
    case "cast_expression": {
      const type = readType(field(node, "type"));
      const value = read(field(node, "value")!);
      return type ? { kind: "cast", type, value, ...placed } : value;
    }
    case "instanceof_expression":
      return readInstanceof(node, unit, owner);
    case "class_literal": {
      const type = readType(node.children[0]);
      return type ? { kind: "type", type, ...placed } : other();
    }
    case "switch_expression":
      return { kind: "block", body: [unit.readSwitch(node, owner)], ...placed };
    default:
      return other();
  }
}

function readInvocation(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node).slice(0, field(node, "name")!.end - node.start)) };
  const name = textOf(field(node, "name")!);
  const object = field(node, "object");
  const args = (field(node, "arguments")?.children ?? []).map((argument) => readExpression(argument, unit, owner));
  const types = childrenOf(node, "type_arguments").flatMap((list) => list.children.flatMap((child) => readType(child) ?? []));
  if (name === "equals" && object && args.length > 0 && args.length < 3) {
    const [left, right] = args.length === 2 ? args : [readExpression(object, unit, owner), args[0]!];
    if (args.length === 1 || textOf(object).endsWith("Objects")) return { kind: "compare", left: left!, right: right!, isEqual: true, ...placed };
  }
  const callee: Expression = object ? { kind: "member", object: readExpression(object, unit, owner), name, ...placed } : { kind: "name", name, ...placed };
  return { kind: "call", callee, args, ...(types.length > 0 ? { types } : {}), ...placed };
}

function readCreation(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Expression {
  const type = readType(field(node, "type")) ?? { name: "Object", args: [] };
  const args = (field(node, "arguments")?.children ?? []).map((argument) => readExpression(argument, unit, owner));
  const body = childrenOf(node, "class_body")[0];
  return {
    kind: "new",
    type,
    args,
    ...(body ? { body: unit.declareAnonymous({ supertypes: [type], body, at: locationOf(node), ...(owner ? { outer: owner } : {}) }) } : {}),
    at: locationOf(node),
    code: `new ${type.name}`,
  };
}

function readArray(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const initializer = node.type === "array_initializer" ? node : field(node, "value");
  const of = readType(field(node, "type"));
  return { kind: "list", items: (initializer?.children ?? []).map((item) => readExpression(item, unit, owner)), ...(of ? { of } : {}), ...placed };
}

function readAssignment(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const operator = textOf(field(node, "operator")!);
  const value = readExpression(field(node, "right")!, unit, owner);
  const isKept = operator === "=" || operator === "+=";
  return { kind: "assign", targets: [readExpression(field(node, "left")!, unit, owner)], values: [isKept ? value : { kind: "other", parts: [value], ...placed }], isSum: operator === "+=", ...placed };
}

function isSum(node: Syntax): boolean {
  return node.type === "binary_expression" && textOf(field(node, "operator")!) === "+";
}

/** `a + b + c + …`, however long it is. */
function summands(node: Syntax): Syntax[] {
  const parts: Syntax[] = [];
  let at = node;
  while (isSum(at)) {
    parts.unshift(field(at, "right")!);
    at = field(at, "left")!;
  }
  return [at, ...parts];
}

function readBinary(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  if (isSum(node)) return { kind: "join", parts: summands(node).map((part) => readExpression(part, unit, owner)), ...placed };
  const left = readExpression(field(node, "left")!, unit, owner);
  const right = readExpression(field(node, "right")!, unit, owner);
  switch (textOf(field(node, "operator")!)) {
    case "&&":
      return { kind: "logic", operator: "and", parts: [left, right], ...placed };
    case "||":
      return { kind: "logic", operator: "or", parts: [left, right], ...placed };
    case "==":
    case "!=":
      // Of texts and other objects it compares the identity.
      if ([left, right].some((one) => one.kind === "null" || one.kind === "number" || one.kind === "boolean")) return { kind: "compare", left, right, isEqual: textOf(field(node, "operator")!) === "==", ...placed };
      return { kind: "other", parts: [left, right], ...placed };
    default:
      return { kind: "other", parts: [left, right], ...placed };
  }
}

/** `x -> …`: its own names are parameters, all others are those of where it stands. */
function readLambda(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): FunctionDeclaration {
  const given = field(node, "parameters");
  const body = field(node, "body")!;
  const names: Parameter[] = given?.type === "identifier" ? [{ name: textOf(given) }] : given?.type === "inferred_parameters" ? given.children.map((child) => ({ name: textOf(child) })) : readParameters(given, unit);
  return { name: "lambda", unit, parameters: names, results: [], at: locationOf(node), ...(body.type === "block" ? { body: unit.readBlock(body, owner) } : { value: readExpression(body, unit, owner) }) };
}

export function readParameters(list: Syntax | undefined, unit: JavaSource): Parameter[] {
  return (list?.children ?? []).flatMap((node): Parameter[] => {
    if (node.type === "spread_parameter") {
      const name = childrenOf(node, "variable_declarator")[0];
      const type = readType(node.children.find((child) => child.type !== "modifiers" && child.type !== "variable_declarator"));
      return [{ name: name ? textOf(field(name, "name")!) : "_", isRest: true, ...(type ? { type } : {}) }];
    }
    if (node.type !== "formal_parameter") return [];
    const type = readType(field(node, "type"));
    const isArray = field(node, "dimensions") !== undefined;
    const { annotations } = readModifiers(node, unit);
    return [{ name: textOf(field(node, "name")!), ...(type ? { type: isArray ? { name: "[]", args: [type] } : type } : {}), ...(annotations.length > 0 ? { annotations } : {}) }];
  });
}

/** `Type::method`, `object::method`, `Type::new` */
function readReference(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const [object, name] = node.children;
  if (!object) return { kind: "other", parts: [], ...placed };
  if (name && name.type === "identifier") return { kind: "member", object: readExpression(object, unit, owner), name: textOf(name), ...placed };
  const type = readType(object) ?? { name: textOf(object), args: [] };
  const value: Expression = { kind: "new", type, args: [{ kind: "name", name: "made", ...placed }], ...placed };
  return { kind: "function", declaration: { name: "new", unit, parameters: [{ name: "made" }], results: [], value, at: placed.at }, ...placed };
}

/** `x instanceof T t` makes t an x. */
function readInstanceof(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const left = readExpression(field(node, "left")!, unit, owner);
  const name = field(node, "name");
  const type = readType(field(node, "right"));
  if (!name || !type) return { kind: "other", parts: [left], ...placed };
  const bound: Expression = { kind: "assign", targets: [{ kind: "name", name: textOf(name), ...placed }], values: [{ kind: "cast", type, value: left, ...placed }], isSum: false, ...placed };
  return { kind: "other", parts: [bound], ...placed };
}

/** The text of a literal; a text block loses the indentation that all its lines have. Source: https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html#jls-3.10.6 */
export function unquote(quoted: string): string {
  if (!quoted.startsWith('"""')) return unescape(quoted.slice(1, -1));
  const lines = quoted.slice(3, -3).replace(/^[^\n]*\n/, "").split("\n");
  const indents = lines.filter((line, index) => line.trim() !== "" || index === lines.length - 1).map((line) => /^\s*/.exec(line)![0].length);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return unescape(lines.map((line) => line.slice(indent).replace(/[ \t]+$/, "")).join("\n").replace(/\\\n/g, ""));
}

function unescape(text: string): string {
  return text.replace(/\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(.))/g, (_, code?: string, octal?: string, one?: string) => {
    if (code) return String.fromCharCode(parseInt(code, 16));
    if (octal) return String.fromCharCode(parseInt(octal, 8));
    return escapes[one!] ?? one!;
  });
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", s: " " };

