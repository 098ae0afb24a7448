import type { Entry, Expression, FunctionDeclaration, TypeName } from "../program/program";
import type { GoSource } from "./go-source";
import { field, locationOf, shorten, textOf, type Syntax } from "../syntax";
import { readSignature, readType } from "./go-types";

/** Translates an expression. */
export function readExpression(node: Syntax, unit: GoSource): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const read = (child: Syntax): Expression => readExpression(child, unit);
  const other = (): Expression => ({ kind: "other", parts: node.children.map(read), ...placed });
  switch (node.type) {
    case "identifier":
    case "field_identifier":
    case "package_identifier":
    case "type_identifier":
      return { kind: "name", name: textOf(node), ...placed };
    case "interpreted_string_literal":
    case "raw_string_literal":
    case "rune_literal":
      return { kind: "text", value: unquote(textOf(node)), ...placed };
    case "int_literal":
    case "float_literal":
      return { kind: "number", value: Number(textOf(node).replaceAll("_", "")), ...placed };
    case "true":
    case "false":
      return { kind: "boolean", value: node.type === "true", ...placed };
    case "nil":
      return { kind: "null", ...placed };
    case "parenthesized_expression":
    case "expression_list":
    case "literal_element":
    case "variadic_argument":
    case "type_instantiation_expression":
      return node.children[0] ? read(node.children[0]) : other();
    case "selector_expression":
      return { kind: "member", object: read(field(node, "operand")!), name: textOf(field(node, "field")!), ...placed };
    case "call_expression":
      return readCall(node, unit);
    case "composite_literal":
      return readComposite(field(node, "body")!, readType(field(node, "type"), unit), unit);
    case "literal_value":
      return readComposite(node, undefined, unit);
    case "func_literal":
      return { kind: "function", declaration: readFunction(node, unit), ...placed };
    case "unary_expression":
      return readUnary(node, unit);
    case "binary_expression":
      return readBinary(node, unit);
    case "index_expression":
      return { kind: "index", object: read(field(node, "operand")!), index: read(field(node, "index")!), ...placed };
    case "slice_expression":
      return { kind: "call", callee: { kind: "name", name: "(slice)", ...placed }, args: node.children.map(read), ...placed };
    case "type_assertion_expression":
    case "type_conversion_expression": {
      const type = readType(field(node, "type"), unit);
      const value = read(field(node, "operand")!);
      return type ? { kind: "cast", type, value, ...placed } : value;
    }
    case "pointer_type":
    case "qualified_type":
    case "slice_type":
    case "array_type":
    case "map_type":
    case "channel_type":
    case "function_type":
    case "struct_type":
    case "interface_type":
    case "generic_type": {
      const type = readType(node, unit);
      return type ? { kind: "type", type, ...placed } : other();
    }
    default:
      return other();
  }
}

export function readFunction(node: Syntax, unit: GoSource, owner?: FunctionDeclaration["owner"]): FunctionDeclaration {
  const body = field(node, "body");
  return { ...readSignature(node, unit, owner), ...(body ? { body: unit.readBlock(body) } : {}) };
}

function readCall(node: Syntax, unit: GoSource): Expression {
  const args = field(node, "arguments")?.children ?? [];
  const types = field(node, "type_arguments")?.children.flatMap((child) => readType(child, unit) ?? []);
  return {
    kind: "call",
    callee: readExpression(field(node, "function")!, unit),
    args: args.map((argument) => readExpression(argument, unit)),
    ...(args.some((argument) => argument.type === "variadic_argument") ? { spread: true } : {}),
    ...(types ? { types } : {}),
    at: locationOf(node),
    code: shorten(textOf(field(node, "function")!)),
  };
}

/** `T{…}`; elements without a type of their own have the one that the collection says. */
function readComposite(body: Syntax, type: TypeName | undefined, unit: GoSource): Expression {
  const placed = { at: locationOf(body), code: shorten(textOf(body)) };
  const element = type?.name === "[]" ? type.args[0] : type?.name === "map" ? type.args[1] : undefined;
  const value = (node: Syntax, expected = element): Expression => {
    const inner = node.type === "literal_element" ? node.children[0] : node;
    if (inner?.type === "literal_value") return readComposite(inner, expected, unit);
    return readExpression(inner ?? node, unit);
  };
  const elements = body.children.map((child): { key?: Syntax; value: Syntax } => (child.type === "keyed_element" ? { key: field(child, "key") ?? child.children[0]!, value: field(child, "value") ?? child.children[1]! } : { value: child }));
  if (type?.name === "[]") return { kind: "list", items: elements.map((one) => value(one.value)), ...(element ? { of: element } : {}), ...placed };
  if (type?.name === "map") return { kind: "map", entries: elements.flatMap((one) => (one.key ? [{ key: value(one.key, type.args[0]), value: value(one.value) }] : [])), ...(element ? { of: element } : {}), ...placed };
  const entries = elements.map((one): Entry => {
    const key = one.key?.type === "literal_element" ? one.key.children[0] : one.key;
    if (!key) return { value: value(one.value) };
    // Whether `x:` is a field or the key of a named map type is only told by the type.
    return key.type === "identifier" ? { name: textOf(key), key: readExpression(key, unit), value: value(one.value) } : { key: value(key), value: value(one.value) };
  });
  return { kind: "new", type: type ?? { name: "any", args: [] }, args: [], entries, ...placed };
}

function readUnary(node: Syntax, unit: GoSource): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const operand = readExpression(field(node, "operand")!, unit);
  const operator = textOf(field(node, "operator")!);
  if (operator === "&" && (operand.kind === "name" || operand.kind === "member")) return { kind: "address", target: operand, ...placed };
  if (operator === "&" || operator === "*") return operand;
  if (operator === "!") return { kind: "logic", operator: "not", parts: [operand], ...placed };
  if (operator === "<-") return { kind: "index", object: operand, index: { kind: "other", parts: [], ...placed }, ...placed };
  return { kind: "other", parts: [operand], ...placed };
}

function readBinary(node: Syntax, unit: GoSource): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const left = readExpression(field(node, "left")!, unit);
  const right = readExpression(field(node, "right")!, unit);
  const operator = textOf(field(node, "operator")!);
  switch (operator) {
    case "+":
      return { kind: "join", parts: [left, right], ...placed };
    case "==":
    case "!=":
      return { kind: "compare", left, right, isEqual: operator === "==", ...placed };
    case "&&":
    case "||":
      return { kind: "logic", operator: operator === "&&" ? "and" : "or", parts: [left, right], ...placed };
    default:
      return { kind: "other", parts: [left, right], ...placed };
  }
}

/** The text of a literal. Source: https://go.dev/ref/spec#String_literals */
export function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith("`")) return inner.replaceAll("\r", "");
  return inner.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-7]{3})|(.))/g, (_, u, long, x, octal, one: string) => {
    const code = u ?? long ?? x;
    if (code) return String.fromCodePoint(Math.min(0x10ffff, parseInt(code as string, 16)));
    if (octal) return String.fromCharCode(parseInt(octal as string, 8));
    return escapes[one] ?? one;
  });
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v" };
