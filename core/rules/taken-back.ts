import { actionsLeft, allows, isLeftWhole, isTakenBack, type EffectivePermissions } from "../access";
import type { PolicyElement } from "../iam";
import { findAction, findService } from "../reference";
import { literal, literalText } from "../values";
import type { Grant } from "./grants";
import { isEveryAction } from "./resource-breadth";

/** The element of a statement that is asked about; neither is the whole statement. */
export interface GrantElement {
  readonly action?: PolicyElement;
  readonly resource?: PolicyElement;
}

/**
 * Whether Deny statements and the boundary leave of an element only what is written out by name, or needed:
 * a wildcard behind an exact fence grants no more than the fence says.
 */
export function isExcessTakenBack(grant: Grant, element: GrantElement, effective: EffectivePermissions, isNeeded: (action: string) => boolean): boolean {
  const { access } = effective;
  if (access.denies.length === 0 && access.boundaries.length === 0) return false;
  const compiled = effective.grants.find(({ statement }) => statement === grant.statement);
  if (!compiled) return false;
  const part = element.action ?? element.resource;
  if (isTakenBack(access, compiled, part) === "yes") return true;
  if (isLeftWhole(access, compiled, part) !== "no") return false;
  const left = actionsLeft(access, compiled, part);
  if (!element.resource) return left.length < 200 && left.every((action) => isNeeded(action) || isNamedByFence(action, effective));
  const only = { ...access, allows: [compiled] };
  return left.length < 200 && left.every((action) => isNeeded(action) || everyResourceOf(action).every((pattern) => allows(only, action, literal(pattern)).answer === "no"));
}

/** Whether a boundary allows the action by its own name, or a Deny spares it by its own name. */
function isNamedByFence(action: string, { access }: EffectivePermissions): boolean {
  const name = action.toLowerCase();
  const names = (elements: readonly PolicyElement[] | undefined): boolean => (elements ?? []).some(({ value }) => value.kind === "string" && literalText(value)?.toLowerCase() === name);
  return access.boundaries.flat().some(({ statement }) => names(statement?.actions)) || access.denies.some(({ statement }) => names(statement?.notActions));
}

/** Patterns for all resources of the types that the action works on. */
function everyResourceOf(action: string): string[] {
  const definition = findAction(action);
  if (!definition || isEveryAction(action)) return ["*"];
  const types = findService(definition.service)?.resourceTypes;
  const formats = definition.resourceTypes.flatMap(({ name }) => types?.get(name)?.arnFormat ?? []);
  return formats.length > 0 ? formats.map((format) => format.replace(/\$\{Partition\}/g, "aws").replace(/\$\{[^}]*\}/g, "*")) : ["*"];
}
