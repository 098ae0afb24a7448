import type { Deployment, Policy, StatementRemedy } from "../../core";
import { parseAddress } from "../addresses";
import type { SourceChanges } from "./source-changes";
import { memberOf, type SyntaxNode } from "./syntax-node";
import { blockOf, mentions } from "./usage";
import type { EditableFile, Workspace } from "./workspace";

type Leave = (address: string, reason: string) => void;

/** Removes policies of which no statement is left: IAM refuses an empty one. */
export function emptiedPolicies(statements: readonly StatementRemedy[], deployment: Deployment, workspace: Workspace, changes: SourceChanges, leave: Leave): void {
  const policies = new Map<string, { policy: Policy; removed: number }>();
  for (const { policy, parts } of statements) {
    const key = `${policy.address} ${policy.pathPrefix ?? ""}`;
    const entry = policies.get(key) ?? { policy, removed: 0 };
    if (parts.length === 0) entry.removed++;
    policies.set(key, entry);
  }
  for (const { policy, removed } of policies.values()) {
    if (policy.document.kind === "unknown" || removed < policy.document.value.statements.length || policy.document.value.unreadStatements) continue;
    if (!isStillEmpty(policy, workspace, changes)) continue;
    const reason = policy.pathPrefix !== undefined ? removeInline(policy, workspace, changes) : removeResource(policy, deployment, workspace, changes);
    if (reason === undefined) continue;
    leave(policy.address, reason);
    // Without a statement the policy would be refused: it stays as it is.
    for (const { at } of policy.document.value.statements) changes.keep(workspace.nodeAt(at, "object", "block")!.node);
  }
}

/** Whether nothing was written in place of its statements. */
function isStillEmpty(policy: Policy, workspace: Workspace, changes: SourceChanges): boolean {
  const statements = policy.document.kind === "known" ? policy.document.value.statements : [];
  return statements.every(({ at }) => {
    const found = workspace.nodeAt(at, "object", "block");
    return found !== undefined && changes.isRemoved(found.node);
  });
}

function removeInline(policy: Policy, workspace: Workspace, changes: SourceChanges): string | undefined {
  const found = blockNode(policy.address, workspace);
  const blocks = found?.node.members.filter(({ name, value }) => name === "inline_policy" && value.kind === "block") ?? [];
  const own = blocks.find(({ value }) => policy.at && found && isInside(policy, value, found.file));
  if (!found || !own) return "nothing of it is needed; remove it";
  // Without any such block Terraform would no longer manage the policies of the role; an empty one says that there are none.
  const others = blocks.filter((block) => block !== own && !changes.isRemoved(block.value));
  if (others.length > 0) changes.remove(found.file, own.value, policy.address);
  else changes.add([{ file: found.file.file, start: own.value.start, end: own.value.end, text: "inline_policy {}" }], policy.address);
  return undefined;
}

function isInside({ at }: Policy, node: SyntaxNode, file: EditableFile): boolean {
  if (!at || at.file !== file.file) return false;
  const line = file.text.slice(0, node.start).split("\n").length;
  const last = file.text.slice(0, node.end).split("\n").length;
  return line <= at.line && at.line <= last;
}

function removeResource(policy: Policy, deployment: Deployment, workspace: Workspace, changes: SourceChanges): string | undefined {
  const attachments = new Set(deployment.executionRoles.flatMap((role) => role.policies.flatMap((other) => (other.address === policy.address && other.attachment ? [other.attachment.address] : []))));
  const blocks = [policy.address, ...attachments].map((address) => ({ address, found: blockNode(address, workspace) }));
  const names = new Set(blocks.map(({ address }) => blockOf(address)));
  for (const { address, found } of blocks) {
    if (!found || !/^aws_iam_(role_policy|policy|role_policy_attachment)\./.test(blockOf(address))) return "nothing of it is needed; remove it";
    const reason = stillNamed(address, names, workspace);
    if (reason !== undefined) return reason;
  }
  for (const { address, found } of blocks) {
    changes.remove(found!.file, found!.node, policy.address);
    for (const item of dependencyItems(address, workspace)) changes.remove(item.file, item.node, policy.address);
  }
  return undefined;
}

/** Why a block cannot go: something other than depends_on, and than the blocks that go with it, names it. */
export function stillNamed(address: string, names: ReadonlySet<string>, workspace: Workspace): string | undefined {
  const module = workspace.moduleAt(parseAddress(address).module);
  if (!module) return "its sources are not there";
  const name = blockOf(address);
  const gone = [...names].reduce((sum, other) => {
    const block = module.definition.resources.get(other)?.block;
    return sum + (block ? mentions(name, block.source.text.slice(block.headerEnd, block.end)) : 0);
  }, 0);
  const depends = dependencyItems(address, workspace).length;
  return mentions(name, workspace.textOf(module)) > gone + depends ? `nothing of it is needed, but ${name} is named elsewhere; remove both` : undefined;
}

/** The elements of depends_on lists that name a block. */
export function dependencyItems(address: string, workspace: Workspace): { file: EditableFile; node: SyntaxNode }[] {
  const module = workspace.moduleAt(parseAddress(address).module);
  const name = blockOf(address);
  return (module?.definition.files ?? []).flatMap(({ source }) => {
    const file = workspace.file(source.file);
    return (file?.root?.members ?? []).flatMap(({ value }) => {
      const list = memberOf(value, "depends_on")?.value;
      return file && list?.kind === "list" ? list.items.filter((item) => file.text.slice(item.start, item.end).replace(/\[.*/s, "") === name).map((node) => ({ file, node })) : [];
    });
  });
}

/** The block of a resource as a node. */
export function blockNode(address: string, workspace: Workspace): { file: EditableFile; node: SyntaxNode } | undefined {
  const block = workspace.moduleAt(parseAddress(address).module)?.definition.resources.get(blockOf(address))?.block;
  const file = block && workspace.file(block.source.file);
  const node = file?.root?.members.find(({ value }) => value.kind === "block" && value.start === block!.start)?.value;
  return file && node && { file, node };
}
