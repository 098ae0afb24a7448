import type { CodeSource } from "../model";
import type { Symbolic, SymbolicString, Value } from "../values";
import { CodeCache } from "./code-cache";
import { Environment } from "./environment";
import { isCustom, languageOf } from "./languages";
import { unavailable } from "./reading";
import type { CodeReading, UnreadCode } from "./sdk-call";
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
  const tree = new SourceTree(request.root, request.source, request.layers ?? [], cache);
  if (tree.packageRoots.length === 0) return unavailable(tree.packageProblems);
  const handler = textOf(request.handler);
  const runtime = textOf(request.runtime);
  const entry = languageOf(runtime, tree);
  if (!entry) return unavailable([...tree.packageProblems, noLanguage(runtime)]);
  const reader = await entry.load();
  if (!reader) return unavailable([...tree.packageProblems, { message: `${entry.title} code is not read by this version.`, services: "any" }]);
  const environment = new Environment(request.environment, request.functionName);
  const reading = await reader.read({ tree, environment, cache, ...(handler === undefined ? {} : { handler }), ...(runtime === undefined ? {} : { runtime }) });
  return withPackageProblems(reading, [...tree.packageProblems, ...unknownHandler(request)]);
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
