import pc from "picocolors";
import type { Palette } from "../core";

/** Colour on a terminal only, and not where NO_COLOR asks for none. */
export function paletteFor(file: string | undefined): Palette {
  const colours = pc.createColors(file === undefined && process.stdout.isTTY === true && !process.env["NO_COLOR"]);
  const bySeverity = { critical: (text: string) => colours.bold(colours.red(text)), high: colours.red, medium: colours.yellow, low: colours.cyan };
  return { bold: colours.bold, dim: colours.dim, good: colours.green, need: colours.cyan, fix: colours.green, severity: (severity, text) => bySeverity[severity](text) };
}
