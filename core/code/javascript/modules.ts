import type * as babel from "@babel/types";
import type { SourceLocation } from "../../values";
import type { CodeCache } from "../code-cache";
import { parseData } from "./data-files";
import { functionValue } from "./expressions";
import { makeClass } from "./classes";
import { hoistedVariables } from "./hoisting";
import type { Interpreter } from "./interpreter";
import { isKnownPackage, packageValue } from "./packages";
import { parseModule } from "./parse-module";
import { resolveModule } from "./resolve-module";
import { exportedAs, importName, trimBundle } from "./vendored-sections";
import { read, Scope, type ModuleContext } from "./scope";
import { nativeFunction, objectValue, textValue, undefinedValue, unreadable, type JsValue, type NativeValue, type ObjectValue } from "./values";

/** Smaller files are quicker to parse than to take apart. */
const smallestBundle = 20_000;

/** Longer files are written by bundlers. */
const largestHandwritten = 150_000;

/** A module of the function's own code. */
interface LoadedModule {
  readonly context: ModuleContext;
  readonly exports: Map<string, () => JsValue>;
  readonly stars: (() => JsValue)[];
  /** `module` of CommonJS. */
  readonly module: ObjectValue;
  readonly namespace: JsValue;
}

/** The modules of one function: loaded when they are first imported, run once, in the order of their imports. */
export class Modules {
  private readonly loaded = new Map<string, LoadedModule>();
  /** Files that were read, as they are reported. */
  readonly files = new Set<string>();

  constructor(
    private readonly run: Interpreter,
    private readonly cache: CodeCache,
  ) {}

  /** What `import * as x` or `require` of the specifier gives. */
  import(specifier: string, from: ModuleContext, at: SourceLocation, style: "import" | "require"): JsValue {
    const resolved = resolveModule(this.run.tree, specifier, from.file, this.cache);
    switch (resolved.kind) {
      case "file":
        return this.file(resolved.path, style, at);
      case "missing":
        this.run.unread({ message: `The import ${specifier} leads to no file${this.layersUnread()}.`, at, services: "any" });
        return unreadable(`the module ${specifier}`, at);
      case "package":
        return packageValue(this.run, resolved.name, resolved.file ? { path: resolved.file, load: () => this.file(resolved.file!, style, at) } : undefined, this.cache);
    }
  }

  /** A name that a bundled library declares, whose text was left out. */
  vendored(name: string, from: ModuleContext, at: SourceLocation): JsValue | undefined {
    const declared = from.vendored?.get(name);
    if (!declared) return undefined;
    const library = packageValue(this.run, importName(declared.specifier), undefined, this.cache);
    const exported = exportedAs(declared);
    if (exported.kind === "nothing") return nativeFunction(name, () => undefinedValue);
    if (exported.kind === "export") return this.run.get(library, exported.name, at);
    return name.startsWith("require_") ? nativeFunction(name, () => library) : library;
  }

  /** The module in a file. */
  file(path: string, style: "import" | "require", at?: SourceLocation): JsValue {
    if (/\.(json|ya?ml)$/.test(path)) return this.data(path);
    if (/\.(node|wasm)$/.test(path)) {
      const shown = this.run.tree.shown(path);
      this.run.unread({ message: `${shown} is a binary file.`, services: "any", ...(at ? { at } : {}) });
      return unreadable(shown, at);
    }
    const module = this.load(path);
    if (style === "require" && module.exports.size === 0 && module.stars.length === 0) return this.run.get(module.module, "exports", at ?? placeOf(module.context));
    return module.namespace;
  }

  /** Where the files that were loaded are in the tree, by the name that they are reported with. */
  pathsByName(): ReadonlyMap<string, string> {
    return new Map([...this.loaded.values()].map(({ context }) => [context.shown, context.file]));
  }

  private layersUnread(): string {
    return this.run.tree.layerProblems.length > 0 ? " (a layer could not be read)" : "";
  }

  private data(path: string): JsValue {
    const file = this.run.tree.read(path);
    if (!file || file.problem) return unreadable(this.run.tree.shown(path));
    this.files.add(file.shown);
    return parseData(file.text, path.endsWith(".json") ? "json" : "yaml") ?? unreadable(file.shown);
  }

