import type { Statement } from "../../core";
import type { SyntaxNode } from "./syntax-node";
import type { EditableFile, Workspace } from "./workspace";

/** The object in which the elements of a statement are written, where a `dynamic` block or a for-expression makes statements of such objects. */
export function originOf(statement: Statement, workspace: Workspace): { readonly file: EditableFile; readonly node: SyntaxNode } | undefined {
  const elements = [...(statement.actions ?? []), ...(statement.notActions ?? []), ...(statement.resources ?? []), ...(statement.notResources ?? [])];
  const objects = elements.map(({ at }) => {
    const found = workspace.nodeAt(at);
    const node = found && enclosingObject(found.node);
    return found && node && { file: found.file, node };
  });
  const [first] = objects;
  if (!first || objects.some((object) => object?.node !== first.node)) return undefined;
  return first.node.parent?.kind === "list" || first.node.parent?.kind === "object" ? first : undefined;
}

function enclosingObject(node: SyntaxNode): SyntaxNode | undefined {
  const { parent } = node;
  if (!parent || parent.kind === "block") return undefined;
  return parent.kind === "object" ? parent : enclosingObject(parent);
}
