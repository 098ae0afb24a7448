import type { Expression, Statement, TypeDeclaration, TypeName } from "../program/program";
import { childrenOf, field, fieldAll, textOf, type Syntax } from "../syntax";
import { readArguments } from "./csharp-calls";
import type { CSharpSource } from "./csharp-source";
import { readType } from "./csharp-types";
import { assignment, declareHidden, giveBack, hidden, other, placeOf, run, valueIn } from "./csharp-written";

const nothing: TypeName = { name: "(unnamed)", args: [] };

/** `new T(args) { A = 1, ["k"] = 2, 3 }`, `new(args)`. */
export function readCreation(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined, expected: TypeName | undefined): Expression {
  const initializer = field(node, "initializer") ?? childrenOf(node, "initializer_expression")[0];
  const type = readType(field(node, "type")) ?? expected ?? (initializer ? shapeOf(initializer) : nothing);
  const list = field(node, "arguments") ?? childrenOf(node, "argument_list")[0];
  const { args, names } = readArguments(list, unit, owner);
  // Whoever it is made for may use what it is made with.
  const known = type === nothing && args.length > 0 ? { name: "(made)", args: [] } : type;
  const made: Expression = { kind: "new", type: known, args, ...(names ? { names } : {}), at: placeOf(node).at, code: `new ${type.name === nothing.name ? "" : type.name}` };
  return initializer ? filled(node, made, initializer, type, unit, owner) : made;
}

/** The object, then what is set on it. */
function filled(node: Syntax, made: Expression, initializer: Syntax, type: TypeName, unit: CSharpSource, owner: TypeDeclaration | undefined): Expression {
  const object = hidden(node, "new");
  const element = type.args[type.args.length - 1];
  const sets = initializer.children.map((part) => run(setting(object, part, element, unit, owner)));
  return { kind: "block", body: [declareHidden(object, made), ...sets, giveBack(object)], at: made.at, code: made.code };
}

function setting(object: Expression, part: Syntax, element: TypeName | undefined, unit: CSharpSource, owner: TypeDeclaration | undefined): Expression {
  const placed = placeOf(part);
  const add = (args: Expression[]): Expression => ({ kind: "call", callee: { kind: "member", object, name: "Add", ...placed }, args, ...placed });
  if (part.type === "initializer_expression") return add(part.children.map((child) => unit.readValue(child, owner, element)));
  if (part.type !== "assignment_expression") return add([unit.readValue(part, owner, element)]);
  const [left, right] = [field(part, "left")!, field(part, "right")!];
  const value = right.type === "initializer_expression" ? readNested(right, unit, owner) : unit.readValue(right, owner, left.type === "element_binding_expression" ? element : undefined);
  if (left.type === "element_binding_expression") {
    const key = childrenOf(left, "argument")[0];
    const index = key && valueIn(key);
    return assignment({ kind: "index", object, index: index ? unit.readValue(index, owner) : other(left, []), ...placed }, value);
  }
  return assignment({ kind: "member", object, name: textOf(left), ...placed }, value);
}

/** What is made where no type is written: a map, an object or a list, by what stands in it. */
function shapeOf(initializer: Syntax): TypeName {
  const [first] = initializer.children;
  if (first?.type === "initializer_expression" || (first?.type === "assignment_expression" && field(first, "left")?.type === "element_binding_expression")) return { name: "map", args: [nothing, nothing] };
  return first === undefined || first.type === "assignment_expression" ? nothing : { name: "[]", args: [nothing] };
}

/** `Items = { … }` fills what is there: a list, a map or an object, by what stands in it. */
function readNested(initializer: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined): Expression {
  const type = shapeOf(initializer);
  return filled(initializer, { kind: "new", type, args: [], ...placeOf(initializer) }, initializer, type, unit, owner);
}

