import type { Expression } from "../program/program";
import { textOf, type Syntax } from "../syntax";
import { callTo, placed, readExpression } from "./ruby-syntax";
import type { RubyScope } from "./ruby-source";
import { symbolName } from "./ruby-symbols";

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", s: " ", "0": "\0", e: "\u001b", a: "\u0007", b: "\b" };

/** A text, or a symbol that is written as one, with what is put into it. */
export function readText(node: Syntax, scope: RubyScope): Expression {
  const parts = partsOf(node, scope);
  const isSymbol = node.type === "delimited_symbol" || node.type === "bare_symbol";
  const all: Expression[] = isSymbol ? [{ kind: "text", value: symbolName(""), ...placed(node) }, ...parts] : parts;
  return joined(all, node);
}

function joined(parts: readonly Expression[], node: Syntax): Expression {
  if (parts.every((part) => part.kind === "text")) return { kind: "text", value: parts.map((part) => (part.kind === "text" ? part.value : "")).join(""), ...placed(node) };
  return { kind: "join", parts, ...placed(node) };
}

function partsOf(node: Syntax, scope: RubyScope): Expression[] {
  return node.children.flatMap((child): Expression[] => {
    switch (child.type) {
      case "string":
        return partsOf(child, scope);
      case "string_content":
      case "heredoc_content":
        return [{ kind: "text", value: textOf(child), ...placed(child) }];
      case "escape_sequence":
        return [{ kind: "text", value: unescape(textOf(child)), ...placed(child) }];
      case "interpolation":
        return child.children.map((inner) => callTo("(text)", [readExpression(inner, scope)], child));
      default:
        return [];
    }
  });
}

function unescape(written: string): string {
  const code = /^\\u\{?([0-9a-fA-F]+)\}?$/.exec(written)?.[1] ?? /^\\x([0-9a-fA-F]+)$/.exec(written)?.[1];
  if (code) return String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff));
  return escapes[written[1] ?? ""] ?? written.slice(1);
}

/** `<<~TEXT` loses the indentation that all of its lines have. */
export function readHeredoc(node: Syntax, scope: RubyScope): Expression {
  const body = scope.source.heredocs.get(node);
  if (!body) return { kind: "other", parts: [], ...placed(node) };
  const parts = partsOf(body, scope);
  const [first, ...others] = parts;
  const begins = first?.kind === "text" ? [{ ...first, value: first.value.replace(/^\r?\n/, "") }, ...others] : parts;
  if (!textOf(node).startsWith("<<~")) return joined(begins, node);
  const indents = [...textOf(body).matchAll(/^([ \t]*)\S/gm)].map((match) => match[1]!.length).slice(0, -1);
  const indent = new RegExp(`^[ \\t]{0,${indents.length > 0 ? Math.min(...indents) : 0}}`, "gm");
  return joined(begins.map((part) => (part.kind === "text" ? { ...part, value: part.value.replace(indent, "") } : part)), node);
}
