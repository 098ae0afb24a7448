import type { Annotation, Expression, TypeName } from "../program/program";
import { childrenOf, field, locationOf, textOf, type Syntax } from "../syntax";
import type { CSharpSource } from "./csharp-source";

/** Translates types as C# writes them; `var` is none. */
export function readType(node: Syntax | undefined): TypeName | undefined {
  if (!node) return undefined;
  switch (node.type) {
    case "identifier":
    case "predefined_type":
      return { name: textOf(node), args: [] };
    case "qualified_name": {
      const qualifier = readType(field(node, "qualifier"));
      const name = readType(field(node, "name"));
      return qualifier && name && { name: `${qualifier.name}.${name.name}`, args: name.args };
    }
    case "alias_qualified_name":
      return readType(field(node, "name"));
    case "generic_name":
      return readGeneric(node);
    case "nullable_type":
    case "ref_type":
    case "scoped_type":
      return readType(field(node, "type") ?? node.children[0]);
    case "array_type":
      return { name: "[]", args: [readType(field(node, "type")) ?? unnamed] };
    case "tuple_type":
      return { name: `(tuple:${childrenOf(node, "tuple_element").map((element) => (field(element, "name") ? textOf(field(element, "name")!) : "")).join(",")})`, args: [] };
    default:
      return undefined;
  }
}

const unnamed: TypeName = { name: "object", args: [] };

/** Functions and generic types by what they hold. */
function readGeneric(node: Syntax): TypeName {
  const name = textOf(node.children[0]!);
  const args = typeArgumentsOf(node);
  if (name === "Func") return { name: "func", args: args.slice(-1) };
  if (name === "Action" || name === "Predicate") return { name: "func", args: [] };
  return { name, args };
}

export function typeArgumentsOf(node: Syntax): TypeName[] {
  return childrenOf(node, "type_argument_list").flatMap((list) => list.children.map((child) => readType(child) ?? unnamed));
}

export function typeParametersOf(node: Syntax): string[] {
  const lists = [...(node.fields.get("type_parameters") ?? []), ...childrenOf(node, "type_parameter_list")];
  return [...new Set(lists.flatMap((list) => list.children.flatMap((parameter) => (field(parameter, "name") ? [textOf(field(parameter, "name")!)] : []))))];
}

/** The words before a declaration: `public static async`. */
export function modifiersOf(node: Syntax): ReadonlySet<string> {
  return new Set(childrenOf(node, "modifier").map(textOf));
}

/** `[DynamoDBTable("orders")]`: what is not named is under its position. */
export function attributesOf(node: Syntax, unit: CSharpSource): Annotation[] {
  return childrenOf(node, "attribute_list").flatMap((list) => childrenOf(list, "attribute").map((attribute) => readAttribute(attribute, unit)));
}

function readAttribute(node: Syntax, unit: CSharpSource): Annotation {
  const values = new Map<string, Expression>();
  childrenOf(node, "attribute_argument_list").flatMap((list) => list.children).forEach((argument, index) => {
    const name = field(argument, "name");
    const value = argument.children.find((child) => child !== name);
    if (value) values.set(name ? textOf(name) : `(${index})`, unit.readValue(value));
  });
  const name = textOf(field(node, "name")!).replace(/<.*$/s, "");
  const generic = field(node, "name");
  if (generic?.type === "generic_name") typeArgumentsOf(generic).forEach((type, index) => values.set(`<${index}>`, { kind: "type", type, at: locationOf(node), code: type.name }));
  return { name: name.slice(name.lastIndexOf(".") + 1).replace(/Attribute$/, ""), values };
}
