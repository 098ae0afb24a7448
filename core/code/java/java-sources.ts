import * as path from "node:path";
import type { CodeCache } from "../code-cache";
import type { TypeDeclaration, Unit } from "../program/program";
import type { ParsedFile, SourceParser } from "../syntax";
import type { UnreadCode } from "../sdk-call";
import type { SourceTree } from "../source-tree";
import { readUnit } from "./java-declarations";

/** Folders that hold what builds make, and tests. */
const skipped = new Set(["target", "build", "out", "node_modules", ".git", ".gradle", ".idea", "cdk.out", "test", "androidTest", "integrationTest", "testFixtures", "bin"]);

/** Libraries that share the first part of their names with samples of how they are used. */
const foreignPackage = /^(software\.amazon|com\.amazonaws|com\.amazon|org\.springframework|org\.apache|io\.quarkus|io\.micronaut|com\.google)(\.|$)/;

/** `com.acme` of `com.acme.orders.api`; of hosts of code the owner there. */
function ownerOf(name: string): string | undefined {
  const parts = name.split(".");
  const count = /^(com|io|org)\.(github|gitlab|example)\./.test(`${name}.`) ? 3 : 2;
  return parts.length < count ? undefined : parts.slice(0, count).join(".");
}

/** The classes of a source tree; a file is read when one of its classes is asked for. */
export class JavaSources {
  readonly files: string[] = [];
  readonly problems: UnreadCode[] = [];
  /** Files by the simple name of the class that they are named after. */
  private readonly named = new Map<string, string[]>();
  private readonly units = new Map<string, Unit | undefined>();
  private readonly types = new Map<string, TypeDeclaration | undefined>();
  private readonly byFolder = new Map<string, string[]>();
  private packages: readonly string[] | undefined;
  /** Other languages of the Java runtimes, which are not read. */
  readonly foreign: string[] = [];

  constructor(
    private readonly tree: SourceTree,
    private readonly parse: SourceParser,
    private readonly cache: CodeCache,
  ) {
    for (const root of tree.packageRoots) {
      const base = root.file ? path.posix.dirname(root.file) : root.path;
      const around = root.file ? sourceRootOf(root.file, tree) : base;
      for (const file of tree.filesBelow(around ?? base, (name) => skipped.has(name))) this.add(file);
      if (root.file && !this.named.get(path.posix.basename(root.file, ".java"))?.includes(root.file)) this.add(root.file);
    }
  }

  private add(file: string): void {
    if (/\.(kt|scala|groovy)$/.test(file)) this.foreign.push(file);
    if (!file.endsWith(".java")) return;
    const name = path.posix.basename(file, ".java");
    addTo(this.named, name, file);
    addTo(this.byFolder, path.posix.dirname(file), file);
  }

  get isEmpty(): boolean {
    return this.named.size === 0;
  }

  /** A class by its full name: `com.acme.App`, `com.acme.App.Inner`, `com.acme.App$Inner`. */
  find(fullName: string): TypeDeclaration | undefined {
    const name = fullName.replaceAll("$", ".");
    if (this.types.has(name)) return this.types.get(name);
    this.types.set(name, undefined);
    const found = this.findNow(name);
    this.types.set(name, found);
    return found;
  }

  private findNow(name: string): TypeDeclaration | undefined {
    const simple = name.slice(name.lastIndexOf(".") + 1);
    const qualifier = name.slice(0, Math.max(0, name.lastIndexOf(".")));
    for (const file of this.named.get(simple) ?? []) {
      const type = this.unitOf(file)?.types.find((one) => one.name === simple);
      if (type && type.unit.package === qualifier) return type;
    }
    const outer = /^[A-Z]/.test(qualifier.slice(qualifier.lastIndexOf(".") + 1)) ? this.find(qualifier) : undefined;
    if (outer) return outer.nested.get(simple);
    return this.besideOthers(qualifier, simple);
  }

