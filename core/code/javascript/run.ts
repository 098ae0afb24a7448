import type * as babel from "@babel/types";
import { findWaiterOperation } from "../../reference";
import type { SourceLocation } from "../../values";
import type { CodeCache } from "../code-cache";
import type { Environment } from "../environment";
import type { SdkCall, UnreadCode } from "../sdk-call";
import type { SourceTree } from "../source-tree";
import { callValue, constructValue, evaluateCall } from "./calls";
import { constructClass } from "./classes";
import { bundlerHelper } from "./compiled-helpers";
import { Escapes } from "./escape";
import { evaluateExpression } from "./expressions";
import { Activations, outsideArguments } from "./functions";
import { makeGlobals } from "./globals";
import type { Binding, Completion, Deferred, Frame, Interpreter } from "./interpreter";
import { elementsOf, getMember, keysOf, setMember } from "./members";
import { Modules, requireFunction } from "./modules";
import { bindPattern } from "./patterns";
import { resolveFile } from "./resolve-module";
import type { ModuleContext, Receiver, Scope } from "./scope";
import { recordCall } from "./sdk/sdk-calls";
import { executeAll, executeStatement } from "./statements";
import { knownText } from "./symbolic";
import { runTime, textValue, undefinedValue, unreadable, type ClassValue, type CommandInfo, type FunctionNode, type FunctionValue, type JsValue, type UnknownValue } from "./values";

/** Looked-at expressions per function; enough for thousands of reachable functions. */
const maxSteps = 1_500_000;
/** Expressions inside expressions; beyond, the call stack of this program would end. */
const maxNesting = 900;

/** One function's code being followed. */
export class Run implements Interpreter {
  depth = 0;
  loops = 0;
  frame: Frame = { returns: [], yields: [] };
  arm: Interpreter["arm"];
  startsLazily = false;
  readonly deferred: Deferred[] = [];
  readonly calls: SdkCall[] = [];
  readonly reasons: UnreadCode[] = [];
  readonly modules: Modules;
  private readonly globals: ReturnType<typeof makeGlobals>;
  private readonly activations = new Activations();
  private readonly escapes = new Escapes();
  /** Modules of webpack bundles that were loaded, by number. */
  private readonly bundledModules = new Map<string, JsValue>();
  private readonly commands: CommandInfo[] = [];
  private steps = 0;
  private nesting = 0;

  constructor(
    readonly tree: SourceTree,
    readonly environment: Environment,
    private readonly cache: CodeCache,
    readonly packages: Map<string, JsValue> = new Map(),
    readonly hasOutputs = false,
  ) {
    this.modules = new Modules(this, cache);
    this.globals = makeGlobals(this);
  }

  /** Another look at the same entry sees what the first has left in variables. */
  startPass(): void {
    this.activations.reset();
    this.escapes.reset();
  }

  /** Commands that were made and not seen to be sent: who makes one means to send it. */
  finish(): void {
    for (const command of this.commands) if (!command.sent) recordCall(this, { ...command, certainty: "possible" });
    this.commands.length = 0;
  }

  hasSteps(): boolean {
    return this.steps < maxSteps;
  }

  evaluate(node: babel.Node, scope: Scope): JsValue {
    this.steps += 1;
    if (this.steps === maxSteps) this.unread({ message: "The code takes too long to follow to its end.", at: this.place(node, scope), services: "any" });
    if (this.steps > maxSteps) return unreadable("code beyond what is followed");
    if (this.nesting >= maxNesting) {
      this.unread({ message: "The code is nested too deeply to be followed.", at: this.place(node, scope), services: "any" });
      return unreadable("code that is nested too deeply");
    }
    this.nesting += 1;
    try {
      return evaluateExpression(this, node, scope);
    } finally {
      this.nesting -= 1;
    }
  }

  evaluateCall(node: Parameters<Interpreter["evaluateCall"]>[0], scope: Scope): JsValue {
    return evaluateCall(this, node, scope);
  }

  execute(statements: readonly babel.Statement[], scope: Scope): Completion {
    return executeAll(this, statements, scope);
  }

  executeOne(statement: babel.Statement, scope: Scope): Completion {
    if (this.nesting >= maxNesting) {
      this.unread({ message: "The code is nested too deeply to be followed.", at: this.place(statement, scope), services: "any" });
      return "normal";
    }
    this.nesting += 1;
    try {
      return executeStatement(this, statement, scope);
    } finally {
      this.nesting -= 1;
    }
  }

  bind(pattern: babel.Node, value: JsValue, scope: Scope, binding: Binding): void {
    bindPattern(this, pattern, value, scope, binding);
  }

