// Makes a fresh clone ready: installs the dependencies and builds, each only where something changed since. Plain Node, no dependencies.
"use strict";

const { execFileSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readdirSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const installStamp = join(root, "node_modules", ".leastwise-installed");
const buildStamp = join(root, "node_modules", ".leastwise-built");

function hashOf(...files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** Names, sizes and times of everything that the build reads. */
function sourceState() {
  const hash = createHash("sha256");
  const visit = (path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}:${size}:${mtimeMs}\n`);
  };
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else visit(path);
    }
  };
  for (const folder of ["core", "terraform-adapter", "policypack", "cli", "scripts"]) walk(folder);
  for (const file of ["package.json", "tsconfig.json"]) visit(file);
  return hash.digest("hex");
}

function isStamped(stamp, state) {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === state;
}

function run(...command) {
  process.stderr.write(`leastwise: ${command.join(" ")}\n`);
  execFileSync(command[0], command.slice(1), { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
}

function install() {
  const state = hashOf("package.json", "package-lock.json");
  if (isStamped(installStamp, state)) return;
  run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
  writeFileSync(installStamp, state);
}

function build() {
  const state = sourceState();
  if (existsSync(join(root, "dist", "cli", "main.js")) && isStamped(buildStamp, state)) return;
  run("node", "scripts/build.js");
  writeFileSync(buildStamp, state);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`leastwise needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
install();
if (!process.argv.includes("--dependencies")) build();
