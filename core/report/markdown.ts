import { compareSeverity, severities, type Finding, type Severity } from "../findings";
import type { CheckResult, FunctionResult } from "./check-result";
import { groupFindings, type FindingBlock, type FindingGroup } from "./finding-groups";
import { inputName } from "./input-name";
import { codeBlock, codeSpan, escapeMarkdown, escapeSentence } from "./markdown-text";
import { formatPolicyJson } from "./policy-json";

/** GitHub refuses a comment above 65,536 characters. */
const mostCharacters = 64_000;

/** The result as a comment on a pull request: what is new first, then the functions, then the fix, folded away. Always below 65,000 characters. */
export function reportMarkdown(result: CheckResult): string {
  const page = new Page(mostCharacters);
  page.add([headline(result), "", facts(result)]);
  addFindings(page, result);
  addFunctions(page, result);
  addFixes(page, result);
  addAside(page, result);
  return page.text();
}

/** Lines as long as they fit. */
class Page {
  private readonly lines: string[] = [];
  private left: number;

  constructor(size: number) {
    this.left = size;
  }

  /** Adds the lines together, or none of them. */
  add(lines: readonly string[]): boolean {
    const size = lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (size > this.left) return false;
    this.left -= size;
    this.lines.push(...lines);
    return true;
  }

  /** Adds a frame with as many of the blocks as fit into `share` of what is left, and says how many are left out. */
  addList(before: readonly string[], blocks: readonly (readonly string[])[], share: number, leftOut: (count: number) => string, after: readonly string[] = []): void {
    const reserve = [...after, "", leftOut(blocks.length), ""].join("\n").length + 2;
    const end = this.left - Math.floor(this.left * share) + reserve;
    if (this.left < end || !this.add(before)) return;
    const size = (block: readonly string[]): number => block.reduce((sum, line) => sum + line.length + 1, 0);
    let shown = 0;
    while (shown < blocks.length && this.left - size(blocks[shown]!) >= end) this.add(blocks[shown++]!);
    if (shown < blocks.length) this.add(["", leftOut(blocks.length - shown)]);
    this.add(after);
  }

  text(): string {
    return `${this.lines.join("\n")}\n`;
  }
}

const marks: Readonly<Record<Severity, string>> = { critical: "🟥", high: "🟧", medium: "🟨", low: "🟦" };

function headline(result: CheckResult): string {
  const { findings, decision, functions } = result.summary;
  const total = severities.reduce((sum, severity) => sum + findings[severity], 0);
  if (functions === 0 && total === 0) return `### ✅ leastwise: no Lambda functions in ${inputName(result)}`;
  if (total === 0) return "### ✅ leastwise: no new findings";
  const parts = severities.filter((severity) => findings[severity] > 0).map((severity) => `${findings[severity]} ${severity}`);
  return `### ${decision === "fail" ? "❌" : "⚠️"} leastwise: ${parts.join(", ")}`;
}

