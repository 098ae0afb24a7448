import type { Case, Expression, Statement } from "../program/program";
import { childrenOf, field, fieldAll, locationOf, textOf, type Syntax } from "../syntax";
import { clausesOf } from "./ruby-locals";
import { bindPattern } from "./ruby-patterns";
import type { RubyScope } from "./ruby-source";
import { placed, readCondition, readExpression } from "./ruby-syntax";

/** A body whose last value is its result. */
export function readBody(nodes: readonly Syntax[], scope: RubyScope): Statement[] {
  const { body, rescues, otherwise, ensure } = clausesOf(nodes.filter((node) => node.type !== "heredoc_body"));
  const guarded = readAll(otherwise ? [...body, otherwise] : body, scope, true);
  if (rescues.length === 0 && !ensure) return guarded;
  const catches = rescues.map((rescue) => readRescue(rescue, scope, true));
  return [{ kind: "try", resources: [], body: guarded, catches, ...(ensure ? { last: readAll(ensure.children, scope, false) } : {}), at: guarded[0]?.at ?? locationOf((rescues[0] ?? ensure)!) }];
}

function readAll(nodes: readonly Syntax[], scope: RubyScope, hasResult: boolean): Statement[] {
  const present = nodes.filter((node) => node.type !== "heredoc_body" && node.type !== "empty_statement");
  return present.flatMap((node, index) => readStatement(node, scope, hasResult && index === present.length - 1));
}

function readRescue(node: Syntax, scope: RubyScope, isLast: boolean): { name?: string; body: Statement[] } {
  const variable = field(node, "variable")?.children[0];
  return { ...(variable?.type === "identifier" ? { name: textOf(variable) } : {}), body: readAll(field(node, "body")?.children ?? [], scope, isLast) };
}

/** Translates a statement; where it is the last of a body, its value is what the body returns. */
export function readStatement(node: Syntax, scope: RubyScope, isLast: boolean): Statement[] {
  const at = locationOf(node);
  const all = (nodes: readonly Syntax[]): Statement[] => readAll(nodes, scope, isLast);
  switch (node.type) {
    case "if":
    case "elsif":
    case "unless":
      return [readIf(node, scope, isLast)];
    case "if_modifier":
    case "unless_modifier": {
      const condition = readConditionOf(node, scope);
      return [{ kind: "if", condition, then: all([field(node, "body")!]), at }, ...(isLast ? [nothing(node)] : [])];
    }
    case "while":
    case "until":
    case "while_modifier":
    case "until_modifier": {
      const body = field(node, "body")!;
      const inner: RubyScope = { ...scope, isLoop: true };
      return [{ kind: "loop", condition: readConditionOf(node, scope), body: readAll(body.type === "do" ? body.children : [body], inner, false), at }];
    }
    case "for":
      return [readFor(node, scope)];
    case "case":
      return [readCase(node, scope, isLast)];
    case "case_match":
      return [readMatch(node, scope, isLast)];
    case "begin":
      return readBegin(node, scope, isLast);
    case "then":
    case "do":
    case "else":
    case "begin_block":
    case "end_block":
    case "body_statement":
    case "block_body":
      return all(node.children);
    case "parenthesized_statements":
      return all(node.children);
    case "return":
      return [{ kind: "return", values: returned(node, scope), leavesFunction: true, at }];
    case "next":
    case "break":
      return scope.isLoop || !scope.isBlock ? [{ kind: "jump", at }] : [{ kind: "return", values: returned(node, scope), at }];
    case "redo":
    case "retry":
      return [{ kind: "jump", at }];
    case "method":
    case "singleton_method":
      scope.source.define(node, scope);
      return [];
    case "heredoc_body":
    case "empty_statement":
    case "alias":
    case "undef":
      return [];
    case "call":
      if (!field(node, "receiver") && /^(raise|fail|abort|exit!?)$/.test(textOf(field(node, "method") ?? node))) return [{ kind: "throw", value: readExpression(node, scope), at }];
      break;
    case "identifier":
      if (/^(raise|exit!?)$/.test(textOf(node)) && !scope.locals.has(textOf(node))) return [{ kind: "throw", at }];
      break;
  }
  const value = readExpression(node, scope);
  return isLast ? [{ kind: "return", values: [value], at }] : [{ kind: "expression", value, at }];
}

