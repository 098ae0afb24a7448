import { getHeapStatistics } from "node:v8";
import { parse, type ParserPlugin } from "@babel/parser";
import type * as babel from "@babel/types";
import type { CodeCache } from "../code-cache";
import type { SourceFile } from "../source-tree";

/** A parsed file; `problem` says what is wrong with it, `program` is absent where nothing could be made of it. */
export interface ParsedFile {
  readonly file: SourceFile;
  readonly program?: babel.Program;
  readonly problem?: string;
  readonly isTypeScript: boolean;
}

/** Larger files are generated; a parser would need more memory than a check may take. */
const maxCharacters = 24 * 1024 * 1024;
/** What the tree of a file takes at most, where it is all short statements: beyond the memory there is, Node.js would end without a word. */
const bytesPerCharacter = 260;

function mostCharacters(): number {
  const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics();
  return Math.min(maxCharacters, (limit - used) / bytesPerCharacter);
}

/** Parses a file once for all functions of a run. */
export function parseModule(file: SourceFile, cache: CodeCache): ParsedFile {
  return cache.once(`javascript:module:${file.path}:${file.text.length}`, () => parseNow(file));
}

function parseNow(file: SourceFile): ParsedFile {
  const isTypeScript = /\.[mc]?tsx?$/.test(file.path);
  if (file.problem) return { file, isTypeScript, problem: file.problem };
  if (file.text.length > mostCharacters()) return { file, isTypeScript, problem: "it is too large to be read" };
  try {
    const tree = parseAs("unambiguous", file);
    // What is strict only because it might have been a module (`with`, octal numbers) is none where it turned out to be a script.
    const settled = (tree.errors ?? []).length > 0 && tree.program.sourceType === "script" ? parseAs("script", file) : tree;
    const [first] = settled.errors ?? [];
    return { file, program: settled.program, isTypeScript, ...(first ? { problem: first.message } : {}) };
  } catch (error) {
    return { file, isTypeScript, problem: error instanceof RangeError ? "it is nested too deeply" : error instanceof Error ? error.message : String(error) };
  }
}

function parseAs(sourceType: "unambiguous" | "script", file: SourceFile): ReturnType<typeof parse> {
  return parse(file.text, {
    sourceType,
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
    allowUndeclaredExports: true,
    allowNewTargetOutsideFunction: true,
    errorRecovery: true,
    attachComment: false,
    plugins: pluginsFor(file.path),
  });
}

function pluginsFor(path: string): ParserPlugin[] {
  const shared: ParserPlugin[] = ["decorators-legacy", "decoratorAutoAccessors", "explicitResourceManagement"];
  if (/\.tsx$/.test(path)) return [...shared, "typescript", "jsx"];
  if (/\.[mc]?ts$/.test(path)) return [...shared, "typescript"];
  return [...shared, "jsx"];
}
