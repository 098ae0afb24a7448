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

/** An edit, and the policies and roles that it is for, by address. */
export interface MadeEdit extends TextEdit {
  readonly subjects: readonly string[];
}

/** Everything that is to be changed in the sources. */
export class SourceChanges {
  private readonly edits: MadeEdit[] = [];
  private readonly removed = new Map<SyntaxNode, { readonly file: EditableFile; readonly subject: string }>();
  private readonly labels = new Set<string>();

  /** `subject` is the address of the policy or role that the edits are for. */
  add(edits: readonly TextEdit[], subject: string): void {
    this.edits.push(...edits.map((edit) => ({ ...edit, subjects: [subject] })));
  }

  /** Takes away an element of a list, an entry of an object, or a block with the comment that stands above it. */
  remove(file: EditableFile, node: SyntaxNode, subject: string): void {
    this.removed.set(node, { file, subject });
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
    const changed: ChangedFile[] = [];
    for (const [name, edits] of this.made()) {
      const file = workspace.file(name)!;
      const after = applyEdits(file.text, edits);
      if (after === undefined) return `the changes of ${name} meet in one place`;
      if (after !== file.text) changed.push({ file: name, path: file.path, before: file.mark + file.text, after: file.mark + after });
    }
    return changed;
  }

  /** The edits that make the files, by file: each once, and none inside of another one. */
  made(): ReadonlyMap<string, readonly MadeEdit[]> {
    const all = [...this.edits, ...this.removals()];
    const names = [...new Set(all.map(({ file }) => file))].sort();
    return new Map(names.map((name) => [name, withinRemoved(once(all.filter(({ file }) => file === name)))]));
  }

  private removals(): MadeEdit[] {
    const lists = new Map<SyntaxNode, { file: EditableFile; nodes: SyntaxNode[]; subjects: string[] }>();
    const edits: MadeEdit[] = [];
    for (const [node, { file, subject }] of this.removed) {
      if (node.kind === "block") edits.push({ file: file.file, ...blockExtent(node, file.text), text: "", subjects: [subject] });
      else if (node.parent?.kind === "object") edits.push({ file: file.file, ...memberExtent(node, file.text), text: "", subjects: [subject] });
      else if (node.parent?.kind === "list") {
        const entry = lists.get(node.parent) ?? { file, nodes: [], subjects: [] };
        entry.nodes.push(node);
        entry.subjects.push(subject);
        lists.set(node.parent, entry);
      }
    }
    for (const [list, { file, nodes, subjects }] of lists) edits.push(...removeItems(list, nodes).map((edit) => ({ file: file.file, ...edit, subjects })));
    return edits;
  }
}

/** Equal edits are one, for all that asked for it. */
function once(edits: readonly MadeEdit[]): MadeEdit[] {
  const found = new Map<string, MadeEdit>();
  for (const edit of edits) {
    const key = JSON.stringify([edit.start, edit.end, edit.text]);
    const same = found.get(key);
    found.set(key, same ? { ...same, subjects: [...same.subjects, ...edit.subjects] } : edit);
  }
  return [...found.values()];
}

/** What lies inside of a removed text is gone with it. */
function withinRemoved(edits: readonly MadeEdit[]): MadeEdit[] {
  const isInside = (edit: MadeEdit, outer: MadeEdit): boolean => outer !== edit && outer.text === "" && outer.end > outer.start && outer.start <= edit.start && edit.end <= outer.end && (outer.start < edit.start || edit.end < outer.end);
  return edits
    .filter((edit) => !edits.some((outer) => isInside(edit, outer)))
    .map((outer) => ({ ...outer, subjects: [...new Set([outer, ...edits.filter((edit) => isInside(edit, outer))].flatMap(({ subjects }) => subjects))] }));
}

/** An entry of an object, with the comma and the line that go with it. */
function memberExtent(node: SyntaxNode, text: string): { start: number; end: number } {
  const own = node.parent!.members.find(({ value }) => value === node)!;
  const comma = /^[ \t]*,/.exec(text.slice(node.end))?.[0].length ?? 0;
  const isFirstOnLine = /(^|\n)[ \t]*$/.test(text.slice(0, own.start));
  const rest = /^[ \t]*\r?\n/.exec(text.slice(node.end + comma));
  if (isFirstOnLine && rest) return { start: commentedStart(own.start, text), end: node.end + comma + rest[0].length };
  return { start: own.start, end: node.end + comma };
}

/** The lines of a block, of the comment right above it, and one empty line. */
export function blockExtent({ start, end }: { readonly start: number; readonly end: number }, text: string): { start: number; end: number } {
  let from = commentedStart(start, text);
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

/** Where the line starts, or the first line of the comment right above it. */
function commentedStart(start: number, text: string): number {
  let from = text.lastIndexOf("\n", start - 1) + 1;
  for (;;) {
    const above = text.lastIndexOf("\n", from - 2) + 1;
    if (from === 0 || !/^[ \t]*(#|\/\/)/.test(text.slice(above, from))) return from;
    from = above;
  }
}
