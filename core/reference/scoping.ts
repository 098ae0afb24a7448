import type { ActionDefinition } from "./definitions";
import { scopedActions, scopedEverywhere } from "./scoping-overrides";

/**
 * Whether a policy can name single resources for this action: a resource type is required for it, or no call works without one of several.
 * Types that a call may leave out do not count.
 */
export function canBeScoped(action: ActionDefinition): boolean {
  let scoped = known.get(action);
  if (scoped === undefined) known.set(action, (scoped = isScoped(action)));
  return scoped;
}

const known = new WeakMap<ActionDefinition, boolean>();

function isScoped(action: ActionDefinition): boolean {
  if (action.resourceTypes.length === 0) return false;
  if (action.resourceTypes.some((type) => type.isRequired)) return true;
  return [scopedEverywhere, ...(scopedActions[action.service] ?? [])].some(({ actions }) => actions.some((pattern) => matchesName(pattern, action.name)));
}

function matchesName(pattern: string, name: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === name;
  const end = rest.pop()!;
  if (!name.startsWith(start) || !name.endsWith(end) || name.length < start.length + end.length) return false;
  return rest.every((middle) => name.slice(start.length, name.length - end.length).includes(middle));
}
