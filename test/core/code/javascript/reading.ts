import { readCode, type CodeReading, type SdkCall } from "../../../../core/code";
import { formatSymbolic, fromPlain, unknown, type Symbolic } from "../../../../core/values";

/** Reads files that are given as text; a single text is `index.js`. */
export async function readSources(files: string | Readonly<Record<string, string>>, options: { handler?: string; environment?: Record<string, Symbolic | string> } = {}): Promise<CodeReading> {
  const named = typeof files === "string" ? { "index.js": files } : files;
  const environment = new Map(Object.entries(options.environment ?? {}).map(([name, value]) => [name, typeof value === "string" ? fromPlain(value) : value]));
  return readCode({
    source: { kind: "inline", files: new Map(Object.entries(named)) },
    handler: { kind: "known", value: options.handler ?? "index.handler" },
    runtime: { kind: "known", value: "nodejs22.x" },
    environment: options.environment ? { kind: "map", entries: environment } : unknown("decided-at-run-time"),
    root: "/nowhere",
  });
}

/** `s3:GetObject Bucket=orders Key=?event.key`: every member of the input that is text or unknown. */
export function showCall(call: SdkCall): string {
  const members = [...call.input.entries].map(([name, value]) => `${name}=${showValue(value)}`);
  return [`${call.service}:${call.operation}`, ...members].join(" ");
}

export function showValue(value: Symbolic): string {
  switch (value.kind) {
    case "string":
      return formatSymbolic(value);
    case "unknown":
      return `?${value.detail ?? ""}`;
    case "choice":
      return value.alternatives.map(showValue).join("|");
    case "list":
      return `[${value.items.map(showValue).join(",")}]`;
    case "map":
      return `{${[...value.entries].map(([name, item]) => `${name}:${showValue(item)}`).join(",")}}`;
    case "json":
      return `json ${showValue(value.value)}`;
    case "null":
      return "null";
    default:
      return String(value.value);
  }
}
