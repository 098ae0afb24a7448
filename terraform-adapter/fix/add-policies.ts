import type { Deployment, Remedy } from "../../core";
import type { SourceChanges } from "./source-changes";
import type { Workspace } from "./workspace";

/** Writes what has to be granted beside the statements that are there. */
export function addPolicies(remedy: Remedy, deployment: Deployment, workspace: Workspace, changes: SourceChanges, leave: (address: string, reason: string) => void): void {
  void deployment, workspace, changes;
  for (const { role } of remedy.additions) leave(role.address, "not yet");
}
