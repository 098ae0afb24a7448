import type { Binding, Case, Expression, Statement, TypeDeclaration } from "../program/program";
import type { JavaSource } from "./java-source";
import { childrenOf, field, fieldAll, locationOf, shorten, textOf, type Syntax } from "../syntax";
import { readExpression } from "./java-expressions";
import { readType } from "./java-types";

/** The statements of a block. */
export function readBlock(block: Syntax, unit: JavaSource, owner?: TypeDeclaration): Statement[] {
  return block.children.flatMap((child) => readStatement(child, unit, owner));
}

function bodyOf(node: Syntax | undefined, unit: JavaSource, owner?: TypeDeclaration): Statement[] {
  if (!node) return [];
  return node.type === "block" ? readBlock(node, unit, owner) : readStatement(node, unit, owner);
}

function readStatement(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Statement[] {
  const at = locationOf(node);
  const read = (child: Syntax): Expression => readExpression(child, unit, owner);
  const condition = (): { condition?: Expression } => {
    const given = field(node, "condition");
    return given ? { condition: read(given) } : {};
  };
  switch (node.type) {
    case "local_variable_declaration":
      return readVariables(node, unit, owner);
    case "expression_statement":
      if (node.children[0]?.type === "switch_expression") return [readSwitch(node.children[0], unit, owner, false)];
      return node.children.map((child) => ({ kind: "expression", value: read(child), at }));
    case "switch_expression":
    case "switch_statement":
      return [readSwitch(node, unit, owner, false)];
    case "explicit_constructor_invocation": {
      const name = textOf(field(node, "constructor")!);
      const placed = { at, code: shorten(textOf(node)) };
      const args = (field(node, "arguments")?.children ?? []).map(read);
      return [{ kind: "expression", value: { kind: "call", callee: { kind: "name", name, ...placed }, args, ...placed }, at }];
    }
    case "if_statement": {
      const alternative = field(node, "alternative");
      return [{ kind: "if", condition: read(field(node, "condition")!), then: bodyOf(field(node, "consequence"), unit, owner), ...(alternative ? { otherwise: bodyOf(alternative, unit, owner) } : {}), at }];
    }
    case "while_statement":
      return [{ kind: "loop", ...condition(), body: bodyOf(field(node, "body"), unit, owner), at }];
    case "do_statement":
      return [{ kind: "loop", ...condition(), body: bodyOf(field(node, "body"), unit, owner), isAlwaysEntered: true, at }];
    case "for_statement":
      return [{ kind: "loop", before: fieldAll(node, "init").flatMap((child) => asStatement(child, unit, owner)), ...condition(), after: fieldAll(node, "update").flatMap((child) => asStatement(child, unit, owner)), body: bodyOf(field(node, "body"), unit, owner), at }];
    case "enhanced_for_statement": {
      const type = readType(field(node, "type"));
      return [{ kind: "each", bindings: [{ name: textOf(field(node, "name")!), ...(type ? { type } : {}) }], over: read(field(node, "value")!), body: bodyOf(field(node, "body"), unit, owner), declares: true, at }];
    }
    case "return_statement":
    case "yield_statement":
      return [{ kind: "return", values: node.children.map(read), at }];
    case "throw_statement":
      return [{ kind: "throw", ...(node.children[0] ? { value: read(node.children[0]) } : {}), at }];
    case "break_statement":
    case "continue_statement":
      return [{ kind: "jump", at }];
    case "block":
    case "constructor_body":
      return [{ kind: "block", body: readBlock(node, unit, owner), at }];
    case "synchronized_statement":
      return [...node.children.filter((child) => child.type !== "block").map((child): Statement => ({ kind: "expression", value: read(child), at })), { kind: "block", body: bodyOf(field(node, "body"), unit, owner), at }];
    case "labeled_statement":
      return node.children.slice(1).flatMap((child) => readStatement(child, unit, owner));
    case "try_statement":
    case "try_with_resources_statement":
      return [readTry(node, unit, owner)];
    case "class_declaration":
    case "record_declaration":
    case "enum_declaration":
    case "interface_declaration":
      return [{ kind: "types", declarations: [unit.declareType(node, owner)], at }];
    default:
      return node.children.map((child) => ({ kind: "expression", value: read(child), at }));
  }
}

function asStatement(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Statement[] {
  return node.type === "local_variable_declaration" ? readVariables(node, unit, owner) : [{ kind: "expression", value: readExpression(node, unit, owner), at: locationOf(node) }];
}

function readVariables(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Statement[] {
  const type = readType(field(node, "type"));
  return fieldAll(node, "declarator").map((declarator) => {
    const value = field(declarator, "value");
    const isArray = field(declarator, "dimensions") !== undefined;
    const binding: Binding = { name: textOf(field(declarator, "name")!), ...(type ? { type: isArray ? { name: "[]", args: [type] } : type } : {}) };
    return { kind: "declare", bindings: [binding], values: value ? [readExpression(value, unit, owner)] : [], at: locationOf(declarator) };
  });
}

/** A switch; as an expression what its rules give is returned. */
export function readSwitch(node: Syntax, unit: JavaSource, owner: TypeDeclaration | undefined, isExpression: boolean): Statement {
  const body = field(node, "body");
  const rules = (body?.children ?? []).map((child) => readCase(child, unit, owner, isExpression));
  return { kind: "switch", subject: readExpression(field(node, "condition")!, unit, owner), cases: rules, fallsThrough: (body?.children ?? []).some((child) => child.type === "switch_block_statement_group"), at: locationOf(node) };
}

function readCase(node: Syntax, unit: JavaSource, owner: TypeDeclaration | undefined, isExpression: boolean): Case {
  const labels = childrenOf(node, "switch_label");
  const rest = node.children.filter((child) => child.type !== "switch_label" && child.type !== "guard");
  const values = labels.flatMap((label) => label.children.map((child) => readLabel(child, unit, owner)));
  const isDefault = labels.some((label) => label.children.length === 0 || /^default\b|,\s*default\b/.test(textOf(label)));
  const bound = labels.flatMap((label) => bindPattern(label, node));
  const body = [...bound, ...(node.type === "switch_rule" ? rest.flatMap((child) => readRule(child, unit, owner, isExpression)) : rest.flatMap((child) => readStatement(child, unit, owner)))];
  return isDefault ? { body } : { values, body };
}

/** A label that is no text is the name of a constant. */
function readLabel(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Expression {
  const read = readExpression(node, unit, owner);
  return read.kind === "name" ? { kind: "other", parts: [], at: read.at, code: read.code } : read;
}

/** `case Circle c ->` */
function bindPattern(label: Syntax, node: Syntax): Statement[] {
  const pattern = label.children.flatMap((child) => (child.type === "pattern" ? child.children : [])).find((child) => child.type === "type_pattern");
  if (!pattern) return [];
  const type = readType(pattern.children[0]);
  const name = pattern.children[1];
  return type && name ? [{ kind: "declare", bindings: [{ name: textOf(name), type }], values: [{ kind: "other", parts: [], at: locationOf(node), code: textOf(name) }], at: locationOf(node) }] : [];
}

function readRule(node: Syntax, unit: JavaSource, owner: TypeDeclaration | undefined, isExpression: boolean): Statement[] {
  if (node.type === "block") return readBlock(node, unit, owner);
  if (node.type === "expression_statement" && isExpression) return [{ kind: "return", values: node.children.map((child) => readExpression(child, unit, owner)), at: locationOf(node) }];
  return readStatement(node, unit, owner);
}

function readTry(node: Syntax, unit: JavaSource, owner?: TypeDeclaration): Statement {
  const resources = (field(node, "resources")?.children ?? []).flatMap((resource): Statement[] => {
    const at = locationOf(resource);
    const value = field(resource, "value");
    const name = field(resource, "name");
    const type = readType(field(resource, "type"));
    if (!value || !name) return resource.children.map((child) => ({ kind: "expression", value: readExpression(child, unit, owner), at }));
    return [{ kind: "declare", bindings: [{ name: textOf(name), ...(type ? { type } : {}) }], values: [readExpression(value, unit, owner)], at }];
  });
  const catches = childrenOf(node, "catch_clause").map((clause) => {
    const parameter = childrenOf(clause, "catch_formal_parameter")[0];
    const name = parameter && field(parameter, "name");
    return { ...(name ? { name: textOf(name) } : {}), body: bodyOf(field(clause, "body"), unit, owner) };
  });
  const last = childrenOf(node, "finally_clause")[0];
  return { kind: "try", resources, body: bodyOf(field(node, "body"), unit, owner), catches, ...(last ? { last: bodyOf(last.children[0], unit, owner) } : {}), at: locationOf(node) };
}
