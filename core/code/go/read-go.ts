import * as path from "node:path";
import { unknown } from "../../values";
import type { LanguageReader, LanguageRequest } from "../language-reader";
import { asSdkCall, withinStack } from "../program/calls-found";
import { Follower } from "../program/follower";
import { loadParser, type SourceParser } from "../syntax";
import type { Call } from "../program/values";
import { finishReading, unavailable } from "../reading";
import type { CodeReading } from "../sdk-call";
import type { SourceTree } from "../source-tree";
import { GoModules, type GoPackage } from "./go-modules";
import { GoRules, unitFrame } from "./go-rules";

let parser: Promise<SourceParser> | undefined;

/** Reads handlers written in Go: both versions of the SDK, from `main` on. */
export const goReader: LanguageReader = {
  language: "go",
  async read(request: LanguageRequest): Promise<CodeReading> {
    const parse = await (parser ??= loadParser("go"));
    const modules = new GoModules(request.tree, parse, request.cache);
    const machine = new Follower(new GoRules(modules), request.environment);
    let programs: readonly GoPackage[] = [];
    withinStack(machine, () => {
      programs = findPrograms(request, modules);
    });
    if (programs.length === 0) return unavailable(machine.reasons.length > 0 ? [...machine.reasons, ...modules.problems] : [{ message: "There is no Go program (package main) in the code.", services: "any" }, ...modules.problems]);
    withinStack(machine, () => {
      for (const program of programs) followProgram(machine, modules, program);
    });
    const chosen = programs.length > 1 ? [{ message: `Which of ${programs.length} programs is deployed could not be told; all are taken together.`, services: [] }] : [];
    return finishReading(modules.files, machine.calls.map(asSdkCall), [...machine.reasons, ...modules.problems, ...chosen]);
  },
};

/** Programs in the package: the named file's, the folder's own, or those in folders below. */
function findPrograms({ tree, handler }: LanguageRequest, modules: GoModules): GoPackage[] {
  return tree.packageRoots.flatMap((root) => {
    const own = modules.programsIn(root.path, root.file);
    const started = own.filter((one) => one.functions.has("main"));
    if (started.length > 0 || (own.length > 0 && root.file !== undefined)) return named(started.length > 0 ? started : own, handler);
    const below = foldersWithMain(tree, root.path).flatMap((folder) => modules.programsIn(folder)).filter((one) => one.functions.has("main"));
    const lambdas = below.filter((one) => one.units.some((unit) => [...unit.imports.values()].includes("github.com/aws/aws-lambda-go/lambda")));
    const best = named(lambdas.length > 0 ? lambdas : below, handler);
    // Without a handler the functions of a library may be asked about.
    return best.length > 0 || handler !== undefined ? best : own;
  });
}

/** Of several programs those that are called like the handler, by their folder or their file. */
function named(programs: readonly GoPackage[], handler: string | undefined): readonly GoPackage[] {
  if (programs.length < 2 || handler === undefined) return programs;
  const name = path.posix.basename(handler);
  const fitting = programs.filter((one) => [path.posix.basename(one.folder), path.posix.basename(path.posix.dirname(one.folder)), ...one.units.filter((unit) => unit.functions.some((declared) => declared.name === "main")).map((unit) => path.posix.basename(unit.path, ".go"))].includes(name));
  return fitting.length > 0 ? fitting : programs;
}

function foldersWithMain(tree: SourceTree, root: string): string[] {
  const files = tree.filesBelow(root, (name) => name === "vendor" || name === "node_modules" || name === "testdata" || name.startsWith(".") || name.startsWith("_"));
  const mains = files.filter((file) => file.endsWith(".go") && !file.endsWith("_test.go") && /^package\s+main\b/m.test(tree.read(file)?.text ?? ""));
  return [...new Set(mains.map((file) => path.posix.dirname(file)))];
}

function followProgram(machine: Follower, modules: GoModules, program: GoPackage): void {
  const started = new Set<GoPackage>();
  startPackage(machine, modules, program, started);
  const frame = unitFrame(machine, program.units[0]!);
  const call = (at: Call["at"], code: string): Call => ({ args: [], at, code, frame });
  const main = program.functions.get("main");
  if (main) {
    machine.invoke({ kind: "function", declaration: main }, [], call(main.at, "main"));
    return;
  }
  // A file without a program: any of its functions may be called.
  for (const declaration of [...program.functions.values(), ...[...program.types.values()].flatMap((type) => [...type.methods.values()].flat())]) {
    if (machine.followed.has(declaration)) continue;
    const self = declaration.owner && machine.opaque({ kind: "local", declaration: declaration.owner, args: [] }, unknown("decided-at-run-time", `a ${declaration.owner.name}`));
    machine.event(() => machine.invoke({ kind: "function", declaration, ...(self ? { self } : {}) }, machine.unknownArguments(declaration, frame), call(declaration.at, declaration.name)));
  }
}

/** Fills a package's variables and runs its init functions, those of the packages that it imports before. */
function startPackage(machine: Follower, modules: GoModules, own: GoPackage, started: Set<GoPackage>): void {
  if (started.has(own)) return;
  started.add(own);
  for (const imported of own.units.flatMap((unit) => [...unit.imports.values(), ...unit.wildcards])) {
    const found = modules.find(imported);
    if (found) startPackage(machine, modules, found, started);
  }
  const rules = machine.language as GoRules;
  for (const name of own.variables.keys()) rules.fillVariable(machine, own, name);
  for (const declaration of own.initializers) machine.invoke({ kind: "function", declaration }, [], { args: [], at: declaration.at, code: "init", frame: unitFrame(machine, declaration.unit) });
}
