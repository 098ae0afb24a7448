import type { Expression } from "../program/program";
import { field, locationOf, shorten, textOf, type Syntax } from "../syntax";
import { readFunction } from "./ruby-blocks";
import { callTo, placed, readExpression } from "./ruby-syntax";
import type { RubyScope } from "./ruby-source";
import { symbolName } from "./ruby-symbols";

/** What a call is given: the positional arguments, then the named ones as a hash, then the block. */
export interface GivenArguments {
  readonly args: readonly Expression[];
  /** The last one stands for all its elements. */
  readonly spread: boolean;
}

export function readArguments(nodes: readonly Syntax[], block: Syntax | undefined, scope: RubyScope): GivenArguments {
  const positional = nodes.filter((node) => !isNamed(node) && node.type !== "block_argument");
  const named = nodes.filter(isNamed);
  const passed = nodes.find((node) => node.type === "block_argument");
  const after: Expression[] = [];
  if (named.length > 0) after.push(readHash(named, named[0]!, scope));
  if (block) after.push({ kind: "function", declaration: readFunction(block, scope), ...placed(block) });
  else if (passed) after.push(readBlockArgument(passed, scope));
  const isSpread = after.length === 0 && positional[positional.length - 1]?.type === "splat_argument";
  const before = positional.map((node, index) => readPositional(node, isSpread && index === positional.length - 1, scope));
  return { args: [...before, ...after], spread: isSpread };
}

function isNamed(node: Syntax): boolean {
  return node.type === "pair" || node.type === "hash_splat_argument";
}

/** Of a list that is spread among others each element may stand anywhere. */
function readPositional(node: Syntax, isSpread: boolean, scope: RubyScope): Expression {
  if (node.type !== "splat_argument") return readExpression(node, scope);
  const list: Expression = node.children[0] ? readExpression(node.children[0], scope) : { kind: "name", name: "(args)", ...placed(node) };
  return isSpread ? list : callTo("(element)", [list], node);
}

/** Pairs as a hash; `**other` is merged into it. */
export function readHash(nodes: readonly Syntax[], at: Syntax, scope: RubyScope): Expression {
  const entries = nodes.flatMap((node) => (node.type === "pair" ? [readPair(node, scope)] : []));
  const map: Expression = { kind: "map", entries, ...placed(at) };
  const others = nodes.filter((node) => node.type === "hash_splat_argument").map((node): Expression => (node.children[0] ? readExpression(node.children[0], scope) : { kind: "name", name: "(args)", ...placed(node) }));
  return others.length > 0 ? callTo("(merge)", [...others, map], at) : map;
}

function readPair(node: Syntax, scope: RubyScope): { key: Expression; value: Expression } {
  const key = field(node, "key")!;
  const value = field(node, "value");
  const name = textOf(key);
  if (!value) {
    const shorthand: Expression = scope.locals.has(name) ? { kind: "name", name, ...placed(key) } : callTo(name, [], key);
    return { key: { kind: "text", value: symbolName(name), ...placed(key) }, value: shorthand };
  }
  if (key.type === "hash_key_symbol") return { key: { kind: "text", value: symbolName(name), ...placed(key) }, value: readExpression(value, scope) };
  const isSymbol = key.type === "string" && key.source.text[key.end] === ":";
  const written = readExpression(key, scope);
  return { key: isSymbol && written.kind === "text" ? { ...written, value: symbolName(written.value) } : written, value: readExpression(value, scope) };
}

/** `&:name` calls the method of each element; anything else is passed on. */
function readBlockArgument(node: Syntax, scope: RubyScope): Expression {
  const [given] = node.children;
  if (!given) return { kind: "name", name: "(yielded)", ...placed(node) };
  if (given.type !== "simple_symbol") return readExpression(given, scope);
  const at = { at: locationOf(node), code: shorten(textOf(node)) };
  const value: Expression = { kind: "call", callee: { kind: "member", object: { kind: "name", name: "one", ...at }, name: textOf(given).slice(1), ...at }, args: [], ...at };
  return { kind: "function", declaration: { name: textOf(node), unit: scope.source, parameters: [{ name: "one" }], results: [], value, at: at.at }, ...at };
}