  /** A class in the file of another one of its package. */
  private besideOthers(packageName: string, simple: string): TypeDeclaration | undefined {
    const suffix = packageName === "" ? "" : `/${packageName.replaceAll(".", "/")}`;
    for (const [folder, files] of this.byFolder) {
      if (suffix !== "" && !folder.endsWith(suffix)) continue;
      const pattern = new RegExp(`\\b(class|interface|enum|record)\\s+${simple}\\b`);
      for (const file of files) {
        if (!pattern.test(this.tree.read(file)?.text ?? "")) continue;
        const type = this.unitOf(file)?.types.find((one) => one.name === simple && one.unit.package === packageName);
        if (type) return type;
      }
    }
    return undefined;
  }

  /** Classes by the last part of their name, wherever they are. */
  findSimple(simple: string): TypeDeclaration[] {
    return (this.named.get(simple) ?? []).flatMap((file) => this.unitOf(file)?.types.filter((one) => one.name === simple) ?? []);
  }

  /** Whether the program has a package of that name. */
  hasPackage(name: string): boolean {
    const suffix = `/${name.replaceAll(".", "/")}`;
    return [...this.byFolder.keys()].some((folder) => folder.endsWith(suffix));
  }

  /** Whether a package that is not in the sources has an owner's name in common with one that is. */
  isNearOwn(name: string): boolean {
    if (this.hasPackage(name) || foreignPackage.test(name)) return false;
    const owner = ownerOf(name);
    return owner !== undefined && this.ownPackages().some((own) => ownerOf(own) === owner);
  }

  private ownPackages(): readonly string[] {
    return (this.packages ??= [...new Set([...this.byFolder.values()].flatMap((files) => /^\s*package\s+([\w.]+)\s*;/m.exec(this.tree.read(files[0]!)?.text ?? "")?.[1] ?? []))]);
  }

  /** All classes of the files that mention a word. */
  mentioning(word: string): TypeDeclaration[] {
    return this.containing(new RegExp(`\\b(extends|implements)\\b[^{]*\\b${word}\\b|new\\s+${word}\\b`));
  }

  /** All classes of the files with such a text. */
  containing(pattern: RegExp): TypeDeclaration[] {
    return [...this.named.values()].flat().flatMap((file) => (pattern.test(this.tree.read(file)?.text ?? "") ? typesIn(this.unitOf(file)) : []));
  }

  /** Every class there is. */
  all(): TypeDeclaration[] {
    return [...this.named.values()].flat().flatMap((file) => typesIn(this.unitOf(file)));
  }

  unitOf(file: string): Unit | undefined {
    if (this.units.has(file)) return this.units.get(file);
    this.units.set(file, undefined);
    const source = this.tree.read(file);
    if (!source) return undefined;
    if (source.problem !== undefined) {
      this.problems.push({ message: `${source.shown} was not read: ${source.problem}.`, services: "any" });
      return undefined;
    }
    const parsed = this.cache.once<ParsedFile>(`java:tree:${file}`, () => this.parse(source.shown, source.text));
    const unit = readUnit(parsed, file);
    this.units.set(file, unit);
    this.files.push(unit.shown);
    for (const at of unit.errors.slice(0, 1)) this.problems.push({ message: `${unit.shown} has a place that cannot be parsed.`, at, services: "any" });
    return unit;
  }
}

function addTo(lists: Map<string, string[]>, key: string, file: string): void {
  const list = lists.get(key);
  if (list) list.push(file);
  else lists.set(key, [file]);
}

function typesIn(unit: Unit | undefined): TypeDeclaration[] {
  const within = (type: TypeDeclaration): TypeDeclaration[] => [type, ...[...type.nested.values()].flatMap(within)];
  return (unit?.types ?? []).flatMap(within);
}

/** The folder that a file's package starts in, so that its other classes are found. */
function sourceRootOf(file: string, tree: SourceTree): string | undefined {
  const declared = /^\s*package\s+([\w.]+)\s*;/m.exec(tree.read(file)?.text ?? "")?.[1];
  if (declared === undefined) return undefined;
  const folder = path.posix.dirname(file);
  const suffix = `/${declared.replaceAll(".", "/")}`;
  return folder.endsWith(suffix) ? folder.slice(0, -suffix.length) : undefined;
}
