import type { CheckResult, FunctionResult } from "../check-result";
import type { FindingGroup } from "../finding-groups";
import { formatPolicyJson } from "../policy-json";
import { functionAnchor } from "./anchors";
import { comparison } from "./comparison";
import { effectiveAccess } from "./effective-access";
import { findingsList, severityTag } from "./findings-list";
import { ladder } from "./ladder";
import { html, type Markup } from "./markup";
import { scoreRing } from "./score-card";

/** All about one function: findings, needs and grants, the ladder, the fix. */
export function functionSection(fn: FunctionResult, group: FindingGroup | undefined, result: CheckResult, isOpen: boolean): Markup {
  const name = fn.name ?? fn.address;
  const sharing = result.functions.filter((other) => fn.role !== null && other.role === fn.role && other !== fn);
  return html`<details class="card function" id="${functionAnchor(fn.address, result)}"${isOpen && html` open`} data-severities="${[...new Set(group?.blocks.map(({ severity }) => severity) ?? [])].join(" ")}">
<summary>${scoreRing(fn.score, 46)}<span class="title"><span class="name">${name}</span><span class="address">${fn.address === name ? "" : fn.address}</span></span><span class="badges">${worst(group)}${codeTag(fn)}${sharing.length > 0 && html`<span class="tag alarming">shared role</span>`}</span></summary>
<div class="body"><p class="facts">${[fn.runtime, fn.handler, fn.role].map((fact) => fact !== null && html`<code>${fact}</code> `)}${sharing.length > 0 && html`<span>shares its role with ${sharing.slice(0, 6).map((other, index) => html`${index > 0 && ", "}<a href="#${functionAnchor(other.address, result)}">${other.name ?? other.address}</a>`)}${sharing.length > 6 && ` and ${sharing.length - 6} more`}</span>`}</p>
${fn.code.reasons.length > 0 && html`<ul class="reasons">${fn.code.reasons.slice(0, 8).map((reason) => html`<li>${reason}</li>`)}</ul>`}
${findingsList(group?.blocks ?? [])}
<h3>Needs and grants</h3>${comparison(fn)}${effectiveAccess(fn.effective)}
<div class="pair"><div><h3>Wildcard ladder</h3>${ladder(fn.granted)}</div><div><h3>What it needs, and nothing more</h3>${fix(fn)}</div></div></div></details>`;
}

function worst(group: FindingGroup | undefined): Markup {
  if (!group) return html`<span class="tag good">no findings</span>`;
  const count = group.blocks.reduce((sum, { findings }) => sum + findings.length, 0);
  return html`${severityTag(group.worst)}<span class="tag">${count} ${count === 1 ? "finding" : "findings"}</span>`;
}

function codeTag({ code }: FunctionResult): Markup {
  if (code.status === "read") return html``;
  return html`<span class="tag alarming">${code.status === "partly" ? "code partly read" : "code not read"}</span>`;
}

function fix(fn: FunctionResult): Markup {
  if (fn.leastPrivilegePolicy.Statement.length === 0) return html`<p class="empty">${fn.code.status === "read" ? "Nothing: it needs no permission." : "Not known: its code was not read."}</p>`;
  return html`${fn.code.status !== "read" && html`<p class="empty">Its code was not all read: more may be needed.</p>`}${fn.leastPrivilegeNotes.map(({ sid, note }) => html`<p class="empty">${sid}: ${note}.</p>`)}<div class="code-box"><button type="button" class="copy js">copy</button><pre><code>${formatPolicyJson(fn.leastPrivilegePolicy)}</code></pre></div>`;
}
