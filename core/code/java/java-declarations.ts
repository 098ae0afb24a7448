import type { FieldDeclaration, FunctionDeclaration, Statement, TypeDeclaration, TypeName } from "../program/program";
import type { JavaSource } from "./java-source";
import type { SourceLocation } from "../../values";
import { childrenOf, field, fieldAll, locationOf, textOf, type ParsedFile, type Syntax } from "../syntax";
import { readExpression, readParameters } from "./java-expressions";
import { readBlock, readSwitch } from "./java-statements";
import { readModifiers, readType, readTypes, typeParametersOf, type Modifiers } from "./java-types";

const kinds: Readonly<Record<string, TypeDeclaration["kind"]>> = { class_declaration: "class", record_declaration: "record", enum_declaration: "enum", interface_declaration: "interface", annotation_type_declaration: "interface" };

/** Translates a file. */
export function readUnit(parsed: ParsedFile, path: string): JavaSource {
  const { root } = parsed;
  const imports = new Map<string, string>();
  const wildcards: string[] = [];
  const statics: { type: string; name: string }[] = [];
  for (const node of childrenOf(root, "import_declaration")) {
    const name = textOf(node.children[0]!).replace(/\s/g, "");
    const isWild = childrenOf(node, "asterisk").length > 0;
    const [last, before] = [name.slice(name.lastIndexOf(".") + 1), name.slice(0, name.lastIndexOf("."))];
    if (/^import\s+static\b/.test(textOf(node))) statics.push(isWild ? { type: name, name: "*" } : { type: before, name: last });
    else if (isWild) wildcards.push(name);
    else imports.set(last, name);
  }
  const declared = childrenOf(root, "package_declaration")[0]?.children.find((child) => child.type.endsWith("identifier"));
  const types: TypeDeclaration[] = [];
  const unit: JavaSource = { shown: root.source.shown, path, package: declared ? textOf(declared).replace(/\s/g, "") : "", imports, wildcards, statics, types, functions: [], variables: [], errors: parsed.errors.map(locationOf),
    readBlock: (block, owner) => readBlock(block, unit, owner),
    readSwitch: (node, owner) => readSwitch(node, unit, owner, true),
    readValue: (node) => readExpression(node, unit),
    declareType: (node, outer) => declareType(node, unit, outer),
    declareAnonymous: (head) => declareBody({ name: "(anonymous)", unit, ...head }),
  };
  for (const node of root.children) if (kinds[node.type]) types.push(declareType(node, unit, undefined));
  return unit;
}

export function declareType(node: Syntax, unit: JavaSource, outer: TypeDeclaration | undefined): TypeDeclaration {
  const kind = kinds[node.type] ?? "class";
  const modifiers = readModifiers(node, unit);
  const supertypes = [...readTypes(field(node, "superclass")), ...readTypes(field(node, "interfaces")), ...childrenOf(node, "extends_interfaces").flatMap(readTypes)];
  const isStatic = kind !== "class" || modifiers.words.has("static") || outer === undefined || outer.kind === "interface";
  const body = field(node, "body");
  const declaration = declareBody({ name: textOf(field(node, "name")!), kind, supertypes, unit, at: locationOf(node), modifiers, isStatic, typeParameters: typeParametersOf(node), ...(outer ? { outer } : {}), ...(body ? { body } : {}) });
  if (kind === "record") addComponents(declaration, node);
  return declaration;
}

interface Head {
  readonly name: string;
  readonly kind?: TypeDeclaration["kind"];
  readonly supertypes: readonly TypeName[];
  readonly body?: Syntax;
  readonly unit: JavaSource;
  readonly at: SourceLocation;
  readonly outer?: TypeDeclaration;
  readonly modifiers?: Modifiers;
  readonly isStatic?: boolean;
  readonly typeParameters?: readonly string[];
}

/** A class with the members that its body declares. */
export function declareBody({ body, modifiers, ...head }: Head): TypeDeclaration {
  const declaration: TypeDeclaration = { kind: "class", fields: [], methods: new Map(), constructors: [], initializers: [], nested: new Map(), annotations: modifiers?.annotations ?? [], ...head };
  const members = (body?.children ?? []).flatMap((child) => (child.type === "enum_body_declarations" ? child.children : [child]));
  for (const member of members) addMember(declaration, member);
  return declaration;
}

