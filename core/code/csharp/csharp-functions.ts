import type { Annotation, FunctionDeclaration, Statement, TypeDeclaration, TypeName } from "../program/program";
import { childrenOf, field, locationOf, textOf, type Syntax } from "../syntax";
import { readParameters } from "./csharp-expressions";
import type { CSharpSource } from "./csharp-source";
import { attributesOf, modifiersOf, readType, typeParametersOf } from "./csharp-types";
import { placeOf } from "./csharp-written";

/** The list that `yield return` adds to. */
export const YIELDED = "(yielded)";

/** A method, constructor, operator or function inside of another. */
export function readFunction(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined): FunctionDeclaration {
  const type = readType(field(node, "returns") ?? field(node, "type"));
  const list = field(node, "parameters");
  const name = field(node, "name");
  const typeParameters = typeParametersOf(node);
  const body = bodyOf(node, unit, owner, type);
  const results: TypeName | undefined = type && type.name !== "void" ? type : undefined;
  const annotations = attributesOf(node, unit);
  const isExtension = list !== undefined && /^\(\s*(\[[^\]]*\]\s*)?(ref\s+|in\s+)?this\s/.test(textOf(list));
  return {
    name: name ? textOf(name) : (owner?.name ?? "_"),
    unit,
    ...(owner ? { owner } : {}),
    parameters: readParameters(list, unit, owner),
    results: results ? [{ name: "_", type: results }] : [],
    isStatic: modifiersOf(node).has("static"),
    annotations: [...annotations, ...(isExtension ? [mark(EXTENSION)] : []), ...(isHidden(node) ? [mark(PRIVATE)] : [])],
    at: locationOf(node),
    ...(typeParameters.length > 0 ? { typeParameters } : {}),
    ...body,
  };
}

/** Marks methods that are called as if they were their first parameter's. */
export const EXTENSION = "(extension)";

/** Marks methods that nobody outside of the class calls. */
export const PRIVATE = "(private)";

function mark(name: string): Annotation {
  return { name, values: new Map() };
}

function isHidden(node: Syntax): boolean {
  const words = modifiersOf(node);
  return !words.has("public") && !words.has("internal") && !words.has("protected");
}

type Body = Pick<FunctionDeclaration, "body" | "value">;

function bodyOf(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined, type: TypeName | undefined): Body {
  const written = field(node, "body");
  if (!written) return {};
  const result = type && /^(Task|ValueTask)$/.test(type.name) ? type.args[0] : type;
  if (written.type !== "block") return withOuts(node, { value: unit.readValue(written.children[0] ?? written, owner, result) });
  const body = unit.readBlock(written, owner, result);
  return withOuts(node, { body: hasYield(written) ? yielding(written, body) : body });
}

function hasYield(node: Syntax): boolean {
  return node.type === "yield_statement" || (node.type !== "lambda_expression" && node.type !== "local_function_statement" && node.children.some(hasYield));
}

/** What is yielded is collected, and given back in the end. */
function yielding(node: Syntax, body: readonly Statement[]): Statement[] {
  const placed = placeOf(node);
  return [{ kind: "declare", bindings: [{ name: YIELDED }], values: [{ kind: "list", items: [], ...placed }], at: placed.at }, { kind: "block", body, at: placed.at }, { kind: "return", values: [{ kind: "name", name: YIELDED, ...placed }], at: placed.at }];
}

/** What a function with `out` parameters gives back holds these too. */
function withOuts(node: Syntax, body: Body): Body {
  const list = field(node, "parameters");
  const outs = (list ? childrenOf(list, "parameter") : []).filter((parameter) => modifiersOf(parameter).has("out")).map((parameter) => textOf(field(parameter, "name")!));
  if (outs.length === 0) return body;
  const placed = placeOf(node);
  const answer = { kind: "name" as const, name: "(answer)", ...placed };
  const inner = body.value ? body.value : { kind: "block" as const, body: body.body ?? [], ...placed };
  const set = (name: string, value: string): Statement => ({ kind: "expression", value: { kind: "assign", targets: [{ kind: "member", object: answer, name, ...placed }], values: [{ kind: "name", name: value, ...placed }], isSum: false, ...placed }, at: placed.at });
  return {
    body: [
      { kind: "declare", bindings: [{ name: "(returned)" }], values: [inner], at: placed.at },
      { kind: "declare", bindings: [{ name: answer.name }], values: [{ kind: "new", type: { name: "(outs)", args: [] }, args: [], ...placed }], at: placed.at },
      set("(returned)", "(returned)"),
      ...outs.map((name, index) => set(`(out${index})`, name)),
      { kind: "return", values: [answer], at: placed.at },
    ],
  };
}
