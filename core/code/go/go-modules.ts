import * as path from "node:path";
import type { CodeCache } from "../code-cache";
import type { UnreadCode } from "../sdk-call";
import type { SourceTree } from "../source-tree";
import type { FunctionDeclaration, TypeDeclaration, Unit } from "../program/program";
import type { SourceParser } from "../syntax";
import type { Slots } from "../program/values";
import { addMethod } from "./go-types";
import { readUnit, type GoUnit } from "./go-unit";

/** A package of the program, all its files together. */
export interface GoPackage {
  readonly path: string;
  readonly folder: string;
  readonly clause: string;
  readonly units: readonly GoUnit[];
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  readonly initializers: readonly FunctionDeclaration[];
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  /** Name of a variable or constant → the declaration that it is part of. */
  readonly variables: ReadonlyMap<string, { readonly unit: Unit; readonly declaration: Unit["variables"][number] }>;
  slots?: Slots;
  readonly filled: Set<Unit["variables"][number]>;
}

interface Module {
  readonly folder: string;
  readonly path: string;
  readonly replaced: ReadonlyMap<string, string>;
  /** Modules that it asks for by name. */
  readonly required: ReadonlySet<string>;
}

/** The packages that import paths lead to: those of the module that the program is in, of its workspace, and vendored ones that use AWS. */
export class GoModules {
  readonly files: string[] = [];
  readonly problems: UnreadCode[] = [];
  private readonly modules: Module[] = [];
  private readonly packages = new Map<string, GoPackage | undefined>();
  private readonly byUnit = new Map<Unit, GoPackage>();
  /** Folders of programs without a module around them. */
  private readonly loose = new Set<string>();

  constructor(
    private readonly tree: SourceTree,
    private readonly parse: SourceParser,
    private readonly cache: CodeCache,
  ) {}

  /** The package of a folder; the module around it is found on the way. */
  load(folder: string, only?: string): GoPackage | undefined {
    const around = this.moduleAround(folder);
    if (!around) this.loose.add(folder);
    const name = around ? joinPath(around.path, path.posix.relative(around.folder, folder)) : folder;
    const known = this.packages.get(name);
    if (known) return known;
    const loaded = this.loadFolder(folder, name, only);
    this.packages.set(name, loaded);
    return loaded;
  }

  /** The programs of a folder: one, or as many as it has files with a `main` of their own. */
  programsIn(folder: string, only?: string): GoPackage[] {
    const mains = this.sourcesOf(folder).filter((file) => /^func\s+main\s*\(\s*\)/m.test(this.tree.read(file)?.text ?? ""));
    const chosen = only !== undefined && mains.includes(only) ? [only] : mains;
    if (mains.length < 2) return [this.load(folder, only)].flatMap((one) => one ?? []);
    this.moduleAround(folder);
    return chosen.flatMap((main) => this.loadFolder(folder, main, main, new Set(mains.filter((other) => other !== main))) ?? []);
  }

  /** The package behind an import path; `undefined` for the standard library and what is not in the source tree. */
  find(importPath: string): GoPackage | undefined {
    if (this.packages.has(importPath)) return this.packages.get(importPath);
    this.packages.set(importPath, undefined);
    const folder = this.folderOf(importPath) ?? this.placeOf(importPath);
    const loaded = folder === undefined ? undefined : this.loadFolder(folder, importPath);
    this.packages.set(importPath, loaded);
    if (!loaded && this.isOwn(importPath)) this.problems.push({ message: `The package ${importPath} is not in the source.`, services: "any" });
    return loaded;
  }

  /** Whether the package is of the program's module, or of another one of its owner that is not fetched as a library. */
  private isOwn(importPath: string): boolean {
    return this.modules.some((module) => {
      if (isWithin(importPath, module.path)) return true;
      const [host, owner] = module.path.split("/");
      return host!.includes(".") && owner !== undefined && module.path.split("/").length > 2 && !/^(aws|aws-samples|awslabs|awsdocs)$/.test(owner) && isWithin(importPath, `${host}/${owner}`) && ![...module.required].some((name) => isWithin(importPath, name));
    });
  }

  /** Where there is no module file, the end of the path is a folder above or below the program. */
  private placeOf(importPath: string): string | undefined {
    const segments = importPath.split("/");
    if (!segments[0]!.includes(".")) return undefined;
    for (const loose of this.loose) {
      for (let at = loose, up = 0; up < 6 && at !== path.posix.dirname(at); at = path.posix.dirname(at), up += 1) {
        for (let from = 1; from < segments.length; from += 1) {
          const folder = `${at}/${segments.slice(from).join("/")}`;
          if (this.tree.isFolder(folder) && this.sourcesOf(folder).length > 0) return folder;
        }
      }
    }
    return undefined;
  }

  packageOf(unit: Unit): GoPackage | undefined {
    return this.byUnit.get(unit);
  }

  /** The packages that have been loaded. */
  all(): GoPackage[] {
    return [...this.packages.values()].flatMap((one) => (one ? [one] : []));
  }

