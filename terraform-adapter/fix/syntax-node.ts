/** A piece of a source file that can be edited: an HCL expression or block, or a value of JSON text in one. */
export interface SyntaxNode {
  readonly kind: "block" | "object" | "list" | "text" | "other";
  readonly language: "hcl" | "json";
  /** Whether `${…}` can be written in it. */
  readonly interpolates: boolean;
  readonly start: number;
  readonly end: number;
  readonly members: readonly SyntaxMember[];
  readonly items: readonly SyntaxNode[];
  /** Everything inside of it. */
  readonly children: readonly SyntaxNode[];
  parent?: SyntaxNode;
}

/** `key = value`, `"key": value`, or a nested block under its type. */
export interface SyntaxMember {
  readonly name: string;
  readonly start: number;
  readonly keyEnd: number;
  readonly value: SyntaxNode;
}

/** A node that knows its children as theirs. */
export function syntaxNode(node: Partial<SyntaxNode> & Pick<SyntaxNode, "kind" | "language" | "interpolates" | "start" | "end">): SyntaxNode {
  const members = node.members ?? [];
  const items = node.items ?? [];
  const children = [...members.map(({ value }) => value), ...items, ...(node.children ?? [])];
  const made: SyntaxNode = { ...node, members, items, children };
  for (const child of children) child.parent = made;
  return made;
}

/** The outermost node with exactly this extent. */
export function nodeAt(root: SyntaxNode, start: number, end: number, kind?: SyntaxNode["kind"]): SyntaxNode | undefined {
  if (root.start === start && root.end === end && (kind === undefined || root.kind === kind)) return root;
  for (const child of root.children) {
    if (child.start > start || child.end < end) continue;
    const found = nodeAt(child, start, end, kind);
    if (found) return found;
  }
  return undefined;
}

export function memberOf(node: SyntaxNode, name: string): SyntaxMember | undefined {
  return node.members.find((member) => member.name === name);
}