function nothing(node: Syntax): Statement {
  return { kind: "return", values: [{ kind: "null", ...placed(node) }], at: locationOf(node) };
}

function returned(node: Syntax, scope: RubyScope): Expression[] {
  const given = node.children.flatMap((child) => (child.type === "argument_list" ? child.children : [child]));
  if (given.length === 0) return [];
  if (given.length === 1) return [readExpression(given[0]!, scope)];
  return [{ kind: "list", items: given.map((child) => readExpression(child, scope)), ...placed(node) }];
}

/** `unless` and `until` ask for the opposite. */
function readConditionOf(node: Syntax, scope: RubyScope): Expression {
  const condition = readCondition(field(node, "condition")!, scope);
  return /^un(less|til)/.test(node.type) ? { kind: "logic", operator: "not", parts: [condition], ...placed(node) } : condition;
}

function readIf(node: Syntax, scope: RubyScope, isLast: boolean): Statement {
  const alternative = field(node, "alternative");
  const otherwise = alternative ? readStatement(alternative, scope, isLast) : isLast ? [nothing(node)] : undefined;
  return { kind: "if", condition: readConditionOf(node, scope), then: readAll(field(node, "consequence")?.children ?? [], scope, isLast), ...(otherwise ? { otherwise } : {}), at: locationOf(node) };
}

function readFor(node: Syntax, scope: RubyScope): Statement {
  const pattern = field(node, "pattern")!;
  const names = pattern.type === "identifier" ? [textOf(pattern)] : pattern.children.filter((child) => child.type === "identifier").map(textOf);
  const over = field(node, "value")!;
  return { kind: "each", bindings: names.slice(0, 2).map((name) => ({ name })), over: readExpression(over.type === "in" ? over.children[0]! : over, scope), body: readAll(field(node, "body")?.children ?? [], { ...scope, isLoop: true }, false), declares: false, at: locationOf(node) };
}

function readCase(node: Syntax, scope: RubyScope, isLast: boolean): Statement {
  const subject = field(node, "value");
  const otherwise = childrenOf(node, "else")[0];
  const cases: Case[] = childrenOf(node, "when").map((when) => ({
    values: fieldAll(when, "pattern").map((pattern) => readExpression(pattern.type === "pattern" ? pattern.children[0]! : pattern, scope)),
    body: readAll(field(when, "body")?.children ?? [], scope, isLast),
  }));
  const fallback: Case[] = otherwise ? [{ body: readAll(otherwise.children, scope, isLast) }] : isLast ? [{ body: [nothing(node)] }] : [];
  return { kind: "switch", ...(subject ? { subject: readExpression(subject, scope) } : {}), cases: [...cases, ...fallback], at: locationOf(node) };
}

/** Which pattern a value matches is left open. */
function readMatch(node: Syntax, scope: RubyScope, isLast: boolean): Statement {
  const value = field(node, "value")!;
  const subject = readExpression(value, scope);
  const clauses = fieldAll(node, "clauses").filter((one) => one.type === "in_clause");
  const otherwise = childrenOf(node, "else")[0] ?? fieldAll(node, "else")[0];
  const open: Expression = { kind: "other", parts: [], ...placed(node) };
  const cases: Case[] = clauses.map((clause) => ({ values: [open], body: [...bound(field(clause, "pattern"), subject), ...readAll(field(clause, "body")?.children ?? [], scope, isLast)] }));
  return { kind: "switch", subject, cases: otherwise ? [...cases, { body: readAll(otherwise.children, scope, isLast) }] : cases, at: locationOf(node) };
}

/** Sets the variables of a pattern. */
function bound(pattern: Syntax | undefined, subject: Expression): Statement[] {
  return pattern ? bindPattern(pattern, subject).map((value) => ({ kind: "expression", value, at: value.at })) : [];
}

function readBegin(node: Syntax, scope: RubyScope, isLast: boolean): Statement[] {
  const { body, rescues, otherwise, ensure } = clausesOf(node.children);
  const inside = readAll(otherwise ? [...body, otherwise] : body, scope, isLast);
  if (rescues.length === 0 && !ensure) return inside;
  return [{ kind: "try", resources: [], body: inside, catches: rescues.map((rescue) => readRescue(rescue, scope, isLast)), ...(ensure ? { last: readAll(ensure.children, scope, false) } : {}), at: locationOf(node) }];
}
