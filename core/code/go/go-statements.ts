import type { Binding, Case, Expression, Statement } from "../program/program";
import type { GoSource } from "./go-source";
import { childrenOf, field, fieldAll, locationOf, shorten, textOf, type Syntax } from "../syntax";
import { readExpression } from "./go-expressions";
import { declareType, namesOf, readType } from "./go-types";

/** The statements of a block. */
export function readBlock(block: Syntax, unit: GoSource): Statement[] {
  return block.children.flatMap((child) => (child.type === "statement_list" ? readBlock(child, unit) : readStatement(child, unit)));
}

function readStatement(node: Syntax, unit: GoSource): Statement[] {
  const at = locationOf(node);
  switch (node.type) {
    case "short_var_declaration":
      return [{ kind: "declare", bindings: listOf(field(node, "left")).map((name) => ({ name: textOf(name) })), values: readList(field(node, "right"), unit), reuses: true, at }];
    case "var_declaration":
    case "const_declaration":
      return readVariables(node, unit).map((one) => ({ kind: "declare", ...one }));
    case "type_declaration":
      return [{ kind: "types", declarations: readTypes(node, unit), at }];
    case "assignment_statement":
      return [{ kind: "expression", value: readAssignment(node, unit), at }];
    case "inc_statement":
    case "dec_statement": {
      const target = readExpression(node.children[0]!, unit);
      const placed = { at, code: shorten(textOf(node)) };
      return [{ kind: "expression", value: { kind: "assign", targets: [target], values: [{ kind: "other", parts: [], ...placed }], isSum: false, ...placed }, at }];
    }
    case "if_statement":
      return [readIf(node, unit)];
    case "for_statement":
      return [readFor(node, unit)];
    case "expression_switch_statement":
    case "type_switch_statement":
    case "select_statement":
      return [readSwitch(node, unit)];
    case "return_statement":
      return [{ kind: "return", values: node.children[0] ? readList(node.children[0], unit) : [], at }];
    case "break_statement":
    case "continue_statement":
    case "goto_statement":
      return [{ kind: "jump", at }];
    case "block":
      return [{ kind: "block", body: readBlock(node, unit), at }];
    case "labeled_statement":
      return node.children.filter((child) => child.type !== "label_name").flatMap((child) => readStatement(child, unit));
    case "receive_statement":
      return readReceive(node, unit);
    case "send_statement": {
      const placed = { at, code: shorten(textOf(node)) };
      const send: Expression = { kind: "call", callee: { kind: "name", name: "(send)", ...placed }, args: [readExpression(field(node, "channel")!, unit), readExpression(field(node, "value")!, unit)], ...placed };
      return [{ kind: "expression", value: send, at }];
    }
    case "fallthrough_statement":
    case "empty_statement":
      return [];
    default:
      // `go f()`, `defer f()`, `f()`
      return node.children.map((child) => ({ kind: "expression", value: readExpression(child, unit), at }));
  }
}

function listOf(list: Syntax | undefined): readonly Syntax[] {
  return list ? (list.type === "expression_list" ? list.children : [list]) : [];
}

function readList(list: Syntax | undefined, unit: GoSource): Expression[] {
  return listOf(list).map((one) => readExpression(one, unit));
}

function readAssignment(node: Syntax, unit: GoSource): Expression {
  const operator = textOf(field(node, "operator")!);
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const values = readList(field(node, "right"), unit);
  const isSum = operator === "+=";
  return { kind: "assign", targets: readList(field(node, "left"), unit), values: operator === "=" || isSum ? values : [{ kind: "other", parts: values, ...placed }], isSum, ...placed };
}

/** Variables and constants of one declaration; a constant without a value repeats the one before. */
export function readVariables(node: Syntax, unit: GoSource): { bindings: Binding[]; values: Expression[]; at: ReturnType<typeof locationOf> }[] {
  let before: Expression[] = [];
  const specs = node.children.flatMap((child) => (child.type === "var_spec_list" ? child.children : [child]));
  return specs.map((spec) => {
    const type = readType(field(spec, "type"), unit);
    const given = readList(field(spec, "value"), unit);
    const values = given.length === 0 && spec.type === "const_spec" ? before : given;
    before = values;
    return { bindings: fieldAll(spec, "name").map((name) => ({ name: textOf(name), ...(type ? { type } : {}) })), values, at: locationOf(spec) };
  });
}

