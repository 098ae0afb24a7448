import { symbolicString, type ReferencePart, type SourceLocation, type Symbolic, type SymbolicString } from "../../core";
import { choiceOf, mapAlternatives } from "./choices";
import { isSet, knownNumber, knownText, toText } from "./convert";
import { isOpaque } from "./equality";
import { failure, unknownBecause } from "./failure";
import { isHandle } from "./object-handle";

/** `value.name`. */
export function attributeOf(value: Symbolic, name: string, at: SourceLocation): Symbolic {
  if (value.kind === "choice") return mapAlternatives(value, (alternative) => attributeOf(alternative, name, at));
  if (isHandle(value)) return value.attributeOf(name, at);
  if (isOpaque(value)) return extend(value, `.${name}`, at);
  if (value.kind === "unknown") return value;
  if (value.kind !== "map") return failure(`a ${value.kind} has no attribute "${name}"`, at);
  const item = value.entries.get(name);
  if (item) return item;
  return value.rest ? unknownBecause([value.rest], `whether there is "${name}" is not known yet`, at) : failure(`there is no attribute "${name}"`, at);
}

/** `value[key]`. A key that is not known could be any. */
export function elementOf(value: Symbolic, key: Symbolic, at: SourceLocation): Symbolic {
  if (value.kind === "choice") return mapAlternatives(value, (alternative) => elementOf(alternative, key, at));
  if (key.kind === "choice") return mapAlternatives(key, (alternative) => elementOf(value, alternative, at));
  if (isHandle(value)) return elementOfHandle(value, key, at);
  const text = knownText(key);
  if (isOpaque(value)) return text === undefined ? unknownBecause([value, key], "an element whose key is not known yet", at) : extend(value, key.kind === "number" ? `[${text}]` : `[${JSON.stringify(text)}]`, at);
  if (value.kind === "unknown") return value;
  if (value.kind === "list") return elementOfList(value, key, at);
  if (value.kind !== "map") return failure(`a ${value.kind} has no elements`, at);
  if (text !== undefined) return attributeOf(value, text, at);
  if (toText(key).kind === "unknown" && key.kind !== "unknown") return failure("a key must be text", at);
  if (value.rest || value.entries.size === 0) return unknownBecause([value, key], "an element whose key is not known yet", at);
  return choiceOf([...value.entries.values()], at);
}

function elementOfHandle(value: Symbolic, key: Symbolic, at: SourceLocation): Symbolic {
  if (!isHandle(value)) return value;
  if (value.instanceOf) return value.instanceOf(key, at);
  const text = key.kind === "string" ? knownText(key) : undefined;
  return text === undefined ? unknownBecause([value, key], "an element of a whole resource", at) : value.attributeOf(text, at);
}

function elementOfList(value: Extract<Symbolic, { kind: "list" }>, key: Symbolic, at: SourceLocation): Symbolic {
  if (isSet(value)) return failure("a set has no order", at);
  const index = knownNumber(key);
  if (index === undefined) {
    if (key.kind !== "unknown" && knownText(key) !== undefined) return failure("the key of a list must be a number", at);
    if (value.rest || value.items.length === 0) return unknownBecause([value, key], "an element whose position is not known yet", at);
    return choiceOf(value.items, at);
  }
  const item = Number.isInteger(index) && index >= 0 ? value.items[index] : undefined;
  if (item) return item;
  return value.rest && index >= 0 ? unknownBecause([value.rest], "an element of a list that is not known yet", at) : failure(`the list has no element ${index}`, at);
}

function extend(value: SymbolicString, path: string, at: SourceLocation): Symbolic {
  const part = value.parts[0] as ReferencePart;
  return symbolicString([{ ...part, attribute: part.attribute === "" ? path.replace(/^\./, "") : `${part.attribute}${path}` }], at);
}
