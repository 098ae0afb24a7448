import type * as babel from "@babel/types";
import type { SourceLocation } from "../../values";
import { isBundledClient } from "./bundled-code";
import type { Interpreter } from "./interpreter";
import { propertyKey } from "./patterns";
import { Scope } from "./scope";
import { bundledParent } from "./sdk/bundled-sdk";
import { nativeFunction, objectValue, runTime, undefinedValue, type ClassValue, type FunctionNode, type FunctionValue, type JsValue, type ObjectValue } from "./values";

/** A class as a value: its methods are found through its prototype, its fields run when an instance is made. */
export function makeClass(run: Interpreter, node: babel.Class, scope: Scope): ClassValue {
  const inner = new Scope(scope);
  const parent = bundledParent(run, node, scope) ?? (node.superClass ? run.evaluate(node.superClass, scope) : undefined);
  const prototype = objectValue([], run.depth);
  const statics = objectValue([], run.depth);
  if (parent) {
    prototype.proto = run.get(parent, "prototype", run.place(node, scope));
    statics.proto = parent;
  }
  const value: ClassValue = { kind: "class", node, scope: inner, prototype, statics, ...(parent ? { parent } : {}) };
  prototype.properties.set("constructor", value);
  if (node.id) inner.declare(node.id.name, value, run.depth, true);
  for (const element of node.body.body) addMethod(run, value, element);
  for (const element of node.body.body) runStatic(run, value, element);
  for (const decorator of node.decorators ?? []) {
    const place = run.place(decorator, scope);
    const decorate = run.evaluate(decorator.expression, scope);
    // A decorator of a library that is not read (a dependency container, a router) may make instances and call their methods.
    if (decorate.kind === "unknown" || (decorate.kind === "native" && !decorate.call)) run.maybe(() => run.escape(value, "a decorator", place));
    else run.maybe(() => run.call(decorate, undefinedValue, [value], place));
  }
  return value;
}

function addMethod(run: Interpreter, value: ClassValue, element: babel.ClassBody["body"][number]): void {
  if (element.type !== "ClassMethod" && element.type !== "ClassPrivateMethod") return;
  if (element.kind === "constructor" || !element.body) return;
  const holder = element.static ? value.statics : value.prototype;
  const method: FunctionValue = { kind: "function", node: element, scope: value.scope, superOf: holder.proto ?? undefinedValue };
  const key = propertyKey(run, element, value.scope);
  if (element.kind === "get") holder.getters.set(key, method);
  else if (element.kind === "method") holder.properties.set(key, method);
  const decorators = "decorators" in element ? (element.decorators ?? []) : [];
  for (const decorator of decorators) run.maybe(() => run.evaluate(decorator.expression, value.scope));
}

function runStatic(run: Interpreter, value: ClassValue, element: babel.ClassBody["body"][number]): void {
  const scope = new Scope(value.scope, { self: value, classOf: value });
  if (element.type === "StaticBlock") run.execute(element.body, scope);
  else if ((element.type === "ClassProperty" || element.type === "ClassPrivateProperty" || element.type === "ClassAccessorProperty") && element.static) {
    value.statics.properties.set(propertyKey(run, element, value.scope), element.value ? run.evaluate(element.value, scope) : undefinedValue);
  }
}

/** `new Class(…)`. */
export function constructClass(run: Interpreter, value: ClassValue, args: readonly JsValue[], at: SourceLocation): JsValue {
  const instance = objectValue([], run.depth);
  instance.proto = value.prototype;
  const returned = initialise(run, value, instance, args, at);
  return returned ?? instance;
}

/** What a constructor does to an instance; a returned object takes its place. */
function initialise(run: Interpreter, value: ClassValue, instance: ObjectValue, args: readonly JsValue[], at: SourceLocation): JsValue | undefined {
  if (value.parent?.kind === "native" && value.parent.isClientClass && isBundledClient(value.node, value.scope.module)) {
    callSuper(run, value, instance, args, at);
    return undefined;
  }
  const constructor = value.node.body.body.find((element): element is babel.ClassMethod => element.type === "ClassMethod" && element.kind === "constructor" && element.body !== undefined && element.body !== null);
  if (!constructor) {
    if (value.parent) callSuper(run, value, instance, args, at);
    setFields(run, value, instance);
    return undefined;
  }
  if (!value.parent) setFields(run, value, instance);
  const returned = run.callBody(constructor, value.scope, { self: instance, superOf: value.prototype.proto ?? undefinedValue, classOf: value }, args, at);
  return returned.kind === "object" || returned.kind === "native" || returned.kind === "function" ? returned : undefined;
}

/** `super(…)`, and then the fields of the class that calls it. */
export function callSuperConstructor(run: Interpreter, value: ClassValue, instance: JsValue, args: readonly JsValue[], at: SourceLocation): void {
  if (instance.kind !== "object") return;
  callSuper(run, value, instance, args, at);
  setFields(run, value, instance);
}

function callSuper(run: Interpreter, value: ClassValue, instance: ObjectValue, args: readonly JsValue[], at: SourceLocation): void {
  const { parent } = value;
  if (!parent) return;
  if (parent.kind === "class") {
    const returned = initialise(run, parent, instance, args, at);
    if (returned) instance.base = returned;
  } else if (parent.kind === "function") {
    run.call(parent, instance, args, at);
  } else if (parent.kind === "native" && parent.construct) {
    instance.base = parent.construct({ self: undefinedValue, args, at });
  } else {
    for (const arg of args) run.escape(arg, "a superclass that is not read", at);
    instance.base = foreignBase(run, instance);
  }
}

/** What a superclass that is not read contributes: methods of unknown content, which may call those of the instance. */
function foreignBase(run: Interpreter, instance: ObjectValue): JsValue {
  return {
    kind: "native",
    name: "an instance of a class that is not read",
    get: (property, at) =>
      nativeFunction(property, (call) => {
        for (const arg of call.args) run.escape(arg, property, at);
        run.maybe(() => run.escape(instance, "a superclass that is not read", at));
        return runTime(`the result of ${property}`, at);
      }),
  };
}

function setFields(run: Interpreter, value: ClassValue, instance: ObjectValue): void {
  const scope = new Scope(value.scope, { self: instance, superOf: value.prototype.proto ?? undefinedValue, classOf: value });
  for (const element of value.node.body.body) {
    if (element.type !== "ClassProperty" && element.type !== "ClassPrivateProperty" && element.type !== "ClassAccessorProperty") continue;
    if (element.static || ("declare" in element && element.declare)) continue;
    const decorators = "decorators" in element ? (element.decorators ?? []) : [];
    for (const decorator of decorators) run.evaluate(decorator.expression, value.scope);
    const key = propertyKey(run, element, value.scope);
    if (element.value) instance.properties.set(key, run.evaluate(element.value, scope));
    else if (!instance.properties.has(key)) instance.properties.set(key, decorators.length > 0 ? runTime(`the field ${key}`) : undefinedValue);
  }
}

/** `constructor(private readonly s3: S3Client)`: the parameter is a field too. */
export function setParameterFields(run: Interpreter, node: FunctionNode, scope: Scope, self: JsValue): void {
  for (const parameter of node.params) {
    if (parameter.type !== "TSParameterProperty") continue;
    const target = parameter.parameter.type === "AssignmentPattern" ? parameter.parameter.left : parameter.parameter;
    if (target.type === "Identifier") run.set(self, target.name, run.evaluate({ type: "Identifier", name: target.name, loc: target.loc } as babel.Identifier, scope));
  }
}
