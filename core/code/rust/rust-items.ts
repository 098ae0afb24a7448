import type { SourceLocation } from "../../values";
import type { FieldDeclaration, FunctionDeclaration, Statement, TypeDeclaration, TypeName } from "../program/program";
import { childrenOf, field, locationOf, textOf, type ParsedFile, type Syntax } from "../syntax";
import { readExpression } from "./rust-expressions";
import { bindPattern, parameterName } from "./rust-patterns";
import type { Constant, Implementation, RustScope, RustSource } from "./rust-source";
import { readStatements } from "./rust-statements";
import { placed } from "./rust-syntax";
import { boundsOf, pathOf, readType } from "./rust-types";

/** Which module a file is, and how pieces of it are parsed. */
export interface ModulePlace {
  readonly path: string;
  readonly module: string;
  readonly crate: string;
  readonly parse: (text: string) => ParsedFile;
  /** Modules that are declared here: paths may begin with them. */
  readonly modules?: ReadonlySet<string>;
}

/** Translates a file as a module. */
export function readUnit(parsed: ParsedFile, place: ModulePlace): RustSource {
  return readModule(parsed.root.children, parsed.root, place, parsed.errors.map(locationOf));
}

function readModule(nodes: readonly Syntax[], at: Syntax, place: ModulePlace, errors: RustSource["errors"]): RustSource {
  const imports = new Map<string, string>();
  const wildcards: string[] = [];
  // Of names the last counts, of wildcards the first.
  const lastWildcards: string[] = [];
  const types: TypeDeclaration[] = [];
  const functions: FunctionDeclaration[] = [];
  const constants: Constant[] = [];
  const implementations: Implementation[] = [];
  const files: { name: string; path?: string }[] = [];
  const inner: RustSource[] = [];
  const macros: { name: string; at: SourceLocation }[] = [];
  const source: RustSource = {
    shown: at.source.shown, path: place.path, package: place.module, crate: place.crate, imports, wildcards, statics: [], types, functions, variables: [], errors,
    constants, implementations, files, inner, macros,
    readExpression,
    readStatements,
    parse: place.parse,
  };
  const scope: RustScope = { source, bounds: new Map() };
  const modules = new Set(childNames(nodes, "mod_item"));
  for (const { node, attributes } of inOrder(itemsIn(nodes))) {
    if (/cfg\s*\(\s*test\s*\)/.test(attributes)) continue;
    switch (node.type) {
      case "use_declaration":
        readUse(field(node, "argument")!, "", { ...place, modules }, imports, isOptional(attributes) ? lastWildcards : wildcards);
        break;
      case "function_item":
        functions.push(readFunction(node, scope, undefined));
        break;
      case "struct_item":
      case "enum_item":
      case "union_item":
      case "trait_item":
        types.push(declareType(node, scope));
        break;
      case "type_item": {
        const stands = readType(field(node, "type"), scope.bounds);
        types.push({ ...emptyType(textOf(field(node, "name")!), source, "alias", node), ...(stands ? { stands } : {}) });
        break;
      }
      case "impl_item":
        implementations.push(readImplementation(node, scope));
        break;
      case "const_item":
      case "static_item":
        constants.push(readConstant(node, scope));
        break;
      case "macro_definition":
        if (/\.\s*send\w*\s*\(/.test(textOf(node))) macros.push({ name: textOf(field(node, "name")!), at: locationOf(node) });
        break;
      case "macro_invocation":
      case "expression_statement":
        constants.push(...lazyStatics(node.type === "macro_invocation" ? node : node.children[0]!, scope));
        break;
      case "mod_item": {
        const name = textOf(field(node, "name")!);
        const body = field(node, "body");
        const written = /\[\s*path\s*=\s*"([^"]+)"/.exec(attributes)?.[1];
        if (body) inner.push(readModule(body.children, body, { ...place, module: `${place.module}::${name}` }, []));
        else files.push({ name, ...(written ? { path: written } : {}) });
      }
    }
  }
  wildcards.push(...lastWildcards);
  return source;
}

