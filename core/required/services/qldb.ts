import { unknown, type SymbolicString } from "../../values";
import { joinPattern } from "../arn-pattern";
import type { CallContext } from "../call-context";
import { namedIn, within } from "../resource-rule";
import type { ActionRow, Condition, ResourceRule, ServiceRules } from "../service-rules";

/** How statements of PartiQL begin, by the action that they need. */
const statements: Readonly<Record<string, RegExp>> = {
  Select: /^\s*select\b(?![^]*\bfrom\s+history\s*\()/i,
  Insert: /^\s*insert\b/i,
  Update: /^\s*(update|from\b[^]*\b(set|insert|remove))\b/i,
  Delete: /^\s*(delete|from\b[^]*\bdelete)\b/i,
  HistoryFunction: /\bfrom\s+history\s*\(/i,
};

/** What the statement does; an unknown beginning may be anything. */
function does(pattern: RegExp): Condition {
  return (context) => {
    const texts = context.texts("Statement").map(({ value }) => (value.kind === "unknown" ? undefined : spoken(value)));
    if (texts.length === 0) return "maybe";
    const fitting = texts.filter((text) => text === undefined || pattern.test(text));
    return fitting.length === 0 ? "no" : texts.length === 1 && texts[0] !== undefined ? "yes" : "maybe";
  };
}

/** A statement with its holes left out, `undefined` where it begins with one. */
function spoken(value: SymbolicString): string | undefined {
  const [first] = value.parts;
  return first?.kind === "literal" ? value.parts.map((part) => (part.kind === "literal" ? part.text : "x")).join("") : undefined;
}

const tables = within(namedIn("qldb", "ledger/", ["LedgerName"], ["aws_qldb_ledger"]), (ledger) => joinPattern(ledger, "/table/*"));

/** Tables are named by ids that no statement shows. */
const onTables: ResourceRule = (context: CallContext) =>
  context.texts("Statement").length > 0 ? tables(context) : [{ value: unknown("decided-at-run-time", "the statements that the driver sends"), certainty: "possible" }];

/** A driver sends PartiQL in sessions. Source: https://docs.aws.amazon.com/qldb/latest/developerguide/getting-started-standard-mode.html */
export const qldb: ServiceRules = {
  services: ["qldb-session"],
  also: { SendCommand: Object.entries(statements).map(([name, pattern]): ActionRow => ({ action: `qldb:PartiQL${name}`, on: onTables, when: does(pattern), because: "the statement that it sends" })) },
};
