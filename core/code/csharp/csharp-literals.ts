import type { Expression } from "../program/program";
import { locationOf, shorten, textOf, type Syntax } from "../syntax";

/** The text of a literal. Source: https://learn.microsoft.com/en-us/dotnet/csharp/programming-guide/strings/ */
export function literalText(node: Syntax): string {
  switch (node.type) {
    case "verbatim_string_literal":
      return textOf(node).replace(/^@"|"(u8)?$/gi, "").replaceAll('""', '"');
    case "raw_string_literal":
      return withoutIndent(node.children.filter((child) => child.type === "raw_string_content").map(textOf).join(""));
    case "character_literal":
      return unescape(textOf(node).slice(1, -1));
    default:
      return unescape(textOf(node).replace(/^"|"(u8)?$/gi, ""));
  }
}

/** Lines of a raw text begin where its closing quotes do. */
function withoutIndent(text: string): string {
  if (!text.startsWith("\n") && !text.startsWith("\r\n")) return text;
  const lines = text.replace(/^\r?\n/, "").split(/\r?\n/);
  const indent = /^\s*$/.test(lines[lines.length - 1]!) ? lines.pop()!.length : 0;
  return lines.map((line) => line.slice(Math.min(indent, /^\s*/.exec(line)![0].length))).join("\n");
}

export function unescape(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|(.))/g, (_, short?: string, long?: string, hex?: string, one?: string) => {
    const code = parseInt(short ?? long ?? hex ?? "", 16);
    if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : "";
    return escapes[one!] ?? one!;
  });
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", a: "\x07", "0": "\0" };

/** `$"a{b}c"` in parts; a format changes how a value looks. */
export function readInterpolated(node: Syntax, read: (child: Syntax) => Expression): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const start = node.children.find((child) => child.type === "interpolation_start");
  const opening = start ? textOf(start) : "$";
  const isVerbatim = opening.includes("@");
  const isRaw = node.children.some((child) => child.type === "interpolation_quote" && textOf(child).length > 1) || /"""/.test(opening);
  const texts = node.children.filter((child) => child.type !== "interpolation_start" && child.type !== "interpolation_quote");
  const parts = texts.map((child): Expression => {
    if (child.type === "interpolation") return readInterpolation(child, read);
    const written = textOf(child);
    const value = isRaw ? written : (isVerbatim ? written.replaceAll('""', '"') : unescape(written)).replaceAll("{{", "{").replaceAll("}}", "}");
    return { kind: "text", value, at: locationOf(child), code: shorten(written) };
  });
  return { kind: "join", parts: isRaw ? trimmedEnds(parts) : [{ kind: "text", value: "", ...placed }, ...parts], ...placed };
}

/** A raw text that begins on a line of its own loses that line's break and the indent of its end. */
function trimmedEnds(parts: Expression[]): Expression[] {
  const [first] = parts;
  if (first?.kind !== "text" || !/^\r?\n/.test(first.value)) return parts;
  const last = parts[parts.length - 1]!;
  const indent = last.kind === "text" ? (/\n([ \t]*)$/.exec(last.value)?.[1]?.length ?? 0) : 0;
  return parts.map((part, index): Expression => {
    if (part.kind !== "text") return part;
    const body = part.value.replace(new RegExp(`\\n[ \\t]{0,${indent}}`, "g"), "\n");
    return { ...part, value: (index === 0 ? body.replace(/^\r?\n/, "") : body).replace(index === parts.length - 1 ? /\r?\n[ \t]*$/ : /$^/, "") };
  });
}

function readInterpolation(node: Syntax, read: (child: Syntax) => Expression): Expression {
  const placed = { at: locationOf(node), code: shorten(textOf(node)) };
  const value = node.children.find((child) => !child.type.startsWith("interpolation_"));
  if (!value) return { kind: "text", value: "", ...placed };
  const isFormatted = node.children.some((child) => child.type === "interpolation_format_clause");
  return isFormatted ? { kind: "other", parts: [read(value)], ...placed } : read(value);
}
