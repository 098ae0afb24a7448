import { literalText, referencesOf, unknown, type SymbolicString, type Unknown } from "../values";

/** The text of a value that a rule has to read literally, or the unknown that stands in the way. */
export function textOf(value: SymbolicString | Unknown): string | Unknown {
  if (value.kind === "unknown") return value;
  return literalText(value) ?? unknown("computed-at-apply", "the text is made from a value that is not known before apply", referencesOf(value), value.at);
}
