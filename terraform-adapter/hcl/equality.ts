import { isSameSymbolic, literalText, type StringPart, type Symbolic, type SymbolicList, type SymbolicMap, type SymbolicString } from "../../core";

/** Whether the two will be equal as Terraform compares them; `undefined` where nobody can tell yet. */
export function isEqual(a: Symbolic, b: Symbolic): boolean | undefined {
  if (a.kind === "choice" || b.kind === "choice") return isEqualForAll(a, b);
  if (a.kind === "unknown" || b.kind === "unknown") return undefined;
  if (a.kind === "null" || b.kind === "null") return isEqualToNull(a.kind === "null" ? b : a);
  if (a.kind === "string" && b.kind === "string") return isEqualText(a, b);
  if (a.kind === "json" && b.kind === "json") return isEqual(a.value, b.value) === true ? true : undefined;
  if (isOpaque(a) || isOpaque(b) || a.kind === "json" || b.kind === "json") return undefined;
  if (a.kind !== b.kind) return false;
  if (a.kind === "list") return isEqualList(a, b as SymbolicList);
  if (a.kind === "map") return isEqualMap(a, b as SymbolicMap);
  return a.kind === b.kind && "value" in a && "value" in b && a.value === b.value;
}

/** A reference by itself stands for a value of any type. */
export function isOpaque(value: Symbolic): value is SymbolicString {
  return value.kind === "string" && value.parts.length === 1 && value.parts[0]!.kind === "reference";
}

function isEqualForAll(a: Symbolic, b: Symbolic): boolean | undefined {
  const left = a.kind === "choice" ? a.alternatives : [a];
  const right = b.kind === "choice" ? b.alternatives : [b];
  const results = new Set(left.flatMap((one) => right.map((other) => isEqual(one, other))));
  return results.size === 1 ? [...results][0] : undefined;
}

function isEqualToNull(value: Symbolic): boolean | undefined {
  if (value.kind === "null") return true;
  if (!isOpaque(value)) return false;
  return isNeverNull(value.parts[0]!) ? false : undefined;
}

/** Attributes that every resource has a text for. */
export function isNeverNull(part: StringPart): boolean {
  return part.kind === "reference" && (part.attribute === "arn" || part.attribute === "id" || part.address === "aws");
}

function isEqualText(a: SymbolicString, b: SymbolicString): boolean | undefined {
  const left = literalText(a);
  const right = literalText(b);
  if (left !== undefined && right !== undefined) return left === right;
  if (isSameSymbolic(a, b)) return true;
  if (left === "" || right === "") {
    const other = left === "" ? b : a;
    return other.parts.some((part) => part.kind === "literal" || isNeverNull(part)) ? false : undefined;
  }
  return startsDiffer(a.parts[0], b.parts[0]) || endsDiffer(a.parts[a.parts.length - 1], b.parts[b.parts.length - 1]) ? false : undefined;
}

function startsDiffer(a: StringPart | undefined, b: StringPart | undefined): boolean {
  const left = startOf(a);
  const right = startOf(b);
  return !left.startsWith(right) && !right.startsWith(left);
}

function startOf(part: StringPart | undefined): string {
  if (part?.kind === "literal") return part.text;
  return part?.kind === "reference" && part.attribute === "arn" ? "arn:" : "";
}

function endsDiffer(a: StringPart | undefined, b: StringPart | undefined): boolean {
  if (a?.kind !== "literal" || b?.kind !== "literal") return false;
  return !a.text.endsWith(b.text) && !b.text.endsWith(a.text);
}

function isEqualList(a: SymbolicList, b: SymbolicList): boolean | undefined {
  if (a.rest || b.rest) return undefined;
  if (a.items.length !== b.items.length) return false;
  return all(a.items.map((item, index) => isEqual(item, b.items[index]!)));
}

function isEqualMap(a: SymbolicMap, b: SymbolicMap): boolean | undefined {
  if (a.rest || b.rest) return undefined;
  if (a.entries.size !== b.entries.size || [...a.entries.keys()].some((key) => !b.entries.has(key))) return false;
  return all([...a.entries].map(([key, item]) => isEqual(item, b.entries.get(key)!)));
}

function all(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}
