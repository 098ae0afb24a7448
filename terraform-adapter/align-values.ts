import { literalText, type Symbolic, type SymbolicMap, type SymbolicString } from "../core";

/** Lists longer than this are matched by position alone. */
const LONGEST_MATCHED = 200;

/** For each planned element the source's element that was written for it: the best match that is still free, since sets are sorted in a plan. */
export function matchElements(planned: readonly Symbolic[], source: readonly Symbolic[]): (Symbolic | undefined)[] {
  if (planned.length > LONGEST_MATCHED || source.length > LONGEST_MATCHED) return planned.map((_, index) => (planned.length === source.length ? source[index] : undefined));
  const free = new Set(source.keys());
  const matches = new Map<number, number>();
  const scores = planned.flatMap((item, index) => source.map((candidate, at) => ({ index, at, score: agreement(item, candidate) })));
  // The same position wins among equals, so that lists in order stay in order.
  scores.sort((a, b) => b.score - a.score || Math.abs(a.index - a.at) - Math.abs(b.index - b.at) || a.index - b.index);
  for (const { index, at, score } of scores) {
    if (score <= 0 || matches.has(index) || !free.has(at)) continue;
    matches.set(index, at);
    free.delete(at);
  }
  return planned.map((_, index) => source[matches.get(index) ?? -1]);
}

/** How much speaks for both being one value; 0 or less where it cannot be. */
export function agreement(planned: Symbolic, source: Symbolic): number {
  if (source.kind === "choice") return Math.max(...source.alternatives.map((alternative) => agreement(planned, alternative)), 0);
  if (planned.kind === "unknown" || source.kind === "unknown") return 1;
  if (planned.kind === "string" && source.kind === "string") return agreementOfText(planned, source);
  if (planned.kind === "map" && source.kind === "map") return agreementOfMaps(planned, source);
  if (planned.kind === "list" && source.kind === "list") {
    return 1 + matchElements(planned.items, source.items).reduce((sum, item, index) => sum + (item ? Math.min(agreement(planned.items[index]!, item), 3) : -1), 0) / Math.max(planned.items.length, 1);
  }
  if (planned.kind === "json" || source.kind === "json") return 2;
  if (planned.kind === "list") return planned.items.length === 1 ? agreement(planned.items[0]!, source) : 0;
  if (source.kind === "list") return source.items.length === 1 ? agreement(planned, source.items[0]!) : 0;
  if (planned.kind === "boolean" || planned.kind === "number") return (source.kind === "boolean" || source.kind === "number") && source.value === planned.value ? 3 : 0;
  return planned.kind === source.kind ? 1 : 0;
}

function agreementOfText(planned: SymbolicString, source: SymbolicString): number {
  const text = literalText(planned);
  const written = literalText(source);
  if (text !== undefined && written !== undefined) return text === written ? 4 : 0;
  if (text === undefined) return sharesReference(planned, source) ? 3 : written === undefined ? 1 : 0;
  return mayBecome(source, text) ? 2 : 0;
}

function sharesReference(a: SymbolicString, b: SymbolicString): boolean {
  return a.parts.some((part) => part.kind === "reference" && b.parts.some((other) => other.kind === "reference" && other.address === part.address));
}

/** Whether the text can come out of the symbolic string: its literal parts occur in order, the outer ones at the ends. */
function mayBecome(source: SymbolicString, text: string): boolean {
  let from = 0;
  return source.parts.every((part, index) => {
    if (part.kind !== "literal") return true;
    const isLast = index === source.parts.length - 1;
    const at = isLast ? text.length - part.text.length : index === 0 ? 0 : text.indexOf(part.text, from);
    if (at < from || !text.startsWith(part.text, at)) return false;
    from = at + part.text.length;
    return true;
  });
}

function agreementOfMaps(planned: SymbolicMap, source: SymbolicMap): number {
  let score = 1;
  for (const [key, value] of source.entries) {
    const other = planned.entries.get(key);
    if (other && other.kind !== "null") score += agreement(other, value) - 1;
  }
  return Math.max(score, 0.5);
}
