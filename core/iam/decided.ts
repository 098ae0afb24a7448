import type { SourceLocation, SymbolicString, Unknown, UnknownReason } from "../values";
import type { PolicyDocument, PolicyElement } from "./policy-document";

/** A place in a policy document that cannot be told before deployment, and why. */
export interface UndecidedElement {
  readonly path: string;
  readonly reason: UnknownReason;
  readonly detail?: string;
  readonly references: readonly string[];
  readonly at?: SourceLocation;
}

/** Whether every Effect, Action and Resource is known, or symbolic: made of text and references. */
export function isDecided(document: PolicyDocument): boolean {
  return undecidedElements(document).length === 0;
}

/** The Effects, Actions and Resources that are neither known nor symbolic, and statements that could not be read, in the order of the document. */
export function undecidedElements(document: PolicyDocument): UndecidedElement[] {
  const found: UndecidedElement[] = [];
  for (const statement of document.statements) {
    if (statement.effect.kind === "unknown") found.push(undecided(`${statement.path}.Effect`, statement.effect));
    for (const element of [...(statement.actions ?? []), ...(statement.notActions ?? [])]) addElement(element, false, found);
    for (const element of [...(statement.resources ?? []), ...(statement.notResources ?? [])]) addElement(element, true, found);
  }
  if (document.unreadStatements) found.push(undecided("Statement", document.unreadStatements));
  return found;
}

/** A reference says enough about a resource, which can be compared by it, and nothing about an action. */
function addElement(element: PolicyElement, mayReference: boolean, found: UndecidedElement[]): void {
  const reason = element.value.kind === "unknown" ? element.value : hiddenPart(element.value, mayReference);
  if (reason) found.push(undecided(element.path, reason, element.at));
}

function hiddenPart(value: SymbolicString, mayReference: boolean): Unknown | undefined {
  // Text around a reference may be open, as in a plan without its sources: which resource it is about is told all the same.
  if (mayReference && value.parts.some((part) => part.kind === "reference")) return undefined;
  for (const part of value.parts) {
    if (part.kind === "unknown-text") return part.unknown;
    if (part.kind === "reference" && !mayReference) {
      return { kind: "unknown", reason: "computed-at-apply", references: [`${part.address}.${part.attribute}`] };
    }
  }
  return undefined;
}

function undecided(path: string, reason: Unknown, at = reason.at): UndecidedElement {
  return {
    path,
    reason: reason.reason,
    ...(reason.detail === undefined ? {} : { detail: reason.detail }),
    references: reason.references,
    ...(at ? { at } : {}),
  };
}
