import type { Certainty } from "../iam";
import { literal, unknown, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown } from "../values";

/** A value that a member of a call's input has, or may have. */
export interface Given {
  readonly value: Symbolic;
  /** `possible` where it is one of several alternatives, or one of the members that could not be followed. */
  readonly certainty: Certainty;
  /** It is not known to be passed at all: it may be among the members that could not be followed. */
  readonly isFromRest?: boolean;
  /** Another alternative is that nothing is passed. */
  readonly mayBeAbsent?: boolean;
}

/** A given value as text. */
export interface GivenText extends Omit<Given, "value"> {
  readonly value: SymbolicString | Unknown;
}

/** Whether a call passes a member: `maybe` where only members that could not be followed can hold it. */
export type Presence = "yes" | "maybe" | "no";

/**
 * The values at a path of an input: `Bucket`, `Image.S3Object.Bucket`, `Entries[].EventBusName` (of each element), `RequestItems.*` (of each entry).
 * Empty where the member is known not to be passed; unknown where it cannot be told. Member names are compared without case, for SDKs that write `bucket`.
 */
export function givenAt(input: SymbolicMap, path: string): Given[] {
  return path.split(".").reduce<Given[]>((values, step) => values.flatMap((given) => takeStep(given, step)), [{ value: input, certainty: "certain" }]);
}

/** The keys of the maps at a path: the tables of `RequestItems`. */
export function givenKeys(input: SymbolicMap, path: string): GivenText[] {
  return givenAt(input, path).flatMap((given): GivenText[] => {
    if (given.value.kind !== "map") return [asText(given)];
    const { entries, rest, symbolicKeys } = given.value;
    const keys = [...entries.keys()].map((key): GivenText => ({ value: symbolicKeys?.get(key) ?? literal(key), certainty: given.certainty }));
    return rest ? [...keys, { value: rest, certainty: keys.length > 0 ? "possible" : given.certainty }] : keys;
  });
}

/** As `givenAt`, as text: a list stands for its elements, and what is no text is unknown. */
export function givenText(input: SymbolicMap, path: string): GivenText[] {
  return givenAt(input, path).flatMap((given) => (given.value.kind === "list" ? everyItem(given) : [given])).map(asText);
}

export function presenceOf(input: SymbolicMap, path: string): Presence {
  const values = givenAt(input, path);
  if (values.some((given) => !given.isFromRest && !given.mayBeAbsent && given.certainty === "certain")) return "yes";
  if (values.length > 1 && values.every((given) => !given.isFromRest && !given.mayBeAbsent)) return "yes";
  return values.length > 0 ? "maybe" : "no";
}

function takeStep(given: Given, step: string): Given[] {
  const isList = step.endsWith("[]");
  const name = isList ? step.slice(0, -2) : step;
  const entries = name === "*" ? everyEntry(given) : entryOf(given, name);
  return isList ? entries.flatMap(everyItem) : entries;
}

function entryOf(given: Given, name: string): Given[] {
  const { value } = given;
  if (value.kind === "choice") return settle(given, (alternative) => entryOf(alternative, name));
  if (value.kind === "unknown") return [{ ...given, certainty: "possible", isFromRest: true }];
  if (value.kind !== "map") return [];
  const entry = value.entries.get(name) ?? entryWithoutCase(value, name);
  if (entry) return settle({ ...given, value: entry }, (one) => [one]);
  return value.rest ? [{ value: value.rest, certainty: "possible", isFromRest: true }] : [];
}

function entryWithoutCase(map: SymbolicMap, name: string): Symbolic | undefined {
  const lower = name.toLowerCase();
  for (const [key, value] of map.entries) if (key.toLowerCase() === lower) return value;
  return undefined;
}

function everyEntry(given: Given): Given[] {
  const { value } = given;
  if (value.kind === "choice") return settle(given, everyEntry);
  if (value.kind === "unknown") return [given];
  if (value.kind !== "map") return [];
  const entries = [...value.entries.values()].flatMap((entry) => settle({ ...given, value: entry }, (one) => [one]));
  return value.rest ? [...entries, restOf(value.rest, entries.length, given)] : entries;
}

function everyItem(given: Given): Given[] {
  const { value } = given;
  if (value.kind === "choice") return settle(given, everyItem);
  if (value.kind === "unknown") return [given];
  if (value.kind !== "list") return [];
  const items = value.items.flatMap((item) => settle({ ...given, value: item }, (one) => [one]));
  return value.rest ? [...items, restOf(value.rest, items.length, given)] : items;
}

/** Further elements of a collection are certain to exist only where none is known: nobody passes an empty batch. */
function restOf(rest: Unknown, known: number, given: Given): Given {
  return { value: rest, certainty: known > 0 ? "possible" : given.certainty, ...(given.isFromRest ? { isFromRest: true } : {}) };
}

/** Takes choices apart and leaves nulls out, which SDKs treat as absent. */
function settle(given: Given, next: (given: Given) => Given[]): Given[] {
  const { value } = given;
  if (value.kind === "null") return [];
  if (value.kind !== "choice") return next(given);
  const present = value.alternatives.filter((alternative) => alternative.kind !== "null");
  const certainty = present.length > 1 ? "possible" : given.certainty;
  const absence = present.length < value.alternatives.length ? { mayBeAbsent: true } : {};
  return present.flatMap((alternative) => settle({ ...given, ...absence, value: alternative, certainty }, next));
}

function asText(given: Given): GivenText {
  return { ...given, value: textOf(given.value) };
}

/** The value as text; `unknown` for what is no text, and for text of which nothing is known. */
export function textOf(value: Symbolic): SymbolicString | Unknown {
  switch (value.kind) {
    case "string": {
      const [only] = value.parts;
      return value.parts.length === 1 && only?.kind === "unknown-text" ? only.unknown : value;
    }
    case "number":
    case "boolean":
      return literal(String(value.value), value.at);
    case "unknown":
      return value;
    default:
      return unknown("unreadable", `a ${value.kind} where a text is expected`, [], value.at);
  }
}
