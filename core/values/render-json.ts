import type { Symbolic } from "./symbolic";
import { referencesOf, symbolicString, type StringPart, type SymbolicString } from "./symbolic-string";
import { unknown, type Unknown } from "./unknown";

/** The value as compact JSON text; what is not known in it becomes a part of the text that is not known. */
export function renderSymbolicJson(value: Symbolic): SymbolicString {
  const parts: StringPart[] = [];
  render(value, parts);
  return symbolicString(parts, value.at);
}

function render(value: Symbolic, into: StringPart[]): void {
  switch (value.kind) {
    case "null":
      return write("null", into);
    case "boolean":
    case "number":
      return write(JSON.stringify(value.value), into);
    case "string":
      return renderQuoted(value.parts, into);
    case "json":
      return renderQuoted(renderSymbolicJson(value.value).parts, into);
    case "list":
      return renderSequence("[", "]", value.items.map((item) => () => render(item, into)), value.rest, into);
    case "map": {
      const entries = [...value.entries].map(([key, item]) => () => {
        write(`${JSON.stringify(key)}:`, into);
        render(item, into);
      });
      return renderSequence("{", "}", entries, value.rest, into);
    }
    case "choice":
      into.push({ kind: "unknown-text", unknown: unknown("computed-at-apply", "one of several values", value.alternatives.flatMap(referencesIn), value.at) });
      return;
    case "unknown":
      into.push({ kind: "unknown-text", unknown: value });
  }
}

function renderSequence(open: string, close: string, items: readonly (() => void)[], rest: Unknown | undefined, into: StringPart[]): void {
  write(open, into);
  items.forEach((item, index) => {
    if (index > 0) write(",", into);
    item();
  });
  if (rest) into.push({ kind: "unknown-text", unknown: rest });
  write(close, into);
}

function renderQuoted(parts: readonly StringPart[], into: StringPart[]): void {
  write('"', into);
  for (const part of parts) {
    if (part.kind === "literal") write(JSON.stringify(part.text).slice(1, -1), into);
    else into.push(part);
  }
  write('"', into);
}

function write(text: string, into: StringPart[]): void {
  into.push({ kind: "literal", text });
}

/** All references in a value, as `address.attribute`, in order. */
export function referencesIn(value: Symbolic): string[] {
  switch (value.kind) {
    case "string":
      return referencesOf(value);
    case "json":
      return referencesIn(value.value);
    case "list":
      return [...value.items.flatMap(referencesIn), ...(value.rest?.references ?? [])];
    case "map":
      return [...[...value.entries.values()].flatMap(referencesIn), ...(value.rest?.references ?? [])];
    case "choice":
      return value.alternatives.flatMap(referencesIn);
    case "unknown":
      return [...value.references];
    default:
      return [];
  }
}
