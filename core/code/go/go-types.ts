import type { FieldDeclaration, FunctionDeclaration, Parameter, TypeDeclaration, TypeName } from "../program/program";
import type { GoSource } from "./go-source";
import { childrenOf, field, fieldAll, locationOf, textOf, type Syntax } from "../syntax";

/** Translates types as Go writes them; pointers are what they point to. */
export function readType(node: Syntax | undefined, unit: GoSource): TypeName | undefined {
  if (!node) return undefined;
  const of = (name: string): TypeName[] => {
    const inner = readType(field(node, name), unit);
    return inner ? [inner] : [{ name: "any", args: [] }];
  };
  switch (node.type) {
    case "type_identifier":
    case "identifier":
      return { name: textOf(node), args: [] };
    case "qualified_type":
      return { name: `${textOf(field(node, "package")!)}.${textOf(field(node, "name")!)}`, args: [] };
    case "pointer_type":
    case "parenthesized_type":
    case "type_elem":
    case "type_constraint":
    case "negated_type":
      return readType(node.children[0], unit);
    case "generic_type": {
      const base = readType(field(node, "type"), unit);
      const args = (field(node, "type_arguments")?.children ?? []).map((child) => readType(child, unit) ?? { name: "any", args: [] });
      return base && { ...base, args };
    }
    case "slice_type":
    case "array_type":
    case "implicit_length_array_type":
      return { name: "[]", args: of("element") };
    case "channel_type":
      return { name: "chan", args: of("value") };
    case "map_type":
      return { name: "map", args: [...of("key"), ...of("value")] };
    case "function_type":
      return { name: "func", args: readResults(field(node, "result"), unit).flatMap((result) => (result.type ? [result.type] : [])).slice(0, 1) };
    case "struct_type":
    case "interface_type":
      return { name: "struct", args: [], declaration: declareType("struct", node, unit, []) };
    default:
      return undefined;
  }
}

/** A declaration of a type by what stands behind its name. */
export function declareType(name: string, type: Syntax, unit: GoSource, typeParameters: readonly string[]): TypeDeclaration {
  const isInterface = type.type === "interface_type";
  const isStruct = type.type === "struct_type";
  const stands = isInterface || isStruct ? undefined : readType(type, unit);
  const declaration: TypeDeclaration = {
    name,
    unit,
    kind: isInterface ? "interface" : isStruct ? "class" : "alias",
    supertypes: isInterface ? childrenOf(type, "type_elem").flatMap((element) => readType(element, unit) ?? []) : [],
    fields: [],
    methods: new Map(),
    constructors: [],
    initializers: [],
    nested: new Map(),
    isStatic: true,
    annotations: [],
    typeParameters,
    at: locationOf(type),
    ...(stands ? { stands } : {}),
  };
  if (isStruct) declaration.fields.push(...readFields(type, unit));
  if (isInterface) for (const method of childrenOf(type, "method_elem")) addMethod(declaration, readSignature(method, unit, declaration));
  return declaration;
}

export function addMethod(declaration: TypeDeclaration, method: FunctionDeclaration): void {
  declaration.methods.set(method.name, [...(declaration.methods.get(method.name) ?? []), method]);
}

function readFields(struct: Syntax, unit: GoSource): FieldDeclaration[] {
  const list = childrenOf(struct, "field_declaration_list")[0];
  return childrenOf(list ?? struct, "field_declaration").flatMap((node): FieldDeclaration[] => {
    const type = readType(field(node, "type"), unit);
    const tag = field(node, "tag");
    const annotations = tag ? readTag(textOf(tag)) : [];
    const shared = { ...(type ? { type } : {}), annotations, at: locationOf(node) };
    const names = fieldAll(node, "name");
    if (names.length > 0) return names.map((name) => ({ name: textOf(name), ...shared }));
    return type ? [{ name: type.name.split(".").pop()!, isEmbedded: true, ...shared }] : [];
  });
}

/** Tags of a field, such as `env:"TABLE_NAME"`, as annotations whose `value` is the text. */
function readTag(tag: string): NonNullable<FieldDeclaration["annotations"]> {
  const place = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
  return [...tag.matchAll(/(\w+):"((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => ({ name: name!, values: new Map([["value", { kind: "text" as const, value: value!, at: place, code: value! }]]) }));
}

/** Parameters, results and place of anything that can be called. */
export function readSignature(node: Syntax, unit: GoSource, owner?: TypeDeclaration): FunctionDeclaration {
  const name = field(node, "name");
  const receiver = field(node, "receiver")?.children[0];
  const receiverName = receiver && field(receiver, "name");
  const typeParameters = namesOf(field(node, "type_parameters"));
  return {
    name: name ? textOf(name) : "func",
    unit,
    parameters: readParameters(field(node, "parameters"), unit),
    results: readResults(field(node, "result"), unit),
    at: locationOf(node),
    ...(owner ? { owner } : {}),
    ...(receiverName ? { receiver: textOf(receiverName) } : {}),
    ...(typeParameters.length > 0 ? { typeParameters } : {}),
  };
}

export function namesOf(list: Syntax | undefined): string[] {
  return (list?.children ?? []).flatMap((parameter) => fieldAll(parameter, "name").map(textOf));
}

function readParameters(list: Syntax | undefined, unit: GoSource): Parameter[] {
  return (list?.children ?? []).flatMap((node): Parameter[] => {
    const type = readType(field(node, "type"), unit);
    const names = fieldAll(node, "name").map(textOf);
    const shared = { ...(type ? { type } : {}), ...(node.type === "variadic_parameter_declaration" ? { isRest: true } : {}) };
    return (names.length > 0 ? names : ["_"]).map((name) => ({ name, ...shared }));
  });
}

function readResults(node: Syntax | undefined, unit: GoSource): Parameter[] {
  if (!node) return [];
  if (node.type === "parameter_list") return readParameters(node, unit);
  const type = readType(node, unit);
  return [{ name: "_", ...(type ? { type } : {}) }];
}
