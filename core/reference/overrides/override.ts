import type { ConditionalAction } from "../operation-definitions";

/** What the generated table has wrong or cannot say about an operation; what is left out stays as generated. */
export interface OperationOverride {
  /** What every call needs. */
  readonly actions?: readonly string[];
  /** What some calls need; where `actions` is empty, the content of the call decides which of these. */
  readonly dependentActions?: readonly string[];
  readonly conditionalActions?: readonly ConditionalAction[];
  readonly needsNoPermission?: boolean;
}

/** Overrides by botocore service id and operation. */
export type OverrideTable = Readonly<Record<string, Readonly<Record<string, OperationOverride>>>>;

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
