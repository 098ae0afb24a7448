import { compareSeverity, severities, type Finding, type Severity } from "../findings";
import type { CheckResult, FunctionResult } from "./check-result";
import { plainPalette, type Palette } from "./palette";
import { cleanText, wrapText } from "./plain-text";

export interface TextOptions {
  readonly palette?: Palette;
  /** Columns to wrap at. */
  readonly width?: number;
  /** The command that shows the fix, for the last line. */
  readonly fixCommand?: string;
}

/** One function, or one resource that several functions hang on, with what is to be said of it. */
interface Group {
  readonly title: string;
  readonly address: string;
  readonly fn?: FunctionResult;
  readonly findings: readonly Finding[];
}

/** The result for a person at a terminal: grouped by function, worst first, ending in a summary and the next step. */
export function reportText(result: CheckResult, options: TextOptions = {}): string {
  const palette = options.palette ?? plainPalette;
  const width = Math.max(60, options.width ?? 100);
  const fresh = result.findings.filter((finding) => finding.status === "new");
  const groups = groupFindings(result, fresh);
  const lines = [headline(result, palette), ""];
  for (const group of groups) lines.push(...describeGroup(group, palette, width), "");
  lines.push(...cleanFunctions(result, groups, palette), ...result.notices.map((notice) => palette.dim(`note: ${cleanText(notice)}`)));
  lines.push(...summary(result, groups, palette, options.fixCommand));
  return `${lines.join("\n")}\n`;
}

function headline({ tool, input, summary: { functions, executionRoles, policyDocuments } }: CheckResult, palette: Palette): string {
  const total = policyDocuments.decided + policyDocuments.undecided;
  const readable = policyDocuments.undecided === 0 ? counted(total, "policy document") : `${policyDocuments.decided} of ${counted(total, "policy document")} readable`;
  const what = [`${input.toolchain} ${input.kind}`, counted(functions, "function"), counted(executionRoles, "role"), readable].join(", ");
  return `${palette.bold(`leastwise ${tool.version}`)}  ${palette.dim(what)}`;
}

function groupFindings(result: CheckResult, findings: readonly Finding[]): Group[] {
  const byAddress = new Map(result.functions.map((fn) => [fn.address, fn]));
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = finding.function ?? finding.address;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups]
    .map(([address, members]): Group => {
      const fn = byAddress.get(address);
      return { address, title: fn?.name ?? address, ...(fn ? { fn } : {}), findings: members };
    })
    .sort((a, b) => compareSeverity(worst(a), worst(b)) || (a.fn?.score ?? 101) - (b.fn?.score ?? 101) || (a.address < b.address ? -1 : 1));
}

function worst(group: Group): Severity {
  return group.findings.map((finding) => finding.severity).sort(compareSeverity)[0]!;
}

function describeGroup(group: Group, palette: Palette, width: number): string[] {
  const { fn } = group;
  const address = group.title === group.address ? "" : `  ${palette.dim(cleanText(group.address))}`;
  const score = fn ? `  ${palette.dim("score")} ${scoreText(fn.score, palette)}` : "";
  const lines = [`${palette.severity(worst(group), "●")} ${palette.bold(cleanText(group.title))}${address}${score}`];
  if (fn) lines.push(...describeNeeds(fn, palette, width));
  for (const finding of group.findings) lines.push(...describeFinding(finding, group, palette, width));
  return lines;
}

/** What the function needs by its code, at most five rows. */
function describeNeeds(fn: FunctionResult, palette: Palette, width: number): string[] {
  const rows = fn.required.filter((row) => row.origin === "code");
  if (fn.code.status === "unavailable") return [`  ${palette.dim(`needs  unknown: ${cleanText(fn.code.reasons[0] ?? "its code was not read")}`)}`];
  if (rows.length === 0) return [`  ${palette.dim(`needs  nothing of AWS by its code (${counted(fn.code.files.length, "file")} read)`)}`];
  const most = 5;
  const shown = rows.slice(0, rows.length > most ? most - 1 : most);
  const actionWidth = Math.max(...shown.map((row) => row.action.length));
  const lines = shown.map((row, index) => {
    const [evidence] = row.evidence;
    const place = evidence?.file === undefined ? "" : `  ${evidence.file}:${evidence.line ?? 1}`;
    const label = index === 0 ? "needs  " : "       ";
    const text = `${row.action.padEnd(actionWidth)}  ${row.resources.join(", ")}${row.certainty === "possible" ? " (possibly)" : ""}`;
    return `  ${palette.dim(label)}${palette.need(cleanText(text))}${palette.dim(cleanText(place))}`.slice(0, width * 3);
  });
  if (rows.length > shown.length) lines.push(`         ${palette.dim(`and ${rows.length - shown.length} more`)}`);
  return lines;
}

