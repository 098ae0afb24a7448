import { expect } from "chai";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Compares with the stored text; `LEASTWISE_ACCEPT=1` stores it, for someone who has read it. */
export function expectStored(name: string, text: string): void {
  const file = join(__dirname, "stored", name);
  if (process.env["LEASTWISE_ACCEPT"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file) ? readFileSync(file, "utf8") : "nothing stored").to.equal(text);
}
