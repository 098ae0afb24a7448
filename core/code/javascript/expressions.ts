import type * as babel from "@babel/types";
import { concatenate, literal, symbolicString, type SymbolicString } from "../../values";
import type { Interpreter } from "./interpreter";
import { memberName, propertyKey, propertyText } from "./patterns";
import { makeClass } from "./classes";
import { read, type Scope } from "./scope";
import { isSettled } from "./stability";
import { textOf, withOrigin, originOf } from "./symbolic";
import {
  alternativesOf,
  arrayValue,
  booleanValue,
  choose,
  isNullish,
  nullValue,
  numberValue,
  objectValue,
  runTime,
  textValue,
  truthOf,
  undefinedValue,
  unreadable,
  type FunctionValue,
  type JsValue,
} from "./values";

/** The value of an expression. */
export function evaluateExpression(run: Interpreter, node: babel.Node, scope: Scope): JsValue {
  switch (node.type) {
    case "StringLiteral":
    case "DirectiveLiteral":
      return { kind: "data", value: literal(node.value, run.place(node, scope)) };
    case "NumericLiteral":
      return numberValue(node.value);
    case "BooleanLiteral":
      return booleanValue(node.value);
    case "NullLiteral":
      return nullValue;
    case "TemplateLiteral":
      return template(run, node, scope);
    case "Identifier":
      return identifier(run, node, scope);
    case "ThisExpression":
      return scope.findReceiver()?.self ?? undefinedValue;
    case "MemberExpression":
    case "OptionalMemberExpression":
      return member(run, node, scope);
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
    case "ImportExpression":
    case "TaggedTemplateExpression":
      return run.evaluateCall(node, scope);
    case "ObjectExpression":
      return objectLiteral(run, node, scope);
    case "ArrayExpression":
      return arrayLiteral(run, node, scope);
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return functionValue(node, scope);
    case "ClassExpression":
      return makeClass(run, node, scope);
    case "BinaryExpression":
      return binary(run, node, scope);
    case "LogicalExpression":
      return logical(run, node, scope);
    case "ConditionalExpression":
      return conditional(run, node, scope);
    case "AssignmentExpression":
      return assignment(run, node, scope);
    case "UpdateExpression":
      return count(run, node, scope);
    case "UnaryExpression":
      return unary(run, node, scope);
    case "SequenceExpression":
      return node.expressions.map((one) => run.evaluate(one, scope)).at(-1) ?? undefinedValue;
    case "AwaitExpression":
      return run.evaluate(node.argument, scope);
    case "YieldExpression": {
      const value = node.argument ? run.evaluate(node.argument, scope) : undefinedValue;
      run.frame.yields.push(node.delegate ? (run.elements(value, run.place(node, scope)).rest ?? value) : value);
      // Compiled `await` is a `yield` that gives back what it was given.
      return value;
    }
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
    case "TypeCastExpression":
    case "ChainExpression" as never:
      return run.evaluate((node as babel.TSAsExpression).expression, scope);
    case "RegExpLiteral":
      return runTime(`/${node.pattern}/`);
    case "BigIntLiteral":
      return runTime(`${node.value}n`);
    case "MetaProperty":
      return node.meta.name === "import" ? (run.globalValue("import.meta", scope, run.place(node, scope)) ?? undefinedValue) : runTime("new.target");
    case "JSXElement":
    case "JSXFragment":
      return jsx(run, node, scope);
    case "Import":
    case "Super":
      return undefinedValue;
    default:
      return unreadable(`an expression of a kind that is not read (${node.type})`, run.place(node, scope));
  }
}

/** A function as a value: its text and what surrounds it. */
export function functionValue(node: FunctionValue["node"], scope: Scope, superOf?: JsValue): FunctionValue {
  return { kind: "function", node, scope, ...(superOf ? { superOf } : {}) };
}

function identifier(run: Interpreter, node: babel.Identifier, scope: Scope): JsValue {
  const cell = scope.find(node.name);
  if (cell) return read(cell);
  return run.globalValue(node.name, scope, run.place(node, scope)) ?? unreadable(`\`${node.name}\`, which is not declared in the code that was read`, run.place(node, scope));
}

