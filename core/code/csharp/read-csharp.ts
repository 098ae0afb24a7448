import type { LanguageReader, LanguageRequest } from "../language-reader";
import { asSdkCall, withinStack } from "../program/calls-found";
import { Follower } from "../program/follower";
import { loadParser, type SourceParser } from "../syntax";
import { finishReading, unavailable } from "../reading";
import type { CodeReading, UnreadCode } from "../sdk-call";
import { followClassHandler, followProgram, followWhole } from "./csharp-entries";
import { CSharpRules } from "./csharp-rules";
import { CSharpSources } from "./csharp-sources";

let parser: Promise<SourceParser> | undefined;

/** Reads handlers written in C#. */
export const csharpReader: LanguageReader = {
  language: "csharp",
  async read(request: LanguageRequest): Promise<CodeReading> {
    const parse = await (parser ??= loadParser("c_sharp"));
    const sources = new CSharpSources(request.tree, parse, request.cache, assemblyOf(request.handler));
    if (sources.isEmpty) return unavailable([{ message: nothingToRead(sources), services: "any" }]);
    const machine = new Follower(new CSharpRules(sources), request.environment);
    const reasons: UnreadCode[] = [];
    withinStack(machine, () => reasons.push(...follow(request, machine, sources)));
    const foreign = sources.foreign.length > 0 ? [{ message: `${sources.foreign.length} files of other languages (F# or Visual Basic) were not read.`, services: "any" as const }] : [];
    return finishReading(sources.files, machine.calls.map(asSdkCall), [...machine.reasons, ...sources.problems, ...reasons, ...foreign]);
  },
};

function assemblyOf(handler: string | undefined): string | undefined {
  return handler?.split("::")[0];
}

function nothingToRead(sources: CSharpSources): string {
  if (sources.foreign.length > 0) return "The code is written in F# or Visual Basic, which are not read.";
  return "The package holds compiled assemblies, and their C# sources were not found.";
}

function follow({ handler, tree }: LanguageRequest, machine: Follower, sources: CSharpSources): UnreadCode[] {
  const program = { machine, rules: machine.language as CSharpRules };
  const named = tree.packageRoots.flatMap((root) => (root.file ? [root.file] : []));
  if (handler !== undefined) return handler.includes("::") ? followClassHandler(program, handler) : followProgram(program, handler);
  const types = named.length > 0 ? named.flatMap((file) => [...sources.inFile(file), ...sources.unitsOf(file).flatMap((unit) => unit.main ?? [])]) : sources.all();
  followWhole(program, types, named.length === 0);
  return [];
}
