import type { EffectiveAccess, LevelCounts } from "../check-result";
import { html, type Markup } from "./markup";

/** Gravest first: a level, and what has it beside, as short words. */
const levels = [
  ["Permissions management", "permissions"],
  ["Write", "write"],
  ["Tagging", "tagging"],
  ["Read", "read"],
  ["List", "list"],
] as const;

const extents = { whole: "", part: "in part: Deny or the boundary takes the rest back", conditional: "where its conditions hold", undecided: "not known before deployment" } as const;

const mostRows = 20;
const mostNames = 6;

/** What a role can really do, all policies together: by access level, service and resource. Folded away, since most ask for the difference alone. */
export function effectiveAccess(effective: EffectiveAccess | null): Markup {
  if (!effective || effective.resources.length === 0) return html``;
  const { accessLevels, services, resources, isComplete } = effective;
  return html`<details class="plain"><summary>What it can really do: ${inWords(accessLevels)}</summary>
${!isComplete && html`<p class="empty">Not all of its policies could be read: it may have more, or less.</p>`}
<div class="scroll"><table><caption class="visually-hidden">Effective permissions by service</caption><thead><tr><th scope="col">service</th>${levels.map(([, title]) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${services.slice(0, mostRows).map(({ service, accessLevels: counts }) => html`<tr><td><code>${service}</code>${service === "*" && " every other service"}</td>${levels.map(([level]) => html`<td>${counts[level] ?? ""}</td>`)}</tr>`)}</tbody></table></div>${more(services.length, "services")}
<div class="scroll"><table><caption class="visually-hidden">Effective permissions by resource</caption><thead><tr><th scope="col">on</th><th scope="col">may</th></tr></thead>
<tbody>${resources.slice(0, mostRows).map((row) => html`<tr><td><code>${row.resource === "?" ? "not known yet" : row.resource}</code>${row.extent !== "whole" && html`<span class="from">${extents[row.extent]}</span>`}${row.resourcePolicy !== undefined && html`<span class="from">by ${row.resourcePolicy}</span>`}</td><td>${inWords(row.accessLevels)}<span class="from">${row.actions.slice(0, mostNames).map((action) => html`<code>${action}</code> `)}${total(row.accessLevels) > mostNames && `and ${total(row.accessLevels) - Math.min(mostNames, row.actions.length)} more`}</span></td></tr>`)}</tbody></table></div>${more(resources.length, "rows, in the JSON result")}</details>`;
}

function inWords(counts: LevelCounts): string {
  return levels.flatMap(([level, title]) => (counts[level] === undefined ? [] : [`${counts[level]} ${title}`])).join(", ");
}

function total(counts: LevelCounts): number {
  return levels.reduce((sum, [level]) => sum + (counts[level] ?? 0), 0);
}

function more(count: number, what: string): Markup {
  return html`${count > mostRows && html`<p class="more">and ${count - mostRows} more ${what}</p>`}`;
}
