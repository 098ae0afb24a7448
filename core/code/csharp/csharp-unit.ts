import type { TypeDeclaration } from "../program/program";
import { childrenOf, field, locationOf, textOf, type ParsedFile, type Syntax } from "../syntax";
import { declareType, kinds } from "./csharp-declarations";
import { readExpression } from "./csharp-expressions";
import { readSwitchExpression } from "./csharp-patterns";
import type { CSharpSource } from "./csharp-source";
import { flattened, readBlock, readStatements } from "./csharp-statements";

interface Usings {
  readonly imports: Map<string, string>;
  readonly wildcards: string[];
  readonly statics: { type: string; name: string }[];
  readonly globalUsings: string[];
}

/** The units of a file, one for each namespace in it. */
export function readUnits(parsed: ParsedFile, path: string): CSharpSource[] {
  const { root } = parsed;
  const usings: Usings = { imports: new Map(), wildcards: [], statics: [], globalUsings: [] };
  const units: CSharpSource[] = [];
  const unitFor = (namespace: string, local: Usings): CSharpSource => {
    const found = units.find((unit) => unit.package === namespace);
    if (found) return found;
    const types: TypeDeclaration[] = [];
    const unit: CSharpSource = { shown: root.source.shown, path, package: namespace, ...local, types, functions: [], variables: [], globals: globalAttributes(root), errors: units.length === 0 ? parsed.errors.map(locationOf) : [],
      readBlock: (block, owner, result) => readBlock(block, unit, owner, result),
      readSwitch: (node, owner) => readSwitchExpression(node, unit, owner),
      readValue: (node, owner, expected) => readExpression(node, unit, owner, expected),
    };
    units.push(unit);
    return unit;
  };
  readNamespace(root, "", usings, unitFor);
  addMain(root, unitFor("", usings));
  return units;
}

function readNamespace(node: Syntax, namespace: string, usings: Usings, unitFor: (namespace: string, usings: Usings) => CSharpSource): void {
  const members = node.children.flatMap(flattened);
  for (const using of members.filter((child) => child.type === "using_directive")) addUsing(using, usings);
  let current = namespace;
  for (const member of members) {
    if (member.type === "file_scoped_namespace_declaration") {
      current = nameIn(member);
      // Types stand beside it or, in other versions of the grammar, inside of it.
      readNamespace(member, current, usings, unitFor);
    } else if (member.type === "namespace_declaration") {
      const inner = current === "" ? nameIn(member) : `${current}.${nameIn(member)}`;
      const body = field(member, "body");
      if (body) readNamespace(body, inner, usings, unitFor);
    } else if (kinds[member.type]) {
      const unit = unitFor(current, usings);
      (unit.types as TypeDeclaration[]).push(declareType(member, unit, undefined));
    }
  }
}

function nameIn(node: Syntax): string {
  return textOf(field(node, "name")!).replace(/\s/g, "");
}

function addUsing(node: Syntax, usings: Usings): void {
  const alias = field(node, "name");
  const target = node.children.find((child) => child !== alias);
  if (!target) return;
  const written = textOf(node);
  const name = textOf(target).replace(/\s|^global::/g, "");
  if (alias) usings.imports.set(textOf(alias), name.replace(/<.*$/s, ""));
  else if (/^(global\s+)?using\s+static\b/.test(written)) usings.statics.push({ type: name, name: "*" });
  else usings.wildcards.push(name);
  if (/^global\b/.test(written) && !alias) usings.globalUsings.push(/\bstatic\b/.test(written) ? `static ${name}` : name);
}

function globalAttributes(root: Syntax): string[] {
  return childrenOf(root, "global_attribute").map(textOf);
}

/** Statements outside of all types are the program's start. */
function addMain(root: Syntax, unit: CSharpSource): void {
  const statements = childrenOf(root, "global_statement");
  if (statements.length === 0) return;
  const at = locationOf(statements[0]!);
  const main: TypeDeclaration = { name: "Program", unit, kind: "class", supertypes: [], fields: [], methods: new Map(), constructors: [], initializers: [], nested: new Map(), annotations: [], isStatic: true, at };
  main.methods.set("(main)", [{ name: "(main)", unit, owner: main, parameters: [{ name: "args", type: { name: "[]", args: [{ name: "string", args: [] }] } }], results: [], body: readStatements(statements, { unit, owner: main }), isStatic: true, at }]);
  Object.assign(unit, { main });
}
