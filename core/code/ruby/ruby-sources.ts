import * as path from "node:path";
import type { CodeCache } from "../code-cache";
import type { FunctionDeclaration } from "../program/program";
import type { ParsedFile, SourceParser } from "../syntax";
import type { UnreadCode } from "../sdk-call";
import type { SourceTree } from "../source-tree";
import type { RubyClasses } from "./ruby-classes";
import { readUnit } from "./ruby-unit";

/** Folders that hold gems, tests and what builds make. */
const skipped = new Set(["vendor", "node_modules", ".git", ".bundle", "spec", "test", "tests", "cdk.out", ".aws-sam", "tmp"]);

/** The Ruby files of a source tree; a file is read when it is asked for. */
export class RubySources {
  readonly files: string[] = [];
  readonly problems: UnreadCode[] = [];
  private readonly mains = new Map<string, FunctionDeclaration | undefined>();
  private listed: readonly string[] | undefined;

  constructor(
    private readonly tree: SourceTree,
    private readonly parse: SourceParser,
    private readonly cache: CodeCache,
    private readonly classes: RubyClasses,
  ) {}

  /** All files of the package, sorted. */
  all(): readonly string[] {
    return (this.listed ??= this.tree.packageRoots.flatMap((root) => this.tree.filesBelow(root.file ? path.posix.dirname(root.file) : root.path, (name) => skipped.has(name)).filter((file) => file.endsWith(".rb"))));
  }

  /** The file that a handler or a `require` names, seen from the package's root. */
  findFromRoot(name: string): string | undefined {
    const file = name.endsWith(".rb") ? name : `${name}.rb`;
    const roots = [...this.tree.packageRoots, ...this.tree.layerRoots].map((root) => (root.file ? path.posix.dirname(root.file) : root.path));
    const candidates = roots.flatMap((root) => [path.posix.join(root, file), path.posix.join(root, "lib", file), path.posix.join(root, "ruby", "lib", file)]);
    return candidates.find((candidate) => this.tree.isFile(candidate));
  }

  findBeside(file: string, name: string): string | undefined {
    const found = path.posix.join(path.posix.dirname(file), name.endsWith(".rb") ? name : `${name}.rb`);
    return this.tree.isFile(found) ? found : undefined;
  }

  /** The file that a loader would take a constant from: `Orders::LineItem` is in `orders/line_item.rb`. */
  findConstant(name: string): string | undefined {
    const file = `${name.split("::").map(underscored).join("/")}.rb`;
    const found = this.all().filter((candidate) => candidate.endsWith(`/${file}`));
    return found.length === 1 ? found[0] : undefined;
  }

  /** What loading a file runs. */
  main(file: string): FunctionDeclaration | undefined {
    if (this.mains.has(file)) return this.mains.get(file);
    this.mains.set(file, undefined);
    const source = this.tree.read(file);
    if (!source) return undefined;
    if (source.problem !== undefined) {
      this.problems.push({ message: `${source.shown} was not read: ${source.problem}.`, services: "any" });
      return undefined;
    }
    const parsed = this.cache.once<ParsedFile>(`ruby:tree:${file}`, () => this.parse(source.shown, source.text));
    const { source: unit, main } = readUnit(parsed, file, this.classes);
    this.files.push(unit.shown);
    for (const at of unit.errors.slice(0, 1)) this.problems.push({ message: `${unit.shown} has a place that cannot be parsed.`, at, services: "any" });
    this.mains.set(file, main);
    return main;
  }
}

function underscored(name: string): string {
  return name.replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2").replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
