import type { Binding, Expression, Statement, TypeDeclaration, TypeName } from "../program/program";
import { childrenOf, field, fieldAll, locationOf, textOf, type Syntax } from "../syntax";
import { deconstructed } from "./csharp-expressions";
import { readFunction, YIELDED } from "./csharp-functions";
import { readSwitchStatement } from "./csharp-patterns";
import type { CSharpSource } from "./csharp-source";
import { readType } from "./csharp-types";
import { placeOf, run } from "./csharp-written";

/** What statements need to know of where they stand. */
interface Place {
  readonly unit: CSharpSource;
  readonly owner?: TypeDeclaration;
  /** What the function gives back. */
  readonly result?: TypeName;
}

/** The statements of a block; functions that are declared in it are there from its start. */
export function readBlock(block: Syntax, unit: CSharpSource, owner?: TypeDeclaration, result?: TypeName): Statement[] {
  return readStatements(block.children, { unit, ...(owner ? { owner } : {}), ...(result ? { result } : {}) });
}

export function readStatements(nodes: readonly Syntax[], place: Place): Statement[] {
  const all = nodes.flatMap(flattened);
  const functions = all.filter((node) => node.type === "local_function_statement").map((node) => declareFunction(node, place));
  return [...functions, ...all.filter((node) => node.type !== "local_function_statement").flatMap((node) => readStatement(node, place))];
}

/** Both sides of `#if` count. */
export function flattened(node: Syntax): Syntax[] {
  if (!/^preproc_/.test(node.type)) return node.type === "global_statement" ? node.children.flatMap(flattened) : [node];
  if (!/^preproc_(if|elif|else)$/.test(node.type)) return [];
  const condition = field(node, "condition");
  return node.children.filter((child) => child !== condition).flatMap(flattened);
}

function declareFunction(node: Syntax, { unit, owner }: Place): Statement {
  const declaration = readFunction(node, unit, owner);
  return { kind: "declare", bindings: [{ name: declaration.name }], values: [{ kind: "function", declaration, ...placeOf(node) }], at: locationOf(node) };
}

function bodyOf(node: Syntax | undefined, place: Place): Statement[] {
  if (!node) return [];
  return node.type === "block" ? readStatements(node.children, place) : readStatements([node], place);
}

function readStatement(node: Syntax, place: Place): Statement[] {
  const { unit, owner } = place;
  const at = locationOf(node);
  const read = (child: Syntax, expected?: TypeName): Expression => unit.readValue(child, owner, expected);
  switch (node.type) {
    case "local_declaration_statement":
      return node.children.flatMap((child) => (child.type === "variable_declaration" ? readVariables(child, place) : []));
    case "variable_declaration":
      return readVariables(node, place);
    case "expression_statement":
      return node.children.map((child) => run(read(child)));
    case "if_statement": {
      const condition = field(node, "condition")!;
      const alternative = field(node, "alternative");
      return [...hoisted(condition), { kind: "if", condition: read(condition), then: bodyOf(field(node, "consequence"), place), ...(alternative ? { otherwise: bodyOf(alternative, place) } : {}), at }];
    }
    case "while_statement":
    case "do_statement": {
      const condition = field(node, "condition")!;
      return [...hoisted(condition), { kind: "loop", condition: read(condition), body: bodyOf(field(node, "body"), place), ...(node.type === "do_statement" ? { isAlwaysEntered: true } : {}), at }];
    }
    case "for_statement": {
      const condition = field(node, "condition");
      const before = fieldAll(node, "initializer").filter((child) => child.type !== ",").flatMap((child) => readStatement(child, place));
      const after = fieldAll(node, "update").filter((child) => child.type !== ",").map((child) => run(read(child)));
      return [{ kind: "loop", before, ...(condition ? { condition: read(condition) } : {}), after, body: bodyOf(field(node, "body"), place), at }];
    }
    case "foreach_statement":
      return [readForEach(node, place)];
    case "return_statement":
      return [{ kind: "return", values: node.children.map((child) => read(child, place.result)), at }];
    case "yield_statement":
      return node.children[0] ? [run({ kind: "call", callee: { kind: "member", object: { kind: "name", name: YIELDED, ...placeOf(node) }, name: "Add", ...placeOf(node) }, args: [read(node.children[0])], ...placeOf(node) })] : [{ kind: "jump", at }];
    case "throw_statement":
      return [{ kind: "throw", ...(node.children[0] ? { value: read(node.children[0]) } : {}), at }];
    case "break_statement":
    case "continue_statement":
    case "goto_statement":
      return [{ kind: "jump", at }];
    case "switch_statement":
      return readSwitchStatement(node, unit, owner, (statements) => readStatements(statements, place));
    case "block":
    case "unsafe_statement":
    case "checked_statement":
      return [{ kind: "block", body: node.type === "block" ? bodyOf(node, place) : bodyOf(node.children[0], place), at }];
    case "using_statement":
    case "lock_statement":
    case "fixed_statement": {
      const body = field(node, "body") ?? node.children[node.children.length - 1];
      const resources = node.children.filter((child) => child !== body).flatMap((child) => readStatement(child, place));
      return [{ kind: "block", body: [...resources, { kind: "block", body: bodyOf(body, place), at }], at }];
    }
    case "labeled_statement":
      return node.children.slice(1).flatMap((child) => readStatement(child, place));
    case "try_statement":
      return [readTry(node, place)];
    case "empty_statement":
      return [];
    default:
      return [run(read(node))];
  }
}