/** `new { A = 1, b, c.D }` */
export function readAnonymousObject(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined): Expression {
  const object = hidden(node, "new");
  const body: Statement[] = [declareHidden(object, { kind: "new", type: nothing, args: [], ...placeOf(node) })];
  for (let index = 0; index < node.children.length; index += 1) {
    const child = node.children[index]!;
    const next = node.children[index + 1];
    const isNamed = next !== undefined && /^\s*=\s*$/.test(node.source.text.slice(child.end, next.start));
    const value = isNamed ? next : child;
    const name = isNamed ? textOf(child) : (/(\w+)$/.exec(textOf(child))?.[1] ?? `(${index})`);
    body.push(run(assignment({ kind: "member", object, name, ...placeOf(child) }, unit.readValue(value, owner))));
    if (isNamed) index += 1;
  }
  return { kind: "block", body: [...body, giveBack(object)], ...placeOf(node) };
}

/** Arrays and collection expressions. */
export function readCollection(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined, expected: TypeName | undefined): Expression {
  const placed = placeOf(node);
  const written = readType(field(node, "type"));
  const of = written?.args[0] ?? expected?.args[expected.args.length - 1];
  const initializer = node.type === "initializer_expression" ? node : childrenOf(node, "initializer_expression")[0];
  const items = initializer?.children ?? (node.type === "collection_expression" ? node.children.flatMap((child) => (child.type === "collection_element" ? child.children : [child])) : []);
  if (expected && /Dictionary$/.test(expected.name)) return filled(node, { kind: "new", type: expected, args: [], ...placed }, node, expected, unit, owner);
  if (items.some((item) => item.type === "spread_element")) return spread(node, items, unit, owner, of);
  return { kind: "list", items: items.map((item) => unit.readValue(item, owner, of)), ...(of ? { of } : {}), ...placed };
}

/** `[a, ..others]` */
function spread(node: Syntax, items: readonly Syntax[], unit: CSharpSource, owner: TypeDeclaration | undefined, of: TypeName | undefined): Expression {
  const placed = placeOf(node);
  const list = hidden(node, "list");
  const adds = items.map((item) => run({ kind: "call", callee: { kind: "member", object: list, name: item.type === "spread_element" ? "AddRange" : "Add", ...placed }, args: [unit.readValue(item.type === "spread_element" ? item.children[0]! : item, owner, of)], ...placed }));
  return { kind: "block", body: [declareHidden(list, { kind: "list", items: [], ...(of ? { of } : {}), ...placed }), ...adds, giveBack(list)], ...placed };
}

/** `(a, b)`, `(Name: a, b)`; the names that are expected are names of the parts too. */
export function readTuple(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined, expected: TypeName | undefined): Expression {
  const object = hidden(node, "tuple");
  const named = expected?.name.startsWith("(tuple:") ? expected.name.slice(7, -1).split(",") : [];
  const sets = childrenOf(node, "argument").flatMap((argument, index) => {
    const value = valueIn(argument);
    const name = fieldAll(argument, "name")[0];
    const part = hidden(argument, "part");
    const names = [`Item${index + 1}`, ...(name ? [textOf(name)] : value?.type === "identifier" ? [textOf(value)] : []), ...(named[index] ? [named[index]] : [])];
    return value ? [declareHidden(part, unit.readValue(value, owner)), ...[...new Set(names)].map((one) => run(assignment({ kind: "member", object, name: one, ...placeOf(argument) }, part)))] : [];
  });
  return { kind: "block", body: [declareHidden(object, { kind: "new", type: { name: "(tuple)", args: [] }, args: [], ...placeOf(node) }), ...sets, giveBack(object)], ...placeOf(node) };
}

/** `x with { A = 1 }` */
export function readWith(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined): Expression {
  const placed = placeOf(node);
  const [from, ...changes] = node.children;
  const copy = hidden(node, "copy");
  const cloned: Expression = { kind: "call", callee: { kind: "name", name: "(copy)", ...placed }, args: [from ? unit.readValue(from, owner) : other(node, [])], ...placed };
  const sets = changes.flatMap((change) => {
    const [name, value] = change.children;
    return name && value ? [run(assignment({ kind: "member", object: copy, name: textOf(name), ...placed }, unit.readValue(value, owner)))] : [];
  });
  return { kind: "block", body: [declareHidden(copy, cloned), ...sets, giveBack(copy)], ...placed };
}
