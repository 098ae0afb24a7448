import * as path from "node:path";
import { parse as parseJsonc } from "jsonc-parser";
import type { CodeCache } from "../code-cache";
import type { SourceTree } from "../source-tree";

/** Where an import leads: to a file that is read, or to a package by name. */
export type ResolvedModule =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "package"; readonly name: string; /** The file that would be loaded, where the package is there. */ readonly file?: string }
  | { readonly kind: "missing"; readonly specifier: string };

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx", ".json", ".d.ts"].filter((extension) => extension !== ".d.ts");
/** A compiled file and what it is compiled from, which is better to read. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = { ".js": [".ts", ".tsx", ".jsx"], ".mjs": [".mts"], ".cjs": [".cts"], ".jsx": [".tsx"] };

/** The file behind a path without extension, of a folder, or of a compiled file that is not there. */
export function resolveFile(tree: SourceTree, target: string, cache: CodeCache): string | undefined {
  if (tree.isFile(target)) return target;
  const extension = path.posix.extname(target);
  for (const source of sourcesOf[extension] ?? []) {
    const candidate = target.slice(0, -extension.length) + source;
    if (tree.isFile(candidate)) return candidate;
  }
  for (const one of extensions) if (tree.isFile(target + one)) return target + one;
  if (!tree.isFolder(target)) return undefined;
  const main = readJson(tree, `${target}/package.json`, cache)?.["main"];
  if (typeof main === "string") {
    const found = resolveFile(tree, path.posix.join(target, main), cache);
    if (found) return found;
  }
  for (const one of extensions) if (tree.isFile(`${target}/index${one}`)) return `${target}/index${one}`;
  return undefined;
}

/** Resolves an import as Node.js does, with TypeScript's path aliases and workspaces besides. */
export function resolveModule(tree: SourceTree, specifier: string, from: string, cache: CodeCache): ResolvedModule {
  const plain = specifier.replace(/^node:/, "").replace(/\?.*$/, "");
  if (/^\.\.?(\/|$)/.test(plain)) {
    const target = path.posix.join(path.posix.dirname(from), plain);
    const file = cache.once(`javascript:file:${target}`, () => resolveFile(tree, target, cache));
    return file ? { kind: "file", path: file } : { kind: "missing", specifier };
  }
  if (plain.startsWith("/")) {
    for (const target of [...tree.locate(plain), plain]) {
      const file = resolveFile(tree, target, cache);
      if (file) return { kind: "file", path: file };
    }
    return { kind: "missing", specifier };
  }
  const aliased = resolveAlias(tree, plain, from, cache);
  if (aliased) return { kind: "file", path: aliased };
  return resolvePackage(tree, plain, from, cache);
}

function resolvePackage(tree: SourceTree, specifier: string, from: string, cache: CodeCache): ResolvedModule {
  const [, name = specifier, inside = ""] = /^(@[^/]+\/[^/]+|[^/]+)\/?(.*)$/.exec(specifier) ?? [];
  if (specifier.startsWith("#")) {
    const file = resolveOwnImport(tree, specifier, from, cache);
    return file ? { kind: "file", path: file } : { kind: "missing", specifier };
  }
  for (const folder of packageFolders(tree, name, from)) {
    const file = resolveInPackage(tree, folder, inside, cache);
    if (file) return isForeign(tree, folder) ? { kind: "package", name: specifier, file } : { kind: "file", path: file };
    if (tree.isFolder(folder)) return { kind: "package", name: specifier };
  }
  const workspace = workspacePackages(tree, from, cache).get(name);
  const file = workspace ? resolveInPackage(tree, workspace, inside, cache) : undefined;
  return file ? { kind: "file", path: file } : { kind: "package", name: specifier };
}

