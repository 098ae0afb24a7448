import { findAction, type AccessLevel, type ActionDefinition } from "../reference";

const levels: readonly AccessLevel[] = ["Permissions management", "Write", "Tagging", "Read", "List"];

/** 0 for changing permissions, up to 4 for listing; a name that is not known counts as writing. */
export function gravityOf(action: string): number {
  return levels.indexOf(findAction(action)?.accessLevel ?? "Write");
}

/** The names with the gravest first: by access level, destruction before change, then the short ones, which people know. */
export function gravestFirst(actions: readonly string[]): string[] {
  return [...actions].sort((a, b) => gravityOf(a) - gravityOf(b) || Number(!isDestructive(a)) - Number(!isDestructive(b)) || a.length - b.length || (a < b ? -1 : 1));
}

export function nameOf(action: ActionDefinition): string {
  return `${action.service}:${action.name}`;
}

function isDestructive(action: string): boolean {
  return /:(?:Delete|Put\w*Policy|Attach|Terminate)/.test(action);
}