  private load(path: string): LoadedModule {
    const before = this.loaded.get(path);
    if (before) return before;
    const source = this.run.tree.read(path);
    const trimmed = source && source.text.length > smallestBundle ? this.cache.once(`javascript:trimmed:${path}`, () => trimBundle(source.text, isKnownPackage)) : undefined;
    const context: ModuleContext = { file: path, shown: this.run.tree.shown(path), text: trimmed?.text ?? source?.text ?? "", ...(trimmed ? { vendored: trimmed.names } : {}), ...(!trimmed && source && source.text.length > largestHandwritten ? { isLazy: true } : {}) };
    const exports = new Map<string, () => JsValue>();
    const stars: (() => JsValue)[] = [];
    // TypeScript that becomes CommonJS can ask for its own exports: `exports.load()`.
    const commonJs = objectValue();
    commonJs.base = { kind: "native", name: "exports", get: (property) => exports.get(property)?.() ?? undefinedValue };
    const module = objectValue([["exports", commonJs]]);
    const loaded: LoadedModule = { context, exports, stars, module, namespace: namespaceOf(this.run, context, exports, stars, module) };
    this.loaded.set(path, loaded);
    this.evaluate(loaded);
    return loaded;
  }

  private evaluate(loaded: LoadedModule): void {
    const { context } = loaded;
    const file = this.run.tree.read(context.file);
    if (!file) return;
    this.files.add(file.shown);
    const parsed = parseModule(context.vendored ? { ...file, text: context.text ?? file.text } : file, this.cache);
    if (parsed.problem) this.run.unread({ message: `${file.shown} cannot be read${parsed.program ? " for certain" : ""}: ${parsed.problem}.`, services: "any" });
    if (!parsed.program) return;
    const scope = new Scope(undefined, { self: loaded.module.properties.get("exports")! }, context);
    scope.declare("module", loaded.module, 0);
    scope.declare("exports", loaded.module.properties.get("exports")!, 0);
    scope.declare("__filename", textValue(context.file), 0, true);
    scope.declare("__dirname", textValue(context.file.slice(0, context.file.lastIndexOf("/"))), 0, true);
    const { body } = parsed.program;
    for (const name of hoistedVariables(body)) scope.declare(name, undefinedValue, 0);
    this.run.atTopLevel(() => {
      for (const statement of body) this.link(loaded, statement, scope, parsed.isTypeScript);
      this.run.execute(body, scope);
      for (const statement of body) if (statement.type === "ExportDefaultDeclaration" && !loaded.exports.has("default")) this.exportDefault(loaded, statement, scope);
    }, context.isLazy);
  }

  private link(loaded: LoadedModule, statement: babel.Statement, scope: Scope, isTypeScript: boolean): void {
    const at = this.run.place(statement, scope);
    switch (statement.type) {
      case "ImportDeclaration":
        if (statement.importKind !== "type" || statement.specifiers.length > 0) this.linkImport(loaded, statement, scope, isTypeScript, at);
        return;
      case "ExportAllDeclaration": {
        if (statement.exportKind === "type") return;
        const { value } = statement.source;
        const from = once(() => this.import(value, loaded.context, at, "import"));
        loaded.stars.push(from);
        return;
      }
      case "ExportNamedDeclaration":
        if (statement.exportKind !== "type") this.linkExport(loaded, statement, scope, at);
        return;
      case "ExportDefaultDeclaration":
        if (statement.declaration.type === "FunctionDeclaration") {
          const { declaration } = statement;
          const { id } = declaration;
          loaded.exports.set("default", id ? () => cellValue(scope, id.name) : once(() => functionValue(declaration, scope)));
        } else if (statement.declaration.type === "ClassDeclaration" && statement.declaration.id) {
          const { name } = statement.declaration.id;
          loaded.exports.set("default", () => cellValue(scope, name));
        }
        return;
    }
  }

  private linkImport(loaded: LoadedModule, statement: babel.ImportDeclaration, scope: Scope, isTypeScript: boolean, at: SourceLocation): void {
    const from = once(() => this.import(statement.source.value, loaded.context, at, "import"));
    for (const specifier of statement.specifiers) {
      const cell = scope.declare(specifier.local.name, undefinedValue, 0, true);
      if (specifier.type === "ImportNamespaceSpecifier") cell.lazy = from;
      else {
        const name = specifier.type === "ImportDefaultSpecifier" ? "default" : specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
        cell.lazy = () => this.run.get(from(), name, at);
      }
    }
    // TypeScript leaves out imports that only types use, so there only the first use loads the module.
    if (statement.importKind !== "type" && (!isTypeScript || statement.specifiers.length === 0)) from();
  }