function addMember(owner: TypeDeclaration, node: Syntax): void {
  const unit = owner.unit as JavaSource;
  switch (node.type) {
    case "field_declaration":
    case "constant_declaration":
      owner.fields.push(...readFields(node, owner));
      return;
    case "method_declaration": {
      const method = readMethod(node, owner);
      owner.methods.set(method.name, [...(owner.methods.get(method.name) ?? []), method]);
      return;
    }
    case "constructor_declaration":
    case "compact_constructor_declaration":
      owner.constructors.push(readMethod(node, owner));
      return;
    case "static_initializer":
      owner.initializers.push({ isStatic: true, body: node.children.flatMap((block) => readBlock(block, unit, owner)) });
      return;
    case "block":
      owner.initializers.push({ isStatic: false, body: readBlock(node, unit, owner) });
      return;
    case "enum_constant":
      owner.fields.push(readConstant(node, owner));
      return;
    default:
      if (kinds[node.type]) {
        const nested = declareType(node, unit, owner);
        owner.nested.set(nested.name, nested);
      }
  }
}

function readFields(node: Syntax, owner: TypeDeclaration): FieldDeclaration[] {
  const { words, annotations } = readModifiers(node, (owner.unit as JavaSource));
  const type = readType(field(node, "type"));
  const isStatic = words.has("static") || owner.kind === "interface";
  return fieldAll(node, "declarator").map((declarator) => {
    const value = field(declarator, "value");
    return { name: textOf(field(declarator, "name")!), annotations, isStatic, isFinal: words.has("final"), at: locationOf(declarator), ...(type ? { type } : {}), ...(value ? { initial: readExpression(value, (owner.unit as JavaSource), owner) } : {}) };
  });
}

function readConstant(node: Syntax, owner: TypeDeclaration): FieldDeclaration {
  const at = locationOf(node);
  const type: TypeName = { name: owner.name, args: [] };
  const args = (field(node, "arguments")?.children ?? []).map((argument) => readExpression(argument, (owner.unit as JavaSource), owner));
  return { name: textOf(field(node, "name")!), type, isStatic: true, annotations: [], at, initial: { kind: "new", type, args, at, code: textOf(field(node, "name")!) } };
}

function readMethod(node: Syntax, owner: TypeDeclaration): FunctionDeclaration {
  const { words, annotations } = readModifiers(node, (owner.unit as JavaSource));
  const body = field(node, "body");
  const type = readType(field(node, "type"));
  const name = field(node, "name");
  const typeParameters = typeParametersOf(node);
  return {
    name: name ? textOf(name) : owner.name,
    unit: owner.unit,
    owner,
    parameters: readParameters(field(node, "parameters"), owner.unit as JavaSource),
    results: type ? [{ name: "_", type }] : [],
    isStatic: words.has("static"),
    annotations,
    at: locationOf(node),
    ...(typeParameters.length > 0 ? { typeParameters } : {}),
    ...(body ? { body: readBlock(body, (owner.unit as JavaSource), owner) } : {}),
  };
}

/** A record has a field for each component, and a constructor that sets them. */
function addComponents(declaration: TypeDeclaration, node: Syntax): void {
  const components = readParameters(field(node, "parameters"), declaration.unit as JavaSource);
  const at = locationOf(node);
  declaration.fields.unshift(...components.map((component) => ({ name: component.name, annotations: [], at, isStatic: false, ...(component.type ? { type: component.type } : {}) })));
  const compact = declaration.constructors.findIndex((one) => one.parameters.length === 0);
  const given = compact >= 0 ? (declaration.constructors.splice(compact, 1)[0]?.body ?? []) : [];
  const sets = components.map((component): Statement => {
    const placed = { at, code: component.name };
    return { kind: "expression", at, value: { kind: "assign", targets: [{ kind: "member", object: { kind: "name", name: "this", ...placed }, name: component.name, ...placed }], values: [{ kind: "name", name: component.name, ...placed }], isSum: false, ...placed } };
  });
  declaration.constructors.push({ name: declaration.name, unit: declaration.unit, owner: declaration, parameters: components, results: [], at, body: [...given, ...sets] });
}
