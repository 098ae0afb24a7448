import type { RawNode } from "./syntax-tree";
import type { SourceText } from "./source-text";
import type { Expression, TemplatePart, TemplateText } from "./syntax";

/** How an expression inside a template is read; `around` stands for one that is not there. */
export type ParseInner = (node: RawNode | undefined, source: SourceText, around: RawNode) => Expression;

/** A template in the order it is written, before `if` and `for` are paired with their ends. */
type Token =
  | { readonly kind: "text"; text: string; start: number; end: number }
  | { readonly kind: "interpolation"; readonly value: Expression }
  | { readonly kind: "if"; readonly condition: Expression }
  | { readonly kind: "else" | "endif" | "endfor" }
  | { readonly kind: "for"; readonly keyName?: string; readonly valueName: string; readonly collection: Expression };

type TextToken = Extract<Token, { kind: "text" }>;

const ESCAPE = /\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|\$\$\{|%%\{/y;
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The parts of a text in quotes. */
export function parseQuoted(node: RawNode, source: SourceText, parseInner: ParseInner): TemplatePart[] {
  const open = node.children[0]!;
  const close = node.children[node.children.length - 1]!;
  const end = close.type === "quoted_template_end" ? close.start : node.end;
  const reader = new TokenReader(source, true, parseInner);
  reader.read(node.children, open.end, end);
  return nest(reader.tokens);
}

/** The parts of a heredoc; `<<-` takes away the indentation that all its lines share. */
export function parseHeredoc(node: RawNode, source: SourceText, parseInner: ParseInner): TemplatePart[] {
  const [opening, ending] = node.children.filter((child) => child.type === "heredoc_identifier");
  const start = source.text.indexOf("\n", opening?.end ?? node.start) + 1;
  const lastLine = source.text.lastIndexOf("\n", (ending?.start ?? node.end) - 1) + 1;
  const reader = new TokenReader(source, false, parseInner);
  reader.read(node.children, start, Math.max(start, lastLine));
  if (source.text.startsWith("<<-", node.start)) removeIndentation(reader.tokens);
  return nest(reader.tokens);
}

class TokenReader {
  readonly tokens: Token[] = [];
  private trimsNext = false;

  constructor(
    private readonly source: SourceText,
    private readonly isQuoted: boolean,
    private readonly parseInner: ParseInner,
  ) {}

  /** The nodes are the interpolations and directives; everything between them is text. */
  read(nodes: readonly RawNode[], start: number, end: number): void {
    let offset = start;
    for (const node of nodes) {
      const isDirective = node.type === "template_directive";
      if (!isDirective && node.type !== "template_interpolation") continue;
      this.readText(offset, node.start);
      if (isDirective) this.readDirective(node);
      else this.readSequence(node, { kind: "interpolation", value: this.parseInner(node.children.find(isExpression), this.source, node) });
      offset = node.end;
    }
    this.readText(offset, end);
  }

  private readDirective(node: RawNode): void {
    const inner = node.children[0];
    if (!inner || (inner.type !== "template_for" && inner.type !== "template_if")) {
      this.tokens.push({ kind: "interpolation", value: this.parseInner(undefined, this.source, node) });
      return;
    }
    let offset = inner.start;
    for (const child of inner.children) {
      const token = this.directiveToken(child);
      if (!token && child.type !== "template_interpolation" && child.type !== "template_directive") continue;
      this.readText(offset, child.start);
      if (token) this.readSequence(child, token);
      else this.read([child], child.start, child.end);
      offset = child.end;
    }
  }

  private directiveToken(node: RawNode): Token | undefined {
    const expression = () => this.parseInner(node.children.find(isExpression), this.source, node);
    switch (node.type) {
      case "template_if_intro":
        return { kind: "if", condition: expression() };
      case "template_else_intro":
        return { kind: "else" };
      case "template_if_end":
        return { kind: "endif" };
      case "template_for_end":
        return { kind: "endfor" };
      case "template_for_start": {
        const names = node.children.filter((child) => child.type === "identifier").map((child) => this.source.text.slice(child.start, child.end));
        return { kind: "for", ...(names.length > 1 ? { keyName: names[0]! } : {}), valueName: names[names.length - 1] ?? "", collection: expression() };
      }
      default:
        return undefined;
    }
  }

  /** A `~` behind the opening sign eats the white space of the text before it, one before the closing sign that of the next. */
  private readSequence(node: RawNode, token: Token): void {
    const { text } = this.source;
    const last = this.tokens[this.tokens.length - 1];
    if (text[node.start + 2] === "~" && last?.kind === "text") {
      last.text = last.text.trimEnd();
      last.end = Math.min(last.end, last.start + last.text.length);
    }
    this.tokens.push(token);
    this.trimsNext = text[node.end - 2] === "~";
  }

  private readText(start: number, end: number): void {
    if (end <= start) return;
    const first = this.tokens.length;
    if (this.isQuoted) this.readRun(start, end);
    else this.readLines(start, end);
    const token = this.tokens[first];
    if (this.trimsNext && token?.kind === "text") trimStart(token);
    this.trimsNext = false;
  }

  private readLines(start: number, end: number): void {
    for (let offset = start; offset < end; ) {
      const newline = this.source.text.indexOf("\n", offset);
      const lineEnd = newline === -1 || newline >= end ? end : newline + 1;
      this.readRun(offset, lineEnd);
      offset = lineEnd;
    }
  }

  /** Text is cut at its escapes, so that each run has as many characters as its place. */
  private readRun(start: number, end: number): void {
    const { text } = this.source;
    let runStart = start;
    for (let offset = start; offset < end; ) {
      const escape = this.escapeAt(offset);
      if (!escape) {
        offset++;
        continue;
      }
      this.addText(text.slice(runStart, offset), runStart, offset);
      this.addText(escape.text, offset, offset + escape.length);
      offset += escape.length;
      runStart = offset;
    }
    this.addText(text.slice(runStart, end), runStart, end);
  }

  private escapeAt(offset: number): { readonly text: string; readonly length: number } | undefined {
    const sign = this.source.text[offset];
    if (sign !== "$" && sign !== "%" && (sign !== "\\" || !this.isQuoted)) return undefined;
    ESCAPE.lastIndex = offset;
    const found = ESCAPE.exec(this.source.text);
    if (!found) return undefined;
    const [all, letter, short, long] = found;
    if (letter !== undefined) return { text: ESCAPED[letter]!, length: all.length };
    const code = short ?? long;
    if (code === undefined) return { text: all.slice(1), length: all.length };
    const point = parseInt(code, 16);
    return { text: point > 0x10ffff ? "\uFFFD" : String.fromCodePoint(point), length: all.length };
  }

  private addText(text: string, start: number, end: number): void {
    if (text !== "") this.tokens.push({ kind: "text", text, start, end });
  }
}

function isExpression(node: RawNode): boolean {
  return node.type === "expression";
}

function trimStart(token: TextToken): void {
  const kept = token.text.trimStart();
  if (token.end - token.start === token.text.length) token.start += token.text.length - kept.length;
  token.text = kept;
}

/** What `<<-` takes away: lines of white space alone neither count nor change. */
function removeIndentation(tokens: readonly Token[]): void {
  const starts = lineStarts(tokens);
  const widths = starts.map((token) => (token === "none" ? 0 : token.text.length - token.text.replace(/^[^\S\n]+/, "").length));
  if (widths.length === 0) return;
  const width = Math.min(...widths);
  for (const token of starts) {
    if (token === "none") continue;
    token.text = token.text.slice(width);
    token.start += width;
  }
}

/** The text that each line with content starts with; `none` where it starts with an interpolation or directive. */
function lineStarts(tokens: readonly Token[]): (TextToken | "none")[] {
  const starts: (TextToken | "none")[] = [];
  let isLineStart = true;
  tokens.forEach((token, index) => {
    if (token.kind !== "text") {
      if (isLineStart) starts.push("none");
      isLineStart = false;
      return;
    }
    const endsLine = token.text.endsWith("\n");
    const isBlank = token.text.trim() === "" && (endsLine || tokens[index + 1] === undefined);
    if (isLineStart && !isBlank) starts.push(token);
    isLineStart = endsLine;
  });
  return starts;
}

function nest(tokens: readonly Token[]): TemplatePart[] {
  let next = 0;
  const readUntil = (...ends: readonly Token["kind"][]): TemplatePart[] => {
    const parts: TemplatePart[] = [];
    while (next < tokens.length && !ends.includes(tokens[next]!.kind)) {
      const token = tokens[next++]!;
      if (token.kind === "text") addRun(parts, token);
      else if (token.kind === "interpolation") parts.push(token);
      else if (token.kind === "for") {
        const body = readUntil("endfor");
        next++;
        parts.push({ ...token, body });
      } else if (token.kind === "if") {
        const then = readUntil("else", "endif");
        const hasElse = tokens[next]?.kind === "else";
        if (hasElse) next++;
        const otherwise = hasElse ? readUntil("endif") : [];
        next++;
        parts.push({ ...token, then, otherwise });
      }
    }
    return parts;
  };
  return readUntil();
}

function addRun(parts: TemplatePart[], token: TemplateText): void {
  if (token.text !== "") parts.push({ kind: "text", text: token.text, start: token.start, end: token.end });
}
