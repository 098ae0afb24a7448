import { CodeCache } from "../code-cache";
import { Environment } from "../environment";
import type { UnreadCode } from "../sdk-call";
import { SourceTree } from "../source-tree";
import { resolveFile } from "./resolve-module";
import { Run } from "./run";
import { undefinedValue, type JsValue } from "./values";

/** What others than readers of handlers need to follow programs: they say what the packages are that a program talks to. */
export { joinText } from "./expressions";
export { fromSymbolic, knownText, textOf, toSymbolic } from "./symbolic";
export { alternativesOf, arrayValue, choose, nativeFunction, objectValue, textValue, undefinedValue, unreadable } from "./values";
export type { JsValue, NativeCall, NativeValue, ObjectValue } from "./values";

/** A program that builds a deployment, rather than one that is deployed. */
export interface ProgramRequest {
  /** Absolute folder that its packages are imported from, and that places are told relative to. */
  readonly root: string;
  /** Absolute path of the file or folder that it starts with. */
  readonly entry: string;
  /** A package that is given to the program in place of the installed one. */
  readonly packageOf: (specifier: string) => JsValue | undefined;
}

/** What came of following a program. */
export interface ProgramReading {
  readonly files: readonly string[];
  /** What could not be read or followed. */
  readonly reasons: readonly UnreadCode[];
}

/** Follows the values of a program from its first file to what it passes to the given packages. Nothing of it is run. */
export function followProgram({ root, entry, packageOf }: ProgramRequest): ProgramReading {
  const cache = new CodeCache();
  const tree = new SourceTree(root, { kind: "path", path: root }, [], cache);
  const file = resolveFile(tree, entry.replaceAll("\\", "/"), cache);
  if (file === undefined) return { files: [], reasons: [{ message: "The program has no file to start with.", services: "any" }] };
  const run = new Run(tree, new Environment({ kind: "map", entries: new Map(), rest: { kind: "unknown", reason: "unreadable", detail: "the environment of the program", references: [] } }), cache, new GivenPackages(packageOf), true);
  try {
    callExported(run, run.modules.file(file, "require"), file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    run.unread({ message: "The program is nested too deeply to be followed.", services: "any" });
  }
  return { files: [...run.modules.files].sort(), reasons: run.reasons };
}

/** A program may be a function that its first file exports. */
function callExported(run: Run, exported: JsValue, file: string): void {
  const at = { file: run.tree.shown(file), line: 1, column: 1, endLine: 1, endColumn: 1 };
  const candidates = exported.kind === "function" ? [exported] : [run.get(exported, "default", at)];
  for (const candidate of candidates) if (candidate.kind === "function") run.callFunction(candidate, undefinedValue, [], at);
}

class GivenPackages extends Map<string, JsValue> {
  constructor(private readonly packageOf: (specifier: string) => JsValue | undefined) {
    super();
  }

  override get(specifier: string): JsValue | undefined {
    return super.get(specifier) ?? this.packageOf(specifier);
  }
}