function member(run: Interpreter, node: babel.MemberExpression | babel.OptionalMemberExpression, scope: Scope): JsValue {
  const at = run.place(node, scope);
  if (node.object.type === "Super") {
    const receiver = scope.findReceiver();
    return receiver?.superOf ? run.get(receiver.superOf, memberName(run, node, scope), at) : undefinedValue;
  }
  const object = run.evaluate(node.object, scope);
  if (!node.computed) return run.get(object, memberName(run, node, scope), at);
  const names = alternativesOf(run.evaluate(node.property, scope));
  return choose(names.map((name) => memberByValue(run, object, name, at)));
}

/** `object[name]` where the name may not be known: any of its members then. */
export function memberByValue(run: Interpreter, object: JsValue, name: JsValue, at: ReturnType<Interpreter["place"]>): JsValue {
  const text = propertyText(name);
  if (text !== undefined) return run.get(object, text, at);
  return choose(alternativesOf(object).map((one) => anyMember(run, one, at)));
}

function anyMember(run: Interpreter, object: JsValue, at: ReturnType<Interpreter["place"]>): JsValue {
  if (object.kind === "object") {
    const members = [...object.properties.values(), ...[...object.getters.keys()].map((name) => run.get(object, name, at))];
    if (object.rest) members.push(object.rest);
    return members.length > 0 ? choose(members) : unreadable("a property whose name is computed", at);
  }
  if (object.kind === "array") {
    const members = object.rest ? [...object.items, object.rest] : object.items;
    return members.length > 0 ? choose(members) : run.get(object, "[]", at);
  }
  return run.get(object, "[]", at);
}

function template(run: Interpreter, node: babel.TemplateLiteral, scope: Scope): JsValue {
  const at = run.place(node, scope);
  const pieces: JsValue[] = [];
  node.quasis.forEach((quasi, index) => {
    pieces.push(textValue(quasi.value.cooked ?? quasi.value.raw));
    const expression = node.expressions[index];
    if (expression) pieces.push(run.evaluate(expression, scope));
  });
  return joinText(pieces, at);
}

const maxTexts = 16;
const maxPieces = 500;
const maxText = 200_000;

/** The pieces one after the other; a piece with several alternatives makes several texts, within reason. */
export function joinText(pieces: readonly JsValue[], at: ReturnType<Interpreter["place"]>): JsValue {
  let texts: SymbolicString[] = [literal("", at)];
  if (pieces.length > maxPieces) return runTime("a text of very many parts", at);
  for (const piece of pieces) {
    // What is not set yet is set by the time a name is made of it.
    const present = alternativesOf(piece).filter((one) => one.kind !== "undefined");
    const options = (present.length > 0 ? present : [piece]).map((one) => textOf(one, at));
    texts = texts.length * options.length <= maxTexts ? texts.flatMap((before) => options.map((option) => concatenate([before, option], at))) : texts.map((before) => symbolicString([...before.parts, { kind: "unknown-text", unknown: { kind: "unknown", reason: "unreadable", detail: `one of ${options.length} texts`, references: [] } }], at));
  }
  if (texts.some((text) => text.parts.length > maxPieces || text.parts.some((part) => part.kind === "literal" && part.text.length > maxText))) return runTime("a very long text", at);
  const origin = pieces.map(originOf).find((one) => one !== undefined);
  return choose(texts.map((text) => withOrigin(textValue(text), origin)));
}

function objectLiteral(run: Interpreter, node: babel.ObjectExpression, scope: Scope): JsValue {
  const object = objectValue([], run.depth);
  const at = run.place(node, scope);
  for (const property of node.properties) {
    if (property.type === "SpreadElement") {
      copyInto(run, object, run.evaluate(property.argument, scope), at);
      continue;
    }
    const key = propertyKey(run, property, scope);
    if (property.type === "ObjectMethod") {
      const method = functionValue(property, scope, object.proto);
      if (property.kind === "get") object.getters.set(key, method);
      else if (property.kind === "method") object.properties.set(key, method);
      continue;
    }
    const value = run.evaluate(property.value, scope);
    if (key === "[]") object.rest = runTime("a property whose name is computed", at);
    if (key === "__proto__" && !property.computed) object.proto = value;
    else object.properties.set(key, value);
  }
  return object;
}

