import * as path from "node:path";
import type { SourceLocation } from "../../values";
import type { SourceTree } from "../source-tree";
import { inlineMap, mapReference, tracePlaces, type OriginalPlace } from "./source-map";

/** Something that was found at a place. */
interface Placed {
  readonly at?: SourceLocation;
}

/** Leads what was found in compiled files to the sources that they were compiled from, as far as their maps tell and the sources are there. */
export function atOriginalPlaces<T extends Placed>(tree: SourceTree, paths: ReadonlyMap<string, string>, found: readonly T[]): T[] {
  const moved = new Map<T, SourceLocation>();
  for (const [shown, file] of paths) {
    const inFile = found.filter(({ at }) => at?.file === shown);
    const map = inFile.length === 0 ? undefined : mapOf(tree, file);
    if (!map) continue;
    const places = inFile.flatMap(({ at }) => [{ line: at!.line, column: at!.column }, { line: at!.endLine, column: at!.endColumn }]);
    const originals = tracePlaces(map.text, places);
    inFile.forEach((one, index) => {
      const at = locationOf(tree, map.file, originals[2 * index], originals[2 * index + 1]);
      if (at) moved.set(one, at);
    });
  }
  return moved.size === 0 ? [...found] : found.map((one) => (moved.has(one) ? { ...one, at: moved.get(one)! } : one));
}

/** The map of a compiled file: in it, where it says, or beside it. */
function mapOf(tree: SourceTree, file: string): { readonly text: string; readonly file: string } | undefined {
  const reference = mapReference(tree.read(file)?.text ?? "");
  const inline = reference?.startsWith("data:") ? inlineMap(reference) : undefined;
  if (inline !== undefined) return { text: inline, file };
  const named = reference === undefined || /^[a-z]+:/i.test(reference) ? [] : [path.posix.join(path.posix.dirname(file), reference)];
  for (const candidate of [...named, `${file}.map`]) {
    const read = tree.isFile(candidate) ? tree.read(candidate) : undefined;
    if (read && !read.problem) return { text: read.text, file: candidate };
  }
  return undefined;
}

function locationOf(tree: SourceTree, mapFile: string, start: OriginalPlace | undefined, end: OriginalPlace | undefined): SourceLocation | undefined {
  const file = start && sourceFile(tree, mapFile, start.source);
  if (!start || file === undefined) return undefined;
  const isAfter = end?.source === start.source && (end.line > start.line || (end.line === start.line && end.column > start.column));
  return { file: tree.shown(file), line: start.line, column: start.column, endLine: isAfter ? end.line : start.line, endColumn: isAfter ? end.column : start.column };
}

/** How far above a package its sources are looked for. */
const mostAncestors = 8;

/** The source in the project: where the map says, or below a folder around it, since packages are built, moved and zipped. */
function sourceFile(tree: SourceTree, mapFile: string, source: string): string | undefined {
  const name = source.replace(/^(webpack|file|ng|vite|rollup):\/+([^/]*\/(?=\.\/))?/, "").replace(/\?.*$/, "");
  let folder = path.posix.dirname(mapFile);
  const direct = path.posix.join(folder, name);
  if (tree.isFile(direct)) return direct;
  const clean = path.posix.normalize(name).replace(/^(\.\.\/)+|^\/+/, "");
  for (let hops = 0; hops < mostAncestors && folder !== "/"; hops += 1, folder = path.posix.dirname(folder)) {
    if (tree.isFile(`${folder}/${clean}`)) return `${folder}/${clean}`;
  }
  return undefined;
}
