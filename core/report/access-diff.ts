import { plainPalette, type Palette } from "./palette";
import { cleanText } from "./plain-text";

/** Access before and after, as CONTRACT fixes it for JSON. */
export interface AccessDiffResult {
  readonly schemaVersion: 1;
  readonly roles: readonly RoleDiff[];
}

export interface RoleDiff {
  readonly address: string;
  readonly grows: "yes" | "no" | "undecided";
  readonly shrinks: "yes" | "no" | "undecided";
  readonly gained: readonly AccessRow[];
  readonly lost: readonly AccessRow[];
  /** What stood in the way, where an answer is undecided. */
  readonly reasons?: readonly string[];
}

/** A concrete request that the one side allows and the other does not. */
export interface AccessRow {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly principal?: string;
}

const mostRows = 12;

/** The same for a person. */
export function reportAccessDiffText(result: AccessDiffResult, palette: Palette = plainPalette): string {
  const changed = result.roles.filter((role) => role.grows !== "no" || role.shrinks !== "no");
  const lines = changed.flatMap((role) => describe(role, palette));
  if (changed.some((role) => role.gained.length + role.lost.length > 0)) lines.push(palette.dim("Each line is a request that one side allows and the other refuses; it may stand for more of its kind."));
  const growing = result.roles.filter((role) => role.grows === "yes").length;
  const undecided = result.roles.filter((role) => role.grows === "undecided").length;
  const same = result.roles.length - changed.length;
  const parts = [`Access grows for ${growing} of ${result.roles.length} ${result.roles.length === 1 ? "role" : "roles"}`];
  if (undecided > 0) parts.push(`undecided for ${undecided}`);
  if (same > 0) parts.push(`unchanged for ${same}`);
  return `${[...lines, `${parts.join(", ")}.`].join("\n")}\n`;
}

function describe(role: RoleDiff, palette: Palette): string[] {
  const lines = [palette.bold(cleanText(role.address)), ...rows("+", role.gained, (text) => palette.severity("high", text)), ...rows("-", role.lost, palette.good)];
  if (role.grows === "undecided" || role.shrinks === "undecided") lines.push(palette.dim(`  ? undecided: ${cleanText(role.reasons?.[0] ?? "a part is not known before apply")}`));
  return [...lines, ""];
}

function rows(sign: string, list: readonly AccessRow[], colour: (text: string) => string): string[] {
  const width = Math.max(0, ...list.map((row) => row.action.length));
  const shown = list.slice(0, list.length > mostRows ? mostRows - 1 : mostRows).map((row) => {
    const context = Object.keys(row.context).length === 0 ? "" : `  where ${Object.entries(row.context).map(([key, value]) => `${key} = ${String(value)}`).join(", ")}`;
    return colour(cleanText(`  ${sign} ${row.action.padEnd(width)}  ${row.resource}${context}`));
  });
  return list.length > shown.length ? [...shown, `  ${sign} and ${list.length - shown.length} more`] : shown;
}
