import { formatSymbolic, literalText, matchesGlob, type NarrowedResource, type PolicyElement, type SourceLocation, type StatementPart, type StatementRemedy } from "../../core";
import { editElements, lineEnd, separatorOf, type ElementChange, type Replacement } from "./edit-list";
import { formatCondition } from "./format-policy";
import type { ExpressionPlace } from "./resource-expression";
import { formatHcl, formatQuoted, writeResource } from "./resource-expression";
import { originOf } from "./statement-origin";
import { memberOf, type SyntaxNode } from "./syntax-node";
import { applyEdits, type TextEdit } from "./text-edits";
import type { EditableFile, Workspace } from "./workspace";

/** The edits that make a statement what it is to become; `removed` where nothing is left of it. */
export interface StatementEdits {
  readonly edits: readonly TextEdit[];
  readonly removed?: { readonly file: EditableFile; readonly node: SyntaxNode };
  /** The places that the edits rest on: other policies may share them. */
  readonly sites: readonly Site[];
}

/** A place in the sources, as the model knows it and as it is edited. */
export interface Site {
  readonly at: SourceLocation;
  readonly file: EditableFile;
  readonly node: SyntaxNode;
}

const MEMBERS = {
  actions: { json: "Action", block: "actions" },
  notActions: { json: "NotAction", block: "not_actions" },
  resources: { json: "Resource", block: "resources" },
  notResources: { json: "NotResource", block: "not_resources" },
} as const;

/** Writes a narrowed statement in the place and form of the one that is there; a string says why it cannot be written. */
export function editStatement(remedy: StatementRemedy, place: ExpressionPlace, workspace: Workspace): StatementEdits | string {
  return new StatementEditor(remedy, place, workspace).edit();
}

class StatementEditor {
  private readonly sites: Site[] = [];
  /** Whether the statement is made of an object that stands elsewhere: what it may have beside actions and resources is not known. */
  private isMadeOf = false;

  constructor(
    private readonly remedy: StatementRemedy,
    private readonly place: ExpressionPlace,
    private readonly workspace: Workspace,
  ) {}

  edit(): StatementEdits | string {
    const { statement, parts } = this.remedy;
    const whole = this.wholeOf(statement);
    if (whole && !hasFixedEffect(whole.node)) return "its Effect is decided by an expression";
    if (parts.length === 0) {
      if (!whole) return this.workspace.reasonNotEditable(statement.at);
      return { edits: [], removed: whole, sites: this.sitesOf(whole) };
    }
    if (parts.length === 1) {
      const edits = this.editPart(parts[0]!, whole);
      return typeof edits === "string" ? edits : { edits, sites: this.sites };
    }
    return whole ? this.split(whole) : this.workspace.reasonNotEditable(statement.at);
  }

  private wholeOf(statement: StatementRemedy["statement"]): { file: EditableFile; node: SyntaxNode } | undefined {
    const written = this.workspace.nodeAt(statement.at, "object", "block");
    const origin = originOf(statement, this.workspace);
    const isOutside = origin !== undefined && (written === undefined || written.file !== origin.file || origin.node.start < written.node.start || written.node.end < origin.node.end);
    this.isMadeOf = isOutside;
    return isOutside ? origin : written;
  }

  /** What rests on the statement as a whole; where it is made of an object, what rests on the elements in that. */
  private sitesOf(whole: { file: EditableFile; node: SyntaxNode }): Site[] {
    const { statement } = this.remedy;
    if (!this.isMadeOf) return [{ at: statement.at!, ...whole }];
    const elements = [...(statement.actions ?? []), ...(statement.notActions ?? []), ...(statement.resources ?? []), ...(statement.notResources ?? [])];
    return elements.flatMap(({ at }) => {
      const found = this.workspace.nodeAt(at);
      return at && found ? [{ at, ...found }] : [];
    });
  }

