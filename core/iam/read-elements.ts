import { formatSymbolic, isSameSymbolic, literal, literalText, renderSymbolicJson, type Symbolic, type SymbolicString, type Unknown } from "../values";
import type { PolicyElement, PrincipalElement } from "./policy-document";
import { joinPath, kindOf, type Reading } from "./reading";

/** The elements of Action, Resource and their like, a string or a list of strings; numbers and booleans are texts only where `mayBePlain` (conditions). */
export function readElements(value: Symbolic, path: string, reading: Reading, mayBePlain = false): PolicyElement[] {
  switch (value.kind) {
    case "list":
      return [
        ...value.items.flatMap((item, index) => readElement(item, `${path}[${index}]`, reading, mayBePlain)),
        ...(value.rest ? [element(`${path}[${value.items.length}]`, value.rest)] : []),
      ];
    case "choice":
      return oneOf(value.alternatives.map((alternative) => (alternative.kind === "null" ? [] : readElements(alternative, path, reading, mayBePlain))));
    default:
      return readElement(value, `${path}[0]`, reading, mayBePlain);
  }
}

function readElement(value: Symbolic, path: string, reading: Reading, mayBePlain: boolean): PolicyElement[] {
  switch (value.kind) {
    case "string":
    case "unknown":
      return [element(path, value)];
    case "json":
      return [element(path, renderSymbolicJson(value.value))];
    case "choice":
      return oneOf(value.alternatives.map((alternative) => (alternative.kind === "null" ? [] : readElement(alternative, path, reading, mayBePlain))));
    case "boolean":
    case "number":
      if (mayBePlain) return [element(path, literal(String(value.value), value.at))];
  }
  return [element(path, reading.refuse(path, `is ${kindOf(value)}, not a string`, value.at))];
}

function element(path: string, value: SymbolicString | Unknown): PolicyElement {
  return { path, value, ...(value.at ? { at: value.at } : {}) };
}

/** What stands in every alternative is certain, what stands in some of them only possible. */
function oneOf(alternatives: readonly (readonly PolicyElement[])[]): PolicyElement[] {
  const all: PolicyElement[] = [];
  for (const candidate of alternatives.flat()) {
    if (all.some((other) => isSame(other, candidate))) continue;
    const isCertain = alternatives.every((elements) => elements.some((other) => other.certainty !== "possible" && isSame(other, candidate)));
    all.push(isCertain ? candidate : { ...candidate, certainty: "possible" });
  }
  return all;
}

function isSame(a: PolicyElement, b: PolicyElement): boolean {
  return a.value.kind === "string" && b.value.kind === "string" && isSameSymbolic(a.value, b.value);
}

const PRINCIPAL_TYPES = ["AWS", "Service", "Federated", "CanonicalUser"] as const;

/** The elements of Principal or NotPrincipal: the bare `"*"`, or a map from type to one or more. */
export function readPrincipals(value: Symbolic, path: string, reading: Reading): PrincipalElement[] {
  switch (value.kind) {
    case "map": {
      const { found, rest } = reading.named(value, PRINCIPAL_TYPES, path);
      const elements = [...found].flatMap(([type, names]) => readElements(names, joinPath(path, type), reading).map((item) => ({ ...item, type })));
      return rest ? [...elements, { ...element(`${path}[0]`, rest), type: "*" }] : elements;
    }
    case "choice":
      return oneOf(value.alternatives.map((alternative) => (alternative.kind === "null" ? [] : readPrincipals(alternative, path, reading)))) as PrincipalElement[];
    case "string":
      if (literalText(value) === "*") return [{ ...element(`${path}[0]`, value), type: "*" }];
      return [{ ...element(`${path}[0]`, reading.refuse(`${path}[0]`, `"${formatSymbolic(value)}" needs a type, such as { "AWS": … }`, value.at)), type: "*" }];
    case "unknown":
      return [{ ...element(`${path}[0]`, value), type: "*" }];
    default:
      return [{ ...element(`${path}[0]`, reading.refuse(path, `is ${kindOf(value)}, not "*" or an object`, value.at)), type: "*" }];
  }
}
