import { literal, symbolicString, unknown, type StringPart, type Symbolic, type SymbolicString, type Unknown } from "../core";
import { formatTerminal, type Terminal } from "./configuration";
import type { Expression, Marks } from "./plan-json";

/** What stands behind the unknown parts of one instance's values. */
export interface Blanks {
  /** All that an expression's references lead to and that is not known, an element for each reference. */
  follow(expression: Expression | undefined): Terminal[][];
  /** What the provider will compute at a path for which nothing is configured. */
  computed(path: string): SymbolicString | Unknown;
}

const SECRET = "it is marked as sensitive";
export const NOT_IN_PLAN = "the plan does not tell what it is made of";

/** Deeper than any attribute of a provider. */
const DEEPEST = 100;

/** The value at `path`, from what a plan says is known, unknown and sensitive, and from the expression that was configured for it. */
export function plannedValue(value: unknown, unknownMark: Marks, sensitiveMark: Marks, expression: unknown, path: string, blanks: Blanks, depth = 0): Symbolic {
  if (depth > DEEPEST) return unknown("unreadable", "it is nested too deeply");
  if (unknownMark === true) return isSetOfTexts(path) ? blankTexts(expression as Expression | undefined, path, blanks) : blank(expression as Expression | undefined, path, blanks);
  if (sensitiveMark === true && value !== null && value !== undefined) return unknown("secret", SECRET);
  if (Array.isArray(value) || (Array.isArray(unknownMark) && unknownMark.length > 0)) {
    return plannedList(Array.isArray(value) ? value : [], Array.isArray(unknownMark) ? unknownMark : [], sensitiveMark, expression, path, blanks, depth);
  }
  if (isRecord(value) || hasMarks(unknownMark)) {
    return plannedMap(isRecord(value) ? value : {}, isRecord(unknownMark) ? unknownMark : {}, sensitiveMark, expression, path, blanks, depth);
  }
  if (typeof value === "string") return literal(value);
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (typeof value === "number") return { kind: "number", value };
  return { kind: "null" };
}

function plannedList(values: readonly unknown[], unknownMarks: readonly Marks[], sensitiveMark: Marks, expression: unknown, path: string, blanks: Blanks, depth: number): Symbolic {
  const length = Math.max(values.length, unknownMarks.length);
  const blocks = Array.isArray(expression) && expression.length === length ? expression : undefined;
  const single = length === 1 && isBlock(expression) ? expression : undefined;
  const texts = blocks || single || expression === undefined ? undefined : textsOfUnknown(unknownMarks, expression, blanks);
  return {
    kind: "list",
    items: Array.from({ length }, (_, index) => {
      const mark = unknownMarks[index];
      if (mark === true && texts) return texts.shift()!;
      const sensitive = Array.isArray(sensitiveMark) ? (sensitiveMark[index] as Marks) : undefined;
      return plannedValue(values[index], mark, sensitive, blocks?.[index] ?? single, `${path}[${index}]`, blanks, depth + 1);
    }),
  };
}

/**
 * The unknown elements of one list, in some order. Each of them holds at least one of the unknown references: where there are as many
 * references as unknown elements, each element holds just one, and at worst some text around it is not known.
 */
function textsOfUnknown(marks: readonly Marks[], expression: unknown, blanks: Blanks): Symbolic[] {
  const count = marks.filter((mark) => mark === true).length;
  if (count === 0) return [];
  const texts = textsOfReferences(expression as Expression | undefined, blanks);
  if (texts.length === count) return texts;
  const reason = blank(expression as Expression | undefined, "", blanks);
  const whole: Unknown = reason.kind === "unknown" ? reason : unknown("computed-at-apply", NOT_IN_PLAN);
  return Array.from({ length: count }, () => whole);
}

/** The text around each unknown reference of an expression. A local may well be known, so it counts only where nothing else is unknown. */
function textsOfReferences(expression: Expression | undefined, blanks: Blanks): SymbolicString[] {
  const terminals = blanks.follow(expression);
  const attributes = terminals.filter((candidates) => candidates.every(({ kind }) => kind === "attribute"));
  const relevant = attributes.length > 0 ? attributes : terminals;
  if (!relevant.every(([terminal, ...others]) => others.length === 0 && terminal?.attribute !== "")) return [];
  return relevant.map(([terminal]) => textAround(terminal!, attributes.length < terminals.length));
}

/** Lists of a policy statement, which are unknown as a whole where a function makes them. */
function isSetOfTexts(path: string): boolean {
  return /^statement\[\d+\]\.((not_)?resources|condition\[\d+\]\.values|(not_)?principals\[\d+\]\.identifiers)$/.test(path);
}

/** A list that is made of one unknown reference: how many elements it makes of it is open, and that each holds it is not. */
function blankTexts(expression: Expression | undefined, path: string, blanks: Blanks): Symbolic {
  const [text, ...others] = textsOfReferences(expression, blanks);
  return text && others.length === 0 ? { kind: "list", items: [text] } : blank(expression, path, blanks);
}

/** Text in which one reference stands. Before an ARN nothing can stand; what follows it is open. */
export function textAround({ address, attribute }: Terminal, hasMoreBefore = false): SymbolicString {
  const open: StringPart = { kind: "unknown-text", unknown: unknown("computed-at-apply", "text around a reference, which the plan does not tell", [`${address}.${attribute}`]) };
  const startsWithIt = /(^|_)arn$/.test(attribute) && !hasMoreBefore;
  return symbolicString([...(startsWithIt ? [] : [open]), { kind: "reference", address, attribute }, open]);
}

function plannedMap(values: Readonly<Record<string, unknown>>, unknownMarks: Readonly<Record<string, Marks>>, sensitiveMark: Marks, expression: unknown, path: string, blanks: Blanks, depth: number): Symbolic {
  const entries = new Map<string, Symbolic>();
  // Terraform writes maps in the order of their keys, but the unknown ones apart.
  for (const key of [...new Set([...Object.keys(values), ...Object.keys(unknownMarks)])].sort()) {
    const own = ownEntry(values, key);
    const sensitive = isRecord(sensitiveMark) ? (ownEntry(sensitiveMark, key) as Marks) : undefined;
    entries.set(key, plannedValue(own, ownEntry(unknownMarks, key) as Marks, sensitive, expressionOf(expression, key), `${path}.${key}`, blanks, depth + 1));
  }
  return { kind: "map", entries };
}

/** The expression of one key: of a block that key's own; of a map argument the whole argument, since only that is in a plan. */
function expressionOf(expression: unknown, key: string): unknown {
  if (!isRecord(expression)) return undefined;
  return isBlock(expression) ? ownEntry(expression, key) : expression;
}

/** Whether it is a nested block rather than an argument. */
function isBlock(expression: unknown): expression is Record<string, unknown> {
  return isRecord(expression) && !Array.isArray(expression["references"]) && !("constant_value" in expression);
}

function blank(expression: Expression | undefined, path: string, blanks: Blanks): SymbolicString | Unknown {
  const references = [...new Set(blanks.follow(expression).flat().map(formatTerminal))];
  if (references.length > 0) return unknown("computed-at-apply", undefined, references);
  return expression === undefined && path !== "" ? blanks.computed(path) : unknown("computed-at-apply", NOT_IN_PLAN);
}

function hasMarks(mark: Marks): boolean {
  return isRecord(mark) && Object.keys(mark).length > 0;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ownEntry(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