  call(callee: JsValue, self: JsValue, args: readonly JsValue[], at: SourceLocation): JsValue {
    return callValue(this, callee, self, args, at);
  }

  callFunction(fn: FunctionValue, self: JsValue, args: readonly JsValue[], at: SourceLocation): JsValue {
    const helped = bundlerHelper(this, fn, { self, args, at }, this.bundledModules);
    if (helped) return helped;
    const receiver = fn.node.type === "ArrowFunctionExpression" ? undefined : { self, ...(fn.superOf ? { superOf: fn.superOf } : {}) };
    return this.activations.run(this, fn.node, fn.scope, receiver, args, at);
  }

  callBody(node: FunctionNode, scope: Scope, receiver: Receiver | undefined, args: readonly JsValue[], at: SourceLocation): JsValue {
    return this.activations.run(this, node, scope, receiver, args, at);
  }

  construct(callee: JsValue, args: readonly JsValue[], at: SourceLocation): JsValue {
    return constructValue(this, callee, args, at);
  }

  constructClass(value: ClassValue, args: readonly JsValue[], at: SourceLocation): JsValue {
    return constructClass(this, value, args, at);
  }

  get(value: JsValue, property: string, at: SourceLocation): JsValue {
    return getMember(this, value, property, at);
  }

  set(target: JsValue, property: string, value: JsValue): void {
    setMember(this, target, property, value);
  }

  elements(value: JsValue, at: SourceLocation): { items: readonly JsValue[]; rest?: JsValue } {
    return elementsOf(this, value, at);
  }

  keysOf(value: JsValue): readonly JsValue[] {
    return keysOf(value);
  }

  escape(value: JsValue, to: string, at: SourceLocation): void {
    this.escapes.escape(this, value, to, at);
  }

  callFromOutside(fn: FunctionValue, given: readonly UnknownValue[] = [], self: JsValue = undefinedValue): JsValue {
    return this.callFunction(fn, self, outsideArguments(fn, given), this.place(fn.node, fn.scope));
  }

  maybe<T>(look: () => T): T {
    this.depth += 1;
    try {
      return look();
    } finally {
      this.depth -= 1;
    }
  }

  atTopLevelValue(look: () => JsValue): JsValue {
    let value: JsValue = undefinedValue;
    this.atTopLevel(() => {
      value = look();
    });
    return value;
  }

  atTopLevel(look: () => void, isLazy = false): void {
    const { depth, loops, frame } = this;
    this.depth = 0;
    this.loops = 0;
    this.frame = { returns: [], yields: [], ...(isLazy ? { isLazy } : {}) };
    try {
      look();
    } finally {
      this.depth = depth;
      this.loops = loops;
      this.frame = frame;
    }
  }

  record(call: SdkCall): void {
    this.calls.push(call);
  }

  madeCommand(command: CommandInfo): void {
    this.commands.push(command);
  }

  waiterOperation(service: string, waiter: string): string | undefined {
    return findWaiterOperation(service, waiter)?.operation;
  }

  unread(reason: UnreadCode): void {
    this.reasons.push(reason);
  }

  place(node: babel.Node, scope: Scope): SourceLocation {
    const { loc } = node;
    const file = scope.module?.shown ?? "";
    if (!loc) return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
    return { file, line: loc.start.line, column: loc.start.column + 1, endLine: loc.end.line, endColumn: loc.end.column + 1 };
  }

  importModule(specifier: string, from: ModuleContext, at: SourceLocation, style: "import" | "require"): JsValue {
    return this.modules.import(specifier, from, at, style);
  }

  requireFrom(file: string | undefined): JsValue {
    return file === undefined ? runTime("require") : requireFunction(this, { file, shown: this.tree.shown(file) }, knownText);
  }

  loadFile(name: string): boolean {
    const file = this.fileOf(name);
    if (file) this.modules.file(file, "import");
    return file !== undefined;
  }

  fileText(name: string): JsValue | undefined {
    const file = this.fileOf(name);
    const read = file === undefined ? undefined : this.tree.read(file);
    if (!read || read.problem) return undefined;
    this.modules.files.add(read.shown);
    return textValue(read.text);
  }

  globalValue(name: string, scope: Scope, at: SourceLocation): JsValue | undefined {
    return (scope.module?.vendored ? this.modules.vendored(name, scope.module, at) : undefined) ?? this.globals(name, scope, at);
  }

  /** A path that code names: of the tree, or of the deployed package. */
  private fileOf(name: string): string | undefined {
    for (const candidate of name.startsWith("/") ? [name, ...this.tree.locate(name)] : this.tree.locate(name)) {
      const file = resolveFile(this.tree, candidate, this.cache);
      if (file) return file;
    }
    return undefined;
  }
}

