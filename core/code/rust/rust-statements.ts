import type { Case, Expression, Statement } from "../program/program";
import { childrenOf, field, locationOf, textOf, type Syntax } from "../syntax";
import { bindPattern, textsMatched } from "./rust-patterns";
import type { RustScope } from "./rust-source";
import { open, placed, readExpression } from "./rust-syntax";
import { readType } from "./rust-types";

const blocks = new Set(["block", "async_block", "unsafe_block", "const_block", "if_expression", "match_expression", "loop_expression", "while_expression", "for_expression", "let_declaration", "expression_statement", "return_expression", "break_expression", "continue_expression"]);

/** Translates a statement or block; where its value is asked for, it is returned. */
export function readStatements(node: Syntax, scope: RustScope, isResult: boolean): Statement[] {
  const at = locationOf(node);
  switch (node.type) {
    case "block":
      return readBlock(node, scope, isResult);
    case "async_block":
      return node.children.flatMap((child) => readStatements(child, { ...scope, isAsync: true }, isResult));
    case "unsafe_block":
    case "const_block":
      return node.children.flatMap((child) => readStatements(child, scope, isResult));
    case "else_clause":
      return node.children.flatMap((child) => readStatements(child, scope, isResult));
    case "expression_statement": {
      const inner = node.children[0];
      const isValue = isResult && !textOf(node).trimEnd().endsWith(";");
      return inner ? readStatements(inner, scope, isValue) : [];
    }
    case "let_declaration":
      return readLet(node, scope);
    case "if_expression":
      return [readIf(node, scope, isResult)];
    case "match_expression":
      return [readMatch(node, scope, isResult)];
    case "loop_expression":
      return [{ kind: "loop", body: readStatements(field(node, "body")!, scope, false), isAlwaysEntered: true, at }];
    case "while_expression":
      return readWhile(node, scope);
    case "for_expression":
      return [readFor(node, scope)];
    case "return_expression":
      return [{ kind: "return", values: node.children.map((child) => readExpression(child, scope)), ...(scope.isAsync ? {} : { leavesFunction: true }), at }];
    case "break_expression":
    case "continue_expression":
      return [{ kind: "jump", at }];
    case "empty_statement":
    case "attribute_item":
    case "inner_attribute_item":
    case "use_declaration":
      return [];
    case "function_item":
    case "struct_item":
    case "enum_item":
    case "impl_item":
    case "trait_item":
    case "type_item":
    case "mod_item":
    case "macro_definition":
      // Items inside of functions are those of the module.
      return [];
    case "const_item":
    case "static_item": {
      const value = field(node, "value");
      return value ? [{ kind: "declare", bindings: [{ name: textOf(field(node, "name")!) }], values: [readExpression(value, scope)], at }] : [];
    }
  }
  const value = readExpression(node, scope);
  return isResult ? [{ kind: "return", values: [value], at }] : [{ kind: "expression", value, at }];
}

function readBlock(node: Syntax, scope: RustScope, isResult: boolean): Statement[] {
  const present = node.children.filter((child) => child.type !== "label" && child.type !== "attribute_item");
  return present.flatMap((child, index) => readStatements(child, scope, isResult && index === present.length - 1 && child.type !== "let_declaration"));
}

/** `let Some(x) = value else { return };` */
function readLet(node: Syntax, scope: RustScope): Statement[] {
  const value = field(node, "value");
  const type = readType(field(node, "type"), scope.bounds);
  const alternative = field(node, "alternative");
  const otherwise: Statement[] = alternative ? [{ kind: "if", condition: open(node), then: readStatements(alternative, scope, false), at: locationOf(alternative) }] : [];
  return [...bindPattern(field(node, "pattern")!, value && readExpression(value, scope), node, type), ...otherwise];
}

/** The parts of a condition that bind names: `if let Some(x) = a && b`. */
function lets(node: Syntax): Syntax[] {
  if (node.type === "let_condition") return [node];
  return node.type === "let_chain" || node.type === "binary_expression" ? node.children.flatMap(lets) : [];
}

function bindLets(condition: Syntax, scope: RustScope): Statement[] {
  return lets(condition).flatMap((one) => bindPattern(field(one, "pattern")!, readExpression(field(one, "value")!, scope), one));
}

function readIf(node: Syntax, scope: RustScope, isResult: boolean): Statement {
  const condition = field(node, "condition")!;
  const alternative = field(node, "alternative");
  const bound = bindLets(condition, scope);
  const then = [...bound, ...readStatements(field(node, "consequence")!, scope, isResult)];
  const asked: Expression = bound.length > 0 ? open(condition) : readExpression(condition, scope);
  const otherwise = alternative ? readStatements(alternative, scope, isResult) : undefined;
  return { kind: "if", condition: asked, then, ...(otherwise ? { otherwise } : {}), at: locationOf(node) };
}

function readWhile(node: Syntax, scope: RustScope): Statement[] {
  const condition = field(node, "condition")!;
  const bound = bindLets(condition, scope);
  const body = readStatements(field(node, "body")!, scope, false);
  return [{ kind: "loop", ...(bound.length > 0 ? {} : { condition: readExpression(condition, scope) }), body: [...bound, ...body], at: locationOf(node) }];
}

function readFor(node: Syntax, scope: RustScope): Statement {
  const pattern = field(node, "pattern")!;
  const at = locationOf(node);
  const name = pattern.type === "identifier" ? textOf(pattern) : "(element)";
  const taken = pattern.type === "identifier" ? [] : bindPattern(pattern, { kind: "name", name, ...placed(pattern) }, pattern);
  return { kind: "each", bindings: [{ name }], over: readExpression(field(node, "value")!, scope), body: [...taken, ...readStatements(field(node, "body")!, scope, false)], declares: true, at };
}

/** Texts decide which arm is taken; of other patterns any may match. */
function readMatch(node: Syntax, scope: RustScope, isResult: boolean): Statement {
  const subject = field(node, "value")!;
  const value: Expression = { kind: "name", name: "(subject)", ...placed(subject) };
  const arms = childrenOf(field(node, "body")!, "match_arm");
  const cases = arms.map((arm): Case => {
    const pattern = field(arm, "pattern")!;
    const texts = textsMatched(pattern);
    const guard = field(pattern, "condition");
    const body = [...bindPattern(pattern, value, pattern), ...(guard ? [{ kind: "expression", value: readExpression(guard, scope), at: locationOf(guard) } as const] : []), ...armBody(field(arm, "value")!, scope, isResult)];
    const isDefault = !guard && /^(_|[a-z]\w*)$/.test(textOf(pattern));
    return isDefault ? { body } : { values: texts ? texts.map((one) => readExpression(one, scope)) : [open(pattern)], body };
  });
  // The default is asked last wherever it stands.
  const ordered = [...cases.filter((one) => one.values), ...cases.filter((one) => !one.values)];
  return { kind: "block", body: [{ kind: "declare", bindings: [{ name: "(subject)" }], values: [readExpression(subject, scope)], at: locationOf(subject) }, { kind: "switch", subject: value, cases: ordered, at: locationOf(node) }], at: locationOf(node) };
}

function armBody(node: Syntax, scope: RustScope, isResult: boolean): Statement[] {
  if (blocks.has(node.type)) return readStatements(node, scope, isResult);
  const value = readExpression(node, scope);
  const at = locationOf(node);
  return isResult ? [{ kind: "return", values: [value], at }] : [{ kind: "expression", value, at }];
}
