import type { Expression, Statement, TypeDeclaration } from "../program/program";
import { field, textOf, type Syntax } from "../syntax";
import type { CSharpSource } from "./csharp-source";
import { declareHidden, giveBack, hidden, placeOf, run } from "./csharp-written";

/** `from x in list where … select …`: a list that is filled in loops. */
export function readQuery(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined): Expression {
  const placed = placeOf(node);
  const result = hidden(node, "query");
  return { kind: "block", body: [declareHidden(result, { kind: "list", items: [], ...placed }), ...readClauses(node.children, result, unit, owner), giveBack(result)], ...placed };
}

function readClauses(clauses: readonly Syntax[], result: Expression, unit: CSharpSource, owner: TypeDeclaration | undefined): Statement[] {
  const [clause, ...rest] = clauses;
  if (!clause) return [];
  const placed = placeOf(clause);
  const read = (node: Syntax): Expression => unit.readValue(node, owner);
  const others = (): Statement[] => [...clause.children.filter((child) => child.type !== "identifier" || clause.type !== "let_clause").map((child) => run(read(child))), ...readClauses(rest, result, unit, owner)];
  switch (clause.type) {
    case "from_clause": {
      const name = textOf(field(clause, "name")!);
      return [{ kind: "each", bindings: [{ name }], over: read(clause.children[clause.children.length - 1]!), body: readClauses(rest, result, unit, owner), declares: true, at: placed.at }];
    }
    case "let_clause": {
      const [name, value] = clause.children;
      return name && value ? [{ kind: "declare", bindings: [{ name: textOf(name) }], values: [read(value)], at: placed.at }, ...readClauses(rest, result, unit, owner)] : others();
    }
    case "join_clause": {
      const [name, over] = clause.children;
      return name && over ? [{ kind: "each", bindings: [{ name: textOf(name) }], over: read(over), body: readClauses(rest, result, unit, owner), declares: true, at: placed.at }] : others();
    }
    case "select_clause":
    case "group_clause":
      return [run({ kind: "call", callee: { kind: "member", object: result, name: "Add", ...placed }, args: [read(clause.children[0]!)], ...placed }), ...readClauses(rest, result, unit, owner)];
    default:
      return others();
  }
}
