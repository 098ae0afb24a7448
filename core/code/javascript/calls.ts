import type * as babel from "@babel/types";
import type { SourceLocation } from "../../values";
import { callSuperConstructor } from "./classes";
import { compiledHelper } from "./compiled-helpers";
import type { Interpreter } from "./interpreter";
import { memberByValue } from "./expressions";
import { memberName } from "./patterns";
import type { Scope } from "./scope";
import { aggregates, namedCommand } from "./sdk/bundled-sdk";
import { knownText } from "./symbolic";
import { alternativesOf, arrayValue, choose, objectValue, runTime, undefinedValue, type JsValue, type UnknownValue } from "./values";

type CallNode = babel.CallExpression | babel.OptionalCallExpression | babel.NewExpression | babel.ImportExpression | babel.TaggedTemplateExpression;

/** The value of a call, `new`, `import()` or tagged template. */
export function evaluateCall(run: Interpreter, node: CallNode, scope: Scope): JsValue {
  const at = run.place(node, scope);
  if (node.type === "ImportExpression") return dynamicImport(run, node.source, scope, at);
  if (node.type === "TaggedTemplateExpression") return taggedTemplate(run, node, scope, at);
  const { callee } = node;
  if (callee.type === "Import") return dynamicImport(run, node.arguments[0], scope, at);
  if (node.type === "NewExpression") {
    const made = run.evaluate(callee, scope);
    warnOfLostClient(run, made, callee, at);
    return run.construct(made, argumentsOf(run, node.arguments, scope), at);
  }
  if (callee.type === "Super") return superCall(run, node.arguments, scope, at);
  if (callee.type === "MemberExpression" || callee.type === "OptionalMemberExpression") return methodCall(run, callee, node.arguments, scope, at);
  if (callee.type === "Identifier" && callee.name === "require" && !scope.find("require")) return requireCall(run, node.arguments[0], scope, at);
  const helper = callee.type === "Identifier" ? compiledHelper(run, callee.name) : undefined;
  const fn = helper ?? run.evaluate(callee, scope);
  return run.call(fn, undefinedValue, argumentsOf(run, node.arguments, scope), at);
}

/** What is named like a part of the SDK and could not be followed to it is never passed over. */
function warnOfLostClient(run: Interpreter, made: JsValue, callee: babel.Node, at: SourceLocation): void {
  if (made.kind !== "unknown" && made.kind !== "undefined") return;
  const name = callee.type === "Identifier" ? callee.name : callee.type === "MemberExpression" && callee.property.type === "Identifier" ? callee.property.name : "";
  if (/^[A-Z]\w+(Client|Command|DocumentClient)$/.test(name) || /^_?(AWS|aws)(_\w+)?\./.test(callee.type === "MemberExpression" && callee.object.type === "Identifier" ? `${callee.object.name}.` : "")) {
    run.unread({ message: `Where ${name} comes from could not be followed.`, at, services: "any" });
  }
}

function methodCall(run: Interpreter, callee: babel.MemberExpression | babel.OptionalMemberExpression, args: CallArguments, scope: Scope, at: SourceLocation): JsValue {
  if (callee.object.type === "Super") {
    const receiver = scope.findReceiver();
    const method = receiver?.superOf ? run.get(receiver.superOf, memberName(run, callee, scope), at) : undefinedValue;
    return run.call(method, receiver?.self ?? undefinedValue, argumentsOf(run, args, scope), at);
  }
  const helper = callee.property.type === "Identifier" && callee.property.name.startsWith("__") ? compiledHelper(run, callee.property.name) : undefined;
  if (helper) return run.call(helper, undefinedValue, argumentsOf(run, args, scope), at);
  const object = run.evaluate(callee.object, scope);
  const names = callee.computed ? alternativesOf(run.evaluate(callee.property, scope)) : undefined;
  const values = argumentsOf(run, args, scope);
  const built = callee.property.type === "Identifier" && callee.property.name === "n" ? namedCommand(run, values) : undefined;
  if (built) return built;
  const objects = alternativesOf(object).filter((one) => one.kind !== "undefined" && !(one.kind === "data" && one.value.kind === "null"));
  const results = objects.map((one) => {
    const method = names ? choose(names.map((name) => computedMethod(run, one, name, at))) : run.get(one, memberName(run, callee, scope), at);
    const call = (): JsValue => run.call(method, one, values, at);
    return objects.length > 1 ? run.maybe(call) : call();
  });
  if (objects.length > 0) return choose(results);
  for (const value of values) run.escape(value, "a method of something that is not there yet", at);
  return undefinedValue;
}

/** A client's method whose name is computed could be any operation of that client. */
function computedMethod(run: Interpreter, object: JsValue, name: JsValue, at: SourceLocation): JsValue {
  if (object.kind === "native" && object.client !== undefined && knownText(name) === undefined) {
    const { client } = object;
    run.unread({ message: `Which method of the ${object.name} is called is decided while the function runs.`, at, services: client === "" ? "any" : [client] });
    return runTime(`a method of the ${object.name}`, at);
  }
  return memberByValue(run, object, name, at);
}

