import { posix } from "node:path";
import type { CodeSource, SourceLocation } from "../core";

/** `./src/../build//app.zip` is `build/app.zip`. */
export function normalizePath(path: string): string {
  const normal = posix.normalize(path.replaceAll("\\", "/"));
  return normal.length > 1 ? normal.replace(/\/$/, "") : normal;
}

/** A folder or file, placed where it was configured. */
export function pathSource(text: string, at: SourceLocation | undefined, prefix?: string): CodeSource {
  return { kind: "path", path: normalizePath(text), ...(prefix === undefined || prefix === "" ? {} : { prefix }), ...(at ? { at } : {}) };
}
