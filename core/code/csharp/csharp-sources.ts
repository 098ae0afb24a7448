import * as path from "node:path";
import type { CodeCache } from "../code-cache";
import type { FunctionDeclaration, TypeDeclaration } from "../program/program";
import type { ParsedFile, SourceParser } from "../syntax";
import type { UnreadCode } from "../sdk-call";
import type { SourceTree } from "../source-tree";
import { EXTENSION } from "./csharp-functions";
import { projectsOf } from "./csharp-projects";
import type { CSharpSource } from "./csharp-source";
import { readUnits } from "./csharp-unit";

/** Folders that hold what builds make. */
const skipped = new Set(["bin", "obj", "node_modules", ".git", ".vs", ".aws-sam", "cdk.out", "publish", "packages"]);

/** The types of the projects that a function is built from; a file is read when one of its types is asked for. */
export class CSharpSources {
  readonly files: string[] = [];
  readonly problems: UnreadCode[] = [];
  /** F# and Visual Basic, which are not read. */
  readonly foreign: string[] = [];
  /** Usings of all files. */
  readonly globalUsings: string[] = [];
  readonly settings: string[];
  private readonly paths = new Set<string>();
  private readonly named = new Map<string, string[]>();
  private readonly namespaces = new Set<string>();
  private readonly extending: string[] = [];
  private readonly starting: string[] = [];
  private readonly units = new Map<string, readonly CSharpSource[]>();
  private readonly types = new Map<string, TypeDeclaration | undefined>();
  private readonly mentions = new Map<string, TypeDeclaration[]>();
  private extensions: Map<string, FunctionDeclaration[]> | undefined;

  constructor(
    private readonly tree: SourceTree,
    private readonly parse: SourceParser,
    private readonly cache: CodeCache,
    assembly: string | undefined,
  ) {
    const found = tree.packageRoots.flatMap((root) => this.below(root.file ? projectAround(tree, root.file) : root.path));
    const projects = projectsOf(tree, found.filter((file) => file.endsWith(".csproj")), assembly);
    const folders = projects?.flatMap((project) => [project.folder, ...project.linked]);
    const all = folders ? folders.flatMap((folder) => this.below(folder)) : found;
    const own = new Set(projects?.map((project) => project.folder));
    const others = all.filter((file) => file.endsWith(".csproj")).map((file) => path.posix.dirname(file)).filter((folder) => projects && !own.has(folder));
    for (const file of [...all, ...tree.packageRoots.flatMap((root) => root.file ?? [])]) if (!others.some((folder) => file.startsWith(`${folder}/`))) this.add(file);
    this.globalUsings.push(...(projects ?? []).flatMap((project) => project.usings));
    this.settings = all.filter((file) => /\/appsettings(\.[Pp]roduction)?\.json$/.test(file));
  }

  private below(folder: string): string[] {
    return this.cache.once(`csharp:below:${folder}`, () => this.tree.filesBelow(folder, (name) => skipped.has(name)));
  }