/** What `{ ...from }` and `Object.assign(into, from)` do. */
export function copyInto(run: Interpreter, into: JsValue, from: JsValue, at: ReturnType<Interpreter["place"]>): void {
  if (into.kind !== "object") return;
  const sources = alternativesOf(from);
  const isOneOfSeveral = sources.length > 1;
  for (const source of sources) {
    switch (source.kind) {
      case "object":
        for (const name of [...source.properties.keys(), ...source.getters.keys()]) {
          const value = run.get(source, name, at);
          const before = into.properties.get(name);
          into.properties.set(name, isOneOfSeveral ? choose([before ?? undefinedValue, value]) : value);
        }
        if (source.rest) into.rest = source.rest;
        break;
      case "array":
        source.items.forEach((item, index) => into.properties.set(String(index), item));
        break;
      case "unknown":
        into.rest = source;
        break;
      case "native":
      case "class":
      case "function":
        for (const name of source.kind === "native" ? (source.keys?.() ?? []) : []) into.properties.set(name, run.get(source, name, at));
        into.proto ??= source;
        break;
    }
  }
}

function arrayLiteral(run: Interpreter, node: babel.ArrayExpression, scope: Scope): JsValue {
  const items: JsValue[] = [];
  let rest: JsValue | undefined;
  for (const element of node.elements) {
    if (element === null) items.push(undefinedValue);
    else if (element.type === "SpreadElement") {
      const spread = run.elements(run.evaluate(element.argument, scope), run.place(element, scope));
      items.push(...spread.items);
      if (spread.rest) rest = rest ? choose([rest, spread.rest]) : spread.rest;
    } else items.push(run.evaluate(element, scope));
  }
  return arrayValue(items, rest);
}

function binary(run: Interpreter, node: babel.BinaryExpression, scope: Scope): JsValue {
  // A long chain of `+` leans to the left: taken apart without recursion.
  const operands: babel.Node[] = [];
  let left: babel.Node = node;
  while (left.type === "BinaryExpression" && left.operator === "+") {
    operands.unshift(left.right);
    left = left.left;
  }
  if (operands.length > 0) {
    operands.unshift(left);
    return plus(operands.map((operand) => run.evaluate(operand, scope)), run.place(node, scope));
  }
  const [a, b] = [run.evaluate(node.left, scope), run.evaluate(node.right, scope)];
  return compare(node.operator, a, b) ?? (run.hasOutputs ? order(node.operator, numberOf(a), numberOf(b)) : undefined) ?? arithmetic(node.operator, a, b) ?? runTime(`a ${node.operator} expression`);
}

function plus(values: readonly JsValue[], at: ReturnType<Interpreter["place"]>): JsValue {
  const numbers = values.map(numberOf);
  if (numbers.every((number) => number !== undefined)) return numberValue(numbers.reduce((sum, number) => sum + number, 0));
  const isText = values.some((value) => alternativesOf(value).some((one) => one.kind === "data" && (one.value.kind === "string" || one.value.kind === "json")));
  return isText ? joinText(values, at) : (values.find((value) => value.kind === "unknown") ?? runTime("a sum"));
}

function numberOf(value: JsValue): number | undefined {
  return value.kind === "data" && value.value.kind === "number" ? value.value.value : undefined;
}

function arithmetic(operator: string, a: JsValue, b: JsValue): JsValue | undefined {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === undefined || y === undefined) return undefined;
  switch (operator) {
    case "-":
      return numberValue(x - y);
    case "*":
      return numberValue(x * y);
    case "/":
      return numberValue(x / y);
    case "%":
      return numberValue(x % y);
    default:
      return undefined;
  }
}

