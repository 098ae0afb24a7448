import type { LeastPrivilegeStatement, NamedResources } from "../../core";
import { formatHcl, formatQuoted, writeResource, type ExpressionPlace } from "./resource-expression";

/** How a statement is written. */
export type StatementForm = "hcl" | "json" | "block";

/** A statement as a source of that form has it, from its first brace on; `undefined` where a resource has no name at that place. Lines are indented but for the first. */
export function formatStatement(statement: LeastPrivilegeStatement, form: StatementForm, indent: string, place: ExpressionPlace, resources: NamedResources): string | undefined {
  const written = statement.resources.map((resource) => writeResource(resource, place, resources));
  if (written.some((item) => item === undefined)) return undefined;
  const names = written.map((item) => (form === "json" ? formatQuoted(item!) : formatHcl(item!)));
  const actions = statement.actions.map((action) => JSON.stringify(action));
  const list = (items: readonly string[]): string => `[${items.join(", ")}]`;
  const isFree = statement.context.size === 0;
  switch (form) {
    case "hcl": {
      const condition = isFree ? [] : [formatCondition(statement.context, "hcl", "").split(/ = (.*)/s).slice(0, 2) as [string, string]];
      const rows: [string, string][] = [["Sid", JSON.stringify(statement.sid)], ["Effect", '"Allow"'], ["Action", list(actions)], ["Resource", list(names)], ...condition];
      return `{\n${aligned(rows, `${indent}  `)}\n${indent}}`;
    }
    case "json": {
      const rows = [`"Sid": ${JSON.stringify(statement.sid)}`, '"Effect": "Allow"', `"Action": ${list(actions)}`, `"Resource": ${list(names)}`, ...(isFree ? [] : [formatCondition(statement.context, "json", "")])];
      return `{\n${rows.map((row) => `${indent}  ${row}`).join(",\n")}\n${indent}}`;
    }
    case "block": {
      const rows: [string, string][] = [["sid", JSON.stringify(statement.sid)], ["actions", list(actions)], ["resources", list(names)]];
      const conditions = isFree ? "" : `\n\n${indent}  ${formatCondition(statement.context, "block", `${indent}  `)}`;
      return `statement {\n${aligned(rows, `${indent}  `)}${conditions}\n${indent}}`;
    }
  }
}

/** A condition on keys that have to have these values, as a member of a statement. Lines are indented but for the first. */
export function formatCondition(context: ReadonlyMap<string, readonly string[]>, form: StatementForm, indent: string): string {
  const quoted = [...context].map(([key, values]) => [JSON.stringify(key), values.map((value) => JSON.stringify(value))] as const);
  if (form === "json") return `"Condition": { "StringEquals": { ${quoted.map(([key, values]) => `${key}: ${values.length === 1 ? values[0] : `[${values.join(", ")}]`}`).join(", ")} } }`;
  if (form === "hcl") return `Condition = { StringEquals = { ${quoted.map(([key, values]) => `${key} = ${values.length === 1 ? values[0] : `[${values.join(", ")}]`}`).join(", ")} } }`;
  return quoted.map(([key, values]) => `condition {\n${aligned([["test", '"StringEquals"'], ["variable", key], ["values", `[${values.join(", ")}]`]], `${indent}  `)}\n${indent}}`).join(`\n\n${indent}`);
}

/** A document as an argument of `jsonencode`. */
export function formatDocument(statements: readonly LeastPrivilegeStatement[], indent: string, place: ExpressionPlace, resources: NamedResources): string | undefined {
  const items = statements.map((statement) => formatStatement(statement, "hcl", `${indent}    `, place, resources));
  if (items.some((item) => item === undefined)) return undefined;
  return `jsonencode({\n${indent}  Version = "2012-10-17"\n${indent}  Statement = [\n${items.map((item) => `${indent}    ${item},`).join("\n")}\n${indent}  ]\n${indent}})`;
}

function aligned(rows: readonly (readonly [string, string])[], indent: string): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`).join("\n");
}
