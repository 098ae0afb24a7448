import type { SourceLocation } from "../../values";
import type { Expression, FunctionDeclaration, Statement, TypeDeclaration, TypeName, Unit } from "../program/program";
import type { ParsedFile, Syntax } from "../syntax";

/** Implementations of a trait or of a type itself, to be added to the type. */
export interface Implementation {
  readonly type: TypeName;
  readonly trait?: TypeName;
  readonly methods: readonly FunctionDeclaration[];
  readonly constants: readonly Constant[];
}

export interface Constant {
  readonly name: string;
  readonly type?: TypeName;
  readonly value?: Expression;
}

/** A module that is being translated: a file, or a part of one. `package` is its path: `orders::store`. */
export interface RustSource extends Unit {
  /** The first part of all paths of its crate. */
  readonly crate: string;
  readonly constants: readonly Constant[];
  readonly implementations: readonly Implementation[];
  /** Modules that stand in files of their own. */
  readonly files: readonly { readonly name: string; readonly path?: string }[];
  readonly inner: readonly RustSource[];
  /** Macros of its own that send requests. */
  readonly macros: readonly { readonly name: string; readonly at: SourceLocation }[];
  readExpression(node: Syntax, scope: RustScope): Expression;
  readStatements(node: Syntax, scope: RustScope, isResult: boolean): Statement[];
  /** Parses a piece of the text as the code that it stands for. */
  parse(text: string): ParsedFile;
}

/** Where code stands. */
export interface RustScope {
  readonly source: RustSource;
  readonly owner?: TypeDeclaration;
  /** What generic parameters have to be: `T` → `Store`. */
  readonly bounds: ReadonlyMap<string, TypeName>;
  /** Inside of an async block what is returned is the block's. */
  readonly isAsync?: boolean;
}
