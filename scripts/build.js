// Compiles to dist/ and puts beside it what is read at run time: reference data, tables, grammars.
"use strict";

const { execFileSync } = require("node:child_process");
const { cpSync, mkdirSync, readdirSync, renameSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { bundleCli } = require("./bundle-cli");
const { copyGrammars } = require("./copy-grammars");

const root = join(__dirname, "..");
const draft = join(root, "dist.new");
const dist = join(root, "dist");

function copyData(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = `${folder}/${entry.name}`;
    if (entry.name === "data") cpSync(join(root, path), join(draft, path), { recursive: true });
    else copyData(path);
  }
}

rmSync(draft, { recursive: true, force: true });
mkdirSync(draft);
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.json", "--outDir", draft], { cwd: root, stdio: "inherit" });
for (const folder of ["core", "terraform-adapter", "policypack"]) copyData(folder);
copyGrammars(join(draft, "grammars"));
bundleCli(draft)
  .then(() => {
    rmSync(dist, { recursive: true, force: true });
    renameSync(draft, dist);
  })
  .catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
