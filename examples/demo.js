// Checks the bundled example: three functions that read one object, and three ways to give them the right to.
"use strict";

const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

function leastwise(...args) {
  process.stdout.write(`\n$ leastwise ${args.join(" ")}\n\n`);
  const { status } = spawnSync(process.execPath, [join(root, "dist/cli/main.js"), ...args], { cwd: root, stdio: "inherit" });
  return status;
}

const found = leastwise("check", "examples/ladder/plan.json", "--source", "examples/ladder");
if (existsSync(join(root, "dist/cli/fix.js"))) leastwise("fix", "examples/ladder/plan.json", "--source", "examples/ladder");
process.stdout.write(`
The first two rungs are findings, the third is silence. Exit code of the check: ${found}.
Try it on your own: terraform show -json plan.bin | node ${join("dist", "cli", "main.js")} check --source DIR
`);
process.exitCode = found === 1 ? 0 : 1;
