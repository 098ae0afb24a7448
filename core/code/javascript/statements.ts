import type * as babel from "@babel/types";
import { joinArms, lookAtArm, type ArmOutcome } from "./arms";
import { functionValue } from "./expressions";
import { makeClass } from "./classes";
import { deferStatement } from "./deferred";
import { blockNames } from "./hoisting";
import type { Completion, Interpreter } from "./interpreter";
import { askedCell, branchesOn } from "./narrowing";
import { Scope } from "./scope";
import { isSettled } from "./stability";
import { knownText } from "./symbolic";
import { choose, numberValue, objectValue, runTime, textValue, truthOf, undefinedValue, type JsValue } from "./values";

/** Runs statements one after the other, until one that certainly leaves. */
export function executeAll(run: Interpreter, statements: readonly babel.Statement[], scope: Scope): Completion {
  declareBlock(run, statements, scope);
  for (const statement of statements) {
    const completion = run.executeOne(statement, scope);
    if (completion !== "normal") return completion;
  }
  return "normal";
}

/** Declares what a block brings along before its first statement runs. */
export function declareBlock(run: Interpreter, statements: readonly babel.Statement[], scope: Scope): void {
  const { functions, lexical } = blockNames(statements);
  for (const name of lexical) scope.declare(name, undefinedValue, run.depth);
  for (const declaration of functions) scope.declare(declaration.id!.name, functionValue(declaration, scope), run.depth, true);
}

export function executeStatement(run: Interpreter, statement: babel.Statement, scope: Scope): Completion {
  if (run.frame.isLazy && deferStatement(run, statement, scope)) return "normal";
  switch (statement.type) {
    case "ExpressionStatement":
      run.evaluate(statement.expression, scope);
      return "normal";
    case "VariableDeclaration":
      declareVariables(run, statement, scope);
      return "normal";
    case "ReturnStatement":
      run.frame.returns.push(statement.argument ? run.evaluate(statement.argument, scope) : undefinedValue);
      return "abrupt";
    case "ThrowStatement":
      run.evaluate(statement.argument, scope);
      return "abrupt";
    case "BreakStatement":
    case "ContinueStatement":
      return "break";
    case "BlockStatement":
      return run.execute(statement.body, hasNames(statement.body) ? new Scope(scope) : scope);
    case "IfStatement":
      return executeIf(run, statement, scope);
    case "ForStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      return executeLoop(run, statement, scope);
    case "ForOfStatement":
    case "ForInStatement":
      return executeForEach(run, statement, scope);
    case "SwitchStatement":
      return executeSwitch(run, statement, scope);
    case "TryStatement":
      return executeTry(run, statement, scope);
    case "LabeledStatement":
      return run.executeOne(statement.body, scope) === "abrupt" ? "abrupt" : "normal";
    case "ClassDeclaration":
      if (!statement.declare) declareClass(run, statement, scope);
      return "normal";
    case "ExportNamedDeclaration":
      return statement.declaration ? run.executeOne(statement.declaration, scope) : "normal";
    case "ExportDefaultDeclaration":
      if (statement.declaration.type === "ClassDeclaration" && statement.declaration.id) declareClass(run, statement.declaration, scope);
      return "normal";
    case "TSEnumDeclaration":
      declareEnum(run, statement, scope);
      return "normal";
    case "TSModuleDeclaration":
      executeNamespace(run, statement, scope);
      return "normal";
    case "TSExportAssignment":
      run.evaluate({ type: "AssignmentExpression", operator: "=", left: moduleExports, right: statement.expression, loc: statement.loc } as babel.AssignmentExpression, scope);
      return "normal";
    case "TSImportEqualsDeclaration":
      if (statement.importKind !== "type") importEquals(run, statement, scope);
      return "normal";
    case "WithStatement":
      return run.executeOne(statement.body, withScope(run, statement, scope));
    default:
      return "normal";
  }
}

