import type * as babel from "@babel/types";
import type { SourceLocation } from "../../values";
import type { Environment } from "../environment";
import type { SdkCall, UnreadCode } from "../sdk-call";
import type { SourceTree } from "../source-tree";
import type { Cell, ModuleContext, Receiver, Scope } from "./scope";
import type { ClassValue, CommandInfo, FunctionNode, FunctionValue, JsValue, UnknownValue } from "./values";

/** How a statement ends: `abrupt` leaves the function, `break` leaves or continues a loop or switch. */
export type Completion = "normal" | "break" | "abrupt";

/** One activation of a function, or of a module's top level. */
export interface Frame {
  readonly returns: JsValue[];
  readonly yields: JsValue[];
  /** The top level of a minified bundle or of a module in it: see `deferStatement`. */
  readonly isLazy?: boolean;
}

/** A branch that is being looked at, and what the variables around it held before it wrote them. */
export interface Arm {
  readonly frame: Frame;
  readonly depth: number;
  readonly before: Map<Cell, JsValue>;
  /** The variable that the condition asks for, which is narrowed apart from the others. */
  readonly asked: Cell | undefined;
}

/** A variable of a minified bundle whose value is made when it is first read. */
export interface Deferred {
  readonly cell: Cell;
  readonly lazy: () => JsValue;
  readonly expression: babel.Expression;
}

/** How a pattern's names come to be. */
export type Binding = { readonly kind: "declare"; readonly isStable: boolean; readonly hoisted?: boolean } | { readonly kind: "assign" };

/**
 * Follows values through a program without running it: every branch that may be taken is taken, and what comes from outside stays unknown.
 * The parts of the language are in files of their own; they meet here.
 */
export interface Interpreter {
  readonly tree: SourceTree;
  readonly environment: Environment;
  /** Whether values may be outputs as Pulumi has them, with `apply`. */
  readonly hasOutputs: boolean;
  /** How many loops surround what is being looked at. */
  loops: number;
  /** How many undecided conditions, loops and foreign callbacks surround what is being looked at. */
  depth: number;
  frame: Frame;
  /** The innermost branch of an undecided condition that is being looked at. */
  arm: Arm | undefined;
  evaluate(node: babel.Node, scope: Scope): JsValue;
  execute(statements: readonly babel.Statement[], scope: Scope): Completion;
  evaluateCall(node: babel.CallExpression | babel.OptionalCallExpression | babel.NewExpression | babel.ImportExpression | babel.TaggedTemplateExpression, scope: Scope): JsValue;
  executeOne(statement: babel.Statement, scope: Scope): Completion;
  bind(pattern: babel.Node, value: JsValue, scope: Scope, binding: Binding): void;
  call(callee: JsValue, self: JsValue, args: readonly JsValue[], at: SourceLocation): JsValue;
  callFunction(fn: FunctionValue, self: JsValue, args: readonly JsValue[], at: SourceLocation): JsValue;
  constructClass(value: ClassValue, args: readonly JsValue[], at: SourceLocation): JsValue;
  construct(callee: JsValue, args: readonly JsValue[], at: SourceLocation): JsValue;
  get(value: JsValue, property: string, at: SourceLocation): JsValue;
  set(target: JsValue, property: string, value: JsValue): void;
  /** Exports of packages that were imported, by specifier. */
  readonly packages: Map<string, JsValue>;
  /** Runs a module's top level, apart from the conditions around its first import. */
  atTopLevel(look: () => void, isLazy?: boolean): void;
  atTopLevelValue(look: () => JsValue): JsValue;
  readonly deferred: Deferred[];
  /** Whether the next function that runs is a module of a minified bundle. */
  startsLazily: boolean;
  /** What an iteration over the value meets, one after the other. */
  elements(value: JsValue, at: SourceLocation): { items: readonly JsValue[]; rest?: JsValue };
  keysOf(value: JsValue): readonly JsValue[];
  /** Runs the body of a function with what `this` and `super` are in it. */
  callBody(node: FunctionNode, scope: Scope, receiver: Receiver | undefined, args: readonly JsValue[], at: SourceLocation): JsValue;
  /** Code that is not read gets hold of the value and may do anything with it. */
  escape(value: JsValue, to: string, at: SourceLocation): void;
  /** Calls a function as code that is not read would: with arguments that nobody can tell. */
  callFromOutside(fn: FunctionValue, names?: readonly UnknownValue[], self?: JsValue): JsValue;
  /** Whether there is time left; where there is none, it has been said. */
  hasSteps(): boolean;
  /** Looks at something that may or may not happen. */
  maybe<T>(look: () => T): T;
  record(call: SdkCall): void;
  /** A command that exists; where nobody is seen to send it, it may still be sent. */
  madeCommand(command: CommandInfo): void;
  waiterOperation(service: string, waiter: string): string | undefined;
  unread(reason: UnreadCode): void;
  place(node: babel.Node, scope: Scope): SourceLocation;
  importModule(specifier: string, from: ModuleContext, at: SourceLocation, style: "import" | "require"): JsValue;
  /** `require` as the module in that file has it. */
  requireFrom(file: string | undefined): JsValue;
  /** Runs the top level of a file of the package, `false` where there is none. */
  loadFile(name: string): boolean;
  /** The text of a file of the package. */
  fileText(name: string): JsValue | undefined;
  globalValue(name: string, scope: Scope, at: SourceLocation): JsValue | undefined;
}
