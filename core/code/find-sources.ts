import * as fs from "node:fs";
import * as path from "node:path";
import type { CodeSource } from "../model";
import { foldersAbove, isBuildFolder, sourcesByPlace } from "./build-folders";
import type { CodeCache } from "./code-cache";
import { foldersBetween, isCommonName, isDistinct, isSameName, mostLikely, type Candidate } from "./likely-source";
import type { Language } from "./sdk-call";
import { isFile, isFolder } from "./path-kind";
import { listSources } from "./source-listing";
import { projectAround } from "./source-tree";

/** A function whose package is a build product, so that its sources are somewhere else. */
export interface BuiltFunction {
  readonly source: CodeSource;
  /** Absolute. */
  readonly root: string;
  readonly handler: string | undefined;
  /** Absent where the runtime does not tell. */
  readonly language: Language | undefined;
  /** As far as it is known. */
  readonly functionName: string | undefined;
  readonly cache: CodeCache;
}

/** Where the sources are; or why, of several that may be, none was taken. */
export type FoundSources = { readonly source: CodeSource } | { readonly problem: string };

type PathSource = Extract<CodeSource, { kind: "path" }>;

/** Where one look is made, and what it looks for. */
interface Search extends BuiltFunction {
  /** Absolute path of the package that is to be built. */
  readonly built: string;
  /** How far up the sources may be. */
  readonly boundary: string;
  /** Names that this function has and others don't. */
  readonly names: readonly string[];
}

/** Looks for the sources that a package is built from: those of exactly this function, or none. */
export function findSources(built: BuiltFunction): FoundSources | undefined {
  if (built.source.kind === "several") return findEach(built, built.source.sources);
  return built.source.kind === "path" ? findOne(built, built.source) : undefined;
}

/** Several parts are looked for by their places only: which of them is to hold the handler, nobody tells. */
function findEach(built: BuiltFunction, parts: readonly CodeSource[]): FoundSources | undefined {
  const found = parts.map((part) => {
    if (part.kind !== "path") return part;
    const { built: file, boundary } = searchFor(built, part);
    const places = isFile(file) ? [] : sourcesByPlace(file, boundary);
    return places.length === 1 ? { ...part, path: places[0]! } : part;
  });
  return found.some((part, index) => part !== parts[index]) ? { source: { kind: "several", sources: found } } : undefined;
}

function findOne(built: BuiltFunction, source: PathSource): FoundSources | undefined {
  const search = searchFor(built, source);
  switch (built.language) {
    case "javascript":
    case "python":
      return findByPlace(search, source) ?? findModule(search, source);
    case "java":
      return findJavaProject(search, source);
    case "go":
      return findGoProgram(search, source);
    case "rust":
      return findRustProgram(search, source);
    case "csharp":
      return findCSharpProject(search, source);
    default:
      // The file's own ending tells what it is made of.
      return built.language === undefined ? findByPlace(search, source) : undefined;
  }
}

function searchFor(built: BuiltFunction, { path: given }: PathSource): Search {
  const root = slashes(path.resolve(built.root));
  const file = slashes(path.resolve(root, given));
  const boundary = file === root || file.startsWith(`${root}/`) ? root : projectAround(root, file);
  const nearest = foldersAbove(file, boundary).find(isFolder) ?? boundary;
  const missing = path.posix.relative(nearest, file).split("/").filter((name) => name !== "" && !isBuildFolder(name));
  // `orders/bootstrap` and `orders/lambda.zip` are called orders; what is further up may hold other functions too.
  const own = missing.filter(isDistinct).pop();
  const names = [own, built.functionName].filter((name) => name !== undefined);
  return { ...built, built: file, boundary, names };
}

/** What is in the same place of the folder that the build reads. */
function findByPlace(search: Search, source: PathSource): FoundSources | undefined {
  const module = moduleOf(search);
  const isOneFile = /\.([mc]?js|py)$/.test(search.built);
  if (!isOneFile && module === undefined) return undefined;
  const built = isOneFile ? search.built : path.posix.join(search.built.replace(/\.(zip|jar)$/i, ""), module!);
  const found = sourcesByPlace(built, search.boundary).filter((file) => namesHandler(file, search.handler));
  return found.length === 0 ? undefined : decided(search, source, found, (file) => (isOneFile ? file : packageAround(file, module!)));
}