/** The properties of the object are names in the body; serialized functions hand over so what they captured. */
function withScope(run: Interpreter, { object }: babel.WithStatement, scope: Scope): Scope {
  const held = run.evaluate(object, scope);
  const inner = new Scope(scope);
  if (held.kind === "object") for (const name of held.properties.keys()) if (name !== "this" && name !== "arguments") inner.declare(name, run.get(held, name, run.place(object, scope)), run.depth);
  return inner;
}

const moduleExports = { type: "MemberExpression", object: { type: "Identifier", name: "module" }, property: { type: "Identifier", name: "exports" }, computed: false } as babel.MemberExpression;

function hasNames(statements: readonly babel.Statement[]): boolean {
  const { functions, lexical } = blockNames(statements);
  return functions.length > 0 || lexical.length > 0;
}

function declareVariables(run: Interpreter, statement: babel.VariableDeclaration, scope: Scope): void {
  if (statement.declare) return;
  const isStable = statement.kind !== "let" && statement.kind !== "var";
  for (const { id, init } of statement.declarations) {
    if (statement.kind === "var") {
      if (init) declareVar(run, id, run.evaluate(init, scope), scope);
    } else run.bind(id, init ? run.evaluate(init, scope) : undefinedValue, scope, { kind: "declare", isStable, hoisted: true });
  }
}

/** A `var` that nobody has written yet is what its declaration says, also inside a condition: what follows it there reads that. */
function declareVar(run: Interpreter, id: babel.LVal | babel.VoidPattern, value: JsValue, scope: Scope): void {
  const cell = id.type === "Identifier" ? scope.find(id.name) : undefined;
  if (cell && !cell.lazy && cell.value.kind === "undefined") cell.value = value;
  else run.bind(id, value, scope, { kind: "assign" });
}

function declareClass(run: Interpreter, statement: babel.ClassDeclaration, scope: Scope): void {
  const cell = statement.id ? scope.own(statement.id.name) : undefined;
  const value = makeClass(run, statement, scope);
  if (cell) cell.value = value;
}

function executeIf(run: Interpreter, statement: babel.IfStatement, scope: Scope): Completion {
  const test = run.evaluate(statement.test, scope);
  const decided = isSettled(run, statement.test, scope) ? truthOf(test) : undefined;
  if (decided === true) return run.executeOne(statement.consequent, scope);
  if (decided === false) return statement.alternate ? run.executeOne(statement.alternate, scope) : "normal";
  const { alternate } = statement;
  const asked = askedCell(statement.test, scope);
  const outcomes: ArmOutcome[] = [];
  const [first, second] = branchesOn(
    statement.test,
    scope,
    () => lookAtArm(run, asked, outcomes, () => run.executeOne(statement.consequent, scope)),
    () => lookAtArm(run, asked, outcomes, () => (alternate ? run.executeOne(alternate, scope) : "normal")),
  );
  // A branch that is left to the next pass may leave the variables as they are.
  if (outcomes.length < 2) outcomes.push(new Map());
  joinArms(run, outcomes);
  if (first === "normal" || second === "normal") return "normal";
  return first === "break" || second === "break" ? "break" : "abrupt";
}

type Loop = babel.ForStatement | babel.WhileStatement | babel.DoWhileStatement;

function executeLoop(run: Interpreter, statement: Loop, outer: Scope): Completion {
  const scope = new Scope(outer);
  if (statement.type === "ForStatement" && statement.init) {
    if (statement.init.type === "VariableDeclaration") declareVariables(run, statement.init, scope);
    else run.evaluate(statement.init, scope);
  }
  const counted = run.hasOutputs ? executeCounted(run, statement, scope) : undefined;
  if (counted !== undefined) return counted;
  const test = statement.type === "DoWhileStatement" ? undefined : statement.test;
  if (test) run.evaluate(test, scope);
  repeat(run, () => {
    run.executeOne(statement.body, scope);
    if (statement.type === "ForStatement" && statement.update) run.evaluate(statement.update, scope);
    if (statement.test) run.evaluate(statement.test, scope);
  });
  return "normal";
}

