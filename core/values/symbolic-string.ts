import type { SourceLocation } from "./source-location";
import type { Unknown } from "./unknown";

/** Text that is known. */
export interface LiteralPart {
  readonly kind: "literal";
  readonly text: string;
}

/**
 * An attribute of a resource, standing for the one text it will have: two references to the same attribute of the same resource are equal.
 * `address` is a Terraform address or a Pulumi URN; the deployment's own partition, region and account have the address `aws`.
 */
export interface ReferencePart {
  readonly kind: "reference";
  readonly address: string;
  readonly attribute: string;
}

/** Text that could be anything, and is not even the same text when it occurs again. */
export interface UnknownPart {
  readonly kind: "unknown-text";
  readonly unknown: Unknown;
}

export type StringPart = LiteralPart | ReferencePart | UnknownPart;

/** Where the characters of a string stand in its source; in `offset`, each part that is no literal counts as one character. */
export interface TextPlaces {
  locate(offset: number, length: number): SourceLocation | undefined;
}

/** A string of which some parts may be known only as references: `${aws_s3_bucket.b.arn}` + `/*`. Adjacent literals are merged and empty ones left out. */
export interface SymbolicString {
  readonly kind: "string";
  readonly parts: readonly StringPart[];
  readonly at?: SourceLocation;
  /** Present where the text was written over several lines, so that a place inside it can be told (a heredoc, a template file). */
  readonly places?: TextPlaces;
}

export function symbolicString(parts: readonly StringPart[], at?: SourceLocation): SymbolicString {
  return { kind: "string", parts: normalizeParts(parts), ...(at ? { at } : {}) };
}

export function literal(text: string, at?: SourceLocation): SymbolicString {
  return symbolicString([{ kind: "literal", text }], at);
}

export function reference(address: string, attribute: string, at?: SourceLocation): SymbolicString {
  return symbolicString([{ kind: "reference", address, attribute }], at);
}

/** The strings one after the other. */
export function concatenate(strings: readonly SymbolicString[], at?: SourceLocation): SymbolicString {
  return symbolicString(strings.flatMap((string) => string.parts), at);
}

/** The text where all of it is known, else `undefined`. */
export function literalText(string: SymbolicString): string | undefined {
  if (string.parts.length === 0) return "";
  const [only] = string.parts;
  return string.parts.length === 1 && only?.kind === "literal" ? only.text : undefined;
}

export function isLiteral(string: SymbolicString): boolean {
  return literalText(string) !== undefined;
}

/** As it is shown: literals as they are, `${address.attribute}` for references, `?` for unknown text. */
export function formatSymbolic(string: SymbolicString): string {
  return string.parts.map(formatPart).join("");
}

export function formatPart(part: StringPart): string {
  switch (part.kind) {
    case "literal":
      return part.text;
    case "reference":
      return `\${${part.address}.${part.attribute}}`;
    case "unknown-text":
      return "?";
  }
}

/** The references in it, as `address.attribute`, in order. */
export function referencesOf(string: SymbolicString): string[] {
  return string.parts.flatMap((part) => {
    if (part.kind === "reference") return [`${part.address}.${part.attribute}`];
    return part.kind === "unknown-text" ? [...part.unknown.references] : [];
  });
}

/** Whether both will be the same text, whatever the references turn out to be; unknown text equals nothing. */
export function isSameSymbolic(a: SymbolicString, b: SymbolicString): boolean {
  return (
    a.parts.length === b.parts.length &&
    a.parts.every((part, index) => {
      const other = b.parts[index]!;
      if (part.kind === "literal") return other.kind === "literal" && part.text === other.text;
      if (part.kind === "reference") return other.kind === "reference" && part.address === other.address && part.attribute === other.attribute;
      return false;
    })
  );
}

function normalizeParts(parts: readonly StringPart[]): StringPart[] {
  const merged: StringPart[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (part.kind !== "literal") merged.push(part);
    else if (part.text === "") continue;
    else if (last?.kind === "literal") merged[merged.length - 1] = { kind: "literal", text: last.text + part.text };
    else merged.push(part);
  }
  return merged;
}
