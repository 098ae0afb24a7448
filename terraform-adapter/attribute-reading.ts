import { asUnknown, known, literalText, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown, type Value } from "../core";

export { asUnknown, referencesIn as referencesWithin } from "../core";

/** An argument that may be text: `undefined` where it is absent, an Unknown where it cannot be told. */
export function textOrUnknown(value: Symbolic): SymbolicString | Unknown | undefined {
  switch (value.kind) {
    case "null":
      return undefined;
    case "string":
    case "unknown":
      return value;
    case "boolean":
    case "number":
      return { kind: "string", parts: [{ kind: "literal", text: String(value.value) }], ...(value.at ? { at: value.at } : {}) };
    default:
      return asUnknown(value, "is not a plain text before apply");
  }
}

/** The text where all of it is known. */
export function valueOfText(value: Symbolic): Value<string> {
  if (value.kind === "string") {
    const text = literalText(value);
    return text === undefined ? asUnknown(value) : known(text);
  }
  return value.kind === "unknown" ? value : asUnknown(value, value.kind === "null" ? "is not set" : undefined);
}

/** As `valueOfText`; a known `null` where it is absent. */
export function valueOfOptionalText(value: Symbolic): Value<string | null> {
  return value.kind === "null" ? known(null) : valueOfText(value);
}

/** The nested blocks of a name: maps, with an Unknown in place of what cannot be told; of a choice all alternatives. */
export function blocksOf(value: Symbolic): readonly (SymbolicMap | Unknown)[] {
  switch (value.kind) {
    case "map":
    case "unknown":
      return [value];
    case "list":
      return [...value.items.flatMap(blocksOf), ...(value.rest ? [value.rest] : [])];
    case "choice":
      return value.alternatives.flatMap(blocksOf);
    case "string":
      return isWhollyComputed(value) ? [] : [asUnknown(value)];
    default:
      return [];
  }
}

/** The elements of a list argument, with an Unknown where further ones may follow. */
export function elementsOf(value: Symbolic): readonly Symbolic[] {
  switch (value.kind) {
    case "list":
      return [...value.items.filter(({ kind }) => kind !== "null"), ...(value.rest ? [value.rest] : [])];
    case "unknown":
      return [value];
    case "choice":
      return value.alternatives.flatMap(elementsOf);
    case "string":
      return isWhollyComputed(value) ? [] : [asUnknown(value)];
    default:
      return [];
  }
}

/** A list or block that was not configured and that the provider reports later stands for itself: a single reference to a whole attribute. */
function isWhollyComputed(value: SymbolicString): boolean {
  return value.parts.length === 1 && value.parts[0]?.kind === "reference";
}

/** An argument of a block; a null where it is absent. */
export function entryOf(block: SymbolicMap | Unknown, name: string): Symbolic {
  return block.kind === "map" ? (block.entries.get(name) ?? block.rest ?? NULL) : block;
}

const NULL: Symbolic = { kind: "null" };
