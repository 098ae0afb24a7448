import * as path from "node:path";
import { unknown } from "../../values";
import type { LanguageReader, LanguageRequest } from "../language-reader";
import { asSdkCall, withinStack } from "../program/calls-found";
import { frameOf } from "../program/declarations";
import { Follower } from "../program/follower";
import type { FunctionDeclaration } from "../program/program";
import { loadParser, type SourceParser } from "../syntax";
import type { Call, ProgramValue } from "../program/values";
import { finishReading, unavailable } from "../reading";
import type { CodeReading, UnreadCode } from "../sdk-call";
import type { SourceTree } from "../source-tree";
import { programsIn, RustCrates, type RustModule, type RustProgram } from "./rust-crates";
import { RustRules } from "./rust-rules";

let parser: Promise<SourceParser> | undefined;

/** Reads handlers written in Rust, from `main` on. */
export const rustReader: LanguageReader = {
  language: "rust",
  async read(request: LanguageRequest): Promise<CodeReading> {
    const parse = await (parser ??= loadParser("rust"));
    const programs = findPrograms(request);
    if (programs.length === 0) return unavailable([{ message: "There is no Rust program (a Cargo.toml with a main.rs) in the code.", services: "any" }]);
    const readings = programs.map((program) => follow(program, request, parse));
    const chosen: UnreadCode[] = programs.length > 1 ? [{ message: `Which of ${programs.length} programs is deployed could not be told; all are taken together.`, services: [] }] : [];
    return finishReading(readings.flatMap((one) => one.files), readings.flatMap((one) => one.calls), [...readings.flatMap((one) => one.reasons), ...chosen]);
  },
};

/** The program that the function is named after; all of them where none is. */
function findPrograms({ tree, handler }: LanguageRequest): RustProgram[] {
  return tree.packageRoots.flatMap((root) => {
    if (root.file) return [{ name: root.file, file: root.file, folder: crateAround(tree, root.file) }];
    const all = programsIn(tree, root.path);
    const named = all.filter((one) => handler !== undefined && one.name === handler.replace(/\.handler$/, ""));
    return named.length > 0 ? named : all;
  });
}

/** The folder of the manifest that a file belongs to. */
function crateAround(tree: SourceTree, file: string): string {
  for (let at = path.posix.dirname(file), depth = 0; depth < 5; at = path.posix.dirname(at), depth += 1) if (tree.isFile(`${at}/Cargo.toml`)) return at;
  return path.posix.dirname(file);
}

function follow(program: RustProgram, request: LanguageRequest, parse: SourceParser): Pick<CodeReading, "files" | "calls" | "reasons"> {
  const crates = new RustCrates(request.tree, parse, request.cache);
  const rules = new RustRules(crates);
  const machine = new Follower(rules, request.environment);
  const named: UnreadCode[] = [];
  withinStack(machine, () => {
    const module = crates.loadProgram(program);
    if (!module) return;
    for (const wanted of importedFirst(crates)) crates.find(wanted);
    crates.implement((name, unit) => rules.typeNamed(name, unit));
    start(machine, crates, module);
    if (!module.functions.has("main")) return;
    for (const { name } of crates.calledByOthers) rules.named.ask(name);
    named.push(...rules.named.follow(machine, crates.methods().map((declaration) => ({ declaration, call: () => callUnknown(machine, declaration) }))));
  });
  return { files: crates.files, calls: machine.calls.map(asSdkCall), reasons: [...machine.reasons, ...crates.problems, ...named] };
}

/** The crates that are named in the program, so that what they implement is known from the start. */
function importedFirst(crates: RustCrates): string[] {
  const seen = new Set<string>();
  for (let size = -1; size !== seen.size; ) {
    size = seen.size;
    for (const { source } of crates.all()) {
      for (const full of [...source.imports.values(), ...source.wildcards]) {
        const crate = full.split("::")[0]!;
        if (seen.has(crate)) continue;
        seen.add(crate);
        crates.find(crate);
      }
    }
  }
  return [...seen];
}

function start(machine: Follower, crates: RustCrates, module: RustModule): void {
  const main = module.functions.get("main");
  if (main) {
    machine.invoke({ kind: "function", declaration: main }, [], callAt(machine, main));
    return;
  }
  // A file without a program: any of its functions may be called.
  const methods = [...module.types.values()].flatMap((type) => [...type.methods.values()].flat());
  for (const declaration of [...module.functions.values(), ...methods]) {
    if (machine.followed.has(declaration) || !declaration.body) continue;
    machine.event(() => callUnknown(machine, declaration));
  }
}

/** Calls a function on an object, and with arguments, of which nothing is known. */
function callUnknown(machine: Follower, declaration: FunctionDeclaration): ProgramValue {
  const self = declaration.owner && machine.opaque({ kind: "local", declaration: declaration.owner, args: [] }, unknown("decided-at-run-time", `a ${declaration.owner.name}`));
  return machine.invoke({ kind: "function", declaration, ...(self ? { self } : {}) }, machine.unknownArguments(declaration, frameOf(machine, declaration)), callAt(machine, declaration));
}

function callAt(machine: Follower, declaration: FunctionDeclaration): Call {
  return { args: [], at: declaration.at, code: declaration.name, frame: frameOf(machine, declaration) };
}