function facts({ summary, undecided }: CheckResult): string {
  const { policyDocuments: { decided, undecided: unread }, known, suppressed } = summary;
  const parts = [
    `Score **${summary.score}/100**`,
    counted(summary.functions, "function"),
    counted(summary.executionRoles, "execution role"),
    unread === 0 ? counted(decided, "policy document") : `${decided} of ${counted(decided + unread, "policy document")} readable`,
    ...(known > 0 ? [`${known} known`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(undecided.length > 0 ? [`${undecided.length} undecided`] : []),
  ];
  return parts.join(" · ");
}

function addFindings(page: Page, result: CheckResult): void {
  const groups = groupFindings(result, "new");
  if (groups.length === 0) return;
  const blocks = groups.flatMap((group) => group.blocks.map((block, index) => findingLines(block, group, index === 0)));
  page.addList(["", "#### New findings"], blocks, 0.55, (count) => `*… and ${count} more findings.*`);
}

/** One bullet: where the same was found several times, once with all places. */
function findingLines(block: FindingBlock, group: FindingGroup, isFirst: boolean): string[] {
  const { severity, ruleIds, message, remediation, findings, likewise } = block;
  const mostPlaces = 3;
  const places = [...new Set(findings.map(placeOf))];
  const shown = places.slice(0, mostPlaces).map(codeSpan).join(", ") + (places.length > mostPlaces ? ` and ${places.length - mostPlaces} more` : "");
  const title = isFirst ? ["", `**${codeSpan(clip(group.title, 200))}**${group.fn ? "" : " (not a function)"}`, ""] : [];
  const same = likewise.length === 0 ? "" : ` The same goes for ${likewise.slice(0, 12).map(({ element }) => codeSpan(clip(element, 100))).join(", ")}${likewise.length > 12 ? ` and ${likewise.length - 12} more` : ""}.`;
  return [...title, `- ${marks[severity]} **${severity}** ${ruleIds.map(codeSpan).join(", ")} at ${shown}<br>${escapeSentence(clip(message, 900))}${same}<br>→ ${escapeSentence(clip(remediation, 600))}`];
}

function placeOf({ location, address, path }: Finding): string {
  return clip(location ? `${location.file}:${location.line}` : [address, path].filter(Boolean).join(" "), 200);
}

function addFunctions(page: Page, result: CheckResult): void {
  const fresh = result.findings.filter(({ status }) => status === "new");
  const worstOf = (fn: FunctionResult): Severity | undefined => fresh.filter((finding) => finding.function === fn.address).map(({ severity }) => severity).sort(compareSeverity)[0];
  const rank = (fn: FunctionResult): number => severities.indexOf(worstOf(fn) ?? "low") + (worstOf(fn) ? 0 : 1);
  const rows = result.functions.map((fn) => ({ fn, worst: worstOf(fn), rank: rank(fn) })).sort((a, b) => a.rank - b.rank || a.fn.score - b.fn.score);
  if (rows.length === 0) return;
  const head = ["", "#### Functions", "", "| | function | needs | grants nobody needs | missing | score |", "| --- | --- | --- | --- | --- | ---: |"];
  const lines = rows.map(({ fn, worst }) => [`| ${worst ? marks[worst] : fn.code.status === "unavailable" ? "❔" : "✅"} | ${codeSpan(clip(fn.name ?? fn.address, 120))} | ${needsCell(fn)} | ${actionsCell(fn.unused)} | ${actionsCell(fn.missing)} | ${fn.score} |`]);
  page.addList(head, lines, 0.4, (count) => `*… and ${count} more functions.*`);
}

function needsCell(fn: FunctionResult): string {
  if (fn.code.status === "unavailable") return "*code not read*";
  const cell = actionsCell(fn.required.filter(({ origin }) => origin === "code"));
  return fn.code.status === "partly" ? `${cell} *(partly read)*` : cell;
}

function actionsCell(rows: readonly { readonly action: string }[]): string {
  const actions = [...new Set(rows.map(({ action }) => action))];
  if (actions.length === 0) return "–";
  const most = 4;
  const shown = actions.slice(0, actions.length > most ? most - 1 : most).map((action) => codeSpan(clip(action, 80)));
  return shown.join("<br>") + (actions.length > shown.length ? `<br>and ${actions.length - shown.length} more` : "");
}

function addFixes(page: Page, result: CheckResult): void {
  const hit = new Set(result.findings.filter(({ status }) => status === "new").map((finding) => finding.function));
  const blocks = result.functions
    .filter((fn) => hit.has(fn.address) && fn.code.status !== "unavailable" && fn.leastPrivilegePolicy.Statement.length > 0)
    .map((fn) => ["", `**${codeSpan(clip(fn.name ?? fn.address, 200))}**${fn.code.status === "partly" ? " (its code was read in part: more may be needed)" : ""}`, "", ...codeBlock(formatPolicyJson(fn.leastPrivilegePolicy), "json"), ...fn.leastPrivilegeNotes.flatMap(({ sid, note }) => ["", `${codeSpan(sid)}: ${escapeMarkdown(clip(note, 300))}`])]);
  if (blocks.length === 0) return;
  page.addList(["", "<details>", "<summary>The fix: what each function needs, and nothing more</summary>"], blocks, 0.8, (count) => `*… and ${count} more policies.*`, ["", "</details>"]);
}

function addAside(page: Page, { findings, undecided, notices }: CheckResult): void {
  const known = findings.filter(({ status }) => status === "known").map((finding) => [`- known: **${finding.severity}** ${codeSpan(finding.ruleId)} at ${codeSpan(placeOf(finding))}`]);
  const suppressed = findings
    .filter(({ status }) => status === "suppressed")
    .map((finding) => [`- suppressed: ${codeSpan(finding.ruleId)} at ${codeSpan(placeOf(finding))}: ${escapeMarkdown(clip(finding.suppression?.reason ?? "no reason given", 300))}`]);
  const open = undecided.map((entry) => [`- undecided: ${codeSpan(entry.ruleId)} for ${codeSpan(clip(entry.address, 200))}: ${escapeSentence(clip(entry.detail ?? entry.reason, 300))}`]);
  const notes = notices.map((notice) => [`- ${escapeMarkdown(clip(notice, 300))}`]);
  const lines = [...suppressed, ...open, ...notes, ...known];
  if (lines.length === 0) return;
  page.addList(["", "<details>", "<summary>Known, suppressed and undecided</summary>", ""], lines, 0.9, (count) => `*… and ${count} more.*`, ["", "</details>"]);
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
