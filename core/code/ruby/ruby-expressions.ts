import type { Expression } from "../program/program";
import { field, textOf, type Syntax } from "../syntax";
import { readArguments, readHash } from "./ruby-arguments";
import { readAssignment, readOperatorAssignment } from "./ruby-assignments";
import { readFunction } from "./ruby-blocks";
import { argumentsOf } from "./ruby-locals";
import type { RubyScope } from "./ruby-source";
import { bindPattern } from "./ruby-patterns";
import { symbolName } from "./ruby-symbols";
import { callTo, placed, readCondition } from "./ruby-syntax";
import { readHeredoc, readText } from "./ruby-texts";

/** Translates an expression; whatever has statements inside is a block with a value. */
export function readExpression(node: Syntax, scope: RubyScope): Expression {
  const at = placed(node);
  const read = (child: Syntax): Expression => readExpression(child, scope);
  switch (node.type) {
    case "identifier":
      return scope.locals.has(textOf(node)) ? { kind: "name", name: textOf(node), ...at } : callTo(textOf(node), [], node);
    case "constant":
    case "global_variable":
      return { kind: "name", name: textOf(node), ...at };
    case "self":
      return { kind: "name", name: "this", ...at };
    case "instance_variable":
      return scope.inside ? { kind: "member", object: { kind: "name", name: "this", ...at }, name: textOf(node), ...at } : { kind: "name", name: textOf(node), ...at };
    case "class_variable":
      return { kind: "member", object: { kind: "name", name: "(class)", ...at }, name: textOf(node), ...at };
    case "scope_resolution": {
      const around = field(node, "scope");
      const name = textOf(field(node, "name")!);
      return around ? { kind: "member", object: read(around), name, ...at } : { kind: "name", name: `::${name}`, ...at };
    }
    case "string":
    case "bare_string":
    case "chained_string":
    case "delimited_symbol":
    case "bare_symbol":
      return readText(node, scope);
    case "heredoc_beginning":
      return readHeredoc(node, scope);
    case "simple_symbol":
      return { kind: "text", value: symbolName(textOf(node).slice(1)), ...at };
    case "hash_key_symbol":
      return { kind: "text", value: symbolName(textOf(node)), ...at };
    case "character":
      return { kind: "text", value: textOf(node).slice(1), ...at };
    case "integer":
    case "float":
      return { kind: "number", value: Number(textOf(node).replaceAll("_", "")), ...at };
    case "true":
    case "false":
      return { kind: "boolean", value: node.type === "true", ...at };
    case "nil":
      return { kind: "null", ...at };
    case "array":
    case "string_array":
    case "symbol_array":
    case "right_assignment_list":
      return readList(node.children, node, scope);
    case "hash":
      return readHash(node.children, node, scope);
    case "call":
      return readCall(node, scope);
    case "element_reference":
      return { kind: "call", callee: { kind: "member", object: read(field(node, "object")!), name: "[]", ...at }, args: node.children.slice(1).map(read), ...at };
    case "binary":
      return readBinary(node, scope);
    case "unary":
      return readUnary(node, scope);
    case "conditional":
      return { kind: "either", condition: readCondition(field(node, "condition")!, scope), then: read(field(node, "consequence")!), otherwise: read(field(node, "alternative")!), ...at };
    case "match_pattern":
    case "test_pattern":
      return { kind: "other", parts: bindPattern(field(node, "pattern")!, read(field(node, "value")!)), ...at };
    case "subshell":
      return callTo("system", [readText(node, scope)], node);
    case "rescue_modifier":
      return { kind: "either", condition: { kind: "other", parts: [], ...at }, then: read(field(node, "body")!), otherwise: read(field(node, "handler")!), ...at };
    case "assignment":
      return readAssignment(node, scope);
    case "operator_assignment":
      return readOperatorAssignment(node, scope);
    case "lambda":
      return { kind: "function", declaration: readFunction(node, scope), ...at };
    case "yield":
      return { kind: "call", callee: { kind: "member", object: { kind: "name", name: "(yielded)", ...at }, name: "call", ...at }, ...readArguments(argumentsOf(node), undefined, scope), ...at };
    case "super":
      return readSuper(node, argumentsOfSuper(node, scope), scope);
    case "method":
    case "singleton_method":
      scope.source.define(node, scope);
      return { kind: "text", value: symbolName(textOf(field(node, "name")!)), ...at };
    case "class":
    case "module":
    case "singleton_class":
      return scope.source.openClass(node, scope);
    case "parenthesized_statements":
      if (node.children.length === 1) return read(node.children[0]!);
      return { kind: "block", body: scope.source.readBody(node.children, scope), ...at };
    case "if":
    case "unless":
    case "case":
    case "case_match":
    case "begin":
    case "while":
    case "until":
    case "for":
    case "if_modifier":
    case "unless_modifier":
    case "while_modifier":
    case "until_modifier":
    case "then":
    case "else":
      return { kind: "block", body: scope.source.readStatement(node, scope, true), ...at };
    case "splat_argument":
    case "block_argument":
      return node.children[0] ? read(node.children[0]) : { kind: "other", parts: [], ...at };
    case "superclass":
    case "argument_list":
      return node.children.length === 1 ? read(node.children[0]!) : readList(node.children, node, scope);
    case "pair":
      return readHash([node], node, scope);
    default:
      return { kind: "other", parts: node.children.map(read), ...at };
  }
}

