import type { ExecutionRole, LeastPrivilegeStatement, Policy, Remedy } from "../../core";
import { parseAddress } from "../addresses";
import { lineEnd, separatorOf } from "./edit-list";
import { formatDocument, formatStatement, type StatementForm } from "./format-policy";
import { blockNode, dependencyItems, stillNamed } from "./remove-policies";
import type { ExpressionPlace } from "./resource-expression";
import type { SourceChanges } from "./source-changes";
import { memberOf, type SyntaxNode } from "./syntax-node";
import { blockOf, sharedUse } from "./usage";
import type { EditableFile, Workspace } from "./workspace";

type Leave = (address: string, reason: string) => void;

/** Writes what has to be granted beside the statements that are there, and takes away the managed policies that it replaces. */
export function addPolicies(remedy: Pick<Remedy, "additions" | "replaced">, workspace: Workspace, changes: SourceChanges, leave: Leave): void {
  const roles = new Set([...remedy.additions.map(({ role }) => role), ...remedy.replaced.map(({ role }) => role)]);
  for (const role of roles) {
    const statements = remedy.additions.filter((addition) => addition.role === role).flatMap((addition) => addition.statements);
    const replaced = remedy.replaced.filter((item) => item.role === role).map(({ policy }) => policy);
    const reason = new RoleAdditions(role, statements, replaced, workspace, changes).write();
    if (reason !== undefined) for (const address of replaced.length > 0 ? replaced.map((policy) => policy.address) : [role.address]) leave(address, reason);
  }
}

interface Found {
  readonly file: EditableFile;
  readonly node: SyntaxNode;
}

class RoleAdditions {
  constructor(
    private readonly role: ExecutionRole,
    private readonly statements: readonly LeastPrivilegeStatement[],
    private readonly replaced: readonly Policy[],
    private readonly workspace: Workspace,
    private readonly changes: SourceChanges,
  ) {}

  /** Why it cannot be written, where it cannot. */
  write(): string | undefined {
    const attached = this.replaced.map((policy) => ({ policy, found: this.attachmentOf(policy) }));
    const failed = attached.find(({ found }) => typeof found === "string");
    if (failed) return failed.found as string;
    const attachments = attached as { policy: Policy; found: Found }[];
    if (this.statements.length > 0) {
      const inPlace = attachments.find(({ found }) => found.node.kind === "block");
      const reason = this.addBeside() ? undefined : inPlace ? this.replaceAttachment(inPlace.policy, inPlace.found) : this.addResource();
      if (reason !== undefined) return reason;
      for (const { policy, found } of attachments) if (found !== inPlace?.found || !this.changes.isEdited(found.file.file, found.node)) this.detach(policy, found);
      return undefined;
    }
    for (const { policy, found } of attachments) this.detach(policy, found);
    return undefined;
  }

  private detach({ address }: Policy, { file, node }: Found): void {
    this.changes.remove(file, node, this.role.address);
    if (node.kind === "block") for (const item of dependencyItems(address, this.workspace)) this.changes.remove(item.file, item.node, this.role.address);
  }

  /** The block that attaches a managed policy to this role alone, or the element of a list that does. */
  private attachmentOf(policy: Policy): Found | string {
    const type = blockOf(policy.address).split(".")[0]!;
    const element = policy.pathPrefix !== undefined || parseAddress(policy.address).key !== undefined;
    if (!element) {
      const found = blockNode(policy.address, this.workspace);
      if (type !== "aws_iam_role_policy_attachment" && !(found && soleRole(found.node))) return `${type} attaches it to several roles`;
      return found ?? "the attachment is not written out in the sources";
    }
    const found = policy.at ? this.workspace.nodeAt(policy.at) : undefined;
    if (!found || found.node.parent?.kind !== "list") return "the attachment is one of several that are written in one place";
    const shared = sharedUse({ at: policy.at!, ...found }, this.workspace);
    return shared ?? found;
  }

  /** Next to a statement of a policy that only this role has. */
  private addBeside(): boolean {
    for (const policy of this.role.policies) {
      if (policy.kind !== "inline" || policy.document.kind === "unknown") continue;
      const own = policy.document.value.statements.map(({ at }) => this.workspace.nodeAt(at, "object", "block")).filter((found) => found !== undefined);
      const place = this.placeOf(policy.address);
      const target = own.find(({ node }) => this.changes.isRemoved(node)) ?? own[own.length - 1];
      if (!target || !place || own.length < policy.document.value.statements.length || !this.isOwn(target, policy, place)) continue;
      const isGone = this.changes.isRemoved(target.node);
      const edit = this.besideEdit(target, isGone, place, withFreeSids(this.statements, policy));
      if (!edit) continue;
      if (isGone) this.changes.keep(target.node);
      this.changes.add([{ file: target.file.file, ...edit }], this.role.address);
      return true;
    }
    return false;
  }

  private besideEdit({ file, node }: Found, isGone: boolean, place: ExpressionPlace, statements: readonly LeastPrivilegeStatement[]): { start: number; end: number; text: string } | undefined {
    const form: StatementForm = node.kind === "block" ? "block" : node.language;
    if (node.kind !== "block" && node.parent?.kind !== "list") return undefined;
    const indent = indentAt(file.text, node.start);
    const texts = statements.map((statement) => formatStatement(statement, form, indent, { ...place, interpolates: node.interpolates }, this.workspace.deployment.resources));
    if (texts.some((text) => text === undefined)) return undefined;
    const end = lineEnd(file.text);
    const separator = node.kind === "block" ? `${end}${end}${indent}` : separatorOf(node.parent!, node, file.text);
    const text = texts.join(separator).replace(/\r?\n/g, end);
    return isGone ? { start: node.start, end: node.end, text } : { start: node.end, end: node.end, text: `${separator}${text}` };
  }

