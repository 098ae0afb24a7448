import type { Expression, FunctionDeclaration, Parameter, Statement } from "../program/program";
import { field, locationOf, textOf, type Syntax } from "../syntax";
import { callTo, placed, readExpression } from "./ruby-syntax";
import { assignedIn, bodyOf, implicitParameters, Locals, yields } from "./ruby-locals";
import { bindPattern } from "./ruby-patterns";
import type { RubyScope } from "./ruby-source";
import { symbolName } from "./ruby-symbols";

/** Declares the variables of a body, so that a branch of it does not have them alone. */
export function declareLocals(names: Iterable<string>, node: Syntax): Statement[] {
  const bindings = [...names].map((name) => ({ name }));
  return bindings.length > 0 ? [{ kind: "declare", bindings, values: [], at: locationOf(node) }] : [];
}

/** A block or lambda: it sees the variables around it. */
export function readFunction(node: Syntax, scope: RubyScope): FunctionDeclaration {
  const block = node.type === "lambda" ? field(node, "body")! : node;
  const body = bodyOf(block);
  const written = field(node, "parameters")?.children ?? [];
  const parameters = written.length > 0 ? written : [];
  const names = written.length > 0 ? parameterNames(parameters) : implicitParameters(body);
  const own = [...assignedIn(body)].filter((name) => !scope.locals.has(name) && !names.includes(name));
  const inner: RubyScope = { ...scope, locals: new Locals([...names, ...own], scope.locals), isBlock: true, isLoop: false };
  const simple: Parameter[] = written.length > 0 ? parameters.map((one, index) => ({ name: simpleName(one) ?? `(${index})`, ...(one.type === "splat_parameter" ? { isRest: true } : {}) })) : names.map((name) => ({ name }));
  const taken = parameters.flatMap((one, index) => takeApart(one, index, inner));
  return { name: "block", unit: scope.source, parameters: simple, results: [], body: [...declareLocals(own, block), ...taken, ...scope.source.readBody(body, inner)], at: locationOf(node), ...(scope.inside ? { owner: scope.isClassLevel ? scope.inside.singleton : scope.inside.instance } : {}) };
}

function simpleName(node: Syntax): string | undefined {
  if (node.type === "identifier") return textOf(node);
  const name = field(node, "name");
  return name ? textOf(name) : undefined;
}

/** `|(a, b), c = 1|`: parts of what is given, and what stands for what is not. */
function takeApart(node: Syntax, index: number, scope: RubyScope): Statement[] {
  const at = locationOf(node);
  if (node.type === "destructured_parameter") {
    const parts = bindPattern(node, { kind: "name", name: `(${index})`, ...placed(node) });
    return [...declareLocals(parameterNames([node]), node), ...parts.map((value): Statement => ({ kind: "expression", value, at }))];
  }
  const value = field(node, "value");
  const name = simpleName(node);
  if (!value || name === undefined) return [];
  const given: Expression = { kind: "name", name, ...placed(node) };
  return [{ kind: "expression", value: { kind: "assign", targets: [given], values: [callTo("(default)", [given, readExpression(value, scope)], node)], isSum: false, ...placed(node) }, at }];
}

export function parameterNames(parameters: readonly Syntax[]): string[] {
  return parameters.flatMap((one) => (one.type === "destructured_parameter" ? parameterNames(one.children) : (simpleName(one) ?? [])));
}

/** A method: with positional parameters alone these are its own; otherwise it takes a list of all arguments apart. */
export function readMethod(node: Syntax, scope: RubyScope, isStatic: boolean): FunctionDeclaration {
  const name = textOf(field(node, "name")!);
  const parameters = field(node, "parameters")?.children ?? [];
  const body = bodyOf(node);
  const names = parameterNames(parameters);
  const takesBlock = yields(body) || parameters.some((one) => one.type === "block_parameter");
  const own = [...assignedIn(body)].filter((one) => !names.includes(one));
  const inner: RubyScope = { source: scope.source, locals: new Locals([...names, ...own]), ...(scope.inside ? { inside: scope.inside } : {}), isClassLevel: isStatic, method: { name, isStatic, parameters: names } };
  const isPlain = !takesBlock && parameters.every((one) => one.type === "identifier");
  const owner = scope.inside && (isStatic ? scope.inside.singleton : scope.inside.instance);
  return {
    name,
    unit: scope.source,
    parameters: isPlain ? names.map((one) => ({ name: one })) : [{ name: "(args)", isRest: true, type: { name: "[]", args: [] } }],
    results: [],
    body: [...(isPlain ? [] : bindArguments(parameters, takesBlock, node, inner)), ...declareLocals(own, node), ...scope.source.readBody(body, inner)],
    ...(owner ? { owner } : {}),
    at: locationOf(node),
  };
}

function bindArguments(parameters: readonly Syntax[], takesBlock: boolean, node: Syntax, scope: RubyScope): Statement[] {
  const all: Expression = { kind: "name", name: "(args)", ...placed(node) };
  const hasKeywords = parameters.some((one) => one.type === "keyword_parameter" || one.type === "hash_splat_parameter");
  const flags: Expression[] = [{ kind: "boolean", value: hasKeywords, ...placed(node) }, { kind: "boolean", value: takesBlock, ...placed(node) }];
  let position = 0;
  const bound = parameters.map((parameter): Statement => {
    const name = simpleName(parameter);
    const fallback = field(parameter, "value");
    const otherwise = fallback ? [readExpression(fallback, scope)] : [];
    const number: Expression = { kind: "number", value: position, ...placed(parameter) };
    let value: Expression;
    switch (parameter.type) {
      case "keyword_parameter":
        value = callTo("(keyword)", [all, { kind: "text", value: symbolName(name ?? ""), ...placed(parameter) }, ...otherwise], parameter);
        break;
      case "hash_splat_parameter":
        value = callTo("(keywords)", [all], parameter);
        break;
      case "block_parameter":
        value = callTo("(block)", [all], parameter);
        break;
      case "splat_parameter":
        value = callTo("(others)", [all, number, ...flags], parameter);
        break;
      default:
        value = callTo("(positional)", [all, number, ...flags, ...otherwise], parameter);
        position += 1;
    }
    const names = parameter.type === "destructured_parameter" ? parameter.children.map((child) => ({ name: simpleName(child) ?? "_" })) : [{ name: name ?? "_" }];
    return { kind: "declare", bindings: names, values: [names.length > 1 ? callTo("(tuple)", [value], parameter) : value], at: locationOf(parameter) };
  });
  const yielded: Statement[] = takesBlock ? [{ kind: "declare", bindings: [{ name: "(yielded)" }], values: [callTo("(block)", [all], node)], at: locationOf(node) }] : [];
  return [...bound, ...yielded];
}
