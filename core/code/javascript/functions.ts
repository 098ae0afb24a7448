import type * as babel from "@babel/types";
import type { SourceLocation } from "../../values";
import { setParameterFields } from "./classes";
import { hoistedVariables } from "./hoisting";
import type { Interpreter } from "./interpreter";
import { Scope, type Receiver } from "./scope";
import { arrayValue, carriesCode, choose, runTime, undefinedValue, type FunctionNode, type FunctionValue, type JsValue, type UnknownValue } from "./values";

/** How often the same function may be inside itself, and how often one pass looks into it. */
const maxRecursion = 2;
const maxActivations = 120;
/** In a minified bundle most functions are those of libraries. */
const maxInBundle = 16;
const maxCallDepth = 70;

interface ActivationCount {
  active: number;
  total: number;
  last: JsValue | undefined;
}

/** Runs functions, and knows when to stop: recursion and repetition end with what is known by then. */
export class Activations {
  private counts = new Map<FunctionNode, ActivationCount>();
  private callDepth = 0;

  reset(): void {
    this.counts = new Map();
  }

  /** The joined results of the body. */
  run(run: Interpreter, node: FunctionNode, scope: Scope, receiver: Receiver | undefined, args: readonly JsValue[], at: SourceLocation): JsValue {
    const count = this.counts.get(node) ?? { active: 0, total: 0, last: undefined };
    this.counts.set(node, count);
    const most = scope.module?.isLazy ? maxInBundle : maxActivations;
    if (count.total === most && count.active < maxRecursion) args = args.map(widened);
    if (count.active >= maxRecursion || count.total > most || this.callDepth >= maxCallDepth || !run.hasSteps()) {
      if (this.callDepth >= maxCallDepth && count.active < maxRecursion) run.unread({ message: `Calls are nested more than ${maxCallDepth} deep here; what is called further in was not followed.`, at, services: "any" });
      for (const arg of args) if (carriesCode(arg, 0)) run.escape(arg, count.active > 0 ? "itself again" : "a function that is called very often", at);
      return count.last ?? runTime("the result of a recursive call", at);
    }
    count.active += 1;
    count.total += 1;
    this.callDepth += 1;
    try {
      const result = activate(run, node, scope, receiver, args, at);
      count.last = count.last ? choose([count.last, result]) : result;
      return result;
    } finally {
      count.active -= 1;
      this.callDepth -= 1;
    }
  }
}

function activate(run: Interpreter, node: FunctionNode, outer: Scope, receiver: Receiver | undefined, args: readonly JsValue[], at: SourceLocation): JsValue {
  const scope = new Scope(outer, receiver);
  if (node.type !== "ArrowFunctionExpression") scope.declare("arguments", arrayValue(args), run.depth);
  if (node.type === "FunctionExpression" && node.id && !scope.own(node.id.name)) scope.declare(node.id.name, { kind: "function", node, scope: outer }, run.depth, true);
  const frame = run.frame;
  run.frame = { returns: [], yields: [], ...(run.startsLazily ? { isLazy: true } : {}) };
  run.startsLazily = false;
  try {
    bindParameters(run, node, args, scope, at);
    if (receiver) setParameterFields(run, node, scope, receiver.self);
    if (node.body.type !== "BlockStatement") return run.evaluate(node.body, scope);
    for (const name of hoistedVariables(node.body.body)) if (!scope.own(name)) scope.declare(name, undefinedValue, run.depth);
    const completion = run.execute(node.body.body, scope);
    if (node.generator) return { ...arrayValue([], choose([...run.frame.yields, ...run.frame.returns])), returned: choose(run.frame.returns) };
    if (completion !== "abrupt" && run.frame.returns.length > 0) run.frame.returns.push(undefinedValue);
    return choose(run.frame.returns);
  } finally {
    run.frame = frame;
  }
}

function bindParameters(run: Interpreter, node: FunctionNode, args: readonly JsValue[], scope: Scope, _at: SourceLocation): void {
  node.params.forEach((parameter, index) => {
    if (parameter.type === "RestElement") run.bind(parameter.argument, arrayValue(args.slice(index)), scope, { kind: "declare", isStable: true });
    else run.bind(parameter as babel.Node, args[index] ?? undefinedValue, scope, { kind: "declare", isStable: true });
  });
}

/** The last look at a function that is called very often is with data that could be anything, so that it holds for all further calls. */
function widened(value: JsValue): JsValue {
  return value.kind === "data" || (value.kind !== "undefined" && value.kind !== "unknown" && !carriesCode(value, 0)) ? runTime("an argument of a function that is called very often") : value;
}

/** Arguments for a function that code which is not read calls: each is named as the parameter is. */
export function outsideArguments(fn: FunctionValue, given: readonly UnknownValue[]): JsValue[] {
  return fn.node.params.map((parameter, index) => given[index] ?? runTime(parameterName(parameter)));
}

function parameterName(parameter: babel.Node): string {
  switch (parameter.type) {
    case "Identifier":
      return parameter.name;
    case "AssignmentPattern":
      return parameterName(parameter.left);
    case "TSParameterProperty":
      return parameterName(parameter.parameter);
    default:
      return "an argument";
  }
}