  private add(file: string): void {
    if (this.paths.has(file)) return;
    this.paths.add(file);
    if (/\.(fs|vb)$/.test(file)) this.foreign.push(file);
    if (!file.endsWith(".cs")) return;
    const text = this.tree.read(file)?.text ?? "";
    for (const [, name] of text.matchAll(/\b(?:class|interface|struct|enum|record(?:\s+(?:class|struct))?)\s+([A-Za-z_]\w*)/g)) this.named.set(name!, [...(this.named.get(name!) ?? []).filter((one) => one !== file), file]);
    for (const [, isStatic, name] of text.matchAll(/^[ \t]*global\s+using\s+(static\s+)?([\w.]+)\s*;/gm)) this.globalUsings.push(`${isStatic ? "static " : ""}${name}`);
    for (const [, namespace] of text.matchAll(/^[ \t]*namespace\s+([\w.]+)/gm)) this.namespaces.add(namespace!);
    if (/\(\s*this\s/.test(text)) this.extending.push(file);
    this.starting.push(file);
  }

  /** Whether the program has types in that namespace. */
  hasNamespace(namespace: string): boolean {
    return this.namespaces.has(namespace) || [...this.namespaces].some((one) => one.startsWith(`${namespace}.`));
  }

  get isEmpty(): boolean {
    return this.starting.length === 0;
  }

  text(file: string): string {
    return this.tree.read(file)?.text ?? "";
  }

  /** A type by its full name: `Acme.Orders.Function`, `Acme.Orders.Function+Inner`. */
  find(fullName: string): TypeDeclaration | undefined {
    const name = fullName.replaceAll("+", ".");
    if (this.types.has(name)) return this.types.get(name);
    this.types.set(name, undefined);
    const dot = name.lastIndexOf(".");
    const [qualifier, simple] = [name.slice(0, Math.max(dot, 0)), name.slice(dot + 1)];
    const parts = this.inFiles(simple).filter((type) => type.unit.package === qualifier);
    const found = parts.length > 0 ? merged(parts) : qualifier === "" ? undefined : this.find(qualifier)?.nested.get(simple);
    this.types.set(name, found);
    return found;
  }

  private inFiles(simple: string): TypeDeclaration[] {
    return (this.named.get(simple) ?? []).flatMap((file) => this.unitsOf(file).flatMap((unit) => unit.types.filter((type) => type.name === simple)));
  }

  /** Types by the last part of their name, wherever they are. */
  findSimple(simple: string): TypeDeclaration[] {
    return [...new Set(this.inFiles(simple).flatMap((type) => this.find(fullNameOf(type)) ?? []))];
  }

  /** Types in the files that mention a word. */
  mentioning(word: string): readonly TypeDeclaration[] {
    const known = this.mentions.get(word);
    if (known) return known;
    const pattern = new RegExp(`\\b${word.replace(/\W/g, "")}\\b`);
    const found = this.starting.flatMap((file) => (pattern.test(this.text(file)) ? typesIn(this.unitsOf(file)) : []));
    const whole = [...new Set(found.flatMap((type) => (type.outer ? [type] : (this.find(fullNameOf(type)) ?? []))))];
    this.mentions.set(word, whole);
    return whole;
  }

  all(): TypeDeclaration[] {
    return [...new Set(this.starting.flatMap((file) => typesIn(this.unitsOf(file))).flatMap((type) => (type.outer ? [type] : (this.find(fullNameOf(type)) ?? []))))];
  }

  /** Types of one file, whole where they are partial. */
  inFile(file: string): TypeDeclaration[] {
    return typesIn(this.unitsOf(file)).flatMap((type) => (type.outer ? [type] : (this.find(fullNameOf(type)) ?? [])));
  }

  /** The program's own start: statements outside of types. */
  mains(): TypeDeclaration[] {
    return this.starting.filter((file) => !/^[ \t]*namespace\s/m.test(this.text(file))).flatMap((file) => this.unitsOf(file).flatMap((unit) => unit.main ?? []));
  }

  /** Static methods that are called as if they were their first parameter's. */
  extensionsNamed(name: string): readonly FunctionDeclaration[] {
    if (!this.extensions) {
      const found = (this.extensions = new Map<string, FunctionDeclaration[]>());
      for (const type of this.extending.flatMap((file) => typesIn(this.unitsOf(file)))) {
        for (const method of [...type.methods.values()].flat()) if (method.annotations?.some((one) => one.name === EXTENSION)) found.set(method.name, [...(found.get(method.name) ?? []), method]);
      }
    }
    return this.extensions.get(name) ?? [];
  }

  unitsOf(file: string): readonly CSharpSource[] {
    const known = this.units.get(file);
    if (known) return known;
    this.units.set(file, []);
    const source = this.tree.read(file);
    if (!source) return [];
    if (source.problem !== undefined) {
      this.problems.push({ message: `${source.shown} was not read: ${source.problem}.`, services: "any" });
      return [];
    }
    const parsed = this.cache.once<ParsedFile>(`csharp:tree:${file}`, () => this.parse(source.shown, source.text));
    const units = readUnits(parsed, file);
    this.units.set(file, units);
    this.files.push(source.shown);
    for (const at of units.flatMap((unit) => unit.errors).slice(0, 1)) this.problems.push({ message: `${source.shown} has a place that cannot be parsed.`, at, services: "any" });
    return units;
  }
}

export function fullNameOf(type: TypeDeclaration): string {
  const outer = type.outer ? fullNameOf(type.outer) : type.unit.package;
  return outer === "" ? type.name : `${outer}.${type.name}`;
}

/** The parts of a partial class are one. */
function merged(parts: readonly TypeDeclaration[]): TypeDeclaration {
  const [whole, ...others] = parts as [TypeDeclaration, ...TypeDeclaration[]];
  for (const part of others) {
    (whole.supertypes as TypeDeclaration["supertypes"][number][]).push(...part.supertypes);
    (whole.annotations as TypeDeclaration["annotations"][number][]).push(...part.annotations);
    whole.fields.push(...part.fields);
    whole.initializers.push(...part.initializers);
    for (const [name, nested] of part.nested) whole.nested.set(name, Object.assign(nested, { outer: whole }));
    for (const constructor of part.constructors) whole.constructors.push(Object.assign(constructor, { owner: whole }));
    for (const [name, methods] of part.methods) whole.methods.set(name, [...(whole.methods.get(name) ?? []), ...methods.map((method) => Object.assign(method, { owner: whole }))]);
    for (const { getter, setter } of part.fields) for (const accessor of [getter, setter]) if (accessor) Object.assign(accessor, { owner: whole });
  }
  return whole;
}

function typesIn(units: readonly CSharpSource[]): TypeDeclaration[] {
  const within = (type: TypeDeclaration): TypeDeclaration[] => [type, ...[...type.nested.values()].flatMap(within)];
  return units.flatMap((unit) => unit.types.flatMap(within));
}

/** The nearest folder above a file that has a project in it; its own where there is none. */
function projectAround(tree: SourceTree, file: string): string {
  const own = path.posix.dirname(file);
  for (let folder = own; tree.isFolder(folder); folder = path.posix.dirname(folder)) {
    if (tree.list(folder).some((name) => name.endsWith(".csproj"))) return folder;
    if (folder === path.posix.dirname(folder)) break;
  }
  return own;
}