  /** One statement for each part: the first where it stands, copies of its text behind it. */
  private split({ file, node }: { file: EditableFile; node: SyntaxNode }): StatementEdits | string {
    const texts: string[] = [];
    for (const [index, part] of this.remedy.parts.entries()) {
      const edits = this.editPart(part, { file, node });
      if (typeof edits === "string") return edits;
      if (edits.some((edit) => edit.file !== file.file || edit.start < node.start || edit.end > node.end)) return "its elements are written elsewhere, so it cannot become several statements";
      const sid = index === 0 ? [] : this.otherSid(node, index + 1, file);
      const text = applyEdits(file.text.slice(node.start, node.end), [...edits, ...sid], node.start);
      if (text === undefined) return "its parts overlap";
      texts.push(text);
    }
    const joined = this.join(texts, node, file);
    return typeof joined === "string" ? joined : { edits: [{ file: file.file, ...joined }], sites: this.sitesOf({ file, node }) };
  }

  private join(texts: readonly string[], node: SyntaxNode, file: EditableFile): Replacement | string {
    const { start, end } = node;
    if (node.kind === "block") {
      const indent = /[ \t]*$/.exec(file.text.slice(0, start))![0];
      return { start, end, text: texts.join(`${lineEnd(file.text).repeat(2)}${indent}`) };
    }
    if (node.parent?.kind === "list") {
      const [only] = node.parent.items;
      const isHugging = node.parent.items.length === 1 && only === node && file.text.slice(node.parent.start + 1, node.start).trim() === "" && !file.text.slice(node.parent.start, node.start).includes("\n");
      return { start, end, text: texts.join(isHugging ? ", " : separatorOf(node.parent, node, file.text)) };
    }
    if (node.parent?.kind === "object" && this.isMadeOf) return { start, end, text: keyed(texts, node, file.text) };
    return node.parent?.kind === "object" ? { start, end, text: `[${texts.join(", ")}]` } : "the statement is not written in a list";
  }

  private otherSid(node: SyntaxNode, number: number, file: EditableFile): Replacement[] {
    const sid = memberOf(node, "Sid") ?? memberOf(node, "sid");
    if (!sid || sid.value.kind !== "text" || sid.value.children.length > 0) return [];
    return [{ start: sid.value.end - 1, end: sid.value.end, text: `${number}${file.text.slice(sid.value.end - 1, sid.value.end)}` }];
  }

  private editPart(part: StatementPart, whole: { file: EditableFile; node: SyntaxNode } | undefined): TextEdit[] | string {
    const actions = this.editMember("actions", part.actions, part, whole);
    if (typeof actions === "string") return actions;
    const resources = this.editMember("resources", part.resources, part, whole);
    if (typeof resources === "string") return resources;
    const condition = part.context.size === 0 ? [] : this.addCondition(part, whole);
    return typeof condition === "string" ? condition : [...actions, ...resources, ...condition];
  }

  /** A Condition behind the last member of a statement that has none. */
  private addCondition({ context }: StatementPart, whole: { file: EditableFile; node: SyntaxNode } | undefined): TextEdit[] | string {
    const last = whole?.node.members[whole.node.members.length - 1];
    if (!whole || !last) return "the statement is not written out in the sources";
    const { file, node } = whole;
    if (this.isMadeOf) return "its conditions are to be extended by hand";
    if (memberOf(node, "Condition") ?? memberOf(node, "condition")) return "its conditions are to be extended by hand";
    this.sites.push({ at: this.remedy.statement.at!, ...whole });
    const lineStart = file.text.lastIndexOf("\n", last.start - 1) + 1;
    const indent = /^[ \t]*/.exec(file.text.slice(lineStart))![0];
    const isOwnLine = lineStart + indent.length === last.start;
    const end = lineEnd(file.text);
    const text = formatCondition(context, node.kind === "block" ? "block" : node.language, indent).replace(/\n/g, end);
    const comma = node.language === "json" || !isOwnLine ? "," : "";
    const at = last.value.end;
    return [{ file: file.file, start: at, end: at, text: node.kind === "block" ? `${end}${end}${indent}${text}` : `${comma}${isOwnLine ? `${end}${indent}` : " "}${text}` }];
  }

