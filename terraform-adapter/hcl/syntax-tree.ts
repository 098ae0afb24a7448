import type { Parser, TreeCursor } from "web-tree-sitter";

/** A node of the parsed tree, copied out of the parser's memory; signs that carry no meaning are left out. */
export interface RawNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly RawNode[];
}

/** Deeper than anything that is written, and shallow enough for every recursive reader of the tree. */
const DEEPEST = 1200;

/** The whole tree of a text. */
export function readTree(parser: Parser, text: string): RawNode {
  const tree = parser.parse(text);
  if (!tree) return { type: "ERROR", start: 0, end: text.length, children: [] };
  const cursor = tree.walk();
  try {
    return copyNode(cursor, 0);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

function copyNode(cursor: TreeCursor, depth: number): RawNode {
  const type = cursor.nodeIsMissing ? "ERROR" : cursor.nodeType;
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  if (depth > DEEPEST) return { type: "ERROR", start, end, children: [] };
  const children: RawNode[] = [];
  if (cursor.gotoFirstChild()) {
    do children.push(copyNode(cursor, depth + 1));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return { type, start, end, children };
}
