import type { CodeCache } from "../code-cache";
import type { SourceTree } from "../source-tree";
import { resolveBuilt, resolveFile } from "./resolve-module";

/** Where a function's code starts. */
export interface Entry {
  /** Path in the tree. */
  readonly file: string;
  /** Names from the module to the handler function: `["handler"]`; absent where the whole file counts. */
  readonly names?: readonly string[];
}

/** The file and function that a handler setting such as `src/app.handler` names. */
export function findEntry(tree: SourceTree, handler: string | undefined, cache: CodeCache): Entry | string {
  const single = tree.packageRoots.find((root) => root.file)?.file;
  if (handler === undefined) return single ? { file: single } : findByConvention(tree, cache);
  const slash = handler.lastIndexOf("/");
  const [stem = "", ...names] = handler.slice(slash + 1).split(".");
  const module = handler.slice(0, slash + 1) + stem;
  const places = tree.locate(module);
  for (const place of places) {
    const file = resolveFile(tree, place, cache) ?? resolveBuilt(tree, `${place}.js`, cache);
    if (file) return { file, names };
  }
  if (single && tree.packageRoots.length === 1) return { file: single, names };
  const elsewhere = findBelow(tree, stem);
  if (elsewhere) return { file: elsewhere, names };
  return `The handler ${handler} leads to no file.`;
}

/** Sources of a package whose build renames its files: the only one of that name. */
function findBelow(tree: SourceTree, stem: string): string | undefined {
  const pattern = new RegExp(`(^|/)${stem.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\.[mc]?[jt]sx?$`);
  const found = tree.packageRoots.flatMap((root) => tree.filesBelow(root.path, (name) => name === "node_modules" || name.startsWith(".")).filter((file) => pattern.test(file) && !file.endsWith(".d.ts")));
  return found.length === 1 ? found[0] : undefined;
}

const conventions = ["index", "app", "handler", "main", "lambda", "function", "src/index", "src/app", "src/handler", "src/main", "src/lambda"];

function findByConvention(tree: SourceTree, cache: CodeCache): Entry | string {
  for (const name of conventions) {
    for (const place of tree.locate(name)) {
      const file = resolveFile(tree, place, cache);
      if (file) return { file };
    }
  }
  const files = tree.packageRoots.flatMap((root) => tree.filesBelow(root.path, (name) => name === "node_modules" || name.startsWith(".")).filter((file) => /\.[mc]?[jt]sx?$/.test(file) && !file.endsWith(".d.ts")));
  return files.length === 1 ? { file: files[0]! } : "No handler is given, and no file has one of the usual names.";
}
