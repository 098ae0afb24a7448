import type { Expression } from "../program/program";
import { childrenOf, field, locationOf, shorten, textOf, type Syntax } from "../syntax";
import type { RustScope } from "./rust-source";
import { callTo, open, placed } from "./rust-syntax";

const opening = "fn _() { ";

/** A macro by what its arguments are: they are read as expressions wherever they can be. */
export function readMacro(node: Syntax, scope: RustScope): Expression {
  const name = textOf(field(node, "macro")!).replace(/^.*::/, "");
  const tokens = childrenOf(node, "token_tree")[0];
  if (!tokens) return open(node);
  const [start, end] = [tokens.start + 1, tokens.end - 1];
  const text = tokens.source.text.slice(start, end);
  switch (name) {
    case "format":
    case "concat":
    case "format_args":
      return callTo(name === "concat" ? "(concat)" : "(format)", argumentsIn(text, start, node, scope), node);
    case "vec":
    case "join":
    case "try_join":
    case "smallvec":
      return { kind: "list", items: argumentsIn(text, start, node, scope), ...placed(node) };
    case "json":
      return readJson(text, start, node, scope);
    case "env":
    case "option_env":
      return open(node);
    case "include_str":
    case "include_bytes":
    case "cfg":
    case "stringify":
    case "line":
    case "file":
      return open(node);
    case "panic":
    case "todo":
    case "unimplemented":
    case "unreachable":
    case "bail":
      return callTo("(leave)", argumentsIn(text, start, node, scope), node);
    default:
      return silent.test(name) ? open(node, argumentsIn(text, start, node, scope)) : callTo("(macro)", argumentsIn(text, start, node, scope), node);
  }
}

/** Macros that only write, compare or wait for what they are given. */
const silent = /^(e?print(ln)?|write(ln)?|trace|debug|info|warn|error|event|span|\w+_span|(debug_)?assert(_\w+)?|matches|dbg|anyhow|ensure|eyre|select|pin|log|hashmap|btreemap|metric|query|query_as)$/;

/** The parts of a macro's tokens between commas and arrows, each as an expression if it is one. */
function argumentsIn(text: string, start: number, node: Syntax, scope: RustScope): Expression[] {
  return partsOf(text).flatMap(({ text: part, from }): Expression[] => {
    const read = parseAt(part, start + from, node, scope);
    if (read) return [read];
    return armsOf(part).flatMap((arm): Expression[] => {
      const bound = /^\s*[^=!<>]*[^=!<>\s]\s*=(?![=>])/.exec(arm.text)?.[0].length ?? 0;
      const value = parseAt(arm.text.slice(bound), start + from + arm.from + bound, node, scope) ?? parseAt(arm.text, start + from + arm.from, node, scope);
      return value ? [value] : [];
    });
  });
}

/** `pattern = future => { … }` and what follows without a comma, piece by piece. */
function armsOf(text: string): Part[] {
  const pieces: Part[] = [];
  let depth = 0;
  let from = 0;
  const push = (to: number, next: number): void => {
    if (text.slice(from, to).trim() !== "") pieces.push({ text: text.slice(from, to), from });
    from = next;
  };
  for (let index = 0; index < text.length; index += 1) {
    const one = text[index]!;
    if (one === '"') index = endOfText(text, index);
    else if ("([{".includes(one)) depth += 1;
    else if (")]}".includes(one)) {
      depth -= 1;
      if (one === "}" && depth === 0) push(index + 1, index + 1);
    } else if (depth === 0 && text.startsWith("=>", index)) {
      push(index, index + 2);
      index += 1;
    }
  }
  push(text.length, text.length);
  return pieces;
}

interface Part {
  readonly text: string;
  /** Where it begins in the whole. */
  readonly from: number;
}

/** Splits at commas and semicolons that stand in no bracket and no text. */
export function partsOf(text: string, separators = ",;"): Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let from = 0;
  const push = (to: number): void => {
    if (text.slice(from, to).trim() !== "") parts.push({ text: text.slice(from, to), from });
    from = to + 1;
  };
  for (let index = 0; index < text.length; index += 1) {
    const one = text[index]!;
    if (one === '"') index = endOfText(text, index);
    else if ("([{".includes(one)) depth += 1;
    else if (")]}".includes(one)) depth -= 1;
    else if (depth === 0 && separators.includes(one) && !(one === ":" && (text[index + 1] === ":" || text[index - 1] === ":"))) push(index);
  }
  push(text.length);
  return parts;
}

function endOfText(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === "\\") index += 1;
    else if (text[index] === '"') return index;
  }
  return text.length;
}

/** A piece of the file as an expression; `undefined` where it is none. */
function parseAt(text: string, start: number, node: Syntax, scope: RustScope): Expression | undefined {
  const { root, errors } = scope.source.parse(`${opening}${text} }`);
  if (errors.length > 0) return undefined;
  const block = field(root.children[0] ?? root, "body");
  const [only] = block?.children ?? [];
  if (!only || block!.children.length !== 1) return undefined;
  const inner = only.type === "expression_statement" ? only.children[0] : only;
  if (!inner || inner.type.endsWith("_item") || inner.type === "let_declaration") return undefined;
  return scope.source.readExpression(moved(inner, start - opening.length, node), scope);
}

/** The same tree where it stands in the file. */
function moved(piece: Syntax, by: number, { source }: Syntax): Syntax {
  const copies = new Map<Syntax, Syntax>();
  const copy = (one: Syntax): Syntax => {
    const known = copies.get(one);
    if (known) return known;
    const made: Syntax = { type: one.type, start: one.start + by, end: one.end + by, source, children: one.children.map(copy), fields: new Map([...one.fields].map(([name, nodes]) => [name, nodes.map(copy)])) };
    copies.set(one, made);
    return made;
  };
  return copy(piece);
}

/** `json!({ "key": value })` */
function readJson(text: string, start: number, node: Syntax, scope: RustScope): Expression {
  const trimmed = text.trim();
  const inside = start + text.indexOf(trimmed[0] ?? "") + 1;
  const at = { at: locationOf(node), code: shorten(textOf(node)) };
  if (trimmed.startsWith("{") && trimmed.endsWith("}")) {
    const body = trimmed.slice(1, -1);
    const entries = partsOf(body, ",").flatMap(({ text: part, from }) => {
      const [key, ...value] = partsOf(part, ":");
      const first = value[0];
      if (!key || !first) return [];
      const name = parseAt(key.text, inside + from + key.from, node, scope);
      return name ? [{ key: name, value: readJson(part.slice(first.from), inside + from + first.from, node, scope) }] : [];
    });
    return { kind: "map", entries, ...at };
  }
  if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
    return { kind: "list", items: partsOf(trimmed.slice(1, -1), ",").map(({ text: part, from }) => readJson(part, inside + from, node, scope)), ...at };
  }
  if (trimmed === "null") return { kind: "null", ...at };
  return parseAt(text, start, node, scope) ?? open(node);
}
