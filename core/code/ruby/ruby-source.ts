import type { Expression, Statement, Unit } from "../program/program";
import type { Syntax } from "../syntax";
import type { RubyClass, RubyClasses } from "./ruby-classes";
import type { Locals } from "./ruby-locals";

/** A file that is being translated: expressions have statements inside of them, and statements define methods and classes. */
export interface RubySource extends Unit {
  readonly classes: RubyClasses;
  /** The text of each heredoc, by where it is opened. */
  readonly heredocs: ReadonlyMap<Syntax, Syntax>;
  readExpression(node: Syntax, scope: RubyScope): Expression;
  readStatement(node: Syntax, scope: RubyScope, isLast: boolean): Statement[];
  /** A body whose last value is its result. */
  readBody(nodes: readonly Syntax[], scope: RubyScope): Statement[];
  define(node: Syntax, scope: RubyScope): void;
  openClass(node: Syntax, scope: RubyScope): Expression;
  /** `Name = Struct.new(:a) do … end` opens a class as well; `undefined` where no class is made. */
  makeClass(name: Syntax, made: Syntax, scope: RubyScope): Expression | undefined;
}

/** Where code stands. */
export interface RubyScope {
  readonly source: RubySource;
  readonly locals: Locals;
  /** The class that it is written in. */
  readonly inside?: RubyClass;
  /** Whether the object is the class itself. */
  readonly isClassLevel?: boolean;
  readonly isBlock?: boolean;
  readonly isLoop?: boolean;
  /** The method's name and what it is called with, for a bare `super`. */
  readonly method?: { readonly name: string; readonly isStatic: boolean; readonly parameters: readonly string[] };
}
