import * as path from "node:path";
import type { CodeCache } from "../code-cache";
import type { FunctionDeclaration, TypeDeclaration, Unit } from "../program/program";
import type { SourceParser } from "../syntax";
import { Slots } from "../program/values";
import type { UnreadCode } from "../sdk-call";
import type { SourceTree } from "../source-tree";
import { readUnit } from "./rust-items";
import type { Constant, RustSource } from "./rust-source";

/** A module of the program: what its names stand for. */
export interface RustModule {
  readonly path: string;
  readonly source: RustSource;
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  readonly constants: ReadonlyMap<string, Constant>;
  readonly slots: Slots;
  readonly filled: Set<string>;
}

/** A program of a crate: the file that it starts with. */
export interface RustProgram {
  readonly name: string;
  readonly file: string;
  readonly folder: string;
}

/** The crates of a source tree, and their modules; a file is read when its module is asked for. */
export class RustCrates {
  readonly files: string[] = [];
  readonly problems: UnreadCode[] = [];
  private readonly modules = new Map<string, RustModule>();
  private readonly byUnit = new Map<Unit, RustModule>();
  /** Constants of types, by the type. */
  private readonly ofTypes = new Map<TypeDeclaration, Map<string, Constant>>();
  /** Methods that are given to types of libraries, by their names. */
  private readonly extensions = new Map<string, FunctionDeclaration[]>();
  /** Methods of traits of libraries: who has the object may call them. */
  private readonly ofLibraryTraits: FunctionDeclaration[] = [];
  private readonly implementors = new Map<TypeDeclaration, TypeDeclaration[]>();
  private readonly libraries = new Map<string, string>();
  private readonly loaded = new Set<string>();

  constructor(
    private readonly tree: SourceTree,
    private readonly parse: SourceParser,
    private readonly cache: CodeCache,
  ) {}

  /** Loads a program's own crate, whose paths begin with `crate` wherever its name is not known. */
  loadProgram({ file, folder }: RustProgram): RustModule | undefined {
    this.findLibraries(folder);
    this.reportMissing(folder);
    const crate = `${crateName(this.manifest(folder)) ?? "main"}(program)`;
    const library = `${folder}/src/lib.rs`;
    if (this.tree.isFile(library) && library !== file) this.libraries.set(crateName(this.manifest(folder)) ?? "lib", library);
    return this.loadFile(file, crate, crate, path.posix.dirname(file));
  }

  /** A module by its path; the library of a crate in the tree is loaded when it is first named. */
  find(modulePath: string): RustModule | undefined {
    const [crate = ""] = modulePath.split("::");
    const library = this.libraries.get(crate);
    if (library !== undefined && !this.loaded.has(crate)) this.loadFile(library, crate, crate, path.posix.dirname(library));
    return this.modules.get(modulePath);
  }

  moduleOf(unit: Unit): RustModule | undefined {
    return this.byUnit.get(unit);
  }

  constantsOf(type: TypeDeclaration): ReadonlyMap<string, Constant> {
    return this.ofTypes.get(type) ?? new Map();
  }

  /** Methods of that name for types that are not of the program. */
  extensionsNamed(name: string): readonly FunctionDeclaration[] {
    return this.extensions.get(name) ?? [];
  }

  /** What the language or a library may call though the program does not: operators, `Drop`, `Iterator`. */
  get calledByOthers(): readonly FunctionDeclaration[] {
    return this.ofLibraryTraits;
  }

  /** All methods with bodies, those of extensions included. */
  methods(): FunctionDeclaration[] {
    const ofTypes = this.all().flatMap(({ types }) => [...types.values()].flatMap((type) => [...type.methods.values()].flat()));
    return [...ofTypes, ...[...this.extensions.values()].flat()].filter((one) => one.body);
  }

  /** Types that have the trait. */
  implementorsOf(trait: TypeDeclaration): readonly TypeDeclaration[] {
    return this.implementors.get(trait) ?? [];
  }

