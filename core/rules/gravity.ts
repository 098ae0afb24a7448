import { findAction, type AccessLevel, type ActionDefinition } from "../reference";

const levels: readonly AccessLevel[] = ["Permissions management", "Write", "Tagging", "Read", "List"];

/** 0 for changing permissions, up to 4 for listing; a name that is not known counts as writing. */
export function gravityOf(action: string): number {
  return levels.indexOf(findAction(action)?.accessLevel ?? "Write");
}

/** The names with the gravest first: by access level, destruction before change, then the short ones, which people know. */
export function gravestFirst(actions: readonly string[]): string[] {
  return actions
    .map((name) => ({ name, gravity: gravityOf(name), isDestructive: isDestructive(name) }))
    .sort((a, b) => a.gravity - b.gravity || Number(b.isDestructive) - Number(a.isDestructive) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

export function nameOf(action: ActionDefinition): string {
  return `${action.service}:${action.name}`;
}

function isDestructive(action: string): boolean {
  return /:(?:Delete|Put\w*Policy|Attach|Terminate)/.test(action);
}
