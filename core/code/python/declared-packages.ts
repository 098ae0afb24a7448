import * as path from "node:path";
import type { SourceTree } from "../source-tree";

/** The packages that the project says it installs, in PyPI's spelling with dashes and lower case. */
export function declaredPackages(tree: SourceTree, folders: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string): void => void found.add(name.toLowerCase().replace(/[_.]+/g, "-"));
  for (const folder of new Set([...tree.packageRoots.map((root) => root.path), ...tree.layerRoots.map((root) => root.path), ...folders])) {
    for (const name of tree.list(folder)) {
      const distribution = /^(.+?)-\d[^/]*\.(dist|egg)-info$/.exec(name);
      if (distribution) add(distribution[1]!);
      if (/^requirements.*\.txt$|^Pipfile$|^pyproject\.toml$|^setup\.(py|cfg)$/.test(name)) for (const one of namesIn(name, tree.read(path.posix.join(folder, name))?.text ?? "")) add(one);
    }
  }
  return found;
}

function namesIn(file: string, text: string): string[] {
  const lines = text.slice(0, 200_000).split("\n");
  const pattern = file.endsWith(".txt") ? /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*([[<>=~!;#]|$)/ : /^\s*["']?([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?:[<>=~!;]|["'])/;
  const names = lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  if (file.endsWith(".txt")) return names;
  return [...names, ...[...text.matchAll(/["']([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?:[<>=~!;][^"']*)?["']/g)].map((match) => match[1]!)];
}