  /** What a path in a file stands for: a module and a name in it. */
  private manifest(folder: string): string {
    return this.tree.read(`${folder}/Cargo.toml`)?.text ?? "";
  }

  /** Crates that the manifest names by their paths, and those of the workspace around. */
  private findLibraries(folder: string): void {
    for (let at = folder, depth = 0; depth < 6; at = path.posix.dirname(at), depth += 1) {
      const text = this.manifest(at);
      const folders = [...text.matchAll(/path\s*=\s*"([^"]+)"/g)].map((match) => path.posix.join(at, match[1]!));
      const members = /members\s*=\s*\[([^\]]*)\]/.exec(text)?.[1]?.match(/"([^"]+)"/g)?.map((one) => one.slice(1, -1)) ?? [];
      folders.push(...members.flatMap((member) => (member.endsWith("/*") ? this.tree.list(path.posix.join(at, member.slice(0, -2))).map((name) => path.posix.join(at, member.slice(0, -2), name)) : [path.posix.join(at, member)])));
      for (const one of folders) {
        const name = crateName(this.manifest(one));
        const library = `${one}/src/lib.rs`;
        if (name && this.tree.isFile(library) && !this.libraries.has(name)) this.libraries.set(name, library);
      }
      if (at === path.posix.dirname(at)) return;
    }
  }

  /** A crate of the program's own that is somewhere else may call anything. */
  private reportMissing(folder: string): void {
    for (const [, name = "", written = ""] of this.manifest(folder).matchAll(/^([\w-]+)\s*=\s*\{[^}\n]*\bpath\s*=\s*"([^"]+)"/gm)) {
      if (/^(aws[-_])?lambda[-_](runtime|http|events|extension)/.test(name) || this.manifest(path.posix.join(folder, written)) !== "") continue;
      this.problems.push({ message: `The crate ${name} that the program is built with is not in the sources.`, services: "any" });
    }
  }

  private loadFile(file: string, module: string, crate: string, folder: string): RustModule | undefined {
    this.loaded.add(module);
    const source = this.tree.read(file);
    if (!source) return undefined;
    if (source.problem !== undefined) {
      this.problems.push({ message: `${source.shown} was not read: ${source.problem}.`, services: "any" });
      return undefined;
    }
    const parsed = this.cache.once(`rust:tree:${file}`, () => this.parse(source.shown, source.text));
    const unit = readUnit(parsed, { path: file, module, crate, parse: (text) => this.parse(source.shown, text) });
    this.files.push(unit.shown);
    for (const { name, at } of unit.macros) this.problems.push({ message: `What the macro ${name} stands for is not followed.`, at, services: "any" });
    for (const at of unit.errors.slice(0, 1)) this.problems.push({ message: `${unit.shown} has a place that cannot be parsed.`, at, services: "any" });
    return this.add(unit, folder);
  }

  private add(source: RustSource, folder: string): RustModule {
    const made: RustModule = {
      path: source.package,
      source,
      functions: new Map(source.functions.map((one) => [one.name, one])),
      types: new Map(source.types.map((one) => [one.name, one])),
      constants: new Map(source.constants.map((one) => [one.name, one])),
      slots: new Slots(0),
      filled: new Set(),
    };
    this.modules.set(made.path, made);
    this.byUnit.set(source, made);
    for (const { name, path: written } of source.files) this.loadBelow(source, folder, name, written);
    for (const inner of source.inner) this.add(inner, `${folder}/${inner.package.slice(inner.package.lastIndexOf(":") + 1)}`);
    return made;
  }

  private loadBelow(source: RustSource, folder: string, name: string, written: string | undefined): void {
    const candidates = written ? [path.posix.join(path.posix.dirname(source.path), written)] : [`${folder}/${name}.rs`, `${folder}/${name}/mod.rs`];
    const file = candidates.find((one) => this.tree.isFile(one));
    if (file === undefined) {
      this.problems.push({ message: `The module ${name} of ${source.shown} is not in the sources.`, services: "any" });
      return;
    }
    const module = `${source.package}::${name}`;
    if (!this.modules.has(module)) this.loadFile(file, module, source.crate, `${folder}/${name}`);
  }

  /** Gives types what is implemented for them, once the names of all modules are known. */
  implement(resolve: (name: string, unit: Unit) => TypeDeclaration | undefined): void {
    for (const { source } of this.modules.values()) {
      if (this.byUnit.get(source)?.filled.has("(implemented)")) continue;
      this.byUnit.get(source)?.filled.add("(implemented)");
      for (const { type, trait, methods, constants } of source.implementations) {
        const owner = resolve(type.name, source);
        if (!owner) {
          for (const method of methods) this.extensions.set(method.name, [...(this.extensions.get(method.name) ?? []), method]);
          continue;
        }
        const isOfLibrary = trait !== undefined && resolve(trait.name, source) === undefined;
        for (const method of methods) {
          const { receiver } = method;
          const declared: FunctionDeclaration = { ...method, owner, ...(receiver ? {} : { isStatic: true }) };
          owner.methods.set(method.name, [declared]);
          if (isOfLibrary) this.ofLibraryTraits.push(declared);
        }
        const known = this.ofTypes.get(owner) ?? new Map<string, Constant>();
        for (const constant of constants) known.set(constant.name, constant);
        this.ofTypes.set(owner, known);
        const wanted = trait && resolve(trait.name, source);
        if (wanted && trait) this.addTrait(owner, wanted, trait.name);
      }
    }
  }

  private addTrait(owner: TypeDeclaration, trait: TypeDeclaration, name: string): void {
    (owner.supertypes as { name: string; args: []; declaration: TypeDeclaration }[]).push({ name, args: [], declaration: trait });
    this.implementors.set(trait, [...(this.implementors.get(trait) ?? []), owner]);
  }

  /** Every function of the program itself. */
  all(): RustModule[] {
    return [...this.modules.values()];
  }
}

