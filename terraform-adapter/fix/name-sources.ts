import { formatSymbolic, type Deployment, type Finding, type FunctionPermission, type SymbolicString } from "../../core";
import { parseAddress } from "../addresses";
import { lineEnd } from "./edit-list";
import { blockNode } from "./remove-policies";
import { formatHcl, writeResource } from "./resource-expression";
import type { SourceChanges } from "./source-changes";
import { memberOf } from "./syntax-node";
import { blockOf } from "./usage";
import type { Workspace } from "./workspace";

/** Services whose triggers are written as resources of their own, with the ARN that a permission names. */
const SERVICE_OF_PRINCIPAL: ReadonlyMap<string, string> = new Map([["s3.amazonaws.com", "s3"], ["sns.amazonaws.com", "sns"], ["events.amazonaws.com", "events"]]);

/** Writes the source of function permissions that name none, where one trigger of the deployment is what the permission is for; the others are left with a reason. */
export function nameSources(findings: readonly Finding[], workspace: Workspace, changes: SourceChanges, leave: (address: string, reason: string) => void): void {
  for (const permission of workspace.deployment.functionPermissions) {
    if (!findings.some(({ ruleId, address }) => ruleId === "require-source-restriction" && address === permission.address)) continue;
    const reason = nameSource(permission, workspace, changes);
    if (reason !== undefined) leave(permission.address, reason);
  }
}

function nameSource(permission: FunctionPermission, workspace: Workspace, changes: SourceChanges): string | undefined {
  const { deployment } = workspace;
  const source = sourceOf(permission, deployment);
  if (typeof source === "string") return source;
  const { module, key } = parseAddress(permission.address);
  const found = blockNode(permission.address, workspace);
  const instance = workspace.moduleAt(module);
  if (!found || !instance) return workspace.reasonNotEditable(permission.at);
  if (key !== undefined || module.includes("[")) return "the permission is one of several that are written in one place";
  const { file, node } = found;
  if (memberOf(node, "source_arn") ?? memberOf(node, "source_account")) return "its source is written, and is nothing for the variables of this plan";
  const place = { module: instance, declaration: blockOf(permission.address), key: undefined, interpolates: true };
  const written = writeResource(source, place, deployment.resources);
  const last = [...node.members].filter(({ value }) => value.kind !== "block").pop();
  if (!written || !last) return "the resource that triggers it has no name here";
  const lineStart = file.text.lastIndexOf("\n", last.start - 1) + 1;
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart))![0];
  if (lineStart + indent.length !== last.start) return "its arguments are not on lines of their own";
  const assignment = /^\s*=/.exec(file.text.slice(last.keyEnd))![0];
  const name = "source_arn".padEnd(last.keyEnd + assignment.length - 2 - last.start);
  changes.add([{ file: file.file, start: last.value.end, end: last.value.end, text: `${lineEnd(file.text)}${indent}${name} = ${formatHcl(written)}` }], permission.address);
  return undefined;
}

/** The one trigger that the permission can be for; a string says why there is none. */
function sourceOf(permission: FunctionPermission, deployment: Deployment): SymbolicString | string {
  const principal = permission.principal.kind === "string" ? formatSymbolic(permission.principal) : "";
  const service = SERVICE_OF_PRINCIPAL.get(principal);
  const { function: fn } = permission;
  if (service === undefined || fn.kind === "unknown") return `which resource of ${principal} triggers the function is not told by this deployment: set source_arn to its ARN`;
  const triggers = deployment.eventSources.filter((event) => event.delivery === "push" && event.service.kind === "known" && event.service.value === service && (event.function.kind === "unknown" || event.function.value === fn.value));
  if (triggers.some((event) => event.source.kind === "unknown" || event.function.kind === "unknown")) return "what triggers the function is not known before apply";
  const sources = new Map(triggers.map(({ source }) => [formatSymbolic(deployment.resources.expand(source as SymbolicString)), source as SymbolicString]));
  if (sources.size > 1) return `${sources.size} resources of ${principal} trigger the function: give each a permission of its own`;
  return [...sources.values()][0] ?? `nothing of ${principal} triggers the function in this deployment: remove the permission, or set source_arn to what does`;
}
