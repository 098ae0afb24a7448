import type { SourceLocation, Symbolic } from "../../core";

/** What the names of a module instance stand for. Every answer is a value, unknown where it cannot be told. */
export interface ModuleNames {
  variable(name: string, at: SourceLocation): Symbolic;
  local(name: string, at: SourceLocation): Symbolic;
  call(name: string, at: SourceLocation): Symbolic;
  resource(mode: "managed" | "data", type: string, name: string, at: SourceLocation): Symbolic;
  /** `path.module`, `path.root`, `path.cwd`. */
  pathOf(name: string, at: SourceLocation): Symbolic;
}

/** Text of a file inside the folders that are read, or why it is refused. */
export interface ReadableFiles {
  read(path: string): FileResult;
  exists(path: string): boolean | undefined;
}

export type FileResult = { readonly kind: "file"; readonly file: string; readonly content: Buffer } | { readonly kind: "refused"; readonly detail: string };

/** The instance of a block with `count` or `for_each` that is evaluated. */
export interface Instance {
  readonly key: Symbolic;
  /** Absent for `count`. */
  readonly value?: Symbolic;
}

/** Where an expression is evaluated: in a module instance, for an instance of a block, inside for-expressions. A template file has neither. */
export interface Scope {
  readonly module?: ModuleNames;
  /** Files that functions such as `file` may read. */
  readonly files: ReadableFiles;
  readonly instance?: Instance;
  readonly bindings: ReadonlyMap<string, Symbolic>;
}

export function bind(scope: Scope, names: Readonly<Record<string, Symbolic>>): Scope {
  return { ...scope, bindings: new Map([...scope.bindings, ...Object.entries(names)]) };
}