/** `my-crate` is `my_crate` in paths. */
function crateName(manifest: string): string | undefined {
  const library = /^\[lib\][^[]*?^name\s*=\s*"([^"]+)"/ms.exec(manifest)?.[1];
  const name = library ?? /^\[package\][^[]*?^name\s*=\s*"([^"]+)"/ms.exec(manifest)?.[1];
  return name?.replaceAll("-", "_");
}

/** The programs below a folder: `src/main.rs`, `src/bin/*.rs`, and those that a manifest names. */
export function programsIn(tree: SourceTree, root: string): RustProgram[] {
  const skip = (name: string): boolean => name === "target" || name === "node_modules" || name.startsWith(".") || name === "tests" || name === "examples" || name === "benches";
  const manifests = tree.filesBelow(root, skip).filter((file) => path.posix.basename(file) === "Cargo.toml");
  return manifests.flatMap((manifest) => {
    const folder = path.posix.dirname(manifest);
    const text = tree.read(manifest)?.text ?? "";
    const found = new Map<string, string>();
    for (const [section] of text.matchAll(/^\[\[bin\]\][^[]*/gm)) {
      const name = /^name\s*=\s*"([^"]+)"/m.exec(section)?.[1];
      const file = /^path\s*=\s*"([^"]+)"/m.exec(section)?.[1];
      if (name) found.set(path.posix.join(folder, file ?? `src/bin/${name}.rs`), name);
    }
    const main = `${folder}/src/main.rs`;
    if (!found.has(main) && tree.isFile(main)) found.set(main, /^\[package\][^[]*?^name\s*=\s*"([^"]+)"/ms.exec(text)?.[1] ?? "main");
    for (const name of tree.list(`${folder}/src/bin`)) if (name.endsWith(".rs") && !found.has(`${folder}/src/bin/${name}`)) found.set(`${folder}/src/bin/${name}`, name.slice(0, -3));
    return [...found].filter(([file]) => tree.isFile(file)).map(([file, name]) => ({ name, file, folder }));
  });
}
