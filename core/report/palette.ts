import type { Severity } from "../findings";

/** How parts of a text report are coloured; the plain one leaves them as they are. */
export interface Palette {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  need(text: string): string;
  fix(text: string): string;
  severity(severity: Severity, text: string): string;
}

const same = (text: string): string => text;

export const plainPalette: Palette = { bold: same, dim: same, good: same, need: same, fix: same, severity: (_, text) => text };
