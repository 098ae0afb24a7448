import * as path from "node:path";
import type { SourceTree } from "../source-tree";

/** Where following starts: a module, and the function in it; without one the whole of the file counts. */
export interface EntryPoint {
  readonly file: string;
  /** Absolute name of the module. */
  readonly module: string;
  readonly functionName?: string;
  /** Why another file may be the one that is deployed. */
  readonly doubt?: string;
  /** Folders from which its imports may be found beside the package's own. */
  readonly roots: readonly string[];
}

/** Files that are looked at where neither a handler nor a file is named. */
const MOST_FILES = 300;

/** The handler `src/app.handler` or `src.app.handler` in the tree; `undefined` where there is no such module. */
export function findHandler(tree: SourceTree, handler: string): EntryPoint | undefined {
  const dot = handler.lastIndexOf(".");
  if (dot <= 0) return undefined;
  const module = handler.slice(0, dot).replace(/\//g, ".").replace(/^\.+/, "");
  const relative = module.replace(/\./g, "/");
  const candidates = [`${relative}.py`, `${relative}/__init__.py`];
  const [file] = [...candidates.flatMap((one) => tree.locate(one)), ...layered(tree, candidates), ...nearby(tree, candidates)].filter((one) => tree.isFile(one));
  const functionName = handler.slice(dot + 1);
  return file === undefined ? findFunction(tree, handler, functionName) : { file, module, functionName, roots: rootsAround(tree, file) };
}

/** The only file that defines the function, where the handler names a module that is not there: a build may rename it. */
function findFunction(tree: SourceTree, handler: string, functionName: string): EntryPoint | undefined {
  const [only, ...others] = sourceFiles(tree).filter(({ file }) => definesFunction(tree.read(file)?.text ?? "", functionName));
  if (!only || others.length > 0) return undefined;
  const entry = wholeFile(tree, only.root, only.file);
  return { ...entry, functionName, doubt: `The module of the handler ${handler} is not in the code; ${tree.shown(only.file)}, the only file that defines ${functionName}, was read in its place.` };
}

function definesFunction(text: string, name: string): boolean {
  return [...text.matchAll(/^(?:async\s+)?def\s+(\w+)\s*\(/gm)].some(([, defined]) => defined === name);
}

/** A handler can be in a layer too. */
function layered(tree: SourceTree, candidates: readonly string[]): string[] {
  return tree.layerRoots.flatMap((layer) => candidates.flatMap((one) => [path.posix.join(layer.path, "python", one), path.posix.join(layer.path, one)]));
}

/** Sources that a build lays out anew: `src/app.py` for `app.handler`, or `app.py` for `src.app.handler`. */
function nearby(tree: SourceTree, candidates: readonly string[]): string[] {
  return tree.packageRoots.flatMap((root) => {
    if (root.file !== undefined) return candidates.some((one) => path.posix.basename(one) === path.posix.basename(root.file!)) ? [root.file] : [];
    return candidates.flatMap((one) => [path.posix.join(root.path, "src", one), path.posix.join(root.path, path.posix.basename(one))]);
  });
}

/** The files that count where no handler is named. */
export function findWholeFiles(tree: SourceTree): EntryPoint[] {
  return tree.packageRoots.flatMap((root) => {
    if (root.file !== undefined) return root.file.endsWith(".py") ? [wholeFile(tree, root.path, root.file)] : [];
    const files = tree.filesBelow(root.path, isBeside).filter(isSource);
    const handlers = files.filter((file) => /^(async\s+)?def\s+(lambda_)?handler\s*\(|^if\s+__name__\s*==/m.test(tree.read(file)?.text ?? ""));
    return (handlers.length > 0 ? handlers : files).slice(0, MOST_FILES).map((file) => wholeFile(tree, root.path, file));
  });
}

function sourceFiles(tree: SourceTree): { readonly root: string; readonly file: string }[] {
  return tree.packageRoots.flatMap((root) => (root.file !== undefined ? [root.file] : tree.filesBelow(root.path, isBeside)).filter(isSource).slice(0, MOST_FILES).map((file) => ({ root: root.path, file })));
}

function isSource(file: string): boolean {
  return file.endsWith(".py") && !/(^|\/)(test_[^/]*|[^/]*_test|conftest|setup)\.py$/.test(file);
}

function isBeside(folder: string): boolean {
  return /^(\.git|\.venv|venv|node_modules|site-packages|tests?|__pycache__|\.terraform|boto3|botocore|.*\.(dist|egg)-info)$/.test(folder);
}

function wholeFile(tree: SourceTree, root: string, file: string): EntryPoint {
  const inPackage = packageTop(tree, path.posix.dirname(file));
  const base = inPackage === path.posix.dirname(file) ? root : inPackage;
  const relative = path.posix.relative(base, file).replace(/\.py$/, "").replace(/\/__init__$/, "");
  return { file, module: relative.startsWith("..") ? path.posix.basename(file, ".py") : relative.replace(/\//g, "."), roots: rootsAround(tree, file) };
}

/** The folder that holds the outermost package around a folder. */
function packageTop(tree: SourceTree, folder: string): string {
  let top = folder;
  for (let depth = 0; depth < 10 && tree.isFile(path.posix.join(top, "__init__.py")); depth += 1) top = path.posix.dirname(top);
  return top;
}

/** The folders around a file that imports may start from, nearest first. */
function rootsAround(tree: SourceTree, file: string): string[] {
  const folder = path.posix.dirname(file);
  const top = packageTop(tree, folder);
  const above = [path.posix.dirname(folder), path.posix.dirname(path.posix.dirname(folder))];
  return [...new Set([folder, top, ...above])].filter((one) => tree.isFolder(one));
}
