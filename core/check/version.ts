import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The version of this package, from the nearest package.json upward. */
export const version: string = readVersion(__dirname);

function readVersion(folder: string): string {
  for (let at = folder; dirname(at) !== at; at = dirname(at)) {
    try {
      const { name, version: found } = JSON.parse(readFileSync(join(at, "package.json"), "utf8")) as { name?: string; version?: string };
      if (name === "leastwise" && found) return found;
    } catch {
      // no package.json in this folder: look further up
    }
  }
  return "0.0.0";
}
