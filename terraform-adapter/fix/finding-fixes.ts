import type { Deployment, Finding, ReportedFix, SourceLocation } from "../../core";
import type { MadeEdit } from "./source-changes";
import type { Workspace } from "./workspace";

/** The edits that answer each finding, by its fingerprint: all those for the roles that it concerns, since only together are they proven. */
export function findingFixes(findings: readonly Finding[], made: ReadonlyMap<string, readonly MadeEdit[]>, workspace: Workspace): ReadonlyMap<string, ReportedFix> {
  const { deployment } = workspace;
  const groups = new RoleGroups();
  const edits = [...made.values()].flat().map((edit) => ({ edit, roles: edit.subjects.flatMap((subject) => rolesOf(subject, deployment)) }));
  for (const { roles } of edits) groups.join(roles);
  const fixes = new Map<string, ReportedFix>();
  for (const group of new Set(edits.flatMap(({ roles }) => (roles[0] === undefined ? [] : [groups.of(roles[0])])))) {
    const own = edits.filter(({ roles }) => roles[0] !== undefined && groups.of(roles[0]) === group).map(({ edit }) => edit);
    const names = [...new Set(edits.flatMap(({ roles }) => roles.filter((role) => groups.of(role) === group)))].sort();
    const fix: ReportedFix = {
      description: names.every((name) => isRole(name, deployment)) ? `Gives ${names.join(", ")} what the code is seen to need and nothing more.` : `Names what may invoke the function by ${names.join(", ")}.`,
      edits: own.map((edit) => ({ at: locationOf(edit, workspace.file(edit.file)!.text), text: edit.text })),
    };
    for (const finding of findings) if (rolesOfFinding(finding, deployment).some((role) => groups.of(role) === group)) fixes.set(finding.fingerprint, fix);
  }
  return fixes;
}

/** Roles that some edit changes together. */
class RoleGroups {
  private readonly parents = new Map<string, string>();

  join(roles: readonly string[]): void {
    const [first, ...others] = roles;
    for (const other of others) if (this.of(other) !== this.of(first!)) this.parents.set(this.of(other), this.of(first!));
  }

  of(role: string): string {
    const parent = this.parents.get(role);
    return parent === undefined ? role : this.of(parent);
  }
}

function rolesOfFinding({ address }: Finding, deployment: Deployment): string[] {
  const found = deployment.functions.find((candidate) => candidate.address === address);
  return found?.role.kind === "known" ? [found.role.value] : rolesOf(address, deployment);
}

/** The roles that a policy, its attachment, or a role itself stands for; what is none of these stands for itself. */
function rolesOf(address: string, { executionRoles }: Deployment): string[] {
  const roles = executionRoles.filter((role) => role.address === address || role.policies.some((policy) => policy.address === address || policy.attachment?.address === address)).map((role) => role.address);
  return roles.length > 0 ? roles : [address];
}

function isRole(address: string, { executionRoles }: Deployment): boolean {
  return executionRoles.some((role) => role.address === address);
}

function locationOf({ file, start, end }: MadeEdit, text: string): SourceLocation {
  const [line, column] = placeOf(text, start);
  const [endLine, endColumn] = placeOf(text, end);
  return { file, line, column, endLine, endColumn };
}

function placeOf(text: string, offset: number): [line: number, column: number] {
  const before = text.slice(0, offset);
  return [before.split("\n").length, offset - before.lastIndexOf("\n")];
}