  private editMember(name: "actions" | "resources", wanted: readonly (string | NarrowedResource)[], part: StatementPart, whole: { file: EditableFile; node: SyntaxNode } | undefined): TextEdit[] | string {
    const negated = name === "actions" ? "notActions" : "notResources";
    if (!this.remedy.statement[name] && this.remedy.statement[negated]) return this.replaceNegated(name, negated, wanted, whole);
    const changes = name === "actions" ? this.actionChanges(part) : this.resourceChanges(part);
    if (changes.every(({ texts }) => texts === "same")) return [];
    const byFile = new Map<EditableFile, ElementChange[]>();
    for (const { element, texts } of changes) {
      if (texts === "same") continue;
      const found = this.isAlone(element) ? this.workspace.nodeAt(element.at) : undefined;
      if (!found) return element.at && !this.workspace.file(element.at.file) ? this.workspace.reasonNotEditable(element.at) : `${element.path} is not written out in the sources`;
      if (isStale(element, found.node, found.file.text)) return `the sources do not say what was planned (${found.file.file})`;
      const written = texts(found.node);
      if (written.some((text) => text === undefined)) return `${this.place.module.address || "the root module"} has no name for a resource that is needed`;
      this.sites.push({ at: element.at!, ...found });
      byFile.set(found.file, [...(byFile.get(found.file) ?? []), { node: found.node, texts: written as string[] }]);
    }
    const edits: TextEdit[] = [];
    for (const [file, elements] of byFile) {
      const made = editElements(elements, file.text);
      if (typeof made === "string") return made;
      edits.push(...made.map((edit) => ({ file: file.file, ...edit })));
    }
    return edits;
  }

  /** Whether the place is that of the element, not of something that it is a part of. */
  private isAlone({ at }: PolicyElement): boolean {
    const { policy, statement } = this.remedy;
    const isHere = (other: SourceLocation | undefined): boolean => other !== undefined && at !== undefined && other.file === at.file && other.line === at.line && other.column === at.column && other.endLine === at.endLine && other.endColumn === at.endColumn;
    const same = [...(statement.actions ?? []), ...(statement.resources ?? [])].filter((element) => isHere(element.at));
    return same.length === 1 && !isHere(policy.at) && !isHere(statement.at);
  }

  private actionChanges(part: StatementPart): { element: PolicyElement; texts: "same" | ((node: SyntaxNode) => (string | undefined)[]) }[] {
    const left = new Set(part.actions);
    return this.remedy.statement.actions!.map((element) => {
      const pattern = element.value.kind === "string" ? (literalText(element.value) ?? "") : "";
      const own = [...left].filter((action) => action === pattern || matchesGlob(pattern.toLowerCase(), action.toLowerCase()));
      for (const action of own) left.delete(action);
      return { element, texts: own.length === 1 && own[0] === pattern ? ("same" as const) : () => own.map((action) => JSON.stringify(action)) };
    });
  }

  private resourceChanges(part: StatementPart): { element: PolicyElement; texts: "same" | ((node: SyntaxNode) => (string | undefined)[]) }[] {
    return this.remedy.statement.resources!.map((element) => {
      const own = part.resources.filter((resource) => (resource.kind === "kept" ? resource.element === element : resource.inPlaceOf === element));
      if (own.length === 1 && own[0]!.kind === "kept") return { element, texts: "same" as const };
      return { element, texts: (node) => [...new Set(own.map((resource) => this.textOf(resource, node)))] };
    });
  }

