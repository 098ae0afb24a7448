import * as path from "node:path";
import type { CodeCache } from "../code-cache";
import type { SourceTree } from "../source-tree";
import type { Frame, Machine, ModuleLoader } from "./machine";
import { packageKind } from "./packages";
import { locationOf, type ParsedFile, type SourceParser } from "../syntax";
import { Slots, text, type ModuleValue, type Scope } from "./values";

/** Larger modules are generated tables; they are not followed. */
const MOST_CHARACTERS = 4_000_000;

/** Folders of unbuilt projects that end up on the module search path. */
const CUSTOMARY_ROOTS = ["", "src", "python", "package", "vendor", "lib", "libs", "site-packages"];

/** Loads modules of the source as `import` would find them: package, layers, and the folders around the handler. */
export class SourceModules implements ModuleLoader {
  readonly files = new Set<string>();
  private readonly loaded = new Map<string, ModuleValue | undefined>();
  private readonly extraRoots: string[] = [];
  private readonly below = new Map<string, string[]>();
  private machine!: Machine;

  constructor(
    private readonly tree: SourceTree,
    private readonly parse: SourceParser,
    private readonly cache: CodeCache,
  ) {}

  attach(machine: Machine): void {
    this.machine = machine;
  }

  /** Folders that are searched too, after the package's own. */
  addRoot(folder: string): void {
    if (!this.extraRoots.includes(folder)) this.extraRoots.push(folder);
  }

  load(name: string): ModuleValue | undefined {
    if (this.loaded.has(name)) return this.loaded.get(name);
    const found = this.find(name);
    this.loaded.set(name, found);
    if (found?.file) this.execute(found, found.file);
    return found;
  }

  /** Loads a file as the module with the name; `runAs` is what `__name__` says in it. */
  loadFile(file: string, name: string, runAs = name): ModuleValue {
    const before = this.loaded.get(name);
    if (before) return before;
    this.registerParents(file, name);
    const module = this.moduleOf(name, file, path.posix.basename(file) === "__init__.py");
    this.loaded.set(name, module);
    this.execute(module, file, runAs);
    return module;
  }

  /** The packages around a file whose absolute name is known, also where their folder is out of reach of the search. */
  private registerParents(file: string, name: string): void {
    const parts = name.split(".");
    let folder = path.posix.dirname(path.posix.basename(file) === "__init__.py" ? path.posix.dirname(file) : file);
    for (let length = parts.length - 1; length > 0; length -= 1) {
      const parent = parts.slice(0, length).join(".");
      const init = path.posix.join(folder, "__init__.py");
      if (!this.loaded.has(parent)) {
        const module: ModuleValue = this.tree.isFile(init) ? this.moduleOf(parent, init, true) : { kind: "module", name: parent, isPackage: true, folder, slots: new Slots(false, 0) };
        this.loaded.set(parent, module);
        if (module.file) this.execute(module, module.file);
      }
      folder = path.posix.dirname(folder);
    }
  }

  readText(file: string, from: ModuleValue): string | undefined {
    const candidates = file.startsWith("/") && !file.startsWith("/var/task/") && !file.startsWith("/opt/") ? [file] : [...this.tree.locate(file), path.posix.join(from.folder, file), ...this.extraRoots.map((root) => path.posix.join(root, file))];
    for (const candidate of candidates) {
      const read = this.tree.read(candidate);
      if (!read || read.problem !== undefined) continue;
      this.files.add(read.shown);
      return read.text;
    }
    return undefined;
  }

  private find(name: string): ModuleValue | undefined {
    if (name === "") return undefined;
    const parts = name.split(".");
    const last = parts[parts.length - 1]!;
    if (parts.length === 1) return this.findIn(this.roots(), last, name) ?? this.findElsewhere(last);
    const parent = this.load(parts.slice(0, -1).join("."));
    if (!parent) return undefined;
    const beside = this.findIn([parent.folder], last, name);
    return beside ?? (parent.file ? undefined : this.findIn(this.roots().map((root) => path.posix.join(root, ...parts.slice(0, -1))), last, name));
  }

