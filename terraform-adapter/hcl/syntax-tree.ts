import type { Parser, TreeCursor } from "web-tree-sitter";

/** A node of the parsed tree, copied out of the parser's memory. */
export interface RawNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly RawNode[];
}

/** Deeper than anything that is written, and shallow enough for every recursive reader of the tree. */
const DEEPEST = 1200;

/** What stands at the top of a file, one after the other: of a large file, only one of these is in memory as a tree of nodes. */
export function* topLevelNodes(parser: Parser, text: string): Generator<RawNode> {
  const tree = parser.parse(text);
  if (!tree) {
    yield { type: "ERROR", start: 0, end: text.length, children: NONE };
    return;
  }
  const cursor = tree.walk();
  try {
    if (cursor.nodeType === "ERROR") yield { type: "ERROR", start: 0, end: 0, children: NONE };
    yield* children(cursor);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

function* children(cursor: TreeCursor): Generator<RawNode> {
  if (!cursor.gotoFirstChild()) return;
  do {
    if (cursor.nodeType === "body") yield* children(cursor);
    else yield copyNode(cursor, 0);
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
}

const NONE: readonly RawNode[] = [];
/** Nodes that hold nothing: looking into each of them would take as long as all the others. */
const LEAVES = new Set(["identifier", "template_literal", "comment", "numeric_lit", "null_lit", "bool_lit", "heredoc_identifier", "quoted_template_start", "quoted_template_end", "strip_marker", "=", ".", ",", "(", ")", "[", "]"]);

function copyNode(cursor: TreeCursor, depth: number): RawNode {
  const type = cursor.nodeIsMissing ? "ERROR" : cursor.nodeType;
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  if (LEAVES.has(type)) return { type, start, end, children: NONE };
  if (depth > DEEPEST) return { type: "ERROR", start, end, children: NONE };
  if (!cursor.gotoFirstChild()) return { type, start, end, children: NONE };
  const copied: RawNode[] = [];
  do copied.push(copyNode(cursor, depth + 1));
  while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return { type, start, end, children: copied };
}