type CallArguments = babel.CallExpression["arguments"];

function argumentsOf(run: Interpreter, nodes: CallArguments, scope: Scope): JsValue[] {
  const args: JsValue[] = [];
  for (const node of nodes) {
    if (node.type !== "SpreadElement") {
      args.push(run.evaluate(node, scope));
      continue;
    }
    const { items, rest } = run.elements(run.evaluate(node.argument, scope), run.place(node, scope));
    args.push(...items);
    if (rest) args.push(rest);
  }
  return args;
}

function superCall(run: Interpreter, nodes: CallArguments, scope: Scope, at: SourceLocation): JsValue {
  const args = argumentsOf(run, nodes, scope);
  const receiver = scope.findReceiver();
  if (receiver?.classOf) callSuperConstructor(run, receiver.classOf, receiver.self, args, at);
  return undefinedValue;
}

function dynamicImport(run: Interpreter, source: babel.Node | undefined, scope: Scope, at: SourceLocation): JsValue {
  return loadNamed(run, source, scope, at, "import");
}

function requireCall(run: Interpreter, source: babel.Node | undefined, scope: Scope, at: SourceLocation): JsValue {
  return loadNamed(run, source, scope, at, "require");
}

function loadNamed(run: Interpreter, source: babel.Node | undefined, scope: Scope, at: SourceLocation, style: "import" | "require"): JsValue {
  const { module } = scope;
  if (!source || !module) return undefinedValue;
  return choose(
    alternativesOf(run.evaluate(source, scope)).map((specifier) => {
      const text = knownText(specifier);
      if (text !== undefined) return run.importModule(text, module, at, style);
      run.unread({ message: `Which module is loaded with ${style === "import" ? "import()" : "require()"} is decided while the function runs.`, at, services: "any" });
      return runTime("a module whose name is computed", at);
    }),
  );
}

function taggedTemplate(run: Interpreter, node: babel.TaggedTemplateExpression, scope: Scope, at: SourceLocation): JsValue {
  const tag = run.evaluate(node.tag, scope);
  const strings = arrayValue(node.quasi.quasis.map((quasi) => run.evaluate({ type: "StringLiteral", value: quasi.value.cooked ?? quasi.value.raw, loc: quasi.loc } as babel.StringLiteral, scope)));
  const holes = node.quasi.expressions.map((one) => run.evaluate(one, scope));
  return run.call(tag, undefinedValue, [strings, ...holes], at);
}

/** `callee(…)`, whatever the callee can be. */
export function callValue(run: Interpreter, callee: JsValue, self: JsValue, args: readonly JsValue[], at: SourceLocation): JsValue {
  switch (callee.kind) {
    case "function":
      return aggregates(run, args) ? undefinedValue : run.callFunction(callee, self, args, at);
    case "native":
      if (callee.call) return callee.call({ self, args, at });
      break;
    case "unknown":
      if (callee.hidesCode) hiddenCode(run, callee, at);
      if (callee.called) return callee.called({ self, args, at });
      break;
    case "choice": {
      const callable = callee.alternatives.filter((one) => one.kind !== "undefined" && one.kind !== "data");
      return choose(callable.map((one) => run.maybe(() => callValue(run, one, self, args, at))));
    }
  }
  const name = callee.kind === "unknown" ? (callee.unknown.detail ?? "code that is not read") : callee.kind === "native" ? callee.name : "code that is not read";
  for (const arg of args) run.escape(arg, name, at);
  return callee.kind === "unknown" ? runTime(`the result of ${name}`, at) : runTime("the result of a call that is not followed", at);
}

/** `new callee(…)`. */
export function constructValue(run: Interpreter, callee: JsValue, args: readonly JsValue[], at: SourceLocation): JsValue {
  switch (callee.kind) {
    case "class":
      return run.constructClass(callee, args, at);
    case "native":
      if (callee.construct) return callee.construct({ self: undefinedValue, args, at });
      break;
    case "function": {
      const instance = objectValue([], run.depth);
      instance.proto = run.get(callee, "prototype", at);
      const returned = run.callFunction(callee, instance, args, at);
      return returned.kind === "object" || returned.kind === "native" ? returned : instance;
    }
    case "choice": {
      const makers = callee.alternatives.filter((one) => one.kind !== "undefined" && one.kind !== "data");
      return choose(makers.map((one) => run.maybe(() => constructValue(run, one, args, at))));
    }
  }
  if (callee.kind === "unknown" && callee.hidesCode) hiddenCode(run, callee, at);
  const name = callee.kind === "unknown" ? (callee.unknown.detail ?? "a class that is not read") : callee.kind === "native" ? callee.name : "a class that is not read";
  for (const arg of args) run.escape(arg, name, at);
  return runTime(`new ${name}`, at);
}

function hiddenCode(run: Interpreter, callee: UnknownValue, at: SourceLocation): void {
  run.unread({ message: `What is called here is ${callee.unknown.detail ?? "one of many values"}, not all of which were followed.`, at, services: "any" });
}