  private folderOf(importPath: string): string | undefined {
    if (!importPath.includes(".") && !this.modules.some((module) => isWithin(importPath, module.path))) return undefined;
    for (const module of this.modules) {
      if (isWithin(importPath, module.path)) return joinPath(module.folder, importPath.slice(module.path.length));
      for (const [from, to] of module.replaced) if (isWithin(importPath, from)) return joinPath(path.posix.join(module.folder, to), importPath.slice(from.length));
    }
    if (/^(github\.com\/aws\/|golang\.org\/x\/|google\.golang\.org\/)/.test(importPath)) return undefined;
    const vendored = this.modules.map((module) => `${module.folder}/vendor/${importPath}`).find((folder) => this.tree.isFolder(folder));
    return vendored && this.usesAws(vendored) ? vendored : undefined;
  }

  private usesAws(folder: string): boolean {
    return this.sourcesOf(folder).some((file) => this.tree.read(file)?.text.includes("github.com/aws/aws-sdk-go"));
  }

  private moduleAround(folder: string): Module | undefined {
    for (let at = folder; ; at = path.posix.dirname(at)) {
      const known = this.modules.find((module) => module.folder === at);
      if (known) return known;
      const file = this.tree.read(`${at}/go.mod`);
      if (file) return this.addModule(at, file.text);
      if (at === path.posix.dirname(at)) return undefined;
    }
  }

  private addModule(folder: string, text: string): Module {
    const replaced = new Map([...text.matchAll(/^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>\s+(\.\S*)/gm)].map(([, from, to]) => [from!, to!]));
    const module = { folder, path: /^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1] ?? folder, replaced, required: new Set([...text.matchAll(/^\s*(?:require\s+)?(\S+\.\S+)\s+v\d/gm)].map(([, name]) => name!)) };
    this.modules.push(module);
    for (const other of this.workspaceOf(folder)) {
      const file = this.modules.some((known) => known.folder === other) ? undefined : this.tree.read(`${other}/go.mod`);
      if (file) this.addModule(other, file.text);
    }
    return module;
  }

  private workspaceOf(folder: string): string[] {
    for (let at = folder; at !== path.posix.dirname(at); at = path.posix.dirname(at)) {
      const file = this.tree.read(`${at}/go.work`);
      if (file) return [...file.text.matchAll(/^\s*(?:use\s+)?(\.\S*)\s*$/gm)].map(([, used]) => path.posix.join(at, used!));
    }
    return [];
  }

  private sourcesOf(folder: string): string[] {
    return this.tree.list(folder).filter((name) => name.endsWith(".go") && !name.endsWith("_test.go") && !/_(windows|darwin|js|wasm|plan9|freebsd|openbsd|netbsd)\.go$/.test(name)).map((name) => `${folder}/${name}`);
  }

  private loadFolder(folder: string, importPath: string, only?: string, without: ReadonlySet<string> = new Set()): GoPackage | undefined {
    const read = this.sourcesOf(folder).filter((file) => !without.has(file)).flatMap((file) => this.readUnit(file, importPath));
    const clause = (only === undefined ? undefined : read.find((unit) => unit.path === only)?.clause) ?? (read.some((unit) => unit.clause === "main") ? "main" : read[0]?.clause);
    const units = read.filter((unit) => unit.clause === clause);
    if (units.length === 0 || clause === undefined) return undefined;
    const loaded = assemble(importPath, folder, clause, units);
    for (const unit of units) {
      this.files.push(unit.shown);
      this.byUnit.set(unit, loaded);
      for (const at of unit.errors.slice(0, 1)) this.problems.push({ message: `${unit.shown} has a place that cannot be parsed.`, at, services: "any" });
    }
    return loaded;
  }

  private readUnit(file: string, importPath: string): GoUnit[] {
    const source = this.tree.read(file);
    if (!source) return [];
    if (source.problem !== undefined) {
      this.problems.push({ message: `${source.shown} was not read: ${source.problem}.`, services: "any" });
      return [];
    }
    if (/^\/\/(go:build|\s*\+build)\s+(ignore|integration|tools|e2e)\b/m.test(source.text.slice(0, 2000))) return [];
    // Declarations are told apart by identity, so a package that is loaded anew for a function gets units of its own.
    const parsed = this.cache.once(`go:tree:${file}`, () => this.parse(source.shown, source.text));
    return [readUnit(parsed, file, importPath)];
  }
}

function assemble(importPath: string, folder: string, clause: string, units: readonly GoUnit[]): GoPackage {
  const types = new Map(units.flatMap((unit) => unit.types.map((type) => [type.name, type] as const)));
  for (const { type, declaration } of units.flatMap((unit) => unit.methods)) {
    const owner = types.get(type);
    if (owner) addMethod(owner, { ...declaration, owner });
  }
  const functions = units.flatMap((unit) => unit.functions);
  return {
    path: importPath,
    folder,
    clause,
    units,
    functions: new Map(functions.filter((one) => one.name !== "init").map((one) => [one.name, one])),
    initializers: functions.filter((one) => one.name === "init"),
    types,
    variables: new Map(units.flatMap((unit) => unit.variables.flatMap((declaration) => declaration.bindings.map((binding) => [binding.name, { unit, declaration }] as const)))),
    filled: new Set(),
  };
}

function isWithin(importPath: string, module: string): boolean {
  return importPath === module || importPath.startsWith(`${module}/`);
}

function joinPath(base: string, rest: string): string {
  const clean = rest.replace(/^\/+/, "");
  return clean === "" || clean === "." ? base : `${base}/${clean}`;
}
