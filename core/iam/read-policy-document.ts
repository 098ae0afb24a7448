import { known, literalText, parseSymbolicJson, unknown, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown, type Value } from "../values";
import type { Certainty, PolicyDocument, Statement } from "./policy-document";
import { readStatement } from "./read-statement";
import { joinPath, kindOf, Reading } from "./reading";

export interface ReadOptions {
  /** Put before every path where the document is one attribute of several in its resource: `assume_role_policy`. */
  readonly pathPrefix?: string;
}

/**
 * Reads a policy document from JSON text (possibly symbolic), an encoded or a plain value. Never throws: what IAM would refuse is in `problems`,
 * what cannot be told is an unknown in its place. Text that is no policy at all is a document with a problem and unread statements.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyDocument(source: Symbolic, options: ReadOptions = {}): Value<PolicyDocument> {
  return new DocumentReader(options.pathPrefix ?? "").read(source);
}

class DocumentReader {
  private readonly reading = new Reading();
  private unread: Unknown | undefined;

  constructor(private readonly prefix: string) {}

  read(source: Symbolic): Value<PolicyDocument> {
    switch (source.kind) {
      case "unknown":
        return source;
      case "json":
        return this.read(source.value);
      case "string":
        return this.readText(source);
      case "map":
        return known(this.readMap(source));
      case "choice":
        return this.readChoice(source.alternatives);
      default:
        return known(this.refused(`is ${kindOf(source)}, not a policy document`, source));
    }
  }

  private readText(text: SymbolicString): Value<PolicyDocument> {
    const { value, problems } = parseSymbolicJson(text);
    const isBroken = value.kind === "unknown";
    if (isBroken && literalText(text) === undefined) return value;
    for (const problem of problems) {
      // Duplicate keys are reported with their path by whoever reads the map.
      if (!/occurs more than once$/.test(problem.message)) this.reading.report(this.prefix, `not valid JSON: ${problem.message}`, problem.at);
    }
    if (isBroken) return known(this.empty(value, text));
    if (value.kind === "map") return known(this.readMap(value));
    return known(this.refused(`is ${kindOf(value)}, not a policy document`, value));
  }

  /** One of several documents: all their statements are possible, and none is certain. */
  private readChoice(alternatives: readonly Symbolic[]): Value<PolicyDocument> {
    const documents = alternatives.filter(({ kind }) => kind !== "null").map((alternative) => new DocumentReader(this.prefix).read(alternative));
    const readable = documents.flatMap((document) => (document.kind === "known" ? [document.value] : []));
    const unreadable = documents.find((document) => document.kind === "unknown");
    const [first] = readable;
    if (!first) return unreadable ?? unknown("computed-at-apply", "one of several documents");
    if (documents.length === 1 && alternatives.length === 1) return known(first);
    const unread = unreadable ?? readable.find((document) => document.unreadStatements)?.unreadStatements;
    return known({
      ...first,
      statements: readable.flatMap((document) => document.statements.map((statement): Statement => ({ ...statement, certainty: "possible" }))),
      problems: readable.flatMap((document) => document.problems),
      ...(unread ? { unreadStatements: unread } : {}),
    });
  }

  private readMap(map: SymbolicMap): PolicyDocument {
    const { found, rest } = this.reading.named(map, ["Version", "Id", "Statement"] as const, this.prefix);
    const version = this.readVersion(found.get("Version"));
    const id = found.get("Id");
    const idText = id?.kind === "string" ? literalText(id) : undefined;
    const value = found.get("Statement");
    if (rest) this.addUnread(rest);
    if (!value && !rest) this.reading.report(joinPath(this.prefix, "Statement"), "a policy document needs a Statement", map.at);
    const statements = value ? this.readStatements(value, "certain") : [];
    this.reportSameSids(statements);
    return {
      version,
      ...(idText === undefined ? {} : { id: idText }),
      statements,
      ...(this.unread ? { unreadStatements: this.unread } : {}),
      problems: this.reading.problems,
      ...(map.at ? { at: map.at } : {}),
    };
  }

  private readVersion(value: Symbolic | undefined): PolicyDocument["version"] {
    if (!value) return "2008-10-17";
    const text = value.kind === "string" ? literalText(value) : undefined;
    if (text === "2012-10-17" || text === "2008-10-17") return text;
    if (text !== undefined || value.kind === "number" || value.kind === "null") {
      this.reading.report(joinPath(this.prefix, "Version"), `${text === undefined ? kindOf(value) : `"${text}"`} is no version of the policy language; it is "2012-10-17"`, value.at);
    }
    return "2012-10-17";
  }

  private readStatements(value: Symbolic, certainty: Certainty): Statement[] {
    if (value.kind === "choice") return value.alternatives.flatMap((alternative) => (alternative.kind === "null" ? [] : this.readStatements(alternative, "possible")));
    if (value.kind !== "list") return this.readItem(value, 0, certainty);
    if (value.rest) this.addUnread(value.rest);
    if (value.items.length === 0 && !value.rest) this.reading.report(joinPath(this.prefix, "Statement"), "the list is empty", value.at);
    return value.items.flatMap((item, index) => this.readItem(item, index, certainty));
  }

  private readItem(item: Symbolic, index: number, certainty: Certainty): Statement[] {
    const path = joinPath(this.prefix, `Statement[${index}]`);
    switch (item.kind) {
      case "map":
        return [readStatement(item, path, index, certainty, this.reading)];
      case "choice":
        return item.alternatives.flatMap((alternative) => (alternative.kind === "null" ? [] : this.readItem(alternative, index, "possible")));
      case "unknown":
        this.addUnread(item);
        return [];
      default:
        this.addUnread(this.reading.refuse(path, `is ${kindOf(item)}, not a statement`, item.at));
        return [];
    }
  }

  private reportSameSids(statements: readonly Statement[]): void {
    const seen = new Map<string, Statement>();
    for (const statement of statements) {
      if (statement.sid === undefined || statement.sid === "") continue;
      const other = seen.get(statement.sid);
      if (other && other.index !== statement.index) this.reading.report(`${statement.path}.Sid`, `"${statement.sid}" is the Sid of ${other.path} too`, statement.at);
      seen.set(statement.sid, statement);
    }
  }

  private addUnread(next: Unknown): void {
    this.unread = this.unread ? { ...this.unread, references: [...new Set([...this.unread.references, ...next.references])] } : next;
  }

  private refused(message: string, source: Symbolic): PolicyDocument {
    return this.empty(this.reading.refuse(this.prefix, message, source.at), source);
  }

  private empty(unreadStatements: Unknown, source: Symbolic): PolicyDocument {
    return { version: "2012-10-17", statements: [], unreadStatements, problems: this.reading.problems, ...(source.at ? { at: source.at } : {}) };
  }
}
