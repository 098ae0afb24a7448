import * as path from "node:path";
import { CodeCache } from "../code-cache";
import { Environment } from "../environment";
import { SourceTree } from "../source-tree";
import { boto3Models } from "./boto3-models";
import { builtinModels } from "./builtins";
import { dataFileModels } from "./data-files";
import { environmentModels } from "./environment-models";
import { ExternalModels, type ModelTable } from "./models";
import { SourceModules } from "./modules";
import { ProgramInterpreter } from "./program-interpreter";
import { standardModels } from "./standard-library";
import { loadParser, type SourceParser } from "../syntax";

/** What others than readers of handlers need to follow programs: they say what the packages are that a program talks to. */
export { argument } from "./arguments";
export { method } from "./container-methods";
export { fromSymbolic, makeDict, makeList } from "./containers";
export type { Arguments, Call, CallSite, Machine } from "./machine";
export type { CallModel, InheritedModel, ModelTable } from "./models";
export { doubtOf, placeOfSite } from "./program-interpreter";
export { choose } from "./store";
export { combineTexts, formatBraces, stringOf } from "./text";
export { alternativesOf, data, isNone, knownText, lost, none, text } from "./values";
export type { DictValue, InstanceValue, NativeValue, PyValue } from "./values";
export { asWritten } from "./written-values";

/** A program that builds a deployment, rather than one that is deployed. */
export interface ProgramRequest {
  /** Absolute folder that places are told relative to. */
  readonly root: string;
  /** The file that it starts with, relative to the root; its folder is where its modules are imported from. */
  readonly entry: string;
  /** What the packages do that the program talks to; before what is known of Python's own. */
  readonly models: ModelTable;
  /** Whether a module is one of those packages, also where a folder of the source has its name. */
  readonly isGiven: (module: string) => boolean;
  /** Methods of any value of the program, as a deferred value has them. */
  readonly deferred: ReadonlySet<string>;
}

let parser: Promise<SourceParser> | undefined;

/** Follows the values of a program from its first file to what it passes to the given packages, and gives the files that were read. Nothing of it is run. */
export async function followProgram({ root, entry, models, isGiven, deferred }: ProgramRequest): Promise<readonly string[]> {
  const parse = await (parser ??= loadParser("python"));
  const cache = new CodeCache();
  const tree = new SourceTree(root, { kind: "path", path: root }, [], cache);
  const modules = new SourceModules(tree, parse, cache);
  const tables = [builtinModels, standardModels, environmentModels, dataFileModels, boto3Models, models];
  const environment = new Environment({ kind: "map", entries: new Map(), rest: { kind: "unknown", reason: "unreadable", detail: "the environment of the program", references: [] } });
  const machine = new ProgramInterpreter(modules, new ExternalModels(tables, new Set(), false), environment, isGiven, deferred);
  modules.attach(machine);
  const [file] = tree.locate(entry).filter((candidate) => tree.isFile(candidate));
  if (file === undefined) return [];
  if (path.posix.dirname(entry) !== ".") modules.addRoot(path.posix.dirname(file));
  try {
    modules.loadFile(file, "__main__");
  } catch (error) {
    // Code can be nested so deeply that the call stack ends: what was registered until then counts.
    if (!(error instanceof RangeError)) throw error;
  }
  return [...modules.files].sort();
}
