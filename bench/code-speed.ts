import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CodeCache, readCode } from "../core/code";
import { known, unknown } from "../core/values";

/**
 * User CPU that reading code takes: one file cold through the built command, 100 functions that share a monorepo of 2,000 files, and an
 * unminified bundle of 6 MB. Inputs are made here. Run it after `npm run build`: `npx ts-node --transpile-only bench/code-speed.ts`.
 */
const folder = mkdtempSync(join(tmpdir(), "leastwise-code-"));

function write(name: string, content: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const handler = `import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = (event) => s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
`;

function printed(title: string, seconds: number, bound: number): void {
  console.log(`${title.padEnd(56)} ${seconds.toFixed(2).padStart(6)} s   (bound ${bound} s)`);
}

async function userSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return process.cpuUsage(before).user / 1e6;
}

/** The user CPU of a process of its own: what the operating system says of a child that has ended. */
function oneFileCold(): void {
  const command = [join(__dirname, "../dist/cli/main.js"), "needs", write("one/index.mjs", handler)];
  const measure = `require("child_process").spawnSync(process.execPath, ${JSON.stringify(command)}); console.log(require("fs").readFileSync("/proc/self/stat", "utf8").split(" ")[15]);`;
  const { stdout } = spawnSync(process.execPath, ["-e", measure], { encoding: "utf8" });
  // Clock ticks, a hundred a second, where there is a /proc.
  printed("one file, cold, through the command", Number(stdout) / 100, 0.4);
}

/** Functions of one workspace: each imports twenty modules, and those import each other. */
async function monorepo(): Promise<void> {
  for (let index = 0; index < 1_900; index += 1) {
    const next = [index + 1, index + 40].filter((one) => one < 1_900).map((one) => `import { work${one} } from "./module-${one}";`);
    write(`repo/lib/module-${index}.ts`, `${index % 20 === 19 ? "" : next.join("\n")}\n${handler.replace("handler", `work${index}`)}\nexport const sum${index} = (values: number[]): number => values.reduce((a, b) => a + b, ${index});\n`);
  }
  for (let index = 0; index < 100; index += 1) {
    const used = Array.from({ length: 20 }, (_, step) => (index * 19 + step * 7) % 1_900);
    write(`repo/functions/f${index}.ts`, `${used.map((one) => `import { work${one} } from "../lib/module-${one}";`).join("\n")}\nexport const handler = async (event: unknown) => { ${used.map((one) => `await work${one}(event);`).join(" ")} };\n`);
  }
  const cache = new CodeCache();
  const seconds = await userSeconds(async () => {
    for (let index = 0; index < 100; index += 1) {
      await readCode({ source: { kind: "path", path: "repo" }, handler: known(`functions/f${index}.handler`), runtime: known("nodejs22.x"), environment: unknown("decided-at-run-time"), root: folder, cache });
    }
  });
  printed("100 functions, a monorepo of 2,000 files", seconds, 10);
}

async function bundle(): Promise<void> {
  const library = (index: number): string => `// node_modules/lib-${index}/index.js\nvar require_lib_${index} = __commonJS({ "node_modules/lib-${index}/index.js"(exports, module) {\n${"  module.exports.work = function(value) { return value ? [value, value + 1].map((one) => one * 2) : void 0; };\n".repeat(100)}} });\n`;
  const text = `var __commonJS = (cb, mod) => () => (mod || cb((mod = { exports: {} }).exports, mod), mod.exports);\n${Array.from({ length: 560 }, (_, index) => library(index)).join("")}// src/app.ts\n${handler}`;
  write("bundle/index.mjs", text);
  const seconds = await userSeconds(() => readCode({ source: { kind: "path", path: "bundle" }, handler: known("index.handler"), runtime: known("nodejs22.x"), environment: unknown("decided-at-run-time"), root: folder }));
  printed(`an unminified bundle of ${(text.length / 1e6).toFixed(1)} MB`, seconds, 1.5);
}

async function main(): Promise<void> {
  oneFileCold();
  await monorepo();
  await bundle();
  rmSync(folder, { recursive: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