/** Items with the attributes before them; what a feature has to be asked for comes first, so that what stands without it counts. */
function inOrder(nodes: readonly Syntax[]): { node: Syntax; attributes: string }[] {
  const items: { node: Syntax; attributes: string }[] = [];
  let attributes = "";
  for (const node of nodes) {
    if (node.type === "attribute_item") attributes += textOf(node);
    else {
      items.push({ node, attributes });
      if (!node.type.endsWith("comment")) attributes = "";
    }
  }
  return [...items.filter((one) => isOptional(one.attributes)), ...items.filter((one) => !isOptional(one.attributes))];
}

function isOptional(attributes: string): boolean {
  return /cfg\s*\(\s*feature\s*=/.test(attributes);
}

function childNames(nodes: readonly Syntax[], type: string): string[] {
  return nodes.filter((node) => node.type === type).map((node) => textOf(field(node, "name")!));
}

/** Items of a module, and those that stand inside of its functions. */
function itemsIn(nodes: readonly Syntax[]): Syntax[] {
  return nodes.flatMap((node) => [node, ...(node.type === "function_item" ? nestedItems(field(node, "body")) : [])]);
}

function nestedItems(body: Syntax | undefined): Syntax[] {
  return (body?.children ?? []).filter((child) => /^(function_item|struct_item|enum_item|impl_item|trait_item|use_declaration|static_item|const_item|macro_definition)$/.test(child.type));
}

/** `use a::{b, c as d, e::*};` as the full path of each name. */
function readUse(node: Syntax, prefix: string, place: ModulePlace, imports: Map<string, string>, wildcards: string[]): void {
  const join = (written: string): string => (prefix === "" ? absolute(written, place) : `${prefix}::${written}`);
  switch (node.type) {
    case "scoped_use_list": {
      const around = field(node, "path");
      const inside = around ? join(pathOf(around)) : prefix;
      for (const child of field(node, "list")!.children) readUse(child, inside, place, imports, wildcards);
      return;
    }
    case "use_list":
      for (const child of node.children) readUse(child, prefix, place, imports, wildcards);
      return;
    case "use_as_clause":
      imports.set(textOf(field(node, "alias")!), join(pathOf(field(node, "path")!)));
      return;
    case "use_wildcard":
      wildcards.push(node.children[0] ? join(pathOf(node.children[0])) : prefix);
      return;
    case "self":
      if (prefix !== "") imports.set(prefix.slice(prefix.lastIndexOf(":") + 1), prefix);
      return;
    default: {
      const full = join(pathOf(node));
      imports.set(full.slice(full.lastIndexOf(":") + 1), full);
    }
  }
}

/** `crate::a`, `super::b` and `self::c` as paths from the crate. */
export function absolute(written: string, { module, crate, modules }: Pick<ModulePlace, "module" | "crate" | "modules">): string {
  const parts = written.replace(/^::/, "").split("::");
  if (modules?.has(parts[0]!)) return [module, ...parts].join("::");
  let around = module.split("::");
  if (parts[0] === "crate") return [crate, ...parts.slice(1)].join("::");
  if (parts[0] !== "self" && parts[0] !== "super") return parts.join("::");
  while (parts[0] === "self" || parts[0] === "super") {
    if (parts[0] === "super") around = around.slice(0, -1);
    parts.shift();
  }
  return [...around, ...parts].join("::");
}

function emptyType(name: string, unit: RustSource, kind: TypeDeclaration["kind"], node: Syntax): TypeDeclaration {
  return { name, unit, kind, supertypes: [], fields: [], methods: new Map(), constructors: [], initializers: [], nested: new Map(), annotations: [], at: locationOf(node) };
}

function declareType(node: Syntax, scope: RustScope): TypeDeclaration {
  const name = textOf(field(node, "name")!);
  const kind = node.type === "trait_item" ? "interface" : "class";
  const declaration = emptyType(name, scope.source, kind, node);
  const bounds = boundsOf(node, scope.bounds);
  const body = field(node, "body");
  if (node.type === "trait_item") {
    const inner: RustScope = { ...scope, owner: declaration, bounds };
    for (const method of [...childrenOf(body ?? node, "function_item"), ...childrenOf(body ?? node, "function_signature_item")]) declaration.methods.set(textOf(field(method, "name")!), [readFunction(method, inner, declaration)]);
    return declaration;
  }
  declaration.fields.push(...fieldsOf(body, bounds));
  return declaration;
}

function fieldsOf(body: Syntax | undefined, bounds: ReadonlyMap<string, TypeName>): FieldDeclaration[] {
  if (body?.type === "field_declaration_list") {
    return childrenOf(body, "field_declaration").map((one) => {
      const type = readType(field(one, "type"), bounds);
      return { name: textOf(field(one, "name")!), ...(type ? { type } : {}), at: locationOf(one) };
    });
  }
  if (body?.type !== "ordered_field_declaration_list") return [];
  return body.children.filter((child) => child.type !== "visibility_modifier" && child.type !== "attribute_item").map((child, index) => {
    const type = readType(child, bounds);
    return { name: String(index), ...(type ? { type } : {}), at: locationOf(child) };
  });
}

function readImplementation(node: Syntax, scope: RustScope): Implementation {
  const bounds = boundsOf(node, scope.bounds);
  const type = readType(field(node, "type"), bounds) ?? { name: pathOf(field(node, "type")!), args: [] };
  const trait = readType(field(node, "trait"), bounds);
  const body = field(node, "body");
  const inner: RustScope = { ...scope, bounds };
  return {
    type,
    ...(trait ? { trait } : {}),
    methods: childrenOf(body ?? node, "function_item").map((method) => readFunction(method, inner, undefined)),
    constants: childrenOf(body ?? node, "const_item").map((one) => readConstant(one, inner)),
  };
}

function readConstant(node: Syntax, scope: RustScope): Constant {
  const type = readType(field(node, "type"), scope.bounds);
  const value = field(node, "value");
  return { name: textOf(field(node, "name")!), ...(type ? { type } : {}), ...(value ? { value: readExpression(value, scope) } : {}) };
}

/** `lazy_static! { static ref NAME: Type = value; }` */
function lazyStatics(node: Syntax, scope: RustScope): Constant[] {
  const tokens = childrenOf(node, "token_tree")[0];
  if (!tokens || !/lazy_static|thread_local/.test(textOf(field(node, "macro") ?? node))) return [];
  const text = tokens.source.text.slice(tokens.start + 1, tokens.end - 1).replace(/\bstatic\s+ref\b/g, "static");
  return scope.source.parse(text).root.children.filter((child) => child.type === "static_item").map((child) => readConstant(child, scope));
}

export function readFunction(node: Syntax, scope: RustScope, owner: TypeDeclaration | undefined): FunctionDeclaration {
  const bounds = boundsOf(node, scope.bounds);
  const inner: RustScope = { ...scope, bounds, ...(owner ? { owner } : {}) };
  const written = field(node, "parameters")?.children ?? [];
  const isMethod = written.some((one) => one.type === "self_parameter");
  const taken: Statement[] = [];
  const parameters = written.filter((one) => one.type === "parameter").map((one, index) => {
    const pattern = field(one, "pattern")!;
    const plain = pattern.type === "identifier" ? pattern : pattern.type === "mut_pattern" && pattern.children.length > 0 ? pattern.children[pattern.children.length - 1] : undefined;
    const name = plain?.type === "identifier" ? textOf(plain) : parameterName(pattern, index);
    if (plain?.type !== "identifier") taken.push(...bindPattern(pattern, { kind: "name", name, ...placed(pattern) }, pattern));
    const type = readType(field(one, "type"), bounds);
    return { name, ...(type ? { type } : {}) };
  });
  const result = readType(field(node, "return_type"), bounds);
  const body = field(node, "body");
  return {
    name: textOf(field(node, "name")!),
    unit: scope.source,
    parameters,
    results: result ? [{ name: "_", type: result }] : [],
    ...(body ? { body: [...taken, ...readStatements(body, inner, true)] } : {}),
    ...(isMethod ? { receiver: "self" } : { isStatic: owner !== undefined }),
    ...(owner ? { owner } : {}),
    at: locationOf(node),
  };
}