/** The module that the handler names, wherever it is. */
function findModule(search: Search, source: PathSource): FoundSources | undefined {
  const module = moduleOf(search);
  if (module === undefined || module.startsWith("/opt/")) return undefined;
  const name = stemOf(path.posix.basename(module));
  const candidateOf = (file: string, scope: string): Candidate | undefined => {
    const stem = sourceStem(file, search.language);
    if (stem === undefined) return undefined;
    const isModule = path.posix.basename(stem) === name;
    // A bundler gives every function's file the same name; the package's name is then that of its source.
    const isNamed = !isModule && search.language === "javascript" && isCommonName(name) && isSameName(path.posix.basename(stem), path.posix.basename(search.built));
    if (!(isModule || isNamed) || !namesHandler(file, search.handler)) return undefined;
    const top = packageAround(file, module);
    return { path: file, folders: foldersBetween(scope, top === file ? file : path.posix.join(top, "x")), isTelling: !isCommonName(name), isNamed };
  };
  return findAround(search, source, candidateOf, (file) => packageAround(file, module));
}

/** The folder that is the package where the file is the module; the file alone where a build puts it elsewhere. */
function packageAround(file: string, module: string): string {
  const [fileStem, moduleStem] = [stemOf(file), stemOf(module)];
  return fileStem.endsWith(`/${moduleStem}`) ? fileStem.slice(0, -moduleStem.length - 1) || "/" : file;
}

function stemOf(file: string): string {
  return file.slice(0, file.length - path.posix.extname(file).length);
}

/** The project that the handler's class is in. */
function findJavaProject(search: Search, source: PathSource): FoundSources | undefined {
  const className = search.handler?.split("::")[0]?.split("$")[0];
  if (!className) return undefined;
  const dot = className.lastIndexOf(".");
  const [inPackage, name] = [className.slice(0, Math.max(dot, 0)), className.slice(dot + 1)];
  const isClass = (file: string): boolean => /\.(java|kt|scala|groovy)$/.test(file) && path.posix.basename(file).replace(/\.\w+$/, "") === name && packageOf(file) === inPackage;
  return findAround(
    search,
    source,
    (file, scope) => (isClass(file) ? { path: file, folders: foldersBetween(scope, file).filter((folder) => !inPackage.split(".").includes(folder)), isTelling: true } : undefined),
    (file) => projectOf(file, search, isProject) ?? path.posix.dirname(file),
  );
}

function packageOf(file: string): string {
  return /^\s*package\s+([\w.]+)/m.exec(textOf(file))?.[1] ?? "";
}

/** The folder around a source that its build works on: nearest to the package where that is above the source, else nearest to the source. */
function projectOf(file: string, { built, boundary }: Search, isTop: (folder: string) => boolean): string | undefined {
  return foldersAbove(built, boundary).find((folder) => isTop(folder) && file.startsWith(`${folder}/`)) ?? foldersAbove(file, boundary).find(isTop);
}

function isProject(folder: string): boolean {
  return ["pom.xml", "build.gradle", "build.gradle.kts", "build.sbt"].some((name) => isFile(path.posix.join(folder, name)));
}

/** The main package that the binary is built of. */
function findGoProgram(search: Search, source: PathSource): FoundSources | undefined {
  // For go1.x the handler is the name of the binary.
  const names = search.handler === undefined ? search.names : [...search.names, search.handler];
  const isMain = (file: string): boolean => file.endsWith(".go") && !file.endsWith("_test.go") && search.cache.once(`go-package:${file}`, () => /^package\s+main\b/m.test(textOf(file)));
  return findAround({ ...search, names }, source, (file, scope) => (isMain(file) ? { path: path.posix.dirname(file), folders: foldersBetween(scope, file), isTelling: false } : undefined), (folder) => folder);
}

/** The project that the handler's assembly is built from; of a program that is called `bootstrap`, one that runs as a function. */
function findCSharpProject(search: Search, source: PathSource): FoundSources | undefined {
  const assembly = search.handler?.split("::")[0];
  const isProgram = assembly === undefined || assembly === "bootstrap";
  const isWanted = (file: string): boolean => {
    if (!file.endsWith(".csproj")) return false;
    const text = search.cache.once(`csharp-project:${file}`, () => textOf(file));
    if (isProgram) return /Amazon\.Lambda\.(RuntimeSupport|AspNetCoreServer)/.test(text);
    return (/<AssemblyName>([^<$]+)</.exec(text)?.[1]?.trim() ?? path.posix.basename(file, ".csproj")) === assembly;
  };
  return findAround(search, source, (file, scope) => (isWanted(file) ? { path: file, folders: foldersBetween(scope, file), isTelling: !isProgram } : undefined), (file) => path.posix.dirname(file));
}

