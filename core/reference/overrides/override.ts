import type { ConditionalAction } from "../operation-definitions";
import type { OperationOverride } from "../operation-overrides";

/** An operation that needs these actions always, and others where a member is given: `needs("s3:GetObject", { VersionId: "s3:GetObjectVersion" })`. */
export function needs(actions: string, byMember: Readonly<Record<string, string>> = {}, sometimes = ""): OperationOverride {
  return { actions: names(actions), dependentActions: names(sometimes), conditionalActions: conditions(byMember) };
}

/** An operation whose content decides which of these actions it needs. */
export function needsSomeOf(actions: string, byMember: Readonly<Record<string, string>> = {}): OperationOverride {
  return { actions: [], dependentActions: names(actions), conditionalActions: conditions(byMember) };
}

/** AWS lets everybody call it. */
export const needsNothing: OperationOverride = { actions: [], dependentActions: [], conditionalActions: [], needsNoPermission: true };

function conditions(byMember: Readonly<Record<string, string>>): ConditionalAction[] {
  return Object.entries(byMember).flatMap(([member, actions]) => names(actions).map((action) => ({ action, member })));
}

function names(text: string): string[] {
  return text.split(" ").filter((name) => name !== "");
}