  private findIn(folders: readonly string[], last: string, name: string): ModuleValue | undefined {
    for (const folder of folders) {
      const asPackage = path.posix.join(folder, last, "__init__.py");
      if (this.tree.isFile(asPackage)) return this.moduleOf(name, asPackage, true);
      const asModule = path.posix.join(folder, `${last}.py`);
      if (this.tree.isFile(asModule)) return this.moduleOf(name, asModule, false);
    }
    for (const folder of folders) {
      const namespace = path.posix.join(folder, last);
      if (this.tree.isFolder(namespace) && this.hasModules(namespace)) return { kind: "module", name, isPackage: true, folder: namespace, slots: new Slots(false, this.machine.store.pass) };
    }
    return undefined;
  }

  /** Shared code of a repository that a build copies beside the handler, or into a layer: searched for around the handler. */
  private findElsewhere(name: string): ModuleValue | undefined {
    const kind = packageKind(name);
    if (kind !== "unknown" && kind !== "aws-looking") return undefined;
    const tops = this.extraRoots.flatMap((root) => [root, path.posix.dirname(root)]).filter((folder) => this.tree.isFolder(folder));
    for (const top of new Set(tops)) {
      const found = this.findIn(this.foldersBelow(top), name, name);
      if (found?.file) return found;
    }
    return undefined;
  }

  private foldersBelow(top: string, depth = 3): string[] {
    const known = this.below.get(top);
    if (known) return known;
    const inside = this.tree
      .list(top)
      .slice(0, 300)
      .filter((name) => !/^(\.|node_modules$|__pycache__$|tests?$|venv$)/.test(name) && !name.includes("."))
      .map((name) => path.posix.join(top, name))
      .filter((folder) => this.tree.isFolder(folder));
    const all = [...inside, ...(depth > 1 ? inside.flatMap((folder) => this.foldersBelow(folder, depth - 1)) : [])];
    this.below.set(top, all);
    return all;
  }

  private hasModules(folder: string, depth = 0): boolean {
    return this.tree.list(folder).some((name) => name.endsWith(".py") || (depth < 2 && this.tree.isFolder(path.posix.join(folder, name)) && this.hasModules(path.posix.join(folder, name), depth + 1)));
  }

  private roots(): string[] {
    const own = CUSTOMARY_ROOTS.flatMap((root) => this.tree.locate(root === "" ? "." : root));
    const layers = this.tree.layerRoots.flatMap((layer) => ["python", ...this.sitePackages(layer.path), ""].map((root) => path.posix.join(layer.path, root)));
    const around = this.extraRoots;
    return [...new Set([...own, ...around, ...layers])];
  }

  private sitePackages(layer: string): string[] {
    return this.tree.list(path.posix.join(layer, "python", "lib")).map((version) => `python/lib/${version}/site-packages`);
  }

  private moduleOf(name: string, file: string, isPackage: boolean): ModuleValue {
    return { kind: "module", name, file, isPackage, folder: path.posix.dirname(file), slots: new Slots(false, this.machine.store.pass) };
  }

  private execute(module: ModuleValue, file: string, runAs = module.name): void {
    const read = this.tree.read(file);
    if (!read) return;
    if (read.problem !== undefined || read.text.length > MOST_CHARACTERS) {
      this.machine.unread({ message: `${read.shown} was not read: ${read.problem ?? `it has more than ${MOST_CHARACTERS / 1e6} million characters`}.`, services: "any" });
      return;
    }
    this.files.add(read.shown);
    const parsed: ParsedFile = this.cache.once(`python:${read.shown}:${file}`, () => this.parse(read.shown, read.text));
    const [error] = parsed.errors;
    if (error) this.machine.unread({ message: `${read.shown} could not be parsed at line ${locationOf(error).line}; what it does there is not known.`, at: locationOf(error), services: "any" });
    const scope: Scope = { slots: module.slots, kind: "module", module, globals: new Set(), nonlocals: new Set() };
    const frame: Frame = { scope, module };
    module.slots.map.set("__name__", text(runAs));
    module.slots.map.set("__file__", text(file));
    this.machine.store.once(() => void this.machine.execute(parsed.root, frame));
  }
}
