import type { SyntaxNode } from "./syntax-node";

/** What is written in place of one element: texts as they go into the file, none to take it away. */
export interface ElementChange {
  readonly node: SyntaxNode;
  readonly texts: readonly string[];
}

export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits that put other elements in place of some; the rest of each list stays as it is written. A string says why it cannot be done. */
export function editElements(changes: readonly ElementChange[], text: string): Replacement[] | string {
  const edits: Replacement[] = [];
  const removed = new Map<SyntaxNode, SyntaxNode[]>();
  for (const { node, texts } of changes) {
    const list = node.parent?.kind === "list" ? node.parent : undefined;
    if (list) {
      if (texts.length === 0) removed.set(list, [...(removed.get(list) ?? []), node]);
      else edits.push({ start: node.start, end: node.end, text: texts.join(separatorOf(list, node, text)) });
      continue;
    }
    if (node.parent?.kind !== "object" && node.parent?.kind !== "block") return "it is written in an expression that cannot be edited in place";
    if (texts.length === 0) return "its only element is not needed";
    edits.push({ start: node.start, end: node.end, text: texts.length === 1 ? texts[0]! : `[${texts.join(", ")}]` });
  }
  for (const [list, nodes] of removed) {
    if (list.items.every((item) => nodes.includes(item))) return "none of its elements is needed";
    edits.push(...removeItems(list, nodes));
  }
  return edits;
}

/** Takes elements out of a list, each run of neighbours with the commas that go with it. */
export function removeItems(list: SyntaxNode, nodes: readonly SyntaxNode[]): Replacement[] {
  const edits: Replacement[] = [];
  const { items } = list;
  for (let index = 0; index < items.length; index++) {
    if (!nodes.includes(items[index]!)) continue;
    const first = index;
    while (index + 1 < items.length && nodes.includes(items[index + 1]!)) index++;
    const next = items[index + 1];
    if (next) edits.push({ start: items[first]!.start, end: next.start, text: "" });
    else if (first > 0) edits.push({ start: items[first - 1]!.end, end: items[index]!.end, text: "" });
    else edits.push({ start: items[first]!.start, end: items[index]!.end, text: "" });
  }
  return edits;
}

/** What stands between two elements of the list. */
export function separatorOf(list: SyntaxNode, node: SyntaxNode, text: string): string {
  const lineStart = text.lastIndexOf("\n", node.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, node.start))![0];
  const isAlone = lineStart + indent.length === node.start && lineStart > list.start;
  return isAlone ? `,${lineEnd(text)}${indent}` : ", ";
}

/** As the file ends its lines. */
export function lineEnd(text: string): "\r\n" | "\n" {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