function readList(nodes: readonly Syntax[], node: Syntax, scope: RubyScope): Expression {
  const items = nodes.filter((child) => child.type !== "pair" && child.type !== "hash_splat_argument");
  const pairs = nodes.filter((child) => !items.includes(child));
  const hash = pairs.length > 0 ? [readHash(pairs, node, scope)] : [];
  if (!items.some((child) => child.type === "splat_argument")) return { kind: "list", items: [...items.map((child) => readExpression(child, scope)), ...hash], ...placed(node) };
  const parts = items.map((child): Expression => (child.type === "splat_argument" ? readExpression(child, scope) : { kind: "list", items: [readExpression(child, scope)], ...placed(child) }));
  return callTo("(concat)", [...parts, ...(hash.length > 0 ? [{ kind: "list", items: hash, ...placed(node) } as const] : [])], node);
}

function readCall(node: Syntax, scope: RubyScope): Expression {
  const receiver = field(node, "receiver");
  const method = field(node, "method");
  const name = method ? textOf(method) : "call";
  if (method?.type === "super") return readSuper(node, readArguments(argumentsOf(node), field(node, "block"), scope), scope);
  const { args, spread } = readArguments(argumentsOf(node), field(node, "block"), scope);
  const callee: Expression = receiver ? { kind: "member", object: readExpression(receiver, scope), name, ...placed(node) } : { kind: "name", name, ...placed(node) };
  return { kind: "call", callee, args, ...(spread ? { spread } : {}), ...placed(node) };
}

/** A bare `super` passes on what the method was given. */
function argumentsOfSuper(node: Syntax, scope: RubyScope): ReturnType<typeof readArguments> {
  return { args: (scope.method?.parameters ?? []).map((name) => ({ kind: "name", name, ...placed(node) })), spread: false };
}

function readSuper(node: Syntax, given: ReturnType<typeof readArguments>, scope: RubyScope): Expression {
  const { name = "initialize", isStatic = false } = scope.method ?? {};
  const at = placed(node);
  if (name === "initialize" && !isStatic) return { kind: "call", callee: { kind: "name", name: "super", ...at }, ...given, ...at };
  return { kind: "call", callee: { kind: "member", object: { kind: "name", name: "super", ...at }, name, ...at }, ...given, ...at };
}

function readBinary(node: Syntax, scope: RubyScope): Expression {
  const at = placed(node);
  const [left, right] = [field(node, "left")!, field(node, "right")!];
  const operator = textOf(field(node, "operator")!);
  switch (operator) {
    case "||":
    case "or":
      return readAlternatives(node, scope);
    case "&&":
    case "and":
      return { kind: "either", condition: readCondition(left, scope), then: readExpression(right, scope), otherwise: { kind: "null", ...at }, ...at };
    case "==":
    case "!=":
      return { kind: "compare", left: readExpression(left, scope), right: readExpression(right, scope), isEqual: operator === "==", ...at };
    case "+":
      return { kind: "call", callee: { kind: "member", object: readExpression(left, scope), name: "+", ...at }, args: [readExpression(right, scope)], ...at };
    case "<<":
    case "%":
    case "|":
      return { kind: "call", callee: { kind: "member", object: readExpression(left, scope), name: operator, ...at }, args: [readExpression(right, scope)], ...at };
    default:
      return { kind: "other", parts: [readExpression(left, scope), readExpression(right, scope)], ...at };
  }
}

/** `a || b || c` as what stands between the operators. */
function operandsOf(node: Syntax): Syntax[] {
  const operator = node.type === "binary" ? textOf(field(node, "operator")!) : undefined;
  if (operator !== "||" && operator !== "or") return [node];
  return [...operandsOf(field(node, "left")!), ...operandsOf(field(node, "right")!)];
}

/** `a || b || "c"`; where the last one is written out, it is never nothing. */
function readAlternatives(node: Syntax, scope: RubyScope): Expression {
  const operands = operandsOf(node);
  const value = readOr(operands, node, scope);
  return /^(string|integer|float|array|hash|simple_symbol)$/.test(operands[operands.length - 1]!.type) ? callTo("(something)", [value], node) : value;
}

function readOr([first, ...others]: readonly Syntax[], node: Syntax, scope: RubyScope): Expression {
  const value = readExpression(first!, scope);
  if (others.length === 0) return value;
  return { kind: "either", condition: readCondition(first!, scope), then: value, otherwise: readOr(others, node, scope), ...placed(node) };
}

function readUnary(node: Syntax, scope: RubyScope): Expression {
  const at = placed(node);
  const operator = textOf(field(node, "operator")!);
  const operand = field(node, "operand")!;
  if (operator === "!" || operator === "not") return { kind: "logic", operator: "not", parts: [readCondition(operand, scope)], ...at };
  // What `defined?` asks about is not evaluated.
  if (operator === "defined?") return { kind: "other", parts: [], ...at };
  return { kind: "other", parts: [readExpression(operand, scope)], ...at };
}
