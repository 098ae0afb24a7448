"use strict";

const { copyFileSync, mkdirSync } = require("node:fs");
const { dirname, join } = require("node:path");

const GRAMMARS = {
  "@tree-sitter-grammars/tree-sitter-hcl": "tree-sitter-terraform.wasm",
  "tree-sitter-python": "tree-sitter-python.wasm",
  "tree-sitter-go": "tree-sitter-go.wasm",
  "tree-sitter-java": "tree-sitter-java.wasm",
  "tree-sitter-c-sharp": "tree-sitter-c_sharp.wasm",
  "tree-sitter-ruby": "tree-sitter-ruby.wasm",
  "tree-sitter-rust": "tree-sitter-rust.wasm",
};

/** Copies the grammars from their packages, which are not installed where leastwise is used. */
function copyGrammars(target = join(__dirname, "..", "dist", "grammars")) {
  mkdirSync(target, { recursive: true });
  for (const [name, file] of Object.entries(GRAMMARS)) {
    copyFileSync(join(dirname(require.resolve(`${name}/package.json`)), file), join(target, file));
  }
}

module.exports = { copyGrammars };
if (require.main === module) copyGrammars();
