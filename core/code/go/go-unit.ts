import type { FunctionDeclaration, TypeDeclaration, TypeName, Unit } from "../program/program";
import { childrenOf, field, locationOf, textOf, type ParsedFile, type Syntax } from "../syntax";
import { readFunction, unquote } from "./go-expressions";
import type { GoSource } from "./go-source";
import { readBlock, readTypes, readVariables } from "./go-statements";
import { readType } from "./go-types";

/** A method and the type whose method it is; their package brings them together. */
export interface GoMethod {
  readonly type: string;
  readonly declaration: FunctionDeclaration;
}

export interface GoUnit extends GoSource {
  /** As its package clause says. */
  readonly clause: string;
  readonly methods: readonly GoMethod[];
  /** Packages imported with a dot. */
  readonly wildcards: readonly string[];
}

/** Translates a file of a package. */
export function readUnit(parsed: ParsedFile, path: string, packagePath: string): GoUnit {
  const { root } = parsed;
  const { imports, wildcards } = readImports(root);
  const types: TypeDeclaration[] = [];
  const functions: FunctionDeclaration[] = [];
  const methods: GoMethod[] = [];
  const variables: Unit["variables"][number][] = [];
  const clause = childrenOf(root, "package_clause")[0]?.children[0];
  const unit: GoUnit = { shown: root.source.shown, path, package: packagePath, imports, wildcards, statics: [], types, functions, variables, errors: parsed.errors.map(locationOf), clause: clause ? textOf(clause) : "main", methods, readBlock: (block) => readBlock(block, unit) };
  for (const node of root.children) {
    if (node.type === "type_declaration") types.push(...readTypes(node, unit));
    else if (node.type === "var_declaration" || node.type === "const_declaration") variables.push(...readVariables(node, unit));
    else if (node.type === "function_declaration") functions.push(readFunction(node, unit));
    else if (node.type === "method_declaration") methods.push({ type: receiverOf(node, unit)?.name ?? "", declaration: readFunction(node, unit) });
  }
  return unit;
}

function receiverOf(node: Syntax, unit: GoSource): TypeName | undefined {
  return readType(field(field(node, "receiver")!.children[0]!, "type"), unit);
}

function readImports(root: Syntax): { imports: Map<string, string>; wildcards: string[] } {
  const imports = new Map<string, string>();
  const wildcards: string[] = [];
  const specs = childrenOf(root, "import_declaration").flatMap((node) => node.children.flatMap((child) => (child.type === "import_spec_list" ? child.children : [child])));
  for (const spec of specs) {
    const path = unquote(textOf(field(spec, "path")!));
    const name = field(spec, "name");
    if (!name) imports.set(packageName(path), path);
    else if (name.type === "dot") wildcards.push(path);
    else imports.set(textOf(name), path);
  }
  return { imports, wildcards };
}

/** The name of a package by convention: the last part of its path, without version. */
export function packageName(path: string): string {
  const parts = path.split("/").filter((part) => !/^v\d+$/.test(part));
  return (parts[parts.length - 1] ?? path).replace(/^go-|-go$|\.v\d+$|\.go$/g, "").replace(/[^A-Za-z0-9_]/g, "_");
}
