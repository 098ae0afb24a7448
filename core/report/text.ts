import { severities } from "../findings";
import { alikeGroups, type AlikeGroup } from "./alike-groups";
import type { CheckResult, FunctionResult } from "./check-result";
import { groupFindings } from "./finding-groups";
import { inputName } from "./input-name";
import { plainPalette, type Palette } from "./palette";
import { cleanText } from "./plain-text";
import { describeGroup, groupLine, scoreText } from "./text-groups";
import { undecidedLines } from "./text-undecided";

export interface TextOptions {
  readonly palette?: Palette;
  /** Columns to wrap at. */
  readonly width?: number;
  /** The command that shows the fix, for the last line. */
  readonly fixCommand?: string;
}

/** So many findings are told in full; nobody reads more of them on a terminal. */
const mostBlocks = 100;

/** The result for a person at a terminal: grouped by function, worst first, ending in a summary and the next step. */
export function reportText(result: CheckResult, options: TextOptions = {}): string {
  const palette = options.palette ?? plainPalette;
  const width = Math.max(60, options.width ?? 100);
  const groups = alikeGroups(groupFindings(result, "new"));
  const lines = [headline(result, palette), ""];
  lines.push(...groupLines(groups, palette, width));
  lines.push(...cleanFunctions(result, groups, palette), ...undecidedLines(result, palette, width));
  if (result.notices.length > 0) lines.push(...result.notices.map((notice) => palette.dim(`note: ${cleanText(notice)}`)), "");
  lines.push(...summary(result, groups, palette, options.fixCommand));
  return `${lines.join("\n")}\n`;
}

/** The worst in full; what is beyond, a line each. */
function groupLines(groups: readonly AlikeGroup[], palette: Palette, width: number): string[] {
  const lines: string[] = [];
  let told = 0;
  const short: AlikeGroup[] = [];
  for (const group of groups) {
    if (short.length > 0 || (told > 0 && told + group.blocks.length > mostBlocks)) short.push(group);
    else lines.push(...describeGroup(group, palette, width), "");
    told += group.blocks.length;
  }
  const mostLines = 100;
  lines.push(...short.slice(0, mostLines).map((group) => groupLine(group, palette)));
  if (short.length > mostLines) lines.push(palette.dim(`● and ${short.length - mostLines} more`));
  if (short.length > 0) lines.push(palette.dim("  (told in short; --format html, json or sarif has each finding)"), "");
  return lines;
}

function headline({ tool, input, summary: { functions, executionRoles, policyDocuments } }: CheckResult, palette: Palette): string {
  const total = policyDocuments.decided + policyDocuments.undecided;
  const readable = policyDocuments.undecided === 0 ? counted(total, "policy document") : `${policyDocuments.decided} of ${counted(total, "policy document")} readable`;
  const what = [`${input.toolchain} ${input.kind}`, counted(functions, "function"), counted(executionRoles, "role"), readable].join(", ");
  return `${palette.bold(`leastwise ${tool.version}`)}  ${palette.dim(what)}`;
}

/** The functions under which no new finding is told; what is told of the role elsewhere, or known already, is not called clean. */
function cleanFunctions(result: CheckResult, groups: readonly AlikeGroup[], palette: Palette): string[] {
  const members = groups.flatMap((group) => group.members);
  const hit = new Set(members.map(({ address }) => address));
  const hitRoles = new Map(members.flatMap(({ fn }) => (fn !== undefined && fn.role !== null ? [[fn.role, fn] as const] : [])).reverse());
  const clean = result.functions.filter((fn) => !hit.has(fn.address));
  const shown = clean.slice(0, clean.length > 12 ? 10 : 12).map((fn) => {
    const sharer = fn.role === null ? undefined : hitRoles.get(fn.role);
    const mark = fn.code.status !== "read" ? palette.dim("?") : sharer ? palette.dim("↑") : palette.good("✓");
    return `${mark} ${cleanText(fn.name ?? fn.address)}  ${palette.dim(cleanText(sharer ? `shares its role with ${sharer.name ?? sharer.address}: see there` : describeClean(fn, result)))}`;
  });
  if (clean.length > shown.length) shown.push(palette.dim(`✓ and ${clean.length - shown.length} more without new findings`));
  return shown.length > 0 ? [...shown, ""] : [];
}

function describeClean(fn: FunctionResult, { functions, findings }: CheckResult): string {
  const needs = fn.required.filter((row) => row.origin === "code").length;
  const own = findings.filter((finding) => (finding.function ?? finding.address) === fn.address);
  const aside = (["known", "suppressed"] as const).flatMap((status) => {
    const count = own.filter((finding) => finding.status === status).length;
    return count > 0 ? [`${count} ${status}`] : [];
  });
  const told = aside.length > 0 ? ` (${aside.join(", ")})` : "";
  if (fn.code.status !== "read") return `nothing new on its grants${told}; its code was ${fn.code.status === "partly" ? "read in part" : "not read"}`;
  if (told !== "" || fn.unused.length + fn.missing.length > 0) return `nothing new${told}`;
  const needed = needs === 0 ? "needs nothing of AWS by its code" : `needs ${counted(needs, "permission")}`;
  if (fn.role !== null && functions.some((other) => other !== fn && other.role === fn.role)) return `${needed}, and shares its role`;
  return needs === 0 ? needed : `${needed}, and has no more`;
}

function summary(result: CheckResult, groups: readonly AlikeGroup[], palette: Palette, fixCommand: string | undefined): string[] {
  const { summary: { findings, suppressed, known, score, decision, functions } } = result;
  const total = severities.reduce((sum, severity) => sum + findings[severity], 0);
  const aside = [known > 0 ? `${known} known` : "", suppressed > 0 ? `${suppressed} suppressed` : "", result.undecided.length > 0 ? `${result.undecided.length} undecided` : ""].filter((part) => part !== "");
  const rest = aside.length > 0 ? palette.dim(` (${aside.join(", ")})`) : "";
  if (functions === 0) return [`No Lambda functions in ${inputName(result)}: nothing to check.`];
  if (total === 0) return [`${palette.good(known + suppressed > 0 ? "No new findings" : "No findings")} in ${counted(functions, "function")}${rest}. Score ${scoreText(score, palette)}.`];
  const parts = severities.filter((severity) => findings[severity] > 0).map((severity) => palette.severity(severity, `${findings[severity]} ${severity}`));
  const hit = groups.reduce((sum, { members }) => sum + members.filter(({ fn }) => fn).length, 0);
  const lines = [`${parts.join(", ")} in ${hit > 0 ? `${hit} of ${counted(functions, "function")}` : counted(functions, "function")}${rest}. Score ${scoreText(score, palette)}.`];
  if (fixCommand !== undefined) lines.push(`Next: ${palette.bold(fixCommand)} shows the least-privilege policies; ${palette.bold("leastwise explain RULE")} says why.`);
  else lines.push(`Next: ${palette.bold("leastwise explain RULE")} says why a rule matters and what to write instead.`);
  if (decision === "pass") lines.push(palette.dim("Nothing at or above the severity that fails this run."));
  return lines;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