function describeFinding(finding: Finding, group: Group, palette: Palette, width: number): string[] {
  const place = finding.location ? `${finding.location.file}:${finding.location.line}:${finding.location.column}` : "";
  const where = [place, finding.address === group.address ? "" : finding.address, finding.path ?? ""].filter((part) => part !== "").join("  ");
  const indent = " ".repeat(12);
  return [
    "",
    `  ${palette.severity(finding.severity, finding.severity.padEnd(9))} ${palette.bold(finding.ruleId)}  ${palette.dim(cleanText(where))}`,
    ...wrapText(cleanText(finding.message), width - indent.length).map((line) => indent + line),
    ...wrapText(cleanText(finding.remediation), width - indent.length - 2).map((line, index) => `${indent}${palette.fix(index === 0 ? "→ " : "  ")}${line}`),
  ];
}

function cleanFunctions(result: CheckResult, groups: readonly Group[], palette: Palette): string[] {
  const hit = new Set(groups.flatMap((group) => (group.fn ? [group.fn.address] : [])));
  const clean = result.functions.filter((fn) => !hit.has(fn.address));
  const shown = clean.slice(0, clean.length > 12 ? 10 : 12).map((fn) => `${palette.good("✓")} ${cleanText(fn.name ?? fn.address)}  ${palette.dim(describeClean(fn))}`);
  if (clean.length > shown.length) shown.push(palette.dim(`✓ and ${clean.length - shown.length} more without findings`));
  return shown.length > 0 ? [...shown, ""] : [];
}

function describeClean(fn: FunctionResult): string {
  const needs = fn.required.filter((row) => row.origin === "code").length;
  return fn.code.status === "unavailable" ? "no findings on its grants; its code was not read" : needs === 0 ? "needs nothing of AWS by its code" : `needs ${counted(needs, "permission")}, and has no more`;
}

function summary(result: CheckResult, groups: readonly Group[], palette: Palette, fixCommand: string | undefined): string[] {
  const { summary: { findings, suppressed, known, score, decision, functions } } = result;
  const total = severities.reduce((sum, severity) => sum + findings[severity], 0);
  const aside = [known > 0 ? `${known} known` : "", suppressed > 0 ? `${suppressed} suppressed` : "", result.undecided.length > 0 ? `${result.undecided.length} undecided` : ""].filter((part) => part !== "");
  const rest = aside.length > 0 ? palette.dim(` (${aside.join(", ")})`) : "";
  if (functions === 0) return [`No Lambda functions in this ${result.input.kind}: nothing to check.`];
  if (total === 0) return [`${palette.good("No findings")} in ${counted(functions, "function")}${rest}. Score ${scoreText(score, palette)}.`];
  const parts = severities.filter((severity) => findings[severity] > 0).map((severity) => palette.severity(severity, `${findings[severity]} ${severity}`));
  const hit = groups.filter((group) => group.fn).length;
  const lines = [`${parts.join(", ")} in ${hit > 0 ? `${hit} of ${counted(functions, "function")}` : counted(functions, "function")}${rest}. Score ${scoreText(score, palette)}.`];
  if (fixCommand !== undefined) lines.push(`Next: ${palette.bold(fixCommand)} shows the least-privilege policies; ${palette.bold("leastwise explain RULE")} says why.`);
  else lines.push(`Next: ${palette.bold("leastwise explain RULE")} says why a rule matters and what to write instead.`);
  if (decision === "pass") lines.push(palette.dim("Nothing at or above the severity that fails this run."));
  return lines;
}

function scoreText(score: number, palette: Palette): string {
  return palette.severity(score >= 90 ? "low" : score >= 60 ? "medium" : score >= 30 ? "high" : "critical", `${score}/100`);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