  private linkExport(loaded: LoadedModule, statement: babel.ExportNamedDeclaration, scope: Scope, at: SourceLocation): void {
    const from = statement.source ? once(() => this.import(statement.source!.value, loaded.context, at, "import")) : undefined;
    for (const specifier of statement.specifiers) {
      if (specifier.type === "ExportNamespaceSpecifier") {
        if (from) loaded.exports.set(specifier.exported.name, from);
      } else if (specifier.type === "ExportSpecifier") {
        const exported = specifier.exported.type === "Identifier" ? specifier.exported.name : specifier.exported.value;
        const local = nameOf(specifier.local);
        loaded.exports.set(exported, from ? () => this.run.get(from(), local, at) : () => cellValue(scope, local));
      }
    }
    const { declaration } = statement;
    if (!declaration) return;
    for (const name of declaredNames(declaration)) loaded.exports.set(name, () => cellValue(scope, name));
  }

  private exportDefault(loaded: LoadedModule, statement: babel.ExportDefaultDeclaration, scope: Scope): void {
    const { declaration } = statement;
    if (declaration.type === "TSDeclareFunction" || declaration.type === "FunctionDeclaration") return;
    const value = declaration.type === "ClassDeclaration" ? makeClass(this.run, declaration, scope) : this.run.evaluate(declaration, scope);
    loaded.exports.set("default", () => value);
  }
}

function cellValue(scope: Scope, name: string): JsValue {
  const cell = scope.own(name);
  return cell ? read(cell) : undefinedValue;
}

/** `export { "some name" }` has a string in place of an identifier. */
function nameOf(node: babel.Node): string {
  return node.type === "StringLiteral" ? node.value : node.type === "Identifier" ? node.name : "";
}

function declaredNames(declaration: babel.Declaration): string[] {
  if (declaration.type === "VariableDeclaration") return declaration.declarations.flatMap(({ id }) => hoistedNames(id));
  if ("id" in declaration && declaration.id?.type === "Identifier") return [declaration.id.name];
  return [];
}

function hoistedNames(pattern: babel.Node): string[] {
  return [...hoistedVariables([{ type: "VariableDeclaration", kind: "var", declarations: [{ type: "VariableDeclarator", id: pattern }] } as unknown as babel.VariableDeclaration])];
}

/** What importing code sees of a module: its exports, those it passes on, and for CommonJS `module.exports`. */
function namespaceOf(run: Interpreter, context: ModuleContext, exports: Map<string, () => JsValue>, stars: (() => JsValue)[], module: ObjectValue): NativeValue {
  const value: NativeValue = {
    kind: "native",
    name: context.shown,
    get: (property, at) => {
      const own = exports.get(property);
      if (own) return own();
      if (property === "then") return undefined;
      if (exports.size > 0 || stars.length > 0) {
        for (const star of stars) {
          const found = run.get(star(), property, at);
          if (found.kind !== "undefined") return found;
        }
        if (property === "__esModule") return { kind: "data", value: { kind: "boolean", value: true } };
        const assigned = run.get(module, "exports", at);
        return assigned.kind === "object" ? (assigned.properties.get(property) ?? undefinedValue) : undefinedValue;
      }
      const commonJs = run.get(module, "exports", at);
      if (property !== "default") return run.get(commonJs, property, at);
      const marked = commonJs.kind === "object" && commonJs.properties.has("__esModule") ? run.get(commonJs, "default", at) : undefinedValue;
      return marked.kind === "undefined" ? commonJs : marked;
    },
    keys: () => {
      const commonJs = exports.size === 0 ? run.get(module, "exports", placeOf(context)) : undefinedValue;
      return [...exports.keys(), ...(commonJs.kind === "object" ? [...commonJs.properties.keys(), ...commonJs.getters.keys()] : [])];
    },
    escape: (to, at) => {
      for (const make of exports.values()) run.escape(make(), to, at);
      run.escape(run.get(module, "exports", at), to, at);
    },
  };
  return value;
}

function placeOf(context: ModuleContext): SourceLocation {
  return { file: context.shown, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** `require` of a module as a value. */
export function requireFunction(run: Interpreter, context: ModuleContext, textOf: (value: JsValue) => string | undefined): NativeValue {
  return nativeFunction(
    "require",
    ({ args, at }) => {
      const name = args[0] && textOf(args[0]);
      if (name !== undefined) return run.importModule(name, context, at, "require");
      run.unread({ message: "Which module is loaded with require() is decided while the function runs.", at, services: "any" });
      return unreadable("a module whose name is computed", at);
    },
    { get: (property) => (property === "resolve" ? nativeFunction("require.resolve", ({ args }) => args[0] ?? undefinedValue) : unreadable(`require.${property}`)) },
  );
}
