import type { Entry, Expression, FunctionDeclaration, Statement } from "../program/program";
import { childrenOf, field, locationOf, textOf, type Syntax } from "../syntax";
import { readMacro } from "./rust-macros";
import { bindPattern, parameterName } from "./rust-patterns";
import type { RustScope } from "./rust-source";
import { callTo, open, placed } from "./rust-syntax";
import { pathOf, readType } from "./rust-types";

/** Translates an expression; blocks and what branches are blocks with a value. */
export function readExpression(node: Syntax, scope: RustScope): Expression {
  const at = placed(node);
  const read = (child: Syntax): Expression => readExpression(child, scope);
  switch (node.type) {
    case "identifier":
    case "type_identifier":
    case "self":
    case "crate":
      return textOf(node) === "None" ? { kind: "null", ...at } : { kind: "name", name: textOf(node), ...at };
    case "scoped_identifier":
    case "scoped_type_identifier":
      return { kind: "name", name: pathOf(node), ...at };
    case "generic_function":
      return read(field(node, "function")!);
    case "generic_type":
      return { kind: "name", name: pathOf(node), ...at };
    case "string_literal":
    case "raw_string_literal":
    case "char_literal":
      return { kind: "text", value: textIn(node), ...at };
    case "integer_literal":
    case "float_literal":
      return { kind: "number", value: Number(textOf(node).replace(/_|[iuf](8|16|32|64|128|size)$/g, "")) || 0, ...at };
    case "boolean_literal":
      return { kind: "boolean", value: textOf(node) === "true", ...at };
    case "unit_expression":
      return { kind: "null", ...at };
    case "field_expression":
      return { kind: "member", object: read(field(node, "value")!), name: textOf(field(node, "field")!), ...at };
    case "call_expression":
      return readCall(node, scope);
    case "macro_invocation":
      return readMacro(node, scope);
    case "await_expression":
    case "parenthesized_expression":
      return node.children[0] ? read(node.children[0]) : open(node);
    case "try_expression":
      return node.children[0] ? callTo("(held)", [read(node.children[0])], node) : open(node);
    case "reference_expression":
      return read(field(node, "value")!);
    case "type_cast_expression":
      return read(field(node, "value")!);
    case "unary_expression":
      return textOf(node).startsWith("!") ? { kind: "logic", operator: "not", parts: node.children.map(read), ...at } : textOf(node).startsWith("*") && node.children[0] ? read(node.children[0]) : open(node, node.children.map(read));
    case "binary_expression":
      return readBinary(node, scope);
    case "assignment_expression":
      return { kind: "assign", targets: [read(field(node, "left")!)], values: [read(field(node, "right")!)], isSum: false, ...at };
    case "compound_assignment_expr": {
      const isSum = textOf(field(node, "operator") ?? node) === "+=";
      const value = read(field(node, "right")!);
      return { kind: "assign", targets: [read(field(node, "left")!)], values: [isSum ? value : open(node, [value])], isSum, ...at };
    }
    case "index_expression":
      return { kind: "index", object: read(node.children[0]!), index: read(node.children[1]!), ...at };
    case "array_expression":
    case "tuple_expression":
      return { kind: "list", items: node.children.filter((child) => child.type !== "attribute_item").map(read), ...at };
    case "struct_expression":
      return readStruct(node, scope);
    case "closure_expression":
      return { kind: "function", declaration: readClosure(node, scope), ...at };
    case "block":
    case "async_block":
    case "unsafe_block":
    case "const_block":
    case "if_expression":
    case "match_expression":
    case "loop_expression":
    case "while_expression":
    case "for_expression":
      return { kind: "block", body: scope.source.readStatements(node, scope, true), ...at };
    case "return_expression":
    case "break_expression":
      return callTo("(leave)", node.children.filter((child) => child.type !== "label").map(read), node);
    case "let_condition":
      return open(node, [read(field(node, "value")!)]);
    default:
      return open(node, node.children.filter((child) => child.type !== "lifetime").map(read));
  }
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };

/** The text of a literal. */
export function textIn(node: Syntax): string {
  if (node.type === "char_literal") return textOf(node).slice(1, -1);
  return node.children
    .map((child) => {
      const written = textOf(child);
      if (child.type !== "escape_sequence") return written;
      const code = /^\\(?:x|u\{?)([0-9a-fA-F]+)/.exec(written)?.[1];
      if (code) return String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff));
      return written[1] === "\n" ? "" : (escapes[written[1] ?? ""] ?? written.slice(1));
    })
    .join("");
}

