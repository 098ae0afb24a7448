import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Language, Parser } from "web-tree-sitter";

/** A language whose tree-sitter grammar is part of the package. */
export type GrammarName = "terraform" | "python" | "go" | "java" | "c_sharp" | "ruby" | "rust";

const GRAMMAR_PACKAGES: Readonly<Record<GrammarName, string>> = {
  terraform: "@tree-sitter-grammars/tree-sitter-hcl",
  python: "tree-sitter-python",
  go: "tree-sitter-go",
  java: "tree-sitter-java",
  c_sharp: "tree-sitter-c-sharp",
  ruby: "tree-sitter-ruby",
  rust: "tree-sitter-rust",
};

type Runtime = typeof import("web-tree-sitter", { with: { "resolution-mode": "require" } });

let runtime: Promise<Runtime> | undefined;
const languages = new Map<GrammarName, Promise<Language>>();

/** A parser of the language; the WASM runtime and each grammar are loaded once a process. `delete()` the trees it makes, and the parser, when done. */
export async function loadGrammar(name: GrammarName): Promise<Parser> {
  runtime ??= startRuntime();
  const { Language, Parser } = await runtime;
  let language = languages.get(name);
  if (language === undefined) {
    language = Language.load(grammarPath(name));
    languages.set(name, language);
  }
  return new Parser().setLanguage(await language);
}

/** Loaded only where a grammar is asked for: many inputs hold no language that needs one. */
async function startRuntime(): Promise<Runtime> {
  const loaded = require("web-tree-sitter") as Runtime;
  await loaded.Parser.init();
  return loaded;
}

/** Where the grammar's `.wasm` is: copied beside the built code, or in the package that it comes from. */
export function grammarPath(name: GrammarName): string {
  const file = `tree-sitter-${name}.wasm`;
  const copied = join(__dirname, "..", "..", "grammars", file);
  return existsSync(copied) ? copied : join(dirname(require.resolve(`${GRAMMAR_PACKAGES[name]}/package.json`)), file);
}