export function readTypes(node: Syntax, unit: GoSource): ReturnType<typeof declareType>[] {
  return node.children.map((spec) => declareType(textOf(field(spec, "name")!), field(spec, "type")!, unit, namesOf(field(spec, "type_parameters"))));
}

function before(node: Syntax, unit: GoSource): { before?: Statement[] } {
  const initializer = field(node, "initializer");
  return initializer ? { before: readStatement(initializer, unit) } : {};
}

function readIf(node: Syntax, unit: GoSource): Statement {
  const alternative = field(node, "alternative");
  return {
    kind: "if",
    ...before(node, unit),
    condition: readExpression(field(node, "condition")!, unit),
    then: readBlock(field(node, "consequence")!, unit),
    ...(alternative ? { otherwise: alternative.type === "if_statement" ? [readIf(alternative, unit)] : readBlock(alternative, unit) } : {}),
    at: locationOf(node),
  };
}

function readFor(node: Syntax, unit: GoSource): Statement {
  const at = locationOf(node);
  const body = readBlock(field(node, "body")!, unit);
  const head = node.children[0];
  if (head?.type === "range_clause") return { kind: "each", ...readRange(head, unit), body, at };
  if (head?.type === "for_clause") {
    const update = field(head, "update");
    const condition = field(head, "condition");
    return { kind: "loop", ...before(head, unit), ...(condition ? { condition: readExpression(condition, unit) } : {}), ...(update ? { after: readStatement(update, unit) } : {}), body, at };
  }
  if (head && head !== field(node, "body")) return { kind: "loop", condition: readExpression(head, unit), body, at };
  return { kind: "loop", body, isAlwaysEntered: true, at };
}

function readRange(clause: Syntax, unit: GoSource): { bindings: (Binding | undefined)[]; over: Expression; declares: boolean } {
  const left = listOf(field(clause, "left"));
  const over = readExpression(field(clause, "right")!, unit);
  const bindings = left.map((name) => (name.type === "identifier" && textOf(name) !== "_" ? { name: textOf(name) } : undefined));
  // `for k := range m` gives keys alone
  return { bindings: bindings.length === 1 ? [bindings[0], undefined] : bindings, over, declares: !/^\s*=[^=]/.test(between(clause)) };
}

function between(clause: Syntax): string {
  const left = field(clause, "left");
  return left ? left.source.text.slice(left.end, clause.end) : "";
}

function readSwitch(node: Syntax, unit: GoSource): Statement {
  const at = locationOf(node);
  const value = field(node, "value");
  const alias = field(node, "alias")?.children[0];
  const cases = node.children.filter((child) => child.type.endsWith("_case")).map((child) => readCase(child, unit, alias && value ? { name: textOf(alias), value } : undefined));
  const isPlain = node.type === "expression_switch_statement";
  return { kind: "switch", ...before(node, unit), ...(value && isPlain ? { subject: readExpression(value, unit) } : {}), cases, at };
}

function readCase(node: Syntax, unit: GoSource, switched: { name: string; value: Syntax } | undefined): Case {
  const values = listOf(field(node, "value")).map((one) => readExpression(one, unit));
  const communication = field(node, "communication");
  const body = childrenOf(node, "statement_list").flatMap((list) => readBlock(list, unit));
  const first = communication ? readStatement(communication, unit) : switched ? [bindSwitched(node, unit, switched)] : [];
  const statements = [...first, ...body];
  return node.type === "default_case" ? { body: statements } : { values, body: statements };
}

/** In the case of one type the value has that type. */
function bindSwitched(node: Syntax, unit: GoSource, { name, value }: { name: string; value: Syntax }): Statement {
  const at = locationOf(node);
  const types = fieldAll(node, "type");
  const type = types.length === 1 ? readType(types[0], unit) : undefined;
  const read = readExpression(value, unit);
  return { kind: "declare", bindings: [{ name }], values: [type && type.name !== "nil" ? { kind: "cast", type, value: read, at, code: read.code } : read], at };
}

function readReceive(node: Syntax, unit: GoSource): Statement[] {
  const at = locationOf(node);
  const left = listOf(field(node, "left")).map((name) => ({ name: textOf(name) }));
  const value = readExpression(field(node, "right")!, unit);
  return left.length > 0 ? [{ kind: "declare", bindings: left, values: [value], reuses: true, at }] : [{ kind: "expression", value, at }];
}
