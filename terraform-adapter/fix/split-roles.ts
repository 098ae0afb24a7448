import { allows, effectivePermissions, leastPrivilegePolicy, statementOf, type Analysis, type ExecutionRole, type LambdaFunction, type LeastPrivilegeStatement, type Policy, type RequiredPermission, type Statement } from "../../core";
import { parseAddress } from "../addresses";
import { lineEnd } from "./edit-list";
import { formatDocument } from "./format-policy";
import { blockNode } from "./remove-policies";
import type { ExpressionPlace } from "./resource-expression";
import { memberOf, type SyntaxNode } from "./syntax-node";
import { applyEdits, type TextEdit } from "./text-edits";
import { blockOf } from "./usage";
import type { EditableFile, Workspace } from "./workspace";

/** A shared role that becomes one for each function: the first function keeps it. */
export interface RoleSplit {
  readonly role: ExecutionRole;
  readonly keeps: LambdaFunction;
  readonly edits: readonly TextEdit[];
  /** What the new role of each other function allows beside AWS managed policies. */
  readonly granted: ReadonlyMap<LambdaFunction, readonly Statement[]>;
}

/** Longer names of roles are refused by IAM. */
const LONGEST_NAME = 64;

/** Writes a role of its own for each function but the first, without the managed policies that are too broad; a string says why that cannot be done. */
export function splitRole(role: ExecutionRole, analysis: Analysis, workspace: Workspace, broad: ReadonlySet<Policy>): RoleSplit | string {
  return new RoleSplitter(role, analysis, workspace, broad).split();
}

interface Found {
  readonly file: EditableFile;
  readonly node: SyntaxNode;
}

class RoleSplitter {
  private readonly label: string;

  constructor(
    private readonly role: ExecutionRole,
    private readonly analysis: Analysis,
    private readonly workspace: Workspace,
    private readonly broad: ReadonlySet<Policy>,
  ) {
    this.label = blockOf(role.address).split(".")[1]!;
  }

  split(): RoleSplit | string {
    const { role, analysis } = this;
    const block = blockNode(role.address, this.workspace);
    const { module, key } = parseAddress(role.address);
    if (!block || key !== undefined || module.includes("[")) return "the role is one of several that are written in one place";
    if (block.node.members.some(({ name }) => ["inline_policy", "dynamic", "count", "for_each"].includes(name))) return "its policies are written inside of the role";
    const open = analysis.roleNeeds(role).open;
    if (open === "any" || open.size > 0) return "not all code of its functions could be read";
    if (role.unresolvedPolicies.length > 0 || role.policies.some(({ document }) => document.kind === "unknown")) return "what it allows could not be read";
    const [keeps, ...others] = [...analysis.functionsOf(role)];
    const edits: TextEdit[] = [];
    const granted = new Map<LambdaFunction, readonly Statement[]>();
    const texts: string[] = [];
    for (const fn of others) {
      const own = this.roleFor(fn, block);
      if (typeof own === "string") return own;
      texts.push(...own.texts);
      edits.push(own.edit);
      granted.set(fn, own.statements.map(statementOf));
    }
    const end = lineEnd(block.file.text);
    edits.push({ file: block.file.file, start: block.node.end, end: block.node.end, text: texts.map((text) => `${end}${end}${text}`).join("") });
    return { role, keeps: keeps!, edits, granted };
  }