  private textOf(resource: NarrowedResource, node: SyntaxNode): string | undefined {
    if (resource.kind === "kept") return this.workspace.file(this.fileOf(resource.element))?.text.slice(node.start, node.end);
    const written = writeResource(resource.resource, { ...this.place, interpolates: this.place.interpolates && node.interpolates, inPlaceOf: resource.inPlaceOf.value.kind === "string" ? formatSymbolic(resource.inPlaceOf.value) : "" }, this.workspace.deployment.resources);
    return written && (node.language === "json" ? formatQuoted(written) : formatHcl(written));
  }

  private fileOf(element: PolicyElement): string {
    return element.at?.file ?? "";
  }

  /** `NotAction = [...]` becomes `Action = [...]`. */
  private replaceNegated(name: "actions" | "resources", negated: "notActions" | "notResources", wanted: readonly (string | NarrowedResource)[], whole: { file: EditableFile; node: SyntaxNode } | undefined): TextEdit[] | string {
    if (!whole || this.isMadeOf) return "the statement is not written out in the sources";
    const form = whole.node.kind === "block" ? "block" : "json";
    const member = memberOf(whole.node, MEMBERS[negated][form]);
    if (!member) return "the statement is not written out in the sources";
    const texts = wanted.map((item) => (typeof item === "string" ? JSON.stringify(item) : item.kind === "kept" ? undefined : this.textOf(item, member.value)));
    if (texts.some((text) => text === undefined)) return "a resource that is needed has no name here";
    this.sites.push({ at: this.remedy.statement.at!, ...whole });
    const { file, node } = whole;
    const quoted = file.text[member.start] === '"' ? `"${MEMBERS[name][form]}"` : MEMBERS[name][form];
    const isAligned = node.language === "hcl" && /(^|\n)[ \t]*$/.test(file.text.slice(0, member.start));
    return [
      { file: file.file, start: member.start, end: member.keyEnd, text: isAligned ? quoted.padEnd(member.keyEnd - member.start) : quoted },
      { file: file.file, start: member.value.start, end: member.value.end, text: `[${texts.join(", ")}]` },
    ];
  }
}

/** An entry of a map as several: `orders = {…}` and `orders_2 = {…}`. */
function keyed(texts: readonly string[], node: SyntaxNode, text: string): string {
  const { members } = node.parent!;
  const own = members.find(({ value }) => value === node)!;
  const key = text.slice(own.start, own.keyEnd);
  const taken = new Set(members.map(({ start, keyEnd }) => text.slice(start, keyEnd)));
  const lineStart = text.lastIndexOf("\n", own.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0];
  const between = lineStart + indent.length === own.start ? `${lineEnd(text)}${indent}` : ", ";
  const assignment = text.slice(own.keyEnd, node.start);
  return texts
    .map((body, index) => {
      if (index === 0) return body;
      let number = index + 1;
      const named = (): string => (key.endsWith('"') ? `${key.slice(0, -1)}_${number}"` : `${key}_${number}`);
      while (taken.has(named())) number++;
      taken.add(named());
      return `${named()}${assignment}${body}`;
    })
    .join(between);
}

/** Whether the statement allows whatever the variables are. */
function hasFixedEffect(node: SyntaxNode): boolean {
  const effect = (memberOf(node, "Effect") ?? memberOf(node, "effect"))?.value;
  return effect === undefined || (effect.kind === "text" && effect.children.length === 0);
}

/** Whether a literal in the sources is another one than the plan has. */
function isStale(element: PolicyElement, node: SyntaxNode, text: string): boolean {
  if (node.kind !== "text" || node.children.length > 0 || element.value.kind !== "string") return false;
  const planned = literalText(element.value);
  if (planned === undefined) return false;
  try {
    return (JSON.parse(text.slice(node.start, node.end)) as string).replace(/\$\$\{/g, "${").replace(/&\{/g, "${") !== planned;
  } catch {
    // no plain quoted text: what it is is not compared
    return false;
  }
}
