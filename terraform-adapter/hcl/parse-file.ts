import type { Parser } from "web-tree-sitter";
import type { SourceLocation } from "../../core";
import { parseExpression } from "./parse-expression";
import { SourceText } from "./source-text";
import type { Argument, Block, Body, Expression, TemplatePart } from "./syntax";
import { topLevelNodes, type RawNode } from "./syntax-tree";

/** A comment and where it stands in its file. */
export interface Comment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a file of the language holds, as far as it could be understood. */
export interface ParsedFile {
  readonly source: SourceText;
  readonly body: Body;
  readonly comments: readonly Comment[];
  /** The places that could not be understood; the rest of the file is used. */
  readonly problems: readonly SourceLocation[];
}

/** Parses a `.tf` or `.tfvars` file. A broken one gives what can be told of it. */
export function parseFile(parser: Parser, source: SourceText): ParsedFile {
  return new FileParser(source).parse(topLevelNodes(parser, source.text));
}

/** The text of a template file, as an expression. */
export function parseTemplateText(parser: Parser, file: string, text: string, sourceOf?: (wrapped: string) => SourceText): Expression {
  const marker = uniqueMarker(text);
  const opening = `t=<<${marker}\n`;
  const wrapped = `${opening}${text}\n${marker}\n`;
  const source = sourceOf?.(wrapped) ?? new TemplateText(file, wrapped, opening.length);
  const parsed = parseFile(parser, source).body.arguments[0]?.value;
  if (parsed?.kind !== "template") return { kind: "invalid", detail: `${file} is no valid template`, source, start: opening.length, end: source.text.length };
  return { ...parsed, parts: withoutLastNewline(parsed.parts), end: opening.length + text.length, start: opening.length };
}

/** The newline before the closing marker is not part of the text. */
function withoutLastNewline(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const last = parts[parts.length - 1];
  if (last?.kind !== "text" || !last.text.endsWith("\n")) return parts;
  const kept = last.text.slice(0, -1);
  return kept === "" ? parts.slice(0, -1) : [...parts.slice(0, -1), { ...last, text: kept, end: last.end - 1 }];
}

/** One expression that stands by itself, such as the value of a TF_VAR_ variable. */
export function parseExpressionText(parser: Parser, file: string, text: string): Expression | undefined {
  const source = new SourceText(file, `v=${text}\n`);
  const { body, problems } = parseFile(parser, source);
  return problems.length === 0 ? body.arguments[0]?.value : undefined;
}

/** A text that stands one line, the opening of a heredoc, lower than in its file. */
class TemplateText extends SourceText {
  constructor(file: string, text: string, private readonly shift: number) {
    super(file, text);
  }

  override place(start: number, end: number): SourceLocation {
    const place = super.place(Math.max(start, this.shift), Math.max(end, this.shift));
    return { ...place, line: place.line - 1, endLine: place.endLine - 1 };
  }
}

function uniqueMarker(text: string): string {
  let marker = "TEMPLATE";
  while (text.includes(marker)) marker += "X";
  return marker;
}

class FileParser {
  private readonly comments: Comment[] = [];
  private readonly problems: SourceLocation[] = [];

  constructor(private readonly source: SourceText) {}

  parse(nodes: Iterable<RawNode>): ParsedFile {
    const body = this.parseBody(this.collecting(nodes));
    this.comments.sort((a, b) => a.start - b.start);
    this.problems.sort((a, b) => a.line - b.line || a.column - b.column);
    return { source: this.source, body, comments: this.comments, problems: this.problems };
  }

  private *collecting(nodes: Iterable<RawNode>): Generator<RawNode> {
    for (const node of nodes) {
      this.collect(node);
      yield node;
    }
  }

  /** Comments and errors stand anywhere in the tree. */
  private collect(top: RawNode): void {
    const open = [top];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.type === "comment") this.comments.push({ text: this.text(node), start: node.start, end: node.end });
      if (node.type === "ERROR") this.problems.push(this.source.place(node.start, node.end));
      else for (const child of node.children) open.push(child);
    }
  }

  private parseBody(nodes: Iterable<RawNode>): Body {
    const found: Argument[] = [];
    const blocks: Block[] = [];
    let broken: SourceLocation | undefined;
    const read = (node: RawNode): void => {
      if (node.type === "attribute") found.push(this.parseArgument(node));
      else if (node.type === "block") blocks.push(this.parseBlock(node));
      else if (node.type === "ERROR" || node.type === "body" || node.type === "object") {
        if (node.type === "ERROR") broken ??= this.source.place(node.start, node.end);
        node.children.forEach(read);
      }
    };
    for (const node of nodes) read(node);
    return { arguments: found, blocks, ...(broken ? { broken } : {}) };
  }

  private parseArgument(node: RawNode): Argument {
    const name = node.children.find((child) => child.type === "identifier") ?? node;
    const isBroken = node.children.some((child) => child.type === "ERROR");
    const value = isBroken ? undefined : node.children.find((child) => child.type === "expression");
    return { name: this.text(name), value: parseExpression(value, this.source, node), source: this.source, start: node.start, end: node.end };
  }

  private parseBlock(node: RawNode): Block {
    const opening = node.children.findIndex((child) => child.type === "block_start");
    const header = node.children.slice(0, opening === -1 ? node.children.length : opening);
    const [type, ...labels] = header.filter((child) => child.type === "identifier" || child.type === "string_lit");
    const body = this.parseBody(node.children.slice(header.length));
    return {
      type: type ? this.text(type) : "",
      labels: labels.map((label) => this.text(label).replace(/^"(.*)"$/s, "$1")),
      body: opening === -1 ? { ...body, broken: this.source.place(node.start, node.end) } : body,
      headerEnd: node.children[opening]?.end ?? header[header.length - 1]?.end ?? node.start,
      source: this.source,
      start: node.start,
      end: node.end,
    };
  }

  private text(node: RawNode): string {
    return this.source.text.slice(node.start, node.end);
  }
}