function readCall(node: Syntax, scope: RustScope): Expression {
  const fn = field(node, "function")!;
  const args = field(node, "arguments")!.children.filter((child) => child.type !== "attribute_item").map((child) => readExpression(child, scope));
  const at = placed(node);
  const callee = fn.type === "generic_function" ? field(fn, "function")! : fn;
  const types = fn.type === "generic_function" ? (field(fn, "type_arguments")?.children ?? []).flatMap((child) => readType(child, scope.bounds) ?? []) : [];
  const more = types.length > 0 ? { types } : {};
  const fallback = callee.type === "field_expression" ? /^(unwrap_or|or|unwrap_or_else|or_else)$/.exec(textOf(field(callee, "field")!))?.[1] : undefined;
  // Of nothing no method can be called; what stands for it can be told all the same.
  if (fallback) return callTo(fallback.endsWith("else") ? "(or else)" : "(or)", [readExpression(field(callee, "value")!, scope), ...args], node);
  if (callee.type === "field_expression") return { kind: "call", callee: { kind: "member", object: readExpression(field(callee, "value")!, scope), name: textOf(field(callee, "field")!), ...placed(callee) }, args, ...more, ...at };
  const path = callee.type === "identifier" || callee.type.startsWith("scoped") ? pathOf(callee) : undefined;
  if (path === undefined) return { kind: "call", callee: readExpression(callee, scope), args, ...more, ...at };
  const name = path.slice(path.lastIndexOf(":") + 1);
  if (/^(Some|Ok|Err)$/.test(path)) return name === "Err" ? callTo("(leave)", args, node) : (args[0] ?? open(node));
  // A type with fields that have no names, or a variant of an enum.
  if (/^[A-Z]/.test(name)) return { kind: "new", type: { name: path, args: [] }, args: [], entries: args.map((value, index) => ({ name: String(index), value })), ...at };
  const colons = path.lastIndexOf("::");
  // `super::name(…)` is no call of an inherited method.
  if (colons <= 0 || path.slice(0, colons) === "super") return { kind: "call", callee: { kind: "name", name: path, ...placed(callee) }, args, ...more, ...at };
  return { kind: "call", callee: { kind: "member", object: { kind: "name", name: path.slice(0, colons), ...placed(callee) }, name, ...placed(callee) }, args, ...more, ...at };
}

function readBinary(node: Syntax, scope: RustScope): Expression {
  const at = placed(node);
  const [left, right] = [readExpression(field(node, "left")!, scope), readExpression(field(node, "right")!, scope)];
  switch (textOf(field(node, "operator") ?? node)) {
    case "==":
      return { kind: "compare", left, right, isEqual: true, ...at };
    case "!=":
      return { kind: "compare", left, right, isEqual: false, ...at };
    case "&&":
      return { kind: "logic", operator: "and", parts: [left, right], ...at };
    case "||":
      return { kind: "logic", operator: "or", parts: [left, right], ...at };
    case "+":
      return { kind: "join", parts: [left, right], ...at };
    default:
      return open(node, [left, right]);
  }
}

function readStruct(node: Syntax, scope: RustScope): Expression {
  const name = field(node, "name")!;
  const entries = (field(node, "body")?.children ?? []).flatMap((child): Entry[] => {
    if (child.type === "shorthand_field_initializer") return child.children[0] ? [{ name: textOf(child.children[0]), value: readExpression(child.children[0], scope) }] : [];
    if (child.type !== "field_initializer") return [];
    const value = field(child, "value");
    return value ? [{ name: textOf(field(child, "field") ?? field(child, "name")!), value: readExpression(value, scope) }] : [];
  });
  const base = childrenOf(field(node, "body") ?? node, "base_field_initializer")[0]?.children[0];
  const made: Expression = { kind: "new", type: readType(name, scope.bounds) ?? { name: pathOf(name), args: [] }, args: [], entries, ...placed(node) };
  return base ? callTo("(based)", [made, readExpression(base, scope)], node) : made;
}

/** `|event| async move { … }` */
function readClosure(node: Syntax, scope: RustScope): FunctionDeclaration {
  const written = field(node, "parameters")?.children ?? [];
  const parameters = written.map((one, index) => {
    const pattern = one.type === "parameter" ? field(one, "pattern")! : one;
    const type = one.type === "parameter" ? readType(field(one, "type"), scope.bounds) : undefined;
    return { name: parameterName(pattern, index), pattern, ...(type ? { type } : {}) };
  });
  const taken = parameters.flatMap(({ name, pattern }): Statement[] => (pattern.type === "identifier" ? [] : bindPattern(pattern, { kind: "name", name, ...placed(pattern) }, pattern)));
  const body = field(node, "body")!;
  const inner: RustScope = { ...scope, isAsync: false };
  const statements = scope.source.readStatements(body, inner, true);
  return { name: "closure", unit: scope.source, parameters: parameters.map(({ name, type }) => ({ name, ...(type ? { type } : {}) })), results: [], body: [...taken, ...statements], at: locationOf(node), ...(scope.owner ? { owner: scope.owner } : {}) };
}
