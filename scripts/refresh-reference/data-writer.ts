import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes compact JSON with a line per element of the outermost lists, so that a refresh can be reviewed as a diff. */
export function writeDataFile(path: string, content: object): void {
  mkdirSync(dirname(path), { recursive: true });
  const members = Object.entries(content).map(([key, value]) => `${JSON.stringify(key)}:${lines(value)}`);
  writeFileSync(path, `{\n${members.join(",\n")}\n}\n`);
}

function lines(value: unknown): string {
  if (!Array.isArray(value) || !Array.isArray(value[0])) return JSON.stringify(value);
  return `[\n${value.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
}
