import { removeItems } from "./edit-list";
import type { SyntaxNode } from "./syntax-node";
import { applyEdits, type TextEdit } from "./text-edits";
import type { EditableFile, Workspace } from "./workspace";

/** A file before and after. */
export interface ChangedFile {
  readonly file: string;
  readonly path: string;
  /** As the file has them, byte order mark included. */
  readonly before: string;
  readonly after: string;
}

/** Everything that is to be changed in the sources. */
export class SourceChanges {
  private readonly edits: TextEdit[] = [];
  private readonly removed = new Map<SyntaxNode, EditableFile>();
  private readonly labels = new Set<string>();

  add(edits: readonly TextEdit[]): void {
    this.edits.push(...edits);
  }

  /** Takes away an element of a list, or a block with the comment that stands above it. */
  remove(file: EditableFile, node: SyntaxNode): void {
    this.removed.set(node, file);
  }

  /** Something else is written in its place. */
  keep(node: SyntaxNode): void {
    this.removed.delete(node);
  }

  isEdited(file: string, { start, end }: SyntaxNode): boolean {
    return this.edits.some((edit) => edit.file === file && edit.start === start && edit.end === end);
  }

  /** Labels of resources that are added. */
  takeLabel(label: string): void {
    this.labels.add(label);
  }

  hasLabel(label: string): boolean {
    return this.labels.has(label);
  }

  isRemoved(node: SyntaxNode): boolean {
    return this.removed.has(node);
  }

  files(workspace: Workspace): ChangedFile[] | string {
    const all = [...this.edits, ...this.removals()];
    const changed: ChangedFile[] = [];
    for (const name of [...new Set(all.map(({ file }) => file))].sort()) {
      const file = workspace.file(name)!;
      const after = applyEdits(file.text, withinRemoved(all.filter((edit) => edit.file === name)));
      if (after === undefined) return `the changes of ${name} meet in one place`;
      if (after !== file.text) changed.push({ file: name, path: file.path, before: file.mark + file.text, after: file.mark + after });
    }
    return changed;
  }

  private removals(): TextEdit[] {
    const lists = new Map<SyntaxNode, { file: EditableFile; nodes: SyntaxNode[] }>();
    const edits: TextEdit[] = [];
    for (const [node, file] of this.removed) {
      if (node.kind === "block") edits.push({ file: file.file, ...blockExtent(node, file.text), text: "" });
      else if (node.parent?.kind === "list") {
        const entry = lists.get(node.parent) ?? { file, nodes: [] };
        entry.nodes.push(node);
        lists.set(node.parent, entry);
      }
    }
    for (const [list, { file, nodes }] of lists) edits.push(...removeItems(list, nodes).map((edit) => ({ file: file.file, ...edit })));
    return edits;
  }
}

/** What lies inside of a removed text is gone with it. */
function withinRemoved(edits: readonly TextEdit[]): TextEdit[] {
  const removed = edits.filter(({ start, end, text }) => text === "" && end > start);
  return edits.filter((edit) => !removed.some((outer) => outer !== edit && outer.start <= edit.start && edit.end <= outer.end && (outer.start < edit.start || edit.end < outer.end)));
}

/** The lines of a block, of the comment right above it, and one empty line. */
export function blockExtent({ start, end }: { readonly start: number; readonly end: number }, text: string): { start: number; end: number } {
  let from = text.lastIndexOf("\n", start - 1) + 1;
  for (;;) {
    const above = text.lastIndexOf("\n", from - 2) + 1;
    if (from === 0 || !/^[ \t]*(#|\/\/)/.test(text.slice(above, from))) break;
    from = above;
  }
  const next = text.indexOf("\n", end);
  let to = next < 0 ? text.length : next + 1;
  const below = /^[ \t]*\r?\n/.exec(text.slice(to));
  if (below) to += below[0].length;
  else {
    const empty = /\r?\n[ \t]*\r?\n$/.exec(text.slice(0, from));
    if (empty) from -= empty[0].length - (empty[0].startsWith("\r") ? 2 : 1);
  }
  return { start: from, end: to };
}
