import type { Expression } from "../program/program";
import { field, textOf, type Syntax } from "../syntax";
import { callTo, placed, readCondition, readExpression } from "./ruby-syntax";
import type { RubyScope } from "./ruby-source";

/** `a = b`, `a, b = c`, `object.name = value`, `hash[key] = value` */
export function readAssignment(node: Syntax, scope: RubyScope): Expression {
  const [left, right] = [field(node, "left")!, field(node, "right")!];
  if (left.type === "left_assignment_list") return assignSeveral(left, right, node, scope);
  return scope.source.makeClass(left, right, scope) ?? assignOne(left, readExpression(right, scope), node, scope);
}

function assignOne(left: Syntax, value: Expression, node: Syntax, scope: RubyScope): Expression {
  if (left.type === "call") return setAttribute(left, value, node, scope);
  return { kind: "assign", targets: [readTarget(left, scope)], values: [value], isSum: false, ...placed(node) };
}

/** `object.name = value` is a call of `name=`. */
function setAttribute(left: Syntax, value: Expression, node: Syntax, scope: RubyScope): Expression {
  const object = readExpression(field(left, "receiver")!, scope);
  return { kind: "call", callee: { kind: "member", object, name: `${textOf(field(left, "method")!)}=`, ...placed(left) }, args: [value], ...placed(node) };
}

function assignSeveral(left: Syntax, right: Syntax, node: Syntax, scope: RubyScope): Expression {
  const plain = right.type === "right_assignment_list" && !right.children.some((child) => child.type === "splat_argument");
  const values = plain && right.children.length === left.children.length ? right.children.map((child) => readExpression(child, scope)) : [callTo("(tuple)", [readExpression(right, scope)], right)];
  return { kind: "assign", targets: left.children.map((child) => readTarget(child, scope)), values, isSum: false, ...placed(node) };
}

function readTarget(node: Syntax, scope: RubyScope): Expression {
  const at = placed(node);
  switch (node.type) {
    case "identifier":
      return { kind: "name", name: textOf(node), ...at };
    case "constant":
      return scope.inside && scope.isClassLevel ? { kind: "member", object: { kind: "name", name: "this", ...at }, name: textOf(node), ...at } : { kind: "name", name: textOf(node), ...at };
    case "element_reference":
      return { kind: "index", object: readExpression(field(node, "object")!, scope), index: node.children[1] ? readExpression(node.children[1], scope) : { kind: "null", ...at }, ...at };
    case "call":
      return { kind: "member", object: readExpression(field(node, "receiver")!, scope), name: `@${textOf(field(node, "method")!)}`, ...at };
    case "rest_assignment":
      return node.children[0] ? readTarget(node.children[0], scope) : { kind: "name", name: "_", ...at };
    default:
      return readExpression(node, scope);
  }
}

/** `a ||= b`, `a += b` */
export function readOperatorAssignment(node: Syntax, scope: RubyScope): Expression {
  const [left, right] = [field(node, "left")!, field(node, "right")!];
  const operator = textOf(field(node, "operator")!);
  const value = readExpression(right, scope);
  if (operator === "||=") return assignOne(left, { kind: "either", condition: readCondition(left, scope), then: readExpression(left, scope), otherwise: value, ...placed(node) }, node, scope);
  if (operator === "&&=") return assignOne(left, { kind: "either", condition: readCondition(left, scope), then: value, otherwise: readExpression(left, scope), ...placed(node) }, node, scope);
  if (operator === "+=") return assignOne(left, { kind: "call", callee: { kind: "member", object: readExpression(left, scope), name: "+", ...placed(node) }, args: [value], ...placed(node) }, node, scope);
  return assignOne(left, { kind: "other", parts: [readExpression(left, scope), value], ...placed(node) }, node, scope);
}
