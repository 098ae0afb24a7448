import { asUnknown, literal, literalText, parseSymbolicJson, type Symbolic, type SymbolicJson, type SymbolicMap, type Unknown } from "../values";
import { statementOf } from "./policy-document-statement";

const NULL: Symbolic = { kind: "null" };

/**
 * The document that the data source `aws_iam_policy_document` makes of its arguments (`statement`, `source_policy_documents`,
 * `override_policy_documents`, `policy_id`, `version`), as the provider does; what is unknown in an argument is unknown at its place in the document.
 * Documents that are merged are JSON text, a SymbolicJson, or the plain map.
 * Source: the documentation of the data source aws_iam_policy_document in the AWS provider.
 */
export function computePolicyDocument(dataSource: SymbolicMap): SymbolicJson {
  const argument = (name: string): Symbolic => dataSource.entries.get(name) ?? dataSource.rest ?? NULL;
  const merge = new StatementMerge();
  let header: Header = {};
  for (const document of documentsIn(argument("source_json"), argument("source_policy_documents"))) header = merge.addDocument(document, header);
  header = { ...header, version: orElse(argument("version"), literal("2012-10-17")), ...present("id", argument("policy_id")) };
  for (const statement of statementsIn(argument("statement"))) merge.add(statement);
  for (const document of documentsIn(argument("override_policy_documents"), argument("override_json"))) header = merge.addDocument(document, header);
  const entries = new Map<string, Symbolic>();
  if (header.version) entries.set("Version", header.version);
  if (header.id) entries.set("Id", header.id);
  entries.set("Statement", { kind: "list", items: merge.statements, ...(merge.unread ? { rest: merge.unread } : {}) });
  return { kind: "json", value: { kind: "map", entries }, ...(dataSource.at ? { at: dataSource.at } : {}) };
}

interface Header {
  readonly version?: Symbolic;
  readonly id?: Symbolic;
}

/** Statements in order; one with the Sid of an earlier one takes its place. */
class StatementMerge {
  readonly statements: Symbolic[] = [];
  unread: Unknown | undefined;

  add(statement: Symbolic): void {
    if (statement.kind === "unknown") {
      this.addUnread(statement);
      return;
    }
    const sid = sidOf(statement);
    if (sid === undefined) {
      this.statements.push(statement);
      return;
    }
    const same = this.statements.findIndex((earlier) => mayBeSame(sidOf(earlier), sid));
    if (same < 0) this.statements.push(statement);
    else if (sid.kind === "known" && sidOf(this.statements[same]!)?.kind === "known" && statement.kind === "map") this.statements[same] = statement;
    else {
      // Whether it replaces the earlier one cannot be told: either of them may stand there, and this one in any case.
      this.statements[same] = { kind: "choice", alternatives: [this.statements[same]!, NULL] };
      this.statements.push(statement);
    }
  }

  addDocument(document: Symbolic, header: Header): Header {
    const value = contentOf(document);
    if (value.kind === "null") return header;
    if (value.kind === "choice") {
      for (const alternative of value.alternatives) for (const statement of this.statementsOf(contentOf(alternative))) this.add({ kind: "choice", alternatives: [statement, NULL] });
      return header;
    }
    for (const statement of this.statementsOf(value)) this.add(statement);
    if (value.kind !== "map") return header;
    return { ...header, ...present("version", value.entries.get("Version") ?? NULL), ...present("id", value.entries.get("Id") ?? NULL) };
  }

  private statementsOf(value: Symbolic): readonly Symbolic[] {
    if (value.kind === "null") return [];
    if (value.kind !== "map") return [asUnknown(value, "a document that is merged here could not be read")];
    if (value.rest) this.addUnread(value.rest);
    const statements = value.entries.get("Statement") ?? NULL;
    if (statements.kind === "null") return [];
    if (statements.kind !== "list") return [statements];
    if (statements.rest) this.addUnread(statements.rest);
    return statements.items;
  }

  private addUnread(next: Unknown): void {
    this.unread = this.unread ? { ...this.unread, references: [...new Set([...this.unread.references, ...next.references])] } : next;
  }
}

type Sid = { readonly kind: "known"; readonly text: string } | { readonly kind: "unknown" };

/** `undefined` where there is certainly none. */
function sidOf(statement: Symbolic): Sid | undefined {
  if (statement.kind === "choice") {
    const sids = statement.alternatives.flatMap((alternative) => sidOf(alternative) ?? []);
    const [first] = sids;
    return first && sids.every((sid) => sid.kind === "known" && first.kind === "known" && sid.text === first.text) ? first : first && { kind: "unknown" };
  }
  if (statement.kind !== "map") return undefined;
  const sid = statement.entries.get("Sid");
  if (!sid || sid.kind === "null") return undefined;
  const text = sid.kind === "string" ? literalText(sid) : undefined;
  if (text === "") return undefined;
  return text === undefined ? { kind: "unknown" } : { kind: "known", text };
}

function mayBeSame(a: Sid | undefined, b: Sid): boolean {
  if (!a) return false;
  return a.kind === "unknown" || b.kind === "unknown" || a.text === b.text;
}

/** The statement blocks as IAM statements. */
function statementsIn(value: Symbolic): readonly Symbolic[] {
  switch (value.kind) {
    case "null":
      return [];
    case "map":
      return [statementOf(value)];
    case "list":
      return [...value.items.flatMap(statementsIn), ...(value.rest ? [value.rest] : [])];
    case "choice":
      return statementsOfAny(value.alternatives);
    default:
      return [asUnknown(value, "its statements cannot be told before apply")];
  }
}

/** The blocks of every alternative; one that is not in all of them may be absent. */
function statementsOfAny(alternatives: readonly Symbolic[]): Symbolic[] {
  if (alternatives.every((alternative) => alternative.kind === "map")) return [{ kind: "choice", alternatives: alternatives.flatMap(statementsIn) }];
  const lists = alternatives.map((alternative) => (alternative.kind === "list" ? [...alternative.items, ...(alternative.rest ? [alternative.rest] : [])] : [alternative]));
  const blocks = [...new Set(lists.flat())];
  return blocks.flatMap((block) => {
    const isCertain = lists.every((list) => list.includes(block));
    return statementsIn(block).map((statement): Symbolic => (isCertain || statement.kind === "unknown" ? statement : { kind: "choice", alternatives: [statement, NULL] }));
  });
}

/** The documents of the list argument and of its older form for a single one; empty texts are left out, as the provider does. */
function documentsIn(...values: readonly Symbolic[]): Symbolic[] {
  return values.flatMap((value): Symbolic[] => {
    if (value.kind === "null") return [];
    if (value.kind === "list") return [...value.items, ...(value.rest ? [value.rest] : [])];
    return [value];
  });
}

function contentOf(document: Symbolic): Symbolic {
  if (document.kind === "json") return document.value;
  if (document.kind !== "string") return document;
  return literalText(document)?.trim() === "" ? NULL : parseSymbolicJson(document).value;
}

function orElse(value: Symbolic, otherwise: Symbolic): Symbolic {
  return value.kind === "null" || isComputed(value) ? otherwise : value;
}

/** An optional argument that is not written has whatever the provider reports: its default. */
function isComputed(value: Symbolic): boolean {
  return value.kind === "string" && value.parts.length === 1 && value.parts[0]?.kind === "reference" && /^(version|policy_id)$/.test(value.parts[0].attribute);
}

function present<K extends "version" | "id">(key: K, value: Symbolic): { [P in K]?: Symbolic } {
  return value.kind === "null" || isComputed(value) ? {} : ({ [key]: value } as { [P in K]?: Symbolic });
}