/** The file with `main` that the binary is built of; it is called like itself, its crate or its folder. */
function findRustProgram(search: Search, source: PathSource): FoundSources | undefined {
  const isMain = (file: string): boolean => /\/src\/(main|bin\/[^/]+|bin\/[^/]+\/main)\.rs$/.test(file) && /\bfn\s+main\b/.test(textOf(file));
  const candidateOf = (file: string, scope: string): Candidate | undefined => {
    if (!isMain(file)) return undefined;
    const own = /\/src\/bin\/([^/]+?)(\.rs|\/main\.rs)$/.exec(file)?.[1];
    const crate = file.slice(0, file.lastIndexOf("/src/"));
    const name = own ?? /^\[package\][^[]*?^name\s*=\s*"([^"]+)"/ms.exec(textOf(path.posix.join(crate, "Cargo.toml")))?.[1];
    const folders = foldersBetween(scope, path.posix.join(crate, "x"));
    return { path: file, folders: name !== undefined && search.names.length > 0 ? [...folders, name] : folders, isTelling: false };
  };
  return findAround(search, source, candidateOf, (file) => file);
}

/** Looks below the folders around the package, nearest first, until something in one of them may be the source. */
function findAround(search: Search, source: PathSource, candidateOf: (file: string, scope: string) => Candidate | undefined, mount: (file: string) => string): FoundSources | undefined {
  for (const scope of foldersAbove(search.built, search.boundary).filter(isFolder)) {
    const { files, isCut } = listSources(scope, search.cache);
    const candidates = new Map<string, Candidate>();
    for (const file of files) {
      const candidate = candidateOf(file, scope);
      // The same module as source and as what was made of it beside counts once.
      const key = candidate && (sourceStem(candidate.path, search.language) ?? candidate.path);
      if (candidate && key !== undefined && !candidates.has(key)) candidates.set(key, candidate);
    }
    const likely = mostLikely([...candidates.values()], search.names);
    if (likely.length === 0) continue;
    if (isCut && !(likely.length === 1 && likely[0]!.folders.length === 0)) return { problem: `${shown(scope, search)} holds too many files to tell whether ${shown(likely[0]!.path, search)} is the only one that it may be built from` };
    return decided(search, source, likely.map((candidate) => candidate.path), mount);
  }
  return undefined;
}

function decided(search: Search, source: PathSource, found: readonly string[], mount: (file: string) => string): FoundSources {
  const [only] = found.length === 1 ? found : given(found, search);
  if (only !== undefined) return { source: { ...source, path: mount(only) } };
  const listed = found.map((file) => shown(file, search)).sort();
  return { problem: `it may be built from ${listed.slice(0, 5).join(", ")}${listed.length > 5 ? ` and ${listed.length - 5} more` : ""}, and nothing tells from which` };
}

/** The one below the root: it is where the sources were said to be, though the package is elsewhere. */
function given(found: readonly string[], { root }: Search): readonly string[] {
  const top = `${slashes(path.resolve(root))}/`;
  const inside = found.filter((file) => file.startsWith(top));
  return inside.length === 1 ? inside : [];
}

/** The handler's module as a file of the package: `src/app.js`, `a/b.py`. */
function moduleOf({ handler, language }: Search): string | undefined {
  if (handler === undefined) return undefined;
  if (language === "python") {
    const dot = handler.lastIndexOf(".");
    return dot <= 0 ? undefined : `${handler.slice(0, dot).replaceAll(".", "/")}.py`;
  }
  const slash = handler.lastIndexOf("/");
  const [stem] = handler.slice(slash + 1).split(".");
  return stem ? path.posix.normalize(`${handler.slice(0, slash + 1)}${stem}.js`) : undefined;
}

/** A source file's path without its ending, `undefined` for files that are none of that language. */
function sourceStem(file: string, language: Language | undefined): string | undefined {
  if (language === "python") return file.endsWith(".py") ? file.slice(0, -3) : undefined;
  if (language !== "javascript" || /\.d\.[mc]?ts$/.test(file)) return undefined;
  const ending = /\.([mc]?[jt]s|[jt]sx)$/.exec(file);
  return ending ? file.slice(0, ending.index) : undefined;
}

/** Whether the handler function's name is in the text; another function's module of the same name may lack it. */
function namesHandler(file: string, handler: string | undefined): boolean {
  const name = handler?.slice(handler.lastIndexOf(".") + 1);
  if (name === undefined || !/^\w+$/.test(name)) return true;
  const text = textOf(file);
  return new RegExp(`\\b${name}\\b`).test(text) || /\bexport\s*\*|\bimport\s*\*/.test(text);
}

/** Text of a file that is not too large to be written by a person. */
function textOf(file: string): string {
  try {
    return fs.statSync(file).size > 2 * 1024 * 1024 ? "" : fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function shown(file: string, { root }: Search): string {
  return slashes(path.relative(path.resolve(root), file)) || ".";
}

function slashes(file: string): string {
  return path.sep === "\\" ? file.replaceAll("\\", "/") : file;
}
