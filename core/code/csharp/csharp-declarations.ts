import type { Expression, FieldDeclaration, FunctionDeclaration, Parameter, Statement, TypeDeclaration, TypeName } from "../program/program";
import { childrenOf, field, locationOf, textOf, type Syntax } from "../syntax";
import { readArguments } from "./csharp-calls";
import { readParameters } from "./csharp-expressions";
import { readFunction } from "./csharp-functions";
import type { CSharpSource } from "./csharp-source";
import { flattened } from "./csharp-statements";
import { attributesOf, modifiersOf, readType, typeParametersOf } from "./csharp-types";
import { assignment, declaredTypes, placeOf, run } from "./csharp-written";

export const kinds: Readonly<Record<string, TypeDeclaration["kind"]>> = { class_declaration: "class", struct_declaration: "class", record_declaration: "record", interface_declaration: "interface", enum_declaration: "enum" };

/** Translates a type with its members. */
export function declareType(node: Syntax, unit: CSharpSource, outer: TypeDeclaration | undefined): TypeDeclaration {
  const bases = childrenOf(node, "base_list")[0];
  const declaration: TypeDeclaration = {
    name: textOf(field(node, "name")!),
    kind: kinds[node.type] ?? "class",
    unit,
    supertypes: (bases?.children ?? []).flatMap((base) => readType(base.type === "primary_constructor_base_type" ? field(base, "type") : base) ?? []),
    fields: [],
    methods: new Map(),
    constructors: [],
    initializers: [],
    nested: new Map(),
    annotations: attributesOf(node, unit),
    at: locationOf(node),
    isStatic: true,
    typeParameters: typeParametersOf(node),
    ...(outer ? { outer } : {}),
  };
  const members = (field(node, "body")?.children ?? []).flatMap(flattened);
  declaredTypes.set(declaration, new Map(members.flatMap(typesOfMember)));
  for (const member of members) addMember(declaration, member, unit);
  const primary = childrenOf(node, "parameter_list")[0];
  if (primary) addPrimaryConstructor(declaration, node, primary, unit);
  return declaration;
}

function typesOfMember(node: Syntax): (readonly [string, TypeName])[] {
  const list = node.type === "field_declaration" ? childrenOf(node, "variable_declaration")[0] : node.type === "property_declaration" ? node : undefined;
  const type = readType(list && field(list, "type"));
  const names = list === node ? [field(node, "name")] : list ? childrenOf(list, "variable_declarator").map((one) => field(one, "name")) : [];
  return type ? names.flatMap((name) => (name ? [[textOf(name), type] as const] : [])) : [];
}

function addMember(owner: TypeDeclaration, node: Syntax, unit: CSharpSource): void {
  switch (node.type) {
    case "field_declaration":
    case "event_field_declaration":
      owner.fields.push(...readFields(node, owner, unit));
      return;
    case "property_declaration":
      owner.fields.push(readProperty(node, owner, unit));
      return;
    case "enum_member_declaration":
      owner.fields.push(readConstant(node, owner, unit));
      return;
    case "method_declaration":
    case "operator_declaration":
    case "conversion_operator_declaration": {
      const method = readFunction(node, unit, owner);
      owner.methods.set(method.name, [...(owner.methods.get(method.name) ?? []), method]);
      return;
    }
    case "constructor_declaration":
      addConstructor(owner, node, unit);
      return;
    default:
      if (kinds[node.type]) {
        const nested = declareType(node, unit, owner);
        owner.nested.set(nested.name, nested);
      }
  }
}

function readFields(node: Syntax, owner: TypeDeclaration, unit: CSharpSource): FieldDeclaration[] {
  const words = modifiersOf(node);
  const annotations = attributesOf(node, unit);
  const list = childrenOf(node, "variable_declaration")[0];
  const type = readType(list && field(list, "type"));
  return (list ? childrenOf(list, "variable_declarator") : []).map((declarator) => {
    const name = field(declarator, "name")!;
    const value = declarator.children.find((child) => child !== name);
    return { name: textOf(name), annotations, isStatic: words.has("static") || words.has("const"), isFinal: words.has("readonly") || words.has("const"), at: locationOf(declarator), ...(type ? { type } : {}), ...(value ? { initial: unit.readValue(value, owner, type) } : {}) };
  });
}

