import type { Undecided } from "../findings";
import type { CheckResult } from "./check-result";
import type { Palette } from "./palette";
import { cleanText, wrapText } from "./plain-text";

/** What could not be decided, once for each place and reason, with the rules that would have wanted to know; not again what a finding is already about. */
export function undecidedLines({ undecided, findings }: Pick<CheckResult, "undecided" | "findings">, palette: Palette, width: number): string[] {
  const told = new Set(findings.filter(({ ruleId, status }) => ruleId === "no-undecided-policy" && status === "new").map(({ address }) => address));
  const places = new Map<string, { readonly entry: Undecided; readonly ruleIds: string[] }>();
  for (const entry of undecided) {
    if (told.has(entry.address)) continue;
    const key = JSON.stringify([entry.address, entry.path, entry.reason, entry.detail]);
    const place = places.get(key);
    if (place) place.ruleIds.push(entry.ruleId);
    else places.set(key, { entry, ruleIds: [entry.ruleId] });
  }
  const most = 12;
  const shown = [...places.values()].slice(0, places.size > most ? most - 1 : most);
  const lines = shown.flatMap(({ entry, ruleIds }) => {
    const detail = entry.detail ?? entry.reason.replaceAll("-", " ");
    const text = `${entry.address}${entry.path === undefined ? "" : ` ${entry.path}`} is not decided: ${detail} (${[...new Set(ruleIds)].join(", ")})`;
    return wrapText(cleanText(text), width - 2).map((line, index) => palette.dim(`${index === 0 ? "? " : "  "}${line}`));
  });
  if (places.size > shown.length) lines.push(palette.dim(`? and ${places.size - shown.length} more`));
  return lines.length > 0 ? [...lines, ""] : [];
}