/** Where the package may be installed: beside the importing file and above, then in the layers. */
function packageFolders(tree: SourceTree, name: string, from: string): string[] {
  const folders: string[] = [];
  let folder = path.posix.dirname(from);
  for (;;) {
    if (path.posix.basename(folder) !== "node_modules") {
      const candidate = `${folder}/node_modules/${name}`;
      if (tree.isFolder(candidate)) folders.push(candidate);
    }
    const parent = path.posix.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  for (const layer of [...tree.locate("/opt/nodejs/node_modules"), ...tree.locate("/opt/node_modules")]) if (tree.isFolder(`${layer}/${name}`)) folders.push(`${layer}/${name}`);
  for (const layer of tree.locate("/opt/nodejs")) {
    for (const version of tree.list(layer)) if (/^node\d+$/.test(version) && tree.isFolder(`${layer}/${version}/node_modules/${name}`)) folders.push(`${layer}/${version}/node_modules/${name}`);
  }
  return folders;
}

/** A link in node_modules that leads to a folder of the project is the project's own code. */
function isForeign(tree: SourceTree, folder: string): boolean {
  return tree.realPath(folder).includes("/node_modules/");
}

function resolveInPackage(tree: SourceTree, folder: string, inside: string, cache: CodeCache): string | undefined {
  const manifest = readJson(tree, `${folder}/package.json`, cache);
  const exported = exportTarget(manifest?.["exports"], inside === "" ? "." : `./${inside}`);
  if (exported) {
    const file = resolveBuilt(tree, path.posix.join(folder, exported), cache);
    if (file) return file;
  }
  if (inside !== "") return resolveFile(tree, `${folder}/${inside}`, cache) ?? resolveFile(tree, `${folder}/src/${inside}`, cache);
  for (const field of ["main", "module", "types"]) {
    const target = manifest?.[field];
    const file = typeof target === "string" ? resolveBuilt(tree, path.posix.join(folder, target), cache) : undefined;
    if (file) return file;
  }
  return resolveFile(tree, folder, cache) ?? resolveFile(tree, `${folder}/src`, cache);
}

/** A build product, or what it is built from: `dist/app.js` → `src/app.ts`. */
export function resolveBuilt(tree: SourceTree, target: string, cache: CodeCache): string | undefined {
  const direct = resolveFile(tree, target.replace(/\.d\.ts$/, ".ts"), cache);
  if (direct) return direct;
  for (const [built, source] of builtFolders(tree, target, cache)) {
    const found = target.startsWith(`${built}/`) ? resolveFile(tree, `${source}${target.slice(built.length)}`, cache) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Output folders of the TypeScript projects around a file, and where their sources are. */
function builtFolders(tree: SourceTree, target: string, cache: CodeCache): [built: string, source: string][] {
  const pairs: [string, string][] = [];
  for (const folder of ancestors(path.posix.dirname(target))) {
    const options = compilerOptions(tree, folder, cache);
    if (options) {
      const out = path.posix.join(folder, typeof options["outDir"] === "string" ? options["outDir"] : "dist");
      const root = typeof options["rootDir"] === "string" ? path.posix.join(folder, options["rootDir"]) : undefined;
      if (root) pairs.push([out, root]);
      pairs.push([out, folder], [out, `${folder}/src`]);
    }
    for (const name of ["dist", "build", "lib", "out", ".build", ".aws-sam/build"]) pairs.push([`${folder}/${name}`, `${folder}/src`], [`${folder}/${name}/src`, `${folder}/src`], [`${folder}/${name}`, folder]);
  }
  return pairs.map(([built, source]) => [built.replace(/\/$/, ""), source.replace(/\/$/, "")]);
}

function exportTarget(exported: unknown, key: string): string | undefined {
  if (typeof exported === "string") return key === "." ? exported : undefined;
  if (Array.isArray(exported)) return exported.map((one) => exportTarget(one, key)).find((one) => one !== undefined);
  if (!isRecord(exported)) return undefined;
  if (Object.keys(exported).every((name) => name.startsWith("."))) {
    if (key in exported) return conditionTarget(exported[key]);
    for (const [pattern, target] of Object.entries(exported)) {
      const [start, end] = pattern.split("*");
      if (end === undefined || start === undefined || !key.startsWith(start) || !key.endsWith(end)) continue;
      const matched = key.slice(start.length, key.length - end.length);
      return conditionTarget(target)?.replaceAll("*", matched);
    }
    return undefined;
  }
  return key === "." ? conditionTarget(exported) : undefined;
}

function conditionTarget(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  if (Array.isArray(target)) return target.map(conditionTarget).find((one) => one !== undefined);
  if (!isRecord(target)) return undefined;
  for (const condition of ["source", "development", "node", "import", "require", "default", "types"]) {
    const found = conditionTarget(target[condition]);
    if (found) return found;
  }
  return undefined;
}

function resolveOwnImport(tree: SourceTree, specifier: string, from: string, cache: CodeCache): string | undefined {
  for (const folder of ancestors(path.posix.dirname(from))) {
    const imports = readJson(tree, `${folder}/package.json`, cache)?.["imports"];
    if (!isRecord(imports)) continue;
    const target = exportTarget(Object.fromEntries(Object.entries(imports).map(([key, value]) => [`./${key}`, value])), `./${specifier}`);
    if (target) return resolveBuilt(tree, path.posix.join(folder, target), cache);
  }
  return undefined;
}

/** TypeScript's `paths` and `baseUrl`. */
function resolveAlias(tree: SourceTree, specifier: string, from: string, cache: CodeCache): string | undefined {
  for (const folder of ancestors(path.posix.dirname(from))) {
    const options = compilerOptions(tree, folder, cache);
    if (!options) continue;
    const base = path.posix.join(folder, typeof options["baseUrl"] === "string" ? options["baseUrl"] : ".");
    for (const [pattern, targets] of isRecord(options["paths"]) ? Object.entries(options["paths"]) : []) {
      const [start = "", end] = pattern.split("*");
      if (end === undefined ? specifier !== pattern : !(specifier.startsWith(start) && specifier.endsWith(end))) continue;
      const matched = end === undefined ? "" : specifier.slice(start.length, specifier.length - end.length);
      for (const target of Array.isArray(targets) ? targets : []) {
        const file = typeof target === "string" ? resolveFile(tree, path.posix.join(base, target.replace("*", matched)), cache) : undefined;
        if (file) return file;
      }
    }
    if (typeof options["baseUrl"] === "string") {
      const file = resolveFile(tree, path.posix.join(base, specifier), cache);
      if (file && !file.includes("/node_modules/")) return file;
    }
  }
  return undefined;
}

function compilerOptions(tree: SourceTree, folder: string, cache: CodeCache, name = "tsconfig.json", depth = 0): Record<string, unknown> | undefined {
  const config = readJson(tree, `${folder}/${name}`, cache);
  if (!config) return undefined;
  const own = isRecord(config["compilerOptions"]) ? config["compilerOptions"] : {};
  const parents = (Array.isArray(config["extends"]) ? config["extends"] : [config["extends"]]).filter((one): one is string => typeof one === "string" && one.startsWith("."));
  if (depth > 4) return own;
  let inherited: Record<string, unknown> = {};
  for (const parent of parents) {
    const file = parent.endsWith(".json") ? parent : `${parent}.json`;
    const at = path.posix.dirname(path.posix.join(folder, file));
    const options = compilerOptions(tree, at, cache, path.posix.basename(file), depth + 1) ?? {};
    const placed = { ...options };
    for (const key of ["baseUrl", "outDir", "rootDir"]) if (typeof placed[key] === "string") placed[key] = path.posix.relative(folder, path.posix.join(at, placed[key])) || ".";
    if (isRecord(placed["paths"]) && typeof placed["baseUrl"] !== "string") placed["baseUrl"] = path.posix.relative(folder, at) || ".";
    inherited = { ...inherited, ...placed };
  }
  return { ...inherited, ...own };
}

/** Packages of the workspace around a file by name: the folders that the root manifest lists. */
function workspacePackages(tree: SourceTree, from: string, cache: CodeCache): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const folder of ancestors(path.posix.dirname(from))) {
    const packages = cache.once(`javascript:workspace:${folder}`, () => listWorkspace(tree, folder, cache));
    for (const [name, at] of packages) if (!found.has(name)) found.set(name, at);
  }
  return found;
}

function listWorkspace(tree: SourceTree, folder: string, cache: CodeCache): Map<string, string> {
  const workspaces = readJson(tree, `${folder}/package.json`, cache)?.["workspaces"];
  const patterns = Array.isArray(workspaces) ? workspaces : isRecord(workspaces) && Array.isArray(workspaces["packages"]) ? workspaces["packages"] : [];
  const yaml = tree.read(`${folder}/pnpm-workspace.yaml`)?.text;
  const listed = [...patterns.filter((one): one is string => typeof one === "string"), ...[...(yaml ?? "").matchAll(/^\s*-\s*["']?([^"'\n#]+?)["']?\s*$/gm)].map((match) => match[1]!)];
  const found = new Map<string, string>();
  for (const pattern of listed) {
    for (const candidate of expandPattern(tree, folder, pattern.replace(/\/+$/, ""))) {
      const name = readJson(tree, `${candidate}/package.json`, cache)?.["name"];
      if (typeof name === "string") found.set(name, candidate);
    }
  }
  return found;
}

function expandPattern(tree: SourceTree, folder: string, pattern: string): string[] {
  let folders = [folder];
  for (const segment of pattern.split("/").filter((one) => one !== "" && one !== ".")) {
    if (segment.includes("*")) folders = folders.flatMap((one) => tree.list(one).filter((name) => name !== "node_modules" && !name.startsWith(".")).map((name) => `${one}/${name}`).filter((child) => tree.isFolder(child)));
    else folders = folders.map((one) => `${one}/${segment}`).filter((child) => tree.isFolder(child));
  }
  return folders;
}

function ancestors(folder: string): string[] {
  const found = [folder];
  for (let next = path.posix.dirname(folder); next !== found.at(-1); next = path.posix.dirname(next)) found.push(next);
  return found;
}

/** A JSON file with comments, `undefined` where there is none or it is no object. */
export function readJson(tree: SourceTree, file: string, cache: CodeCache): Record<string, unknown> | undefined {
  return cache.once(`javascript:json:${file}`, () => {
    const source = tree.read(file);
    if (!source || source.problem) return undefined;
    const value: unknown = parseJsonc(source.text, [], { allowTrailingComma: true });
    return isRecord(value) ? value : undefined;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