/** A property: a field, or what is run in its place. */
function readProperty(node: Syntax, owner: TypeDeclaration, unit: CSharpSource): FieldDeclaration {
  const at = locationOf(node);
  const type = readType(field(node, "type"));
  const value = field(node, "value");
  const isComputed = value?.type === "arrow_expression_clause";
  const accessors = field(node, "accessors")?.children ?? [];
  const isStatic = modifiersOf(node).has("static");
  const accessor = (word: RegExp, parameters: readonly Parameter[]): FunctionDeclaration | undefined => {
    const found = accessors.find((one) => word.test(textOf(field(one, "name") ?? one)));
    return found && field(found, "body") ? { ...readFunction(found, unit, owner), name: textOf(field(node, "name")!), parameters, results: type && parameters.length === 0 ? [{ name: "_", type }] : [], isStatic } : undefined;
  };
  const computed: FunctionDeclaration | undefined = isComputed ? { name: textOf(field(node, "name")!), unit, owner, parameters: [], results: type ? [{ name: "_", type }] : [], value: unit.readValue(value.children[0]!, owner, type), isStatic, at } : undefined;
  const getter = computed ?? accessor(/^get$/, []);
  const setter = accessor(/^(set|init)$/, [{ name: "value", ...(type ? { type } : {}) }]);
  return { name: textOf(field(node, "name")!), annotations: attributesOf(node, unit), isStatic, at, ...(type ? { type } : {}), ...(value && !isComputed ? { initial: unit.readValue(value, owner, type) } : {}), ...(getter ? { getter } : {}), ...(setter ? { setter } : {}) };
}

function readConstant(node: Syntax, owner: TypeDeclaration, unit: CSharpSource): FieldDeclaration {
  const name = textOf(field(node, "name")!);
  return { name, type: { name: owner.name, args: [] }, isStatic: true, annotations: attributesOf(node, unit), at: locationOf(node), initial: { kind: "text", value: name, ...placeOf(node) } };
}

function addConstructor(owner: TypeDeclaration, node: Syntax, unit: CSharpSource): void {
  const constructor = readFunction(node, unit, owner);
  const body: readonly Statement[] = constructor.body ?? (constructor.value ? [run(constructor.value)] : []);
  if (modifiersOf(node).has("static")) {
    owner.initializers.push({ isStatic: true, body });
    return;
  }
  const { value: _, ...rest } = constructor;
  const chained = childrenOf(node, "constructor_initializer")[0];
  owner.constructors.push({ ...rest, results: [], body: chained ? [chain(chained, /^:\s*this\b/.test(textOf(chained)) ? "this" : "super", unit, owner), ...body] : body });
}

/** `: base(…)`, `: this(…)` */
function chain(node: Syntax, name: "this" | "super", unit: CSharpSource, owner: TypeDeclaration): Statement {
  const placed = placeOf(node);
  const { args, names } = readArguments(node.type === "argument_list" ? node : childrenOf(node, "argument_list")[0], unit, owner);
  return run({ kind: "call", callee: { kind: "name", name, ...placed }, args, ...(names ? { names } : {}), ...placed });
}

/** A primary constructor's parameters are there for all that the class does; a record shows them as properties. */
function addPrimaryConstructor(owner: TypeDeclaration, node: Syntax, list: Syntax, unit: CSharpSource): void {
  const parameters = readParameters(list, unit, owner);
  const at = locationOf(list);
  const own = owner.fields.filter((one) => !one.isStatic && one.initial);
  const named = new Set(owner.fields.map((one) => one.name));
  const set = (name: string, value: Expression): Statement => run(assignment({ kind: "member", object: { kind: "name", name: "this", ...placeOf(list) }, name, ...placeOf(list) }, value));
  const sets = parameters.map((parameter) => set(parameter.name, { kind: "name", name: parameter.name, ...placeOf(list) })).filter((_, index) => !named.has(parameters[index]!.name));
  const base = childrenOf(node, "base_list")[0];
  const args = base && (childrenOf(base, "argument_list")[0] ?? childrenOf(base, "primary_constructor_base_type").flatMap((one) => childrenOf(one, "argument_list"))[0]);
  const body = [...(args ? [chain(args, "super", unit, owner)] : []), ...sets, ...own.map((one) => set(one.name, one.initial!))];
  // What fields begin with may use the parameters.
  owner.fields.forEach((one, index) => {
    if (!own.includes(one)) return;
    const { initial: _, ...rest } = one;
    owner.fields[index] = rest;
  });
  owner.fields.unshift(...parameters.filter((parameter) => !named.has(parameter.name)).map((parameter) => ({ name: parameter.name, annotations: [], isStatic: false, at, ...(parameter.type ? { type: parameter.type } : {}) })));
  owner.constructors.unshift({ name: owner.name, unit, owner, parameters, results: [], body, at });
}