  private roleFor(fn: LambdaFunction, { file, node }: Found): { texts: string[]; edit: TextEdit; statements: LeastPrivilegeStatement[] } | string {
    const { module, key } = parseAddress(fn.address);
    const block = blockNode(fn.address, this.workspace);
    const setting = block && memberOf(block.node, "role")?.value;
    const instance = this.workspace.moduleAt(module);
    if (!block || !setting || !instance || key !== undefined || module !== parseAddress(this.role.address).module) return `${fn.address} is not written beside the role`;
    if (block.file.text.slice(setting.start, setting.end) !== `aws_iam_role.${this.label}.arn`) return `${fn.address} names the role in another way`;
    const suffix = blockOf(fn.address).split(".")[1]!;
    const label = `${this.label}_${suffix}`;
    if (instance.definition.resources.has(`aws_iam_role.${label}`) || instance.definition.resources.has(`aws_iam_role_policy.${label}`)) return `aws_iam_role.${label} is there already`;
    const copy = this.copyOfRole(file, node, label, suffix);
    const attachments = this.attachmentsFor(label, suffix);
    if (copy === undefined || typeof attachments === "string") return typeof attachments === "string" ? attachments : "its name cannot be told from that of another";
    const statements = this.statementsFor(fn);
    if (typeof statements === "string") return statements;
    const place: ExpressionPlace = { module: instance, declaration: `aws_iam_role_policy.${label}`, key: undefined, interpolates: true };
    const document = statements.length === 0 ? "" : formatDocument(statements, "  ", place, this.workspace.deployment.resources);
    if (document === undefined) return "a resource that is needed has no name here";
    const policy = `resource "aws_iam_role_policy" "${label}" {\n  name = "least-privilege"\n  role = aws_iam_role.${label}.id\n  policy = ${document}\n}`.replace(/\n/g, lineEnd(file.text));
    return {
      texts: [copy, ...attachments, ...(statements.length === 0 ? [] : [policy])],
      edit: { file: block.file.file, start: setting.start, end: setting.end, text: `aws_iam_role.${label}.arn` },
      statements,
    };
  }

  /** The block of the role under another label and name. */
  private copyOfRole({ text }: EditableFile, node: SyntaxNode, label: string, suffix: string): string | undefined {
    const header = text.slice(node.start).indexOf(`"${this.label}"`) + node.start;
    const edits = [{ start: header, end: header + this.label.length + 2, text: `"${label}"` }];
    for (const name of ["name", "name_prefix"]) {
      const value = memberOf(node, name)?.value;
      if (!value) continue;
      const written = text.slice(value.start, value.end);
      const tail = name === "name" ? `-${suffix.replace(/_/g, "-")}` : `${suffix.replace(/_/g, "-")}-`;
      const isPlain = value.kind === "text" && written.startsWith('"');
      if (isPlain && value.children.length === 0 && written.length - 2 + tail.length > LONGEST_NAME) return undefined;
      edits.push({ start: value.start, end: value.end, text: isPlain ? `${written.slice(0, -1)}${tail}"` : `"\${${written}}${tail}"` });
    }
    return applyEdits(text.slice(node.start, node.end), edits, node.start);
  }

  /** AWS managed policies that stay are attached to the new role too. */
  private attachmentsFor(label: string, suffix: string): string[] | string {
    const texts: string[] = [];
    for (const policy of this.managed()) {
      if (policy.pathPrefix !== undefined) continue;
      const found = blockNode(policy.address, this.workspace);
      const role = found && memberOf(found.node, "role")?.value;
      if (!found || !role || parseAddress(policy.address).key !== undefined || !blockOf(policy.address).startsWith("aws_iam_role_policy_attachment.")) return "its managed policies are not attached one by one";
      const { text } = found.file;
      const own = blockOf(policy.address).split(".")[1]!;
      const header = text.slice(found.node.start).indexOf(`"${own}"`) + found.node.start;
      const named = text.slice(role.start, role.end).replace(new RegExp(`^aws_iam_role\\.${this.label}\\.`), `aws_iam_role.${label}.`);
      if (named === text.slice(role.start, role.end)) return "its managed policies are attached in another way";
      const copy = applyEdits(text.slice(found.node.start, found.node.end), [{ start: header, end: header + own.length + 2, text: `"${own}_${suffix}"` }, { start: role.start, end: role.end, text: named }], found.node.start);
      if (copy !== undefined) texts.push(copy);
    }
    return texts;
  }

  private managed(): ExecutionRole["policies"] {
    return this.role.policies.filter((policy) => policy.kind === "aws-managed" && !this.broad.has(policy));
  }

  /** What the function needs beside the managed policies. */
  private statementsFor(fn: LambdaFunction): LeastPrivilegeStatement[] | string {
    const { deployment } = this.workspace;
    const { access } = effectivePermissions({ ...this.role, policies: this.managed() }, deployment);
    const rows: RequiredPermission[] = [];
    for (const row of this.analysis.needsOf(fn).required) {
      if (row.resources.some(({ kind }) => kind === "unknown")) return `which resource ${row.action} works on is decided when ${fn.address} runs`;
      const resources = row.resources.filter((resource) => allows(access, row.action, resource, row.context).answer !== "yes");
      if (resources.length > 0) rows.push({ ...row, resources });
    }
    return leastPrivilegePolicy(rows, deployment);
  }
}
