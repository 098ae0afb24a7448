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
  const context = [...statement.context];
  const list = (items: readonly string[]): string => `[${items.join(", ")}]`;
  switch (form) {
    case "hcl": {
      const condition = context.map(([key, values]) => `${JSON.stringify(key)} = ${values.length === 1 ? JSON.stringify(values[0]) : list(values.map((value) => JSON.stringify(value)))}`).join(", ");
      const rows = [["Sid", JSON.stringify(statement.sid)], ["Effect", '"Allow"'], ["Action", list(actions)], ["Resource", list(names)], ...(condition === "" ? [] : [["Condition", `{ StringEquals = { ${condition} } }`]])];
      return `{\n${aligned(rows as [string, string][], `${indent}  `)}\n${indent}}`;
    }
    case "json": {
      const condition = `{ "StringEquals": { ${context.map(([key, values]) => `${JSON.stringify(key)}: ${list(values.map((value) => JSON.stringify(value)))}`).join(", ")} } }`;
      const rows = [`"Sid": ${JSON.stringify(statement.sid)}`, '"Effect": "Allow"', `"Action": ${list(actions)}`, `"Resource": ${list(names)}`, ...(context.length === 0 ? [] : [`"Condition": ${condition}`])];
      return `{\n${rows.map((row) => `${indent}  ${row}`).join(",\n")}\n${indent}}`;
    }
    case "block": {
      const rows: [string, string][] = [["sid", JSON.stringify(statement.sid)], ["actions", list(actions)], ["resources", list(names)]];
      const conditions = context.map(([key, values]) => `\n\n${indent}  condition {\n${aligned([["test", '"StringEquals"'], ["variable", JSON.stringify(key)], ["values", list(values.map((value) => JSON.stringify(value)))]], `${indent}    `)}\n${indent}  }`);
      return `statement {\n${aligned(rows, `${indent}  `)}${conditions.join("")}\n${indent}}`;
    }
  }
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