function compare(operator: string, a: JsValue, b: JsValue): JsValue | undefined {
  switch (operator) {
    case "===":
    case "==": {
      const same = isEqual(a, b, operator === "==");
      return same === undefined ? runTime("a comparison") : booleanValue(same);
    }
    case "!==":
    case "!=": {
      const same = isEqual(a, b, operator === "!=");
      return same === undefined ? runTime("a comparison") : booleanValue(!same);
    }
    default:
      return undefined;
  }
}

/** Decided only where the program is gone through once: elsewhere a counter says how often something was looked at, not how often it happens. */
function order(operator: string, a: number | undefined, b: number | undefined): JsValue | undefined {
  if (a === undefined || b === undefined) return undefined;
  switch (operator) {
    case "<":
      return booleanValue(a < b);
    case "<=":
      return booleanValue(a <= b);
    case ">":
      return booleanValue(a > b);
    case ">=":
      return booleanValue(a >= b);
    default:
      return undefined;
  }
}

function isEqual(a: JsValue, b: JsValue, isLoose: boolean): boolean | undefined {
  const [x, y] = [comparable(a), comparable(b)];
  if (x === undefined || y === undefined) return undefined;
  if (isLoose) return x === y || ((x === "null" || x === "undefined") && (y === "null" || y === "undefined"));
  return x === y;
}

/** Equal for equal known primitives, `undefined` where the value is not known. */
function comparable(value: JsValue): string | undefined {
  if (value.kind === "undefined") return "undefined";
  if (value.kind !== "data") return undefined;
  switch (value.value.kind) {
    case "null":
      return "null";
    case "boolean":
    case "number":
      return `${value.value.kind} ${value.value.value}`;
    case "string": {
      const text = value.value.parts.length === 0 ? "" : propertyText(value);
      return text === undefined ? undefined : `string ${text}`;
    }
    default:
      return undefined;
  }
}

function logical(run: Interpreter, node: babel.LogicalExpression, scope: Scope): JsValue {
  const left = run.evaluate(node.left, scope);
  const decided = node.operator === "??" ? isNullish(left) : truthOf(left);
  if (node.operator === "&&") {
    if (decided === true && isSettled(run, node.left, scope)) return run.evaluate(node.right, scope);
    if (decided === false && isSettled(run, node.left, scope)) return left;
    const right = run.maybe(() => run.evaluate(node.right, scope));
    return decided === true ? right : choose([right, ...alternativesOf(left).filter((one) => truthOf(one) !== true)]);
  }
  const needsRight = node.operator === "??" ? decided !== false : decided !== true;
  if (!needsRight) return left;
  const isCertain = decided !== undefined && isSettled(run, node.left, scope);
  const right = isCertain ? run.evaluate(node.right, scope) : run.maybe(() => run.evaluate(node.right, scope));
  const kept = alternativesOf(left).filter((one) => (node.operator === "??" ? isNullish(one) !== true : truthOf(one) !== false));
  return choose([...kept, right]);
}

function conditional(run: Interpreter, node: babel.ConditionalExpression, scope: Scope): JsValue {
  const test = run.evaluate(node.test, scope);
  const decided = isSettled(run, node.test, scope) ? truthOf(test) : undefined;
  if (decided !== undefined) return run.evaluate(decided ? node.consequent : node.alternate, scope);
  return choose([run.maybe(() => run.evaluate(node.consequent, scope)), run.maybe(() => run.evaluate(node.alternate, scope))]);
}

/** `n++`: a number only where the program is gone through once from top to bottom. */
function count(run: Interpreter, node: babel.UpdateExpression, scope: Scope): JsValue {
  const before = run.hasOutputs ? numberOf(run.evaluate(node.argument, scope)) : undefined;
  const after = before === undefined ? runTime("a counter") : numberValue(node.operator === "++" ? before + 1 : before - 1);
  run.bind(node.argument, after, scope, { kind: "assign" });
  return before !== undefined && !node.prefix ? numberValue(before) : after;
}