/** Loops of more rounds than this are looked at as if they had any number. */
const maxCountedRounds = 1_000;

/** Goes through a loop round by round as long as its condition is decided; `undefined` where it no longer is. */
function executeCounted(run: Interpreter, statement: Loop, scope: Scope): Completion | undefined {
  for (let round = 0; round < maxCountedRounds && run.hasSteps(); round += 1) {
    const isTested = round > 0 || statement.type !== "DoWhileStatement";
    const decided = !isTested ? true : statement.test ? truthOf(run.evaluate(statement.test, scope)) : undefined;
    if (decided === false) return "normal";
    if (decided === undefined) return undefined;
    const completion = run.executeOne(statement.body, scope);
    if (completion === "abrupt") return "abrupt";
    // Whether it was left or continued is not told.
    if (completion === "break") return undefined;
    if (statement.type === "ForStatement" && statement.update) run.evaluate(statement.update, scope);
  }
  return undefined;
}

/** What a loop does once it may do again with what it left behind; nested loops are looked at once for each outer round. */
function repeat(run: Interpreter, body: () => void): void {
  run.maybe(() => {
    run.loops += 1;
    body();
    if (run.loops <= 2) body();
    run.loops -= 1;
  });
}

/** Lists of up to this many elements are gone through one by one. */
const maxRounds = 40;

function executeForEach(run: Interpreter, statement: babel.ForOfStatement | babel.ForInStatement, scope: Scope): Completion {
  const at = run.place(statement, scope);
  const subject = run.evaluate(statement.right, scope);
  const { items, rest } = statement.type === "ForOfStatement" ? run.elements(subject, at) : { items: run.keysOf(subject), rest: subject.kind === "unknown" || (subject.kind === "object" && subject.rest) ? runTime("a property name") : undefined };
  const round = (value: JsValue): void => {
    const inner = new Scope(scope);
    if (statement.left.type === "VariableDeclaration") {
      const { kind, declarations } = statement.left;
      run.bind(declarations[0]!.id, value, inner, { kind: "declare", isStable: kind === "const" });
      if (kind === "var") run.bind(declarations[0]!.id, value, scope, { kind: "assign" });
    } else run.bind(statement.left, value, inner, { kind: "assign" });
    run.executeOne(statement.body, inner);
  };
  run.maybe(() => {
    if (items.length <= maxRounds) for (const item of items) round(item);
    else round(choose(items));
    if (rest) repeat(run, () => round(rest));
  });
  return "normal";
}

function executeSwitch(run: Interpreter, statement: babel.SwitchStatement, outer: Scope): Completion {
  const scope = new Scope(outer);
  const subject = run.evaluate(statement.discriminant, scope);
  for (const one of statement.cases) declareBlock(run, one.consequent, scope);
  const start = isSettled(run, statement.discriminant, scope) ? decidedCase(run, statement, subject, scope) : undefined;
  if (start !== undefined) {
    for (const one of statement.cases.slice(start)) {
      const completion = run.maybe(() => executeUndeclared(run, one.consequent, scope));
      if (completion !== "normal") return completion === "abrupt" ? "abrupt" : "normal";
    }
    return "normal";
  }
  const outcomes: ArmOutcome[] = statement.cases.some((one) => !one.test) ? [] : [new Map()];
  for (const [index, one] of statement.cases.entries()) {
    if (one.test) run.evaluate(one.test, scope);
    if (one.consequent.length === 0) continue;
    const fallsThrough = (completion: Completion): boolean => completion === "normal" && index < statement.cases.length - 1;
    lookAtArm(run, undefined, outcomes, () => executeUndeclared(run, one.consequent, scope), fallsThrough);
  }
  joinArms(run, outcomes);
  return "normal";
}