  private isOwn({ file, node }: Found, policy: Policy, place: ExpressionPlace): boolean {
    const owner = this.workspace.ownerOf(file.file, node.start);
    if (owner?.module.definition !== place.module.definition) return false;
    return this.role.policies.includes(policy) && sharedUse({ at: policy.at!, file, node }, this.workspace) === undefined;
  }

  /** The attachment makes way for a policy of the role's own. */
  private replaceAttachment(policy: Policy, { file, node }: Found): string | undefined {
    const place = this.placeOf(policy.address);
    const role = memberOf(node, "role")?.value ?? soleRole(node);
    if (!place || !role) return "the attachment is not written out in the sources";
    const label = this.freeLabel(place, blockOf(policy.address).split(".")[1]!);
    const names = dependencyItems(policy.address, this.workspace);
    const reason = stillNamed(policy.address, new Set([blockOf(policy.address)]), this.workspace);
    if (reason !== undefined) return reason;
    const text = this.resourceText(label, file.text.slice(role.start, role.end), place, file);
    if (text === undefined) return "a resource that is needed has no name here";
    this.changes.add([{ file: file.file, start: node.start, end: node.end, text }, ...names.map((item) => ({ file: item.file.file, start: item.node.start, end: item.node.end, text: `aws_iam_role_policy.${label}` }))], this.role.address);
    return undefined;
  }

  /** A policy of its own below the role. */
  private addResource(): string | undefined {
    const found = blockNode(this.role.address, this.workspace);
    const place = this.placeOf(this.role.address);
    const { key } = parseAddress(this.role.address);
    if (!found || !place) return "the role is not written out in the sources";
    const { file, node } = found;
    if (node.members.some(({ name }) => name === "inline_policy" || name === "dynamic")) return this.addInlineBlock(found, place);
    if (key !== undefined) return "the role is one of several that are written in one place";
    const declared = blockOf(this.role.address);
    const label = this.freeLabel(place, declared.split(".")[1]!);
    const text = this.resourceText(label, `${declared}.id`, place, file);
    if (text === undefined) return "a resource that is needed has no name here";
    const end = lineEnd(file.text);
    this.changes.add([{ file: file.file, start: node.end, end: node.end, text: `${end}${end}${text}` }], this.role.address);
    return undefined;
  }

  private addInlineBlock({ file, node }: Found, place: ExpressionPlace): string | undefined {
    const document = formatDocument(this.statements, "    ", place, this.workspace.deployment.resources);
    const last = node.members.filter(({ name }) => name === "inline_policy").pop();
    if (document === undefined || !last) return "a resource that is needed has no name here";
    const text = `inline_policy {\n    name = "${this.freeName()}"\n    policy = ${document}\n  }`.replace(/\n/g, lineEnd(file.text));
    const end = lineEnd(file.text);
    this.changes.add([{ file: file.file, start: last.value.end, end: last.value.end, text: `${end}${end}  ${text}` }], this.role.address);
    return undefined;
  }

  private resourceText(label: string, role: string, place: ExpressionPlace, file: EditableFile): string | undefined {
    const document = formatDocument(this.statements, "  ", { ...place, interpolates: true }, this.workspace.deployment.resources);
    return document && `resource "aws_iam_role_policy" "${label}" {\n  name = "${this.freeName()}"\n  role = ${role}\n  policy = ${document}\n}`.replace(/\n/g, lineEnd(file.text));
  }

  private placeOf(address: string): ExpressionPlace | undefined {
    const { module, key } = parseAddress(address);
    const instance = this.workspace.moduleAt(module);
    return instance && { module: instance, declaration: blockOf(address), key, interpolates: true };
  }

  private freeLabel({ module }: ExpressionPlace, wanted: string): string {
    const isTaken = (label: string): boolean => module.definition.resources.has(`aws_iam_role_policy.${label}`) || this.changes.hasLabel(label);
    let label = wanted;
    for (let number = 1; isTaken(label); number++) label = `${wanted}_least_privilege${number === 1 ? "" : number}`;
    this.changes.takeLabel(label);
    return label;
  }

  private freeName(): string {
    const taken = new Set(this.role.policies.flatMap(({ name }) => (name.kind === "known" ? [name.value] : [])));
    let name = "least-privilege";
    for (let number = 2; taken.has(name); number++) name = `least-privilege-${number}`;
    return name;
  }
}

/** Sids that the policy does not have yet. */
function withFreeSids(statements: readonly LeastPrivilegeStatement[], { document }: Policy): LeastPrivilegeStatement[] {
  const taken = new Set(document.kind === "known" ? document.value.statements.map(({ sid }) => sid) : []);
  return statements.map((statement) => {
    let sid = statement.sid;
    for (let number = 2; taken.has(sid); number++) sid = `${statement.sid}${number}`;
    taken.add(sid);
    return { ...statement, sid };
  });
}

/** The one role of an aws_iam_policy_attachment that names nothing else. */
function soleRole(node: SyntaxNode): SyntaxNode | undefined {
  const roles = memberOf(node, "roles")?.value;
  if (memberOf(node, "users") || memberOf(node, "groups") || roles?.kind !== "list" || roles.items.length !== 1) return undefined;
  return roles.items[0];
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1))![0];
}