function assignment(run: Interpreter, node: babel.AssignmentExpression, scope: Scope): JsValue {
  const at = run.place(node, scope);
  switch (node.operator) {
    case "=": {
      const value = run.evaluate(node.right, scope);
      run.bind(node.left, value, scope, { kind: "assign" });
      return value;
    }
    case "||=":
    case "&&=":
    case "??=": {
      const left = run.evaluate(node.left, scope);
      const right = run.maybe(() => run.evaluate(node.right, scope));
      const decided = node.operator === "??=" ? isNullish(left) : truthOf(left);
      const keepsLeft = node.operator === "??=" ? decided === false : node.operator === "||=" ? decided === true : decided === false;
      const value = keepsLeft ? left : choose([...alternativesOf(left).filter((one) => isNullish(one) !== true), right]);
      run.bind(node.left, value, scope, { kind: "assign" });
      return value;
    }
    case "+=": {
      const value = plus([run.evaluate(node.left, scope), run.evaluate(node.right, scope)], at);
      run.bind(node.left, value, scope, { kind: "assign" });
      return value;
    }
    default: {
      const value = arithmetic(node.operator.slice(0, -1), run.evaluate(node.left, scope), run.evaluate(node.right, scope)) ?? runTime("a computed value");
      run.bind(node.left, value, scope, { kind: "assign" });
      return value;
    }
  }
}

function unary(run: Interpreter, node: babel.UnaryExpression, scope: Scope): JsValue {
  if (node.operator === "typeof") return typeOf(run, node.argument, scope);
  const value = run.evaluate(node.argument, scope);
  switch (node.operator) {
    case "!": {
      const truth = truthOf(value);
      return truth === undefined ? runTime("a condition") : booleanValue(!truth);
    }
    case "-": {
      const number = numberOf(value);
      return number === undefined ? runTime("a number") : numberValue(-number);
    }
    case "void":
      return undefinedValue;
    case "delete":
      return booleanValue(true);
    default:
      return numberOf(value) === undefined ? runTime("a number") : value;
  }
}

function typeOf(run: Interpreter, argument: babel.Expression, scope: Scope): JsValue {
  if (argument.type === "Identifier" && !scope.find(argument.name)) return run.globalValue(argument.name, scope, run.place(argument, scope)) ? runTime("typeof") : textValue("undefined");
  const value = run.evaluate(argument, scope);
  switch (value.kind) {
    case "undefined":
      return textValue("undefined");
    case "function":
    case "class":
      return textValue("function");
    case "array":
    case "object":
      return textValue("object");
    case "data":
      return textValue(value.value.kind === "null" ? "object" : value.value.kind === "json" ? "string" : value.value.kind);
    default:
      return runTime("typeof");
  }
}

function jsx(run: Interpreter, node: babel.JSXElement | babel.JSXFragment, scope: Scope): JsValue {
  const at = run.place(node, scope);
  if (node.type === "JSXElement") {
    const props = objectValue([], run.depth);
    for (const attribute of node.openingElement.attributes) {
      if (attribute.type === "JSXSpreadAttribute") copyInto(run, props, run.evaluate(attribute.argument, scope), at);
      else props.properties.set(String(attribute.name.name), jsxValue(run, attribute.value, scope));
    }
    const { name } = node.openingElement;
    const component = name.type === "JSXIdentifier" && /^[A-Z]/.test(name.name) ? scope.find(name.name) : undefined;
    if (component) run.maybe(() => run.call(read(component), undefinedValue, [props], at));
  }
  for (const child of node.children) jsxValue(run, child, scope);
  return runTime("JSX", at);
}

function jsxValue(run: Interpreter, node: babel.Node | null | undefined, scope: Scope): JsValue {
  if (!node || node.type === "JSXText") return undefinedValue;
  if (node.type === "JSXExpressionContainer" || node.type === "JSXSpreadChild") return node.expression.type === "JSXEmptyExpression" ? undefinedValue : run.evaluate(node.expression, scope);
  return run.evaluate(node, scope);
}
