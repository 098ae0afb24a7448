import { literal, literalText, symbolicString, type StringPart, type SymbolicString } from "../values";

/** Everything, for actions that AWS does not scope. */
export const anyResource: SymbolicString = literal("*");

/** Text in which what only the running function knows matches anything: `final/` + unknown + `.pdf` is `final/*.pdf`. */
export function asPattern(string: SymbolicString): SymbolicString {
  if (string.parts.every((part) => part.kind !== "unknown-text")) return string;
  const parts = string.parts.map((part): StringPart => (part.kind === "unknown-text" ? { kind: "literal", text: "*" } : part));
  return collapseStars(symbolicString(parts, string.at));
}

/** The pieces one after the other, as a pattern. */
export function joinPattern(...pieces: readonly (string | SymbolicString)[]): SymbolicString {
  const parts = pieces.flatMap((piece): readonly StringPart[] => (typeof piece === "string" ? [{ kind: "literal", text: piece }] : asPattern(piece).parts));
  return collapseStars(symbolicString(parts));
}

function collapseStars(string: SymbolicString): SymbolicString {
  return symbolicString(string.parts.map((part) => (part.kind === "literal" ? { kind: "literal", text: part.text.replace(/\*{2,}/g, "*") } : part)), string.at);
}

/** Whether the text is an ARN as far as it can be told from its beginning, or the ARN attribute of a resource. */
export function isArn(string: SymbolicString): boolean {
  const [first] = string.parts;
  if (first?.kind === "literal") return first.text.startsWith("arn:");
  return first?.kind === "reference" && /(^|_)arns?$|Arn$/.test(first.attribute.replace(/\[.*$/, ""));
}

/** The six fields of an ARN, of which the last may hold more colons; `undefined` for text that has fewer, and for references to whole ARNs. */
export function arnFields(string: SymbolicString): SymbolicString[] | undefined {
  const fields = splitText(string, ":", 6);
  return fields.length === 6 && literalText(fields[0]!) === "arn" ? fields : undefined;
}

/** The text cut at each separator that stands in its known parts, at most `limit` fields. */
export function splitText(string: SymbolicString, separator: string, limit = Infinity): SymbolicString[] {
  const fields: StringPart[][] = [[]];
  for (const part of string.parts) {
    if (part.kind !== "literal") {
      fields[fields.length - 1]!.push(part);
      continue;
    }
    let rest = part.text;
    for (let at = rest.indexOf(separator); at >= 0 && fields.length < limit; at = rest.indexOf(separator)) {
      fields[fields.length - 1]!.push({ kind: "literal", text: rest.slice(0, at) });
      fields.push([]);
      rest = rest.slice(at + separator.length);
    }
    fields[fields.length - 1]!.push({ kind: "literal", text: rest });
  }
  return fields.map((parts) => symbolicString(parts));
}

export function startsWith(string: SymbolicString, text: string): boolean {
  const [first] = string.parts;
  return first?.kind === "literal" && first.text.startsWith(text);
}

/** Without a beginning that is known to be there. */
export function withoutStart(string: SymbolicString, text: string): SymbolicString {
  const [first, ...others] = string.parts;
  if (first?.kind !== "literal" || !first.text.startsWith(text)) return string;
  return symbolicString([{ kind: "literal", text: first.text.slice(text.length) }, ...others], string.at);
}