/** Variables that a condition makes live on behind its statement. */
function hoisted(condition: Syntax): Statement[] {
  const names: Binding[] = [];
  const visit = (node: Syntax): void => {
    if (node.type === "lambda_expression") return;
    const name = field(node, "name");
    if (name?.type === "identifier" && /^(declaration_expression|declaration_pattern|recursive_pattern|var_pattern)$/.test(node.type)) {
      const type = readType(field(node, "type"));
      names.push({ name: textOf(name), ...(type ? { type } : {}) });
    }
    node.children.forEach(visit);
  };
  visit(condition);
  return names.length > 0 ? [{ kind: "declare", bindings: names, values: [], at: locationOf(condition) }] : [];
}

export function readVariables(node: Syntax, { unit, owner }: Place): Statement[] {
  const type = readType(field(node, "type"));
  return childrenOf(node, "variable_declarator").map((declarator): Statement => {
    const name = field(declarator, "name");
    const pattern = childrenOf(declarator, "tuple_pattern")[0];
    const value = declarator.children.filter((child) => child !== name && child !== pattern && child.type !== "bracketed_argument_list")[0];
    if (pattern && value) return run(deconstructed(declarator, namesOf(pattern), unit.readValue(value, owner)));
    return { kind: "declare", bindings: [{ name: name ? textOf(name).replace(/^@/, "") : "_", ...(type ? { type } : {}) }], values: value ? [unit.readValue(value, owner, type)] : [], at: locationOf(declarator) };
  });
}

function namesOf(pattern: Syntax): Expression[] {
  return fieldAll(pattern, "name").map((name) => ({ kind: "name", name: textOf(name), ...placeOf(name) }));
}

function readForEach(node: Syntax, place: Place): Statement {
  const at = locationOf(node);
  const left = field(node, "left")!;
  const type = readType(field(node, "type"));
  const over = place.unit.readValue(field(node, "right")!, place.owner);
  const body = bodyOf(field(node, "body"), place);
  if (left.type !== "tuple_pattern") return { kind: "each", bindings: [{ name: textOf(left).replace(/^@/, ""), ...(type ? { type } : {}) }], over, body, declares: true, at };
  const element = `(element ${node.start})`;
  return { kind: "each", bindings: [{ name: element }], over, body: [run(deconstructed(left, namesOf(left), { kind: "name", name: element, ...placeOf(left) })), ...body], declares: true, at };
}

function readTry(node: Syntax, place: Place): Statement {
  const catches = childrenOf(node, "catch_clause").map((clause) => {
    const declared = childrenOf(clause, "catch_declaration")[0];
    const name = declared && field(declared, "name");
    const filter = childrenOf(clause, "catch_filter_clause")[0]?.children[0];
    return { ...(name ? { name: textOf(name) } : {}), body: [...(filter ? [run(place.unit.readValue(filter, place.owner))] : []), ...bodyOf(field(clause, "body"), place)] };
  });
  const last = childrenOf(node, "finally_clause")[0];
  return { kind: "try", resources: [], body: bodyOf(field(node, "body"), place), catches, ...(last ? { last: bodyOf(last.children[0], place) } : {}), at: locationOf(node) };
}
