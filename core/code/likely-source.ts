import * as path from "node:path";

/** A source that may be the one of a function, and the folders that lead to it from where the look started. */
export interface Candidate {
  /** Absolute path of the file or, for Go, the folder. */
  readonly path: string;
  readonly folders: readonly string[];
  /** The name of the file itself tells which function it is: no other function's would be called so. */
  readonly isTelling: boolean;
  /** Named like the function, beyond its folders. */
  readonly isNamed?: boolean;
}

/** Module and folder names that every second function has. */
const COMMON = /^(index|app|main|handlers?|lambdas?|functions?|func|bootstrap|entry|server|api|src|source|sources|code|python|nodejs|node|js|ts|typescript|javascript|go|golang|java|cmd|package|packages|backend|lambda[-_]?functions?|lambda[-_]?code|lambda[-_]?src|lambda[-_]?handler|kotlin|scala|resources|zip|zips|aws|app[-_]?code|hello[-_]?world)$/i;

export function isCommonName(name: string): boolean {
  return COMMON.test(name);
}

/**
 * The candidate that is this function's: the only one that is named like it; else the only one that nothing says is another's. An empty
 * list where none qualifies, several where they can't be told apart.
 */
export function mostLikely(candidates: readonly Candidate[], names: readonly string[]): Candidate[] {
  const wanted = names.map(words).filter((name) => name.length > 0);
  const ranked = candidates.map((candidate) => ({ candidate, match: candidate.isNamed ? 100 : bestMatch(candidate.folders, wanted) }));
  const most = Math.max(0, ...ranked.map(({ match }) => match));
  if (most > 0) return ranked.filter(({ match }) => match === most).map(({ candidate }) => candidate);
  const unclaimed = candidates.filter((candidate) => candidate.folders.every(isCommonName));
  const here = unclaimed.filter((candidate) => candidate.folders.length === 0);
  if (here.length > 0) return here;
  const told = candidates.filter((candidate) => candidate.isTelling);
  return told.length > 0 ? told : unclaimed;
}

/** How many words the folder has in common with a name that it is equal to or, for longer names such as `shop-dev-orders`, ends. */
function bestMatch(folders: readonly string[], names: readonly (readonly string[])[]): number {
  const matches = folders.flatMap((folder) => {
    const parts = words(folder);
    return names.map((name) => (parts.length > 0 && endsWith(name, parts) ? parts.length : 0));
  });
  return Math.max(0, ...matches);
}

function endsWith(name: readonly string[], parts: readonly string[]): boolean {
  const ending = name.slice(-parts.length);
  return parts.join("") === ending.join("") || parts.join("") === name.join("");
}

/** Whether the name has a word that not every function's name may have. */
export function isDistinct(name: string): boolean {
  return words(name).length > 0;
}

/** Whether both are the same name written differently: `reserve_flight`, `reserveFlight`. */
export function isSameName(a: string, b: string): boolean {
  const [left, right] = [words(a).join(""), words(b).join("")];
  return left !== "" && left === right;
}

/** `OrdersLambdaFunction` as `orders`: its words without those that every function's name may have. */
function words(name: string): string[] {
  return name
    .replace(/\.(zip|jar|war|js|mjs|cjs|py)$/i, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_.]\d+(\.\d+)*(-?SNAPSHOT)?$/i, "")
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== "" && !COMMON.test(word) && word !== "fn" && word !== "deployment" && word !== "payload");
}

/** The names in a path from a folder to a file's own folder. */
export function foldersBetween(top: string, file: string): string[] {
  return path.posix.relative(top, path.posix.dirname(file)).split("/").filter((name) => name !== "" && name !== "..");
}
