import { toPlain, type SourceLocation, type Symbolic } from "../values";
import type { CodeReading, SdkCall, UnreadCode } from "./sdk-call";

/** Nothing could be read: why. */
export function unavailable(reasons: readonly UnreadCode[], files: readonly string[] = []): CodeReading {
  return { status: "unavailable", files: [...new Set(files)].sort(), reasons, calls: [] };
}

/** The reading in its stable order, each call and reason once; `read` where nothing was left out. */
export function finishReading(files: Iterable<string>, calls: readonly SdkCall[], reasons: readonly UnreadCode[]): CodeReading {
  const uniqueReasons = unique(reasons, (reason) => `${reason.message}|${placeKey(reason.at)}|${String(reason.services)}`);
  return {
    status: uniqueReasons.length === 0 ? "read" : "partly",
    files: [...new Set(files)].sort(),
    reasons: uniqueReasons,
    calls: unique(calls, callKey).sort(byPlace),
  };
}

function unique<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const item of items) {
    const itemKey = key(item);
    if (!seen.has(itemKey)) seen.set(itemKey, item);
  }
  return [...seen.values()];
}

function byPlace(a: SdkCall, b: SdkCall): number {
  return a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.line - b.at.line || a.at.column - b.at.column || (a.operation < b.operation ? -1 : a.operation > b.operation ? 1 : 0);
}

function callKey(call: SdkCall): string {
  return [call.service, call.operation, call.via ?? "", call.certainty, placeKey(call.at), valueKey(call.input)].join("|");
}

function placeKey(at: SourceLocation | undefined): string {
  return at ? `${at.file}:${at.line}:${at.column}` : "";
}

/** Equal for values that look the same to a reader of the result, wherever they were written. */
export function valueKey(value: Symbolic): string {
  switch (value.kind) {
    case "null":
    case "boolean":
    case "number":
      return String(toPlain(value));
    case "string":
      return value.parts.map((part) => (part.kind === "literal" ? JSON.stringify(part.text) : part.kind === "reference" ? `$${part.address}.${part.attribute}` : `?${part.unknown.detail ?? ""}`)).join("+");
    case "list":
      return `[${value.items.map(valueKey).join(",")}${value.rest ? ",…" : ""}]`;
    case "map":
      return `{${[...value.entries].map(([key, item]) => `${key}:${valueKey(item)}`).join(",")}${value.rest ? ",…" : ""}}`;
    case "json":
      return `json(${valueKey(value.value)})`;
    case "choice":
      return `(${value.alternatives.map(valueKey).join("/")})`;
    case "unknown":
      return `?${value.reason}:${value.detail ?? ""}:${value.references.join(",")}`;
  }
}
