import type { Annotation, Expression, TypeName } from "../program/program";
import type { JavaSource } from "./java-source";
import { childrenOf, field, textOf, type Syntax } from "../syntax";

/** Translates types as Java writes them; `var` is none. */
export function readType(node: Syntax | undefined): TypeName | undefined {
  if (!node) return undefined;
  switch (node.type) {
    case "type_identifier":
    case "identifier":
    case "scoped_identifier":
    case "scoped_type_identifier":
    case "integral_type":
    case "floating_point_type":
    case "boolean_type":
      return textOf(node) === "var" ? undefined : { name: textOf(node).replace(/\s|@\w+/g, ""), args: [] };
    case "generic_type": {
      const [base, args] = node.children;
      const name = readType(base);
      return name && { ...name, args: (args?.children ?? []).map((arg) => readType(arg) ?? { name: "Object", args: [] }) };
    }
    case "array_type":
      return { name: "[]", args: [readType(field(node, "element")) ?? { name: "Object", args: [] }] };
    case "wildcard":
      return readType(node.children[node.children.length - 1]);
    case "annotated_type":
      return readType(node.children[node.children.length - 1]);
    default:
      return undefined;
  }
}

/** Types that a class extends, implements or permits. */
export function readTypes(node: Syntax | undefined): TypeName[] {
  if (!node) return [];
  return node.children.flatMap((child) => (child.type === "type_list" ? readTypes(child) : (readType(child) ?? [])));
}

export function typeParametersOf(node: Syntax): string[] {
  return (field(node, "type_parameters")?.children ?? childrenOf(node, "type_parameters").flatMap((list) => list.children)).flatMap((parameter) => {
    const name = parameter.children.find((child) => child.type === "type_identifier" || child.type === "identifier");
    return name ? [textOf(name)] : [];
  });
}

export interface Modifiers {
  readonly words: ReadonlySet<string>;
  readonly annotations: readonly Annotation[];
}

export function readModifiers(node: Syntax, unit: JavaSource): Modifiers {
  const modifiers = childrenOf(node, "modifiers")[0];
  if (!modifiers) return { words: new Set(), annotations: [] };
  const nodes = modifiers.children.filter((child) => child.type.endsWith("annotation"));
  let words = textOf(modifiers);
  for (const annotation of nodes) words = words.replace(textOf(annotation), " ");
  return { words: new Set(words.split(/\s+/).filter((word) => word !== "")), annotations: nodes.map((one) => readAnnotation(one, unit)) };
}

function readAnnotation(node: Syntax, unit: JavaSource): Annotation {
  const values = new Map<string, Expression>();
  for (const argument of field(node, "arguments")?.children ?? []) {
    if (argument.type === "element_value_pair") values.set(textOf(field(argument, "key")!), unit.readValue(field(argument, "value")!));
    else values.set("value", unit.readValue(argument));
  }
  return { name: textOf(field(node, "name")!).replace(/^.*\./s, ""), values };
}
