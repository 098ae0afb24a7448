import { literal, symbolicString, unknown, type StringPart } from "../../values";
import { choose } from "./store";
import { alternativesOf, data, detailOf, knownText, zero, type DataValue, type ProgramValue } from "./values";

/** Above this many combinations of alternatives a text is not put together. */
const MOST_TEXTS = 24;

/** The texts one after the other; whatever is not known becomes a part of the text that is not known. */
export function joinTexts(values: readonly ProgramValue[]): ProgramValue {
  let texts: DataValue[] = [data(literal(""))];
  for (const value of values) {
    const alternatives = alternativesOf(value);
    const options = alternatives.length === 0 ? [zero] : alternatives;
    if (texts.length * options.length > MOST_TEXTS) return data(unknown("unreadable", "a text put together from many possible parts"));
    texts = texts.flatMap((before) => options.map((option) => append(before, option)));
  }
  return choose(texts);
}

function append(before: DataValue, next: ProgramValue): DataValue {
  const sources = [...(before.sources ?? []), ...(next.kind === "data" ? (next.sources ?? []) : [])];
  const parts = before.value.kind === "string" ? before.value.parts : [];
  return data(symbolicString([...parts, ...partsOf(next)]), [...new Set(sources)]);
}

function partsOf(value: ProgramValue): readonly StringPart[] {
  if (value.kind === "native" && value.symbolic) {
    const symbolic = value.symbolic();
    if (symbolic.kind === "string") return symbolic.parts;
  }
  if (value.kind !== "data") return [{ kind: "unknown-text", unknown: unknown("decided-at-run-time", detailOf(value)) }];
  const { value: symbolic } = value;
  switch (symbolic.kind) {
    case "string":
      return symbolic.parts;
    case "number":
    case "boolean":
      return [{ kind: "literal", text: String(symbolic.value) }];
    case "unknown":
      return [{ kind: "unknown-text", unknown: symbolic }];
    case "null":
      return [];
    default:
      return [{ kind: "unknown-text", unknown: unknown("unreadable", "data as text") }];
  }
}

/** A format with `%s` and the like filled in. Sources: https://pkg.go.dev/fmt, java.util.Formatter. */
export function formatText(format: ProgramValue | undefined, args: readonly ProgramValue[]): ProgramValue {
  return choose(
    alternativesOf(format).map((one) => {
      const known = knownText(one);
      return known === undefined ? data(unknown("decided-at-run-time", "a formatted text")) : joinTexts(formatParts(known, args));
    }),
  );
}

function formatParts(format: string, args: readonly ProgramValue[]): ProgramValue[] {
  const parts: ProgramValue[] = [];
  let next = 0;
  let from = 0;
  for (const match of format.matchAll(/%(?:(\d+)\$|\[(\d+)\])?[-+# 0,(]*\d*(?:\.\d+)?([a-zA-Z%])/g)) {
    parts.push(data(literal(format.slice(from, match.index))));
    from = match.index + match[0].length;
    const [whole, position, bracketed, verb] = match;
    if (verb === "%") parts.push(data(literal("%")));
    else if (verb === "n" && position === undefined && whole === "%n") parts.push(data(literal("\n")));
    else {
      const index = position ?? bracketed;
      const at = index === undefined ? next : Number(index) - 1;
      next = at + 1;
      // Anything but the plain verbs changes how the value looks.
      parts.push(/^%(\d+\$|\[\d+\])?[svd]$/.test(whole) ? (args[at] ?? unknownPart()) : verb === "s" || verb === "v" || verb === "d" ? (isPlainText(args[at]) ? unknownPart() : (args[at] ?? unknownPart())) : unknownPart());
    }
  }
  parts.push(data(literal(format.slice(from))));
  return parts;
}

function isPlainText(value: ProgramValue | undefined): boolean {
  return value?.kind === "data" && value.value.kind !== "unknown";
}

function unknownPart(): ProgramValue {
  return data(unknown("decided-at-run-time", "a formatted value"));
}

/** What a function makes of a text that is wholly known; unknown, as of the text itself, where it is not. */
export function mapText(value: ProgramValue | undefined, make: (text: string) => string | undefined, name: string): ProgramValue {
  return choose(
    alternativesOf(value).map((one) => {
      const known = knownText(one);
      const made = known === undefined ? undefined : make(known);
      if (made !== undefined) return { ...(one as DataValue), value: literal(made) };
      const reason = one.kind === "data" && one.value.kind === "unknown" ? one.value : undefined;
      return data(unknown(reason?.reason ?? "decided-at-run-time", reason?.detail ?? `the result of ${name}`, reason?.references ?? []), one.kind === "data" ? one.sources : undefined);
    }),
  );
}
