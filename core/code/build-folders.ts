import * as fs from "node:fs";
import * as path from "node:path";
import { isFile } from "./path-kind";

const BUILD_FOLDER = /^(dist|build|built|out|output|lib|bin|pkg|target|release|artifacts?|\.build|\.dist|\.out|\.aws-sam|\.webpack|\.esbuild)$/i;

/** Endings that the sources of a built file may have. */
const sourceEndings: ReadonlyMap<string, readonly string[]> = new Map([
  [".js", [".ts", ".tsx", ".mts", ".cts", ".jsx", ".js", ".mjs", ".cjs"]],
  [".mjs", [".mts", ".ts", ".tsx", ".mjs", ".js"]],
  [".cjs", [".cts", ".ts", ".tsx", ".cjs", ".js"]],
  [".py", [".py"]],
]);

/** Whether a folder of that name usually holds what a build makes. */
export function isBuildFolder(name: string): boolean {
  return BUILD_FOLDER.test(name);
}

/**
 * The sources that a build turns into the file, by where it is: first as tsconfig.json says, else the same place below `src` or without
 * the build's folder. More than one where its place alone does not tell. Paths are absolute.
 */
export function sourcesByPlace(built: string, boundary: string): string[] {
  const compiled = existing(byCompilerOptions(built, boundary));
  return compiled.length > 0 ? compiled : existing(byFolderNames(built, boundary));
}

/** Each place with the endings it may have; where several lie side by side, the first is the source and the others are made of it. */
function existing(places: readonly string[]): string[] {
  const found = places.flatMap((place) => {
    const ending = path.posix.extname(place);
    const stem = place.slice(0, place.length - ending.length);
    return (sourceEndings.get(ending) ?? []).map((one) => stem + one).find(isFile) ?? [];
  });
  return [...new Set(found)];
}

function byCompilerOptions(built: string, boundary: string): string[] {
  for (const folder of foldersAbove(built, boundary)) {
    const options = compilerOptions(path.posix.join(folder, "tsconfig.json"));
    if (!options?.outDir) continue;
    const inside = path.posix.relative(path.posix.join(folder, options.outDir), built);
    if (inside.startsWith("..")) continue;
    // Without rootDir, tsc takes what all its inputs have in common; src in most projects.
    return (options.rootDir === undefined ? [".", "src"] : [options.rootDir]).map((rootDir) => path.posix.join(folder, rootDir, inside)).filter((place) => isBelow(place, boundary));
  }
  return [];
}

function byFolderNames(built: string, boundary: string): string[] {
  const segments = path.posix.relative(boundary, built).split("/");
  return segments.slice(0, -1).flatMap((segment, index) => {
    if (!isBuildFolder(segment)) return [];
    return [["src"], []].map((instead) => path.posix.join(boundary, ...segments.slice(0, index), ...instead, ...segments.slice(index + 1)));
  });
}

/** The folders around a path up to and with the boundary, nearest first. */
export function foldersAbove(file: string, boundary: string): string[] {
  const folders: string[] = [];
  for (let folder = path.posix.dirname(file); isBelow(folder, boundary); folder = path.posix.dirname(folder)) {
    folders.push(folder);
    if (folder === boundary || folder === "/") break;
  }
  return folders;
}

function isBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder === "/" ? "/" : `${folder}/`);
}

function compilerOptions(file: string): { outDir?: string; rootDir?: string } | undefined {
  try {
    const text = fs.readFileSync(file, "utf8");
    // A setting is looked for as text, since tsconfig.json may hold comments and trailing commas.
    const code = text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, "$1");
    const setting = (name: string): string | undefined => new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]*)"`).exec(code)?.[1];
    const [outDir, rootDir] = [setting("outDir"), setting("rootDir")];
    return { ...(outDir === undefined ? {} : { outDir }), ...(rootDir === undefined ? {} : { rootDir }) };
  } catch {
    return undefined;
  }
}
