import type { CodeReading } from "../../../core/code/sdk-call";
import { formatSymbolic, toPlain, type Symbolic, type SymbolicMap } from "../../../core/values";

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
