import type { Expression, TypeDeclaration, TypeName } from "../program/program";
import { childrenOf, field, locationOf, shorten, textOf, type Syntax } from "../syntax";
import type { CSharpSource } from "./csharp-source";
import { typeArgumentsOf } from "./csharp-types";
import { assignment, declareHidden, giveBack, hidden, placeOf, run, valueIn } from "./csharp-written";

export interface Arguments {
  readonly args: readonly Expression[];
  readonly names?: readonly (string | undefined)[];
  /** Variables that the call sets. */
  readonly outs: readonly Expression[];
}

export function readArguments(list: Syntax | undefined, unit: CSharpSource, owner?: TypeDeclaration): Arguments {
  const outs: Expression[] = [];
  const names: (string | undefined)[] = [];
  const args = (list ? childrenOf(list, "argument") : []).map((argument): Expression => {
    const name = field(argument, "name");
    names.push(name && textOf(name));
    const value = valueIn(argument);
    if (!value) return { kind: "null", ...placeOf(argument) };
    const read = unit.readValue(value, owner);
    if (!/^(\w+\s*:\s*)?out\s/.test(textOf(argument))) return read;
    outs.push(read);
    return { kind: "null", ...placeOf(argument) };
  });
  return { args, outs, ...(names.some((name) => name !== undefined) ? { names } : {}) };
}

export function readInvocation(node: Syntax, unit: CSharpSource, owner?: TypeDeclaration): Expression {
  const called = field(node, "function")!;
  const name = nameNode(called);
  const placed = { at: locationOf(node), code: shorten(textOf(node).slice(0, called.end - node.start)) };
  if (name && textOf(name) === "nameof") return { kind: "text", value: /(\w+)\s*\)$/.exec(textOf(node))?.[1] ?? "", ...placed };
  const { args, names, outs } = readArguments(field(node, "arguments"), unit, owner);
  const types: TypeName[] = name?.type === "generic_name" ? typeArgumentsOf(name) : [];
  const callee: Expression = called.type === "identifier" || called.type === "generic_name" ? { kind: "name", name: textOf(name!.type === "generic_name" ? name!.children[0]! : name!).replace(/^@/, ""), ...placed } : { ...unit.readValue(called, owner), ...placed };
  const call: Expression = { kind: "call", callee, args, ...(types.length > 0 ? { types } : {}), ...(names ? { names } : {}), ...placed };
  return outs.length === 0 ? call : withOuts(node, call, outs);
}

/** What a call answers, and what it sets beside. */
function withOuts(node: Syntax, call: Expression, outs: readonly Expression[]): Expression {
  const placed = placeOf(node);
  const answer = hidden(node, "answer");
  const sets = outs.map((target, index) => run(assignment(target, { kind: "member", object: answer, name: `(out${index})`, ...placed })));
  return { kind: "block", body: [declareHidden(answer, call), ...sets, giveBack({ kind: "member", object: answer, name: "(returned)", ...placed })], ...placed };
}

function nameNode(called: Syntax): Syntax | undefined {
  switch (called.type) {
    case "identifier":
    case "generic_name":
      return called;
    case "member_access_expression":
    case "member_binding_expression":
      return field(called, "name");
    case "conditional_access_expression":
      return called.children[1] && nameNode(called.children[1]);
    default:
      return undefined;
  }
}
