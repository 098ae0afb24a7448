import { symbolicString, unknown, type StringPart, type SymbolicString } from "../../values";
import { choose } from "./store";
import { textOf, type Syntax } from "../syntax";
import { alternativesOf, data, type DataValue, type PyValue } from "./values";

/** How many combinations of alternatives are spelled out. */
const MOST_COMBINATIONS = 24;

/** The value as `str(value)` shows it; text of which nothing is known becomes one unknown part. */
export function partsOf(value: PyValue): readonly StringPart[] {
  if (value.kind !== "data") return [{ kind: "unknown-text", unknown: unknown("unreadable", `the text of ${value.kind === "native" ? value.label : `a ${value.kind}`}`) }];
  const { value: symbolic } = value;
  switch (symbolic.kind) {
    case "string":
      return symbolic.parts;
    case "number":
      return [{ kind: "literal", text: String(symbolic.value) }];
    case "boolean":
      return [{ kind: "literal", text: symbolic.value ? "True" : "False" }];
    case "null":
      return [{ kind: "literal", text: "None" }];
    case "unknown":
      return [{ kind: "unknown-text", unknown: symbolic }];
    default:
      return [{ kind: "unknown-text", unknown: unknown("unreadable", "a text made of data") }];
  }
}

/** Builds a text of values, once for each combination of what they may be. */
export function combineTexts(values: readonly PyValue[], build: (parts: readonly (readonly StringPart[])[]) => readonly StringPart[]): PyValue {
  let combinations: DataValue[][] = [[]];
  for (const value of values) {
    const alternatives = alternativesOf(value).map(asText);
    const fitting = alternatives.length > 0 && alternatives.length * combinations.length <= MOST_COMBINATIONS ? alternatives : [tooMany];
    combinations = combinations.flatMap((before) => fitting.map((one) => [...before, one]));
  }
  return choose(combinations.map((combination) => data(symbolicString(build(combination.map((one) => partsOf(one)))), sourcesOf(combination))));
}

const tooMany: DataValue = data(unknown("unreadable", `one of more than ${MOST_COMBINATIONS} texts`));

function asText(value: PyValue): DataValue {
  return value.kind === "data" ? value : data(symbolicString(partsOf(value)));
}

/** Where the values come from, each once. */
export function sourcesOf(values: readonly PyValue[]): readonly string[] {
  return [...new Set(values.flatMap((value) => (value.kind === "data" ? (value.sources ?? []) : [])))];
}

/** The text of a string, if it is one in some part. */
export function stringOf(value: PyValue): SymbolicString | undefined {
  return value.kind === "data" && value.value.kind === "string" ? value.value : undefined;
}

/** A string literal or f-string; `evaluate` gives the value of an interpolated expression. */
export function readString(node: Syntax, evaluate: (expression: Syntax) => PyValue): PyValue {
  const opening = node.children.find((child) => child.type === "string_start");
  const prefix = opening ? textOf(opening).replace(/["']+$/, "").toLowerCase() : "";
  const pieces = node.children.flatMap((child): PyValue[] => {
    if (child.type === "string_content") return [data(symbolicString([{ kind: "literal", text: decode(textOf(child), prefix) }]))];
    if (child.type !== "interpolation") return [];
    return [interpolated(child, evaluate)];
  });
  const only = pieces[0];
  if (pieces.length === 1 && only?.kind === "data" && only.value.kind === "string") return only;
  return combineTexts(pieces, (parts) => parts.flat());
}

function interpolated(node: Syntax, evaluate: (expression: Syntax) => PyValue): PyValue {
  const [expression] = node.fields.get("expression") ?? node.children;
  const value = expression ? evaluate(expression) : data(symbolicString([]));
  const shaped = node.children.find((child) => child.type === "format_specifier" || child.type === "type_conversion");
  if (!shaped || textOf(shaped) === "!s" || (value.kind === "data" && value.value.kind === "unknown")) return value;
  for (const nested of shaped.children) for (const inner of nested.children) evaluate(inner);
  return data(unknown("unreadable", `${expression ? textOf(expression) : "a value"} formatted with ${textOf(shaped)}`));
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"', "0": "\0", a: "\x07", b: "\b", f: "\f", v: "\v", "\n": "" };

function decode(raw: string, prefix: string): string {
  const unbraced = prefix.includes("f") ? raw.replace(/\{\{/g, "{").replace(/\}\}/g, "}") : raw;
  if (prefix.includes("r") || !unbraced.includes("\\")) return unbraced;
  return unbraced.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n|[\s\S])/g, (whole, escape: string) => {
    if (/^[xuU]./.test(escape) && escape.length > 1) return String.fromCodePoint(Math.min(Number.parseInt(escape.slice(1), 16), 0x10ffff));
    return ESCAPES[escape.replace("\r", "")] ?? whole;
  });
}

/** `"…%s…" % values` */
export function formatPercent(format: SymbolicString, values: readonly PyValue[], byName: (name: string) => PyValue | undefined): PyValue {
  let next = 0;
  return fill(format, /%(?:\((\w+)\))?([-#0 +]*)(\d+|\*)?(?:\.(\d+))?[hlL]?([a-zA-Z%])/g, (match) => {
    if (match[5] === "%") return data(symbolicString([{ kind: "literal", text: "%" }]));
    const value = match[1] !== undefined ? byName(match[1]) : values[next++];
    const isPlain = /[sdi]/.test(match[5] ?? "") && !match[2] && !match[3] && !match[4];
    return shapedValue(value, isPlain, match[0]);
  });
}

/** `"…{}…{name}…".format(…)` */
export function formatBraces(format: SymbolicString, values: readonly PyValue[], byName: (name: string) => PyValue | undefined): PyValue {
  let next = 0;
  return fill(format, /\{\{|\}\}|\{(\w*)((?:\.\w+|\[[^\]]*\])*)(![rsa])?(:[^{}]*)?\}/g, (match) => {
    if (match[0] === "{{" || match[0] === "}}") return data(symbolicString([{ kind: "literal", text: match[0][0]! }]));
    const name = match[1] ?? "";
    const value = name === "" ? values[next++] : /^\d+$/.test(name) ? values[Number(name)] : byName(name);
    return shapedValue(value, !match[2] && (!match[3] || match[3] === "!s") && (!match[4] || match[4] === ":"), match[0]);
  });
}

function shapedValue(value: PyValue | undefined, isPlain: boolean, placeholder: string): PyValue {
  if (!value) return data(unknown("unreadable", `the value for ${placeholder}`));
  if (isPlain || (value.kind === "data" && value.value.kind === "unknown")) return value;
  return data(unknown("unreadable", `a value formatted with ${placeholder}`));
}

function fill(format: SymbolicString, placeholder: RegExp, valueOf: (match: RegExpExecArray) => PyValue): PyValue {
  const pieces: PyValue[] = [];
  for (const part of format.parts) {
    if (part.kind !== "literal") {
      pieces.push(data(symbolicString([part])));
      continue;
    }
    let from = 0;
    for (let match = placeholder.exec(part.text); match; match = placeholder.exec(part.text)) {
      pieces.push(data(symbolicString([{ kind: "literal", text: part.text.slice(from, match.index) }])), valueOf(match));
      from = match.index + match[0].length;
    }
    pieces.push(data(symbolicString([{ kind: "literal", text: part.text.slice(from) }])));
  }
  return combineTexts(pieces, (parts) => parts.flat());
}
