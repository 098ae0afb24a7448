import type * as babel from "@babel/types";

/** Names that a block declares for itself. */
export interface BlockNames {
  readonly functions: readonly babel.FunctionDeclaration[];
  readonly lexical: readonly string[];
}

const blocks = new WeakMap<readonly babel.Statement[], BlockNames>();
const functions = new WeakMap<readonly babel.Statement[], readonly string[]>();

/** What a list of statements declares before it starts: functions as a whole, `let`, `const` and `class` by name. */
export function blockNames(statements: readonly babel.Statement[]): BlockNames {
  const known = blocks.get(statements);
  if (known) return known;
  const found = { functions: [] as babel.FunctionDeclaration[], lexical: [] as string[] };
  for (const statement of statements) {
    const declaration = statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration" ? statement.declaration : statement;
    if (!declaration) continue;
    if (declaration.type === "FunctionDeclaration" && declaration.id) found.functions.push(declaration);
    else if (declaration.type === "ClassDeclaration" && declaration.id) found.lexical.push(declaration.id.name);
    else if (declaration.type === "TSEnumDeclaration" || (declaration.type === "TSModuleDeclaration" && declaration.id.type === "Identifier")) found.lexical.push((declaration.id as babel.Identifier).name);
    else if (declaration.type === "VariableDeclaration" && declaration.kind !== "var") {
      for (const { id } of declaration.declarations) patternNames(id, found.lexical);
    }
  }
  blocks.set(statements, found);
  return found;
}

/** The `var` names of a function's statements, those of nested functions left out. */
export function hoistedVariables(statements: readonly babel.Statement[]): readonly string[] {
  const known = functions.get(statements);
  if (known) return known;
  const names: string[] = [];
  const waiting: (babel.Statement | null | undefined)[] = [...statements];
  while (waiting.length > 0) {
    const statement = waiting.pop();
    if (statement) visit(statement, names, waiting);
  }
  functions.set(statements, names);
  return names;
}

function visit(statement: babel.Statement, names: string[], waiting: (babel.Statement | null | undefined)[]): void {
  switch (statement.type) {
    case "VariableDeclaration":
      if (statement.kind === "var") for (const { id } of statement.declarations) patternNames(id, names);
      return;
    case "ExportNamedDeclaration":
      if (statement.declaration) waiting.push(statement.declaration);
      return;
    case "BlockStatement":
      waiting.push(...statement.body);
      return;
    case "IfStatement":
      waiting.push(statement.consequent, statement.alternate);
      return;
    case "ForStatement":
      if (statement.init?.type === "VariableDeclaration") waiting.push(statement.init);
      waiting.push(statement.body);
      return;
    case "ForInStatement":
    case "ForOfStatement":
      if (statement.left.type === "VariableDeclaration") waiting.push(statement.left);
      waiting.push(statement.body);
      return;
    case "WhileStatement":
    case "DoWhileStatement":
    case "LabeledStatement":
    case "WithStatement":
      waiting.push(statement.body);
      return;
    case "TryStatement":
      waiting.push(statement.block, statement.handler?.body, statement.finalizer);
      return;
    case "SwitchStatement":
      for (const one of statement.cases) waiting.push(...one.consequent);
      return;
  }
}

/** The names that a pattern binds. */
export function patternNames(pattern: babel.Node, into: string[]): void {
  switch (pattern.type) {
    case "Identifier":
      into.push(pattern.name);
      return;
    case "ObjectPattern":
      for (const property of pattern.properties) patternNames(property.type === "RestElement" ? property.argument : property.value, into);
      return;
    case "ArrayPattern":
      for (const element of pattern.elements) if (element) patternNames(element, into);
      return;
    case "AssignmentPattern":
      patternNames(pattern.left, into);
      return;
    case "RestElement":
      patternNames(pattern.argument, into);
      return;
    case "TSParameterProperty":
      patternNames(pattern.parameter, into);
      return;
  }
}
