import type { CodeNeeds, NeedsResult } from "./needs-result";
import { plainPalette, type Palette } from "./palette";
import { cleanText } from "./plain-text";

/** What code needs, for a person: a row an action, with the call that needs it. */
export function reportNeedsText(result: NeedsResult, palette: Palette = plainPalette): string {
  return `${result.functions.map((fn) => describe(fn, palette).join("\n")).join("\n\n")}\n`;
}

function describe({ file, code, required }: CodeNeeds, palette: Palette): string[] {
  const lines = [palette.bold(cleanText(file))];
  const width = Math.max(0, ...required.map((row) => row.action.length));
  for (const row of required) {
    const [evidence] = row.evidence;
    const place = evidence?.file === undefined ? "" : `  ${evidence.file}:${evidence.line ?? 1}  ${evidence.call}${evidence.note === undefined ? "" : ` (${evidence.note})`}`;
    const doubt = row.certainty === "possible" ? " (possibly)" : "";
    lines.push(`  ${palette.need(cleanText(`${row.action.padEnd(width)}  ${row.resources.join(", ")}${doubt}`))}${palette.dim(cleanText(place))}`);
  }
  if (required.length === 0 && code.status === "read") lines.push(`  ${palette.good("needs nothing of AWS")} ${palette.dim(`(${code.files.length} ${code.files.length === 1 ? "file" : "files"} read)`)}`);
  if (code.status !== "read") lines.push(...code.reasons.map((reason) => palette.severity("medium", `  ${code.status}: ${cleanText(reason)}`)));
  return lines;
}
