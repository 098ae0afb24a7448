import { severities, type Finding } from "../../findings";
import type { CheckResult } from "../check-result";
import type { FindingBlock } from "../finding-groups";
import { html, sentence, type Markup } from "./markup";

/** Findings as people read them; each carries what the filter looks at. */
export function findingsList(blocks: readonly FindingBlock[]): Markup {
  if (blocks.length === 0) return html``;
  return html`<ul class="findings">${blocks.map(renderBlock)}</ul>`;
}

function renderBlock({ severity, ruleIds, message, remediation, findings, likewise }: FindingBlock): Markup {
  const [lead] = findings;
  return html`<li class="finding" data-severity="${severity}" data-count="${findings.length}"><p class="finding-head">${severityTag(severity)} ${ruleIds.map((id) => html`<span class="rule">${id}</span> `)}<span class="place">${placeOf(lead!)}</span></p>
<p>${sentence(message)}${likewise.length > 0 && html` The same goes for ${likewise.map(({ element, finding }, index) => html`${index > 0 && ", "}<code title="${placeOf(finding)}">${element}</code>`)}.`}</p><p class="instead"><span aria-hidden="true">→</span> <span class="visually-hidden">Instead: </span>${sentence(remediation)}</p></li>`;
}

export function severityTag(severity: Finding["severity"]): Markup {
  return html`<span class="severity ${severity}">${severity}</span>`;
}

function placeOf({ location, address, path }: Finding): string {
  return [location ? `${location.file}:${location.line}:${location.column}` : "", address, path ?? ""].filter((part) => part !== "").join("  ");
}

/** How often each rule was broken, as bars in the colours of the severities. */
export function findingsByRule({ findings }: CheckResult): Markup {
  const rules = new Map<string, Finding[]>();
  for (const finding of findings) if (finding.status === "new") collect(rules, finding);
  if (rules.size === 0) return html`<p class="empty">No new findings.</p>`;
  const rows = [...rules].sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1));
  const longest = rows[0]![1].length;
  return html`<table class="rules"><tbody>${rows.map(([id, members]) => html`<tr><td>${id}</td><td class="number">${members.length}</td><td>${bar(members, longest)}</td></tr>`)}</tbody></table>`;
}

function collect(rules: Map<string, Finding[]>, finding: Finding): void {
  const members = rules.get(finding.ruleId);
  if (members) members.push(finding);
  else rules.set(finding.ruleId, [finding]);
}

function bar(findings: readonly Finding[], longest: number): Markup {
  let x = 0;
  const parts = severities.map((severity) => {
    const width = (findings.filter((finding) => finding.severity === severity).length / longest) * 100;
    const rect = width > 0 && html`<rect class="${severity}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="12"/>`;
    x += width;
    return rect;
  });
  return html`<svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

/** What does not count: known, suppressed, and what could not be decided. */
export function asideSection({ findings, undecided, notices }: CheckResult): Markup {
  const known = findings.filter(({ status }) => status === "known");
  const suppressed = findings.filter(({ status }) => status === "suppressed");
  if (known.length + suppressed.length + undecided.length + notices.length === 0) return html``;
  const table = (title: string, rows: readonly (readonly (Markup | string)[])[]): Markup | false =>
    rows.length > 0 && html`<details class="plain"><summary>${title} <span class="count">${rows.length}</span></summary><div class="scroll"><table><tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div></details>`;
  return html`<section class="card" aria-labelledby="aside-title"><h2 id="aside-title">Beside the findings</h2>
${table("Undecided: what could not be read or decided", undecided.map((entry) => [html`<span class="rule">${entry.ruleId}</span>`, html`<code>${entry.address}</code> ${entry.path ?? ""}`, sentence(entry.detail ?? entry.reason)]))}
${table("Suppressed", suppressed.map((finding) => [severityTag(finding.severity), html`<span class="rule">${finding.ruleId}</span>`, placeOf(finding), `${finding.suppression?.reason ?? ""}${finding.suppression?.expires === undefined ? "" : ` (until ${finding.suppression.expires})`}`]))}
${table("Known from the baseline", [...known].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)).map((finding) => [severityTag(finding.severity), html`<span class="rule">${finding.ruleId}</span>`, placeOf(finding), sentence(finding.message)]))}
${table("Notices", notices.map((notice) => [notice]))}</section>`;
}
