import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version in package.json, beside the sources or above dist. */
export function packageVersion(): string {
  for (const folder of ["..", "../.."]) {
    try {
      return (JSON.parse(readFileSync(join(__dirname, folder, "package.json"), "utf8")) as { version: string }).version;
    } catch {
      // built: package.json is one folder further up
    }
  }
  return "0.0.0";
}
