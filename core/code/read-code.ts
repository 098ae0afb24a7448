import type { CodeSource } from "../model";
import type { Symbolic, SymbolicString, Value } from "../values";
import { CodeCache } from "./code-cache";
import { Environment } from "./environment";
import { findSources } from "./find-sources";
import { hasSources, isCustom, languageOf, languageOfRuntime } from "./languages";
import { unavailable } from "./reading";
import type { CodeReading, Language, UnreadCode } from "./sdk-call";
import { SourceTree } from "./source-tree";

/** What to read of one function. */
export interface CodeRequest {
  readonly source: CodeSource;
  readonly layers?: readonly CodeSource[];
  /** `app.handler`; known `null` for container images. Absent: the whole file counts (`leastwise needs FILE`). */
  readonly handler?: Value<string | null>;
  /** Absent: told by the files' extensions. */
  readonly runtime?: Value<string | null>;
  /** The function's environment variables as a map. */
  readonly environment: Symbolic;
  readonly functionName?: SymbolicString;
  /** Absolute folder that relative paths start from and reported paths are relative to. */
  readonly root: string;
  /** Shared by the functions of one run, so that a module is parsed once. */
  readonly cache?: CodeCache;
}

/** Reads the code of one function: which AWS calls it can make, with what. Nothing of it is run. */
export async function readCode(request: CodeRequest): Promise<CodeReading> {
  const cache = request.cache ?? new CodeCache();
  const tree = openTree(request, cache);
  if (tree.packageRoots.length === 0) return unavailable(tree.packageProblems);
  const handler = textOf(request.handler);
  const runtime = textOf(request.runtime);
  const entry = languageOf(runtime, tree, handler);
  if (!entry) return unavailable([...tree.packageProblems, noLanguage(runtime)]);
  const reader = await entry.load();
  if (!reader) return unavailable([...tree.packageProblems, { message: `${entry.title} code is not read by this version.`, services: "any" }]);
  const environment = new Environment(request.environment, request.functionName);
  const reading = await reader.read({ tree, environment, cache, ...(handler === undefined ? {} : { handler }), ...(runtime === undefined ? {} : { runtime }) });
  return withPackageProblems(reading, [...tree.packageProblems, ...unknownHandler(request)]);
}

/** What the function is made of: its package, or the sources of one that is yet to be built or holds only what was compiled. */
function openTree(request: CodeRequest, cache: CodeCache): SourceTree {
  const runtime = textOf(request.runtime);
  const tree = new SourceTree(request.root, request.source, request.layers ?? [], cache);
  const isMissing = tree.packageRoots.length === 0 && tree.isMissing;
  if (!isMissing && !isCompiled(tree, runtime)) return tree;
  const functionName = request.functionName?.parts.map((part) => (part.kind === "literal" ? part.text : "-")).join("");
  // A custom runtime runs what Go, Rust or C# is compiled to.
  const languages: readonly (Language | undefined)[] = isCustom(runtime) ? ["go", "rust", "csharp"] : [languageOfRuntime(runtime)?.language];
  const look = (language: Language | undefined): ReturnType<typeof findSources> => findSources({ source: request.source, root: request.root, handler: textOf(request.handler), language, functionName, cache });
  const found = languages.map(look).find((one) => one !== undefined);
  if (!found) return tree;
  if ("source" in found) return new SourceTree(request.root, found.source, request.layers ?? [], cache);
  tree.packageProblems.push({ message: `The package is made by a build: ${found.problem}.`, services: "any" });
  return tree;
}

/** Whether the package is there and holds nothing that can be read as the runtime's language. */
function isCompiled(tree: SourceTree, runtime: string | undefined): boolean {
  if (tree.packageRoots.length === 0) return false;
  const entry = languageOfRuntime(runtime);
  if (entry) return (entry.language === "java" || entry.language === "go" || entry.language === "csharp") && !hasSources(entry, tree);
  return isCustom(runtime) && !languageOf(runtime, tree);
}

function textOf(value: Value<string | null> | undefined): string | undefined {
  return value?.kind === "known" && value.value !== null ? value.value : undefined;
}

function unknownHandler({ handler }: CodeRequest): UnreadCode[] {
  if (handler?.kind !== "unknown") return [];
  return [{ message: `Which function handles events cannot be told before deployment${handler.detail ? `: ${handler.detail}` : ""}.`, services: "any" }];
}

function noLanguage(runtime: string | undefined): UnreadCode {
  if (isCustom(runtime)) return { message: `The runtime ${runtime} runs a program whose source is not in the package (a bootstrap script or a binary).`, services: "any" };
  return { message: runtime === undefined ? "No source file of a known language is there." : `No source file was found for the runtime ${runtime}.`, services: "any" };
}

function withPackageProblems(reading: CodeReading, problems: readonly UnreadCode[]): CodeReading {
  if (problems.length === 0) return reading;
  return { ...reading, status: reading.status === "read" ? "partly" : reading.status, reasons: [...reading.reasons, ...problems] };
}
