import { loadGrammar, type GrammarName } from "../grammars";
import type { SourceLocation } from "../values";

/** The text of a file and where its lines begin. */
export interface SourceText {
  /** As it is reported. */
  readonly shown: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** A node of a syntax tree with the grammar's names of types and fields; no comments, anonymous nodes only where they have a field. */
export interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Syntax[];
  readonly fields: ReadonlyMap<string, readonly Syntax[]>;
  readonly source: SourceText;
}

export interface ParsedFile {
  readonly root: Syntax;
  /** Places that could not be parsed. */
  readonly errors: readonly Syntax[];
}

/** Parses the text of a file that is reported under the name `shown`. */
export type SourceParser = (shown: string, text: string) => ParsedFile;

interface GrowingSyntax extends Syntax {
  readonly children: Syntax[];
  readonly fields: Map<string, Syntax[]>;
}

type Cursor = ReturnType<NonNullable<ReturnType<Awaited<ReturnType<typeof loadGrammar>>["parse"]>>["walk"]>;

/** A parser whose trees are copied out of the WASM memory: walking them is cheap, and nothing has to be freed. */
export async function loadParser(name: GrammarName): Promise<SourceParser> {
  const parser = await loadGrammar(name);
  return (shown, text) => {
    const source: SourceText = { shown, text, lineStarts: lineStartsOf(text) };
    const tree = parser.parse(text);
    if (!tree) {
      const nothing = growing("file", 0, 0, source);
      return { root: nothing, errors: [nothing] };
    }
    const cursor = tree.walk();
    try {
      return copyTree(cursor, source);
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
}

function copyTree(cursor: Cursor, source: SourceText): ParsedFile {
  const root = growing(cursor.nodeType, cursor.startIndex, cursor.endIndex, source);
  const errors: Syntax[] = root.type === "ERROR" ? [root] : [];
  const open = [root];
  if (!cursor.gotoFirstChild()) return { root, errors };
  while (open.length > 0) {
    const copied = copyNode(cursor, open[open.length - 1]!, source);
    if (copied && (copied.type === "ERROR" || cursor.nodeIsMissing)) errors.push(copied);
    if (copied && cursor.gotoFirstChild()) {
      open.push(copied);
      continue;
    }
    while (open.length > 0 && !cursor.gotoNextSibling()) {
      cursor.gotoParent();
      open.pop();
    }
  }
  return { root, errors };
}

function copyNode(cursor: Cursor, parent: GrowingSyntax, source: SourceText): GrowingSyntax | undefined {
  const type = cursor.nodeType;
  const field = cursor.currentFieldName;
  const isNamed = cursor.nodeIsNamed;
  if (type.endsWith("comment") || (!isNamed && !field)) return undefined;
  const node = growing(type, cursor.startIndex, cursor.endIndex, source);
  if (isNamed) parent.children.push(node);
  if (field) {
    const siblings = parent.fields.get(field);
    if (siblings) siblings.push(node);
    else parent.fields.set(field, [node]);
  }
  return node;
}

function growing(type: string, start: number, end: number, source: SourceText): GrowingSyntax {
  return { type, start, end, children: [], fields: new Map(), source };
}

export function textOf(node: Syntax): string {
  return node.source.text.slice(node.start, node.end);
}

/** Code as it is quoted in details. */
export function shorten(code: string): string {
  const line = code.slice(0, 500).replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** The first node in the field. */
export function field(node: Syntax, name: string): Syntax | undefined {
  return node.fields.get(name)?.[0];
}

export function fieldAll(node: Syntax, name: string): readonly Syntax[] {
  return node.fields.get(name) ?? [];
}

/** The children of a type. */
export function childrenOf(node: Syntax, type: string): Syntax[] {
  return node.children.filter((child) => child.type === type);
}

export function locationOf(node: Syntax): SourceLocation {
  const start = positionOf(node.source, node.start);
  const end = positionOf(node.source, node.end);
  return { file: node.source.shown, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function positionOf(source: SourceText, offset: number): { line: number; column: number } {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (source.lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - source.lineStarts[low]! + 1 };
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf("\n"); index !== -1; index = text.indexOf("\n", index + 1)) starts.push(index + 1);
  return starts;
}
