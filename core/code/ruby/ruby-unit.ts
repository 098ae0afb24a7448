import type { Expression, FunctionDeclaration } from "../program/program";
import { field, locationOf, textOf, type ParsedFile, type Syntax } from "../syntax";
import { declareLocals, readMethod } from "./ruby-blocks";
import type { RubyClass, RubyClasses } from "./ruby-classes";
import { readExpression } from "./ruby-expressions";
import { argumentsOf, assignedIn, bodyOf, Locals } from "./ruby-locals";
import type { RubyScope, RubySource } from "./ruby-source";
import { readBody, readStatement } from "./ruby-statements";
import { declareByCall, declareMembers, inherit } from "./ruby-declarations";
import { callTo, placed } from "./ruby-syntax";

/** Translates a file: its methods and classes become known, and what stands outside of them is the function that loading it runs. */
export function readUnit(parsed: ParsedFile, path: string, classes: RubyClasses): { source: RubySource; main: FunctionDeclaration } {
  const { root } = parsed;
  const source: RubySource = {
    shown: root.source.shown, path, package: "", imports: new Map(), wildcards: [], statics: [], types: [], functions: [], variables: [],
    errors: parsed.errors.map(locationOf),
    classes,
    heredocs: heredocsIn(root),
    readExpression,
    readStatement,
    readBody,
    define,
    openClass,
    makeClass,
  };
  const names = assignedIn(root.children);
  const scope: RubyScope = { source, locals: new Locals(names) };
  const body = [...declareLocals(names, root), ...readBody(root.children, scope)];
  return { source, main: { name: root.source.shown, unit: source, parameters: [], results: [], body, at: locationOf(root) } };
}

/** Texts of heredocs stand behind the line that opens them, in order. */
function heredocsIn(root: Syntax): Map<Syntax, Syntax> {
  const opened: Syntax[] = [];
  const bodies: Syntax[] = [];
  const visit = (node: Syntax): void => {
    if (node.type === "heredoc_beginning") opened.push(node);
    if (node.type === "heredoc_body") bodies.push(node);
    for (const child of node.children) visit(child);
  };
  visit(root);
  return new Map(opened.flatMap((node, index) => (bodies[index] ? [[node, bodies[index]] as const] : [])));
}

/** `def name`, `def self.name` */
function define(node: Syntax, scope: RubyScope): void {
  const isStatic = node.type === "singleton_method" || (scope.isClassLevel === true && scope.method !== undefined);
  const { inside } = scope;
  const declaration = readMethod(node, inside ? scope : withoutClass(scope), isStatic);
  if (!inside) {
    scope.source.classes.functions.set(declaration.name, declaration);
    return;
  }
  const owner = isStatic ? inside.singleton : inside.instance;
  if (declaration.name === "initialize" && !isStatic) owner.constructors.splice(0, 1, declaration);
  owner.methods.set(declaration.name, [declaration]);
}

function withoutClass({ source, locals }: RubyScope): RubyScope {
  return { source, locals };
}

/** `class A < B`, `module A`, `class << self` */
function openClass(node: Syntax, scope: RubyScope): Expression {
  const opened = node.type === "singleton_class" ? scope.inside : classNamed(field(node, "name")!, scope, node);
  if (!opened) return { kind: "other", parts: [], ...placed(node) };
  const superclass = field(node, "superclass")?.children[0];
  if (superclass) inherit(opened, textOf(superclass));
  return openBody(opened, bodyOf(node), node, scope);
}

/** `Name = Struct.new(:a, :b) do … end`, `Data.define`, `Class.new(Base)`, `Module.new` */
function makeClass(name: Syntax, made: Syntax, scope: RubyScope): Expression | undefined {
  const how = made.type === "call" ? `${textOf(field(made, "receiver") ?? made)}.${textOf(field(made, "method") ?? made)}` : "";
  if (name.type !== "constant" || !/^((Struct|Class|Module)\.new|Data\.define)$/.test(how)) return undefined;
  const opened = classNamed(name, scope, made);
  const args = argumentsOf(made);
  if (how === "Class.new" && args[0]?.type === "constant") inherit(opened, textOf(args[0]));
  if (/^(Struct|Data)/.test(how)) declareMembers(opened, args.filter((one) => one.type === "simple_symbol").map((one) => textOf(one).slice(1)), scope, made);
  const block = field(made, "block");
  return openBody(opened, block ? bodyOf(block) : [], made, scope);
}

function openBody(opened: RubyClass, body: readonly Syntax[], node: Syntax, scope: RubyScope): Expression {
  const names = assignedIn(body);
  const isSingleton = node.type === "singleton_class";
  const inner: RubyScope = { source: scope.source, locals: new Locals(names), inside: opened, isClassLevel: true, ...(isSingleton ? { method: { name: "", isStatic: true, parameters: [] } } : {}) };
  for (const statement of body) declareByCall(statement, opened, isSingleton, scope);
  const declaration: FunctionDeclaration = { name: opened.name, unit: scope.source, parameters: [], results: [], body: [...declareLocals(names, node), ...readBody(body, inner)], owner: opened.singleton, at: locationOf(node) };
  return callTo("(class)", [{ kind: "text", value: opened.name, ...placed(node) }, { kind: "function", declaration, ...placed(node) }], node);
}

function classNamed(name: Syntax, scope: RubyScope, node: Syntax): RubyClass {
  const { classes } = scope.source;
  const written = textOf(name).replace(/\s/g, "");
  const full = written.startsWith("::") || !scope.inside ? written.replace(/^::/, "") : `${scope.inside.name}::${written}`;
  const around = scope.inside ?? (full.includes("::") ? classes.find(full.slice(0, full.lastIndexOf("::"))) : undefined);
  return classes.open(full, around, scope.source, locationOf(node));
}
