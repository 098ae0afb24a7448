import { symbolicString, type StringPart, type Symbolic, type SymbolicString } from "../../values";
import { data, knownText, type DataValue, type ProgramValue } from "../program/values";

/** What tells the symbol `:name` from the text `"name"`: keys of a hash are one or the other. */
const mark = "\u0001";

export function symbolName(name: string): string {
  return mark + name;
}

export function symbol(name: string): DataValue {
  return data({ kind: "string", parts: [{ kind: "literal", text: mark + name }] });
}

/** The text of a symbol or text. */
export function plainText(value: ProgramValue | undefined): string | undefined {
  const known = knownText(value);
  return known?.startsWith(mark) ? known.slice(mark.length) : known;
}

export function isSymbol(text: string): boolean {
  return text.startsWith(mark);
}

export function withoutMark(text: string): string {
  return text.replaceAll(mark, "");
}

/** A value as AWS gets it: symbols are texts, and members that symbols name have no underscores. */
export function withoutSymbols(value: Symbolic): Symbolic {
  switch (value.kind) {
    case "string":
      return withoutMarks(value);
    case "list":
      return { ...value, items: value.items.map(withoutSymbols) };
    case "choice":
      return { ...value, alternatives: value.alternatives.map(withoutSymbols) };
    case "map":
      return { ...value, entries: new Map([...value.entries].map(([key, item]) => [isSymbol(key) ? withoutMark(key).replaceAll("_", "") : key, withoutSymbols(item)])) };
    default:
      return value;
  }
}

function withoutMarks(value: SymbolicString): SymbolicString {
  const strip = (part: StringPart): StringPart => (part.kind === "literal" ? { ...part, text: withoutMark(part.text) } : part);
  return value.parts.some((part) => part.kind === "literal" && part.text.includes(mark)) ? { ...symbolicString(value.parts.map(strip)), ...(value.at ? { at: value.at } : {}) } : value;
}

/** A symbol as the text that it becomes in a text. */
export function asText(value: ProgramValue): ProgramValue {
  if (value.kind === "choice") return { ...value, alternatives: value.alternatives.map(asText) };
  return value.kind === "data" && value.value.kind === "string" ? { ...value, value: withoutMarks(value.value) } : value;
}
