import * as path from "node:path";
import type { LanguageReader } from "./language-reader";
import type { Language } from "./sdk-call";
import type { SourceTree } from "./source-tree";

export interface LanguageEntry {
  readonly language: Language;
  readonly title: string;
  readonly runtime: RegExp;
  readonly extensions: readonly string[];
  /** Folder under core/code; loaded when the first function of that language is met, absent where the language is not read. */
  readonly load: () => Promise<LanguageReader | undefined>;
}

/** The languages of Lambda functions in the order in which a folder without a runtime is searched for them. */
export const languages: readonly LanguageEntry[] = [
  { language: "javascript", title: "JavaScript", runtime: /^nodejs/, extensions: [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx"], load: () => loadReader("javascript") },
  { language: "python", title: "Python", runtime: /^python/, extensions: [".py"], load: () => loadReader("python") },
  { language: "go", title: "Go", runtime: /^go1/, extensions: [".go"], load: () => loadReader("go") },
  { language: "java", title: "Java", runtime: /^java/, extensions: [".java", ".kt", ".scala"], load: () => loadReader("java") },
  { language: "csharp", title: "C#", runtime: /^dotnet/, extensions: [".cs", ".fs"], load: () => loadReader("csharp") },
  { language: "ruby", title: "Ruby", runtime: /^ruby/, extensions: [".rb"], load: () => loadReader("ruby") },
  { language: "rust", title: "Rust", runtime: /^$/, extensions: [".rs"], load: () => loadReader("rust") },
];

/** Each is required when the first function of its language is met, so that a run over Node.js functions does not load the grammars of the others. */
const readers: Partial<Record<Language, () => { readonly reader: LanguageReader }>> = {
  javascript: () => require("./javascript") as typeof import("./javascript"),
  python: () => require("./python") as typeof import("./python"),
  go: () => require("./go") as typeof import("./go"),
  java: () => require("./java") as typeof import("./java"),
  csharp: () => require("./csharp") as typeof import("./csharp"),
  ruby: () => require("./ruby") as typeof import("./ruby"),
  rust: () => require("./rust") as typeof import("./rust"),
};

/** The reader of a language, `undefined` where this version has none. */
export function loadReader(language: Language): Promise<LanguageReader | undefined> {
  return Promise.resolve(readers[language]?.().reader);
}

/** The language that a runtime is for, `undefined` for custom and unknown ones. */
export function languageOfRuntime(runtime: string | undefined): LanguageEntry | undefined {
  return runtime === undefined ? undefined : languages.find((entry) => entry.runtime.test(runtime));
}

/** The language of a function by its runtime; for custom and unknown runtimes by the sources that are there, the handler's before others. */
export function languageOf(runtime: string | undefined, tree: SourceTree, handler?: string): LanguageEntry | undefined {
  const byRuntime = languageOfRuntime(runtime);
  if (byRuntime) return byRuntime;
  for (const root of tree.packageRoots) {
    const files = root.file ? [root.file] : tree.filesBelow(root.path, isVendored);
    const extensions = new Set(files.map((file) => path.posix.extname(file)));
    const found = languages.filter((entry) => entry.extensions.some((extension) => extensions.has(extension)));
    // A compiled language is what a custom runtime runs; scripts beside it are its build.
    const compiled = found.find((entry) => entry.language === "go" || entry.language === "rust");
    if (isCustom(runtime) && compiled) return compiled;
    const named = handler === undefined ? undefined : found.find((entry) => modulesOf(handler).some((module) => entry.extensions.some((extension) => tree.locate(`${module}${extension}`).some((file) => tree.isFile(file)))));
    if (named ?? found[0]) return named ?? found[0];
  }
  return undefined;
}

/** What the file of `src/app.handler` or `src.app.handler` may be called, without its extension. */
function modulesOf(handler: string): string[] {
  const module = handler.slice(0, Math.max(0, handler.lastIndexOf(".")));
  return module === "" ? [] : [module, module.replaceAll(".", "/")];
}

/** Whether the package holds a source file of that language; the others hold what a compiler made. */
export function hasSources(entry: LanguageEntry, tree: SourceTree): boolean {
  return tree.packageRoots.some((root) => (root.file ? [root.file] : tree.filesBelow(root.path, isVendored)).some((file) => entry.extensions.includes(path.posix.extname(file))));
}

/** Whether the runtime is one that the package brings along: `provided.al2023`. */
export function isCustom(runtime: string | undefined): boolean {
  return runtime !== undefined && runtime.startsWith("provided");
}

function isVendored(folder: string): boolean {
  return folder === "node_modules" || folder === "vendor" || folder === ".git" || folder === "site-packages" || folder === "target";
}
