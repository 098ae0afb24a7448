import { readCode } from "../../../../core/code/read-code";
import type { CodeReading } from "../../../../core/code/sdk-call";
import { formatSymbolic, fromPlain, known, reference, toPlain, type Symbolic, type SymbolicMap } from "../../../../core/values";

/** A case: the files (one text is `app.py`), and the calls as `service:Operation Member=value …` of the members that are named. */
export interface Case {
  readonly title: string;
  readonly source: string | Readonly<Record<string, string>>;
  readonly calls: readonly string[];
  readonly status?: CodeReading["status"];
  readonly handler?: string;
  readonly environment?: Readonly<Record<string, unknown>>;
}

/** Environment variables of every case, beside its own: one of them names a table that the deployment has. */
const environment: SymbolicMap = { kind: "map", entries: new Map<string, Symbolic>([["TABLE_NAME", reference("aws_dynamodb_table.orders", "name")], ["BUCKET", { kind: "string", parts: [{ kind: "literal", text: "orders-bucket" }] }]]) };

export async function readPython(source: Case["source"], handler: string | undefined = "app.handler", more: Case["environment"] = {}): Promise<CodeReading> {
  const files = new Map(Object.entries(typeof source === "string" ? { "app.py": source } : source).map(([name, text]) => [name, dedent(text)]));
  const entries = new Map([...environment.entries, ...Object.entries(more).map(([name, value]) => [name, fromPlain(value)] as const)]);
  return readCode({
    source: { kind: "inline", files },
    root: "/project",
    runtime: known("python3.13"),
    environment: { kind: "map", entries },
    ...(handler === "" ? {} : { handler: known(handler) }),
  });
}

/** The calls of a reading in the form of a case, showing the members that the expectations of the case name. */
export function shown(reading: CodeReading, expected: readonly string[]): string[] {
  const members = new Set(expected.flatMap((line) => [...line.matchAll(/ ([A-Za-z]\w*)=/g)].map((match) => match[1]!)));
  const lines = reading.calls.map(({ service, operation, input }) => [`${service}:${operation}`, ...[...input.entries].filter(([name]) => members.has(name)).map(([name, value]) => `${name}=${show(value)}`), ...(input.rest && expected.some((line) => line.endsWith(" …")) ? ["…"] : [])].join(" "));
  return [...new Set(lines)].sort();
}

function show(value: Symbolic): string {
  switch (value.kind) {
    case "string":
      return formatSymbolic(value);
    case "unknown":
      return `?${value.detail ?? ""}`;
    case "list":
      return `[${value.items.map(show).join(",")}${value.rest ? ",…" : ""}]`;
    case "map":
      return `{${[...value.entries].map(([key, item]) => `${formatKey(value, key)}:${show(item)}`).join(",")}${value.rest ? ",…" : ""}}`;
    case "json":
      return `json(${show(value.value)})`;
    case "choice":
      return value.alternatives.map(show).join("|");
    default:
      return String(toPlain(value));
  }
}

function formatKey(map: SymbolicMap, key: string): string {
  const symbolic = map.symbolicKeys?.get(key);
  return symbolic ? formatSymbolic(symbolic) : key;
}

/** Cases are indented like the table that they stand in. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join("\n");
}