function executeUndeclared(run: Interpreter, statements: readonly babel.Statement[], scope: Scope): Completion {
  for (const statement of statements) {
    const completion = run.executeOne(statement, scope);
    if (completion !== "normal") return completion;
  }
  return "normal";
}

/** The case where execution starts, the number of cases where none does; `undefined` where that cannot be told. */
function decidedCase(run: Interpreter, statement: babel.SwitchStatement, subject: JsValue, scope: Scope): number | undefined {
  const text = knownText(subject);
  if (text === undefined) return undefined;
  for (const [index, one] of statement.cases.entries()) {
    if (!one.test) continue;
    const test = knownText(run.evaluate(one.test, scope));
    if (test === undefined) return undefined;
    if (test === text) return index;
  }
  const otherwise = statement.cases.findIndex((one) => !one.test);
  return otherwise < 0 ? statement.cases.length : otherwise;
}

function executeTry(run: Interpreter, statement: babel.TryStatement, scope: Scope): Completion {
  const tried = run.executeOne(statement.block, scope);
  let caught: Completion = "abrupt";
  const { handler } = statement;
  if (handler) {
    caught = run.maybe(() => {
      const inner = new Scope(scope);
      if (handler.param) run.bind(handler.param, runTime("an error"), inner, { kind: "declare", isStable: true });
      return run.execute(handler.body.body, inner);
    });
  }
  if (statement.finalizer) {
    const finished = run.executeOne(statement.finalizer, scope);
    if (finished !== "normal") return finished;
  }
  if (tried === "normal" || (handler && caught === "normal")) return "normal";
  return tried === "break" || caught === "break" ? "break" : "abrupt";
}

function declareEnum(run: Interpreter, statement: babel.TSEnumDeclaration, scope: Scope): void {
  if (statement.declare) return;
  const object = objectValue([], run.depth);
  const inner = new Scope(scope);
  let next: number | undefined = 0;
  for (const entry of statement.members ?? statement.body?.members ?? []) {
    const name = entry.id.type === "Identifier" ? entry.id.name : entry.id.value;
    const value: JsValue = entry.initializer ? run.evaluate(entry.initializer, inner) : next === undefined ? runTime("an enum member") : numberValue(next);
    next = value.kind === "data" && value.value.kind === "number" ? value.value.value + 1 : undefined;
    object.properties.set(name, value);
    inner.declare(name, value, run.depth, true);
    if (value.kind === "data" && value.value.kind === "number") object.properties.set(String(value.value.value), textValue(name));
  }
  const cell = scope.own(statement.id.name);
  if (cell) cell.value = object;
  else scope.declare(statement.id.name, object, run.depth, true);
}

function executeNamespace(run: Interpreter, statement: babel.TSModuleDeclaration, scope: Scope): void {
  if (statement.declare || statement.id.type !== "Identifier" || statement.body.type !== "TSModuleBlock") return;
  const inner = new Scope(scope);
  run.execute(statement.body.body, inner);
  const object = objectValue([], run.depth);
  for (const one of statement.body.body) {
    if (one.type !== "ExportNamedDeclaration" || !one.declaration) continue;
    const { functions, lexical } = blockNames([one]);
    for (const name of [...functions.map((declaration) => declaration.id!.name), ...lexical]) object.properties.set(name, inner.own(name)?.value ?? undefinedValue);
  }
  const cell = scope.own(statement.id.name);
  if (cell) cell.value = object;
}

function importEquals(run: Interpreter, statement: babel.TSImportEqualsDeclaration, scope: Scope): void {
  const { moduleReference } = statement;
  if (moduleReference.type !== "TSExternalModuleReference" || !scope.module) return;
  scope.declare(statement.id.name, run.importModule(moduleReference.expression.value, scope.module, run.place(statement, scope), "require"), run.depth, true);
}
