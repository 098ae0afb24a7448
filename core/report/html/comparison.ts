import type { FunctionResult, GrantedRow, RequiredRow } from "../check-result";
import { html, type Markup } from "./markup";
import { shortAddress } from "./short-names";

/** One row of the picture: what is needed on the left, what is granted for it on the right. */
interface ComparisonRow {
  readonly kind: "met" | "wide" | "missing" | "unused" | "open" | "denied";
  /** Several where nothing but the action differs. */
  readonly needs: readonly RequiredRow[];
  readonly grants: readonly GrantedRow[];
}

/** The picture of one function: needed and granted, granted and not needed, needed and not granted. */
export function comparison(fn: FunctionResult): Markup {
  const rows = compare(fn);
  if (rows.length === 0) return html`<p class="empty">It needs nothing of AWS, and is granted nothing.</p>`;
  const most = 60;
  return html`${balance(rows)}<div class="scroll"><table class="comparison">
<caption class="visually-hidden">What ${fn.name ?? fn.address} needs and what its role grants</caption>
<thead><tr><th scope="col">needs</th><th scope="col" class="between"><span class="visually-hidden">compared</span></th><th scope="col">grants</th></tr></thead>
<tbody>${rows.slice(0, most).map(renderRow)}</tbody></table></div>${rows.length > most && html`<p class="more">and ${rows.length - most} more rows, in the JSON result</p>`}`;
}

function compare(fn: FunctionResult): ComparisonRow[] {
  const allowed = fn.granted.filter(({ effect }) => effect === "Allow");
  const missing = new Set(fn.missing.map(({ action }) => action.toLowerCase()));
  const excesses = new Set(fn.unused.map(({ policy, path, action }) => `${policy} ${statementOf(path)} ${action}`));
  const isUnused = (grant: GrantedRow): boolean => excesses.has(`${grant.policy} ${statementOf(grant.path)} ${grant.action}`);
  const used = new Set<GrantedRow>();
  const needs = [...fn.required].sort((a, b) => Number(a.origin === "configuration") - Number(b.origin === "configuration"));
  const rows = needs.map((need): ComparisonRow => {
    const grants = allowed.filter((grant) => covers(grant.action, need.action));
    grants.forEach((grant) => used.add(grant));
    if (missing.has(need.action.toLowerCase())) return { kind: "missing", needs: [need], grants };
    return { kind: grants.some((grant) => isUnused(grant) || isWider(grant, need)) ? "wide" : "met", needs: [need], grants };
  });
  const together = joinAlike(rows);
  const excess = allowed.filter((grant) => !used.has(grant)).map((grant): ComparisonRow => ({ kind: isUnused(grant) ? "unused" : "open", needs: [], grants: [grant] }));
  const denied = fn.granted.filter(({ effect }) => effect === "Deny").map((grant): ComparisonRow => ({ kind: "denied", needs: [], grants: [grant] }));
  return [...together.filter(({ kind }) => kind === "missing"), ...excess.filter(({ kind }) => kind === "unused"), ...together.filter(({ kind }) => kind !== "missing"), ...excess.filter(({ kind }) => kind === "open"), ...denied];
}

/** Whether a grant lets more through than the one need that it covers: other actions, or every resource where few are needed. Logs are for all functions alike. */
function isWider(grant: GrantedRow, need: RequiredRow): boolean {
  if (/^logs:(?:CreateLogGroup|CreateLogStream|PutLogEvents)$/i.test(grant.action)) return false;
  const isEverywhere = (resources: readonly string[]): boolean => resources.includes("*");
  return /[*?]|^not /.test(grant.action) || (isEverywhere(grant.resources) && !isEverywhere(need.resources) && !need.resources.includes("?"));
}

/** Needs that are alike in all but the action, and are met in the same place, as one row. */
function joinAlike(rows: readonly ComparisonRow[]): ComparisonRow[] {
  const joined = new Map<string, ComparisonRow>();
  for (const row of rows) {
    const [need] = row.needs;
    const key = JSON.stringify([row.kind, need!.resources, need!.origin, need!.certainty, need!.evidence[0], row.grants.map(({ policy, path }) => [policy, path])]);
    const before = joined.get(key);
    joined.set(key, before ? { kind: row.kind, needs: [...before.needs, ...row.needs], grants: [...before.grants, ...row.grants.filter((grant) => !before.grants.includes(grant))] } : row);
  }
  return [...joined.values()];
}

function statementOf(path: string): string {
  return /^.*?Statement\[\d+\]/.exec(path)?.[0] ?? path;
}

/** Does the pattern of a grant let the action through? `*` and `?` as in IAM. */
function covers(pattern: string, action: string): boolean {
  if (pattern.startsWith("not ")) return !covers(pattern.slice(4), action);
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, ".*").replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "i").test(action);
}

const marks: Readonly<Record<ComparisonRow["kind"], { readonly sign: string; readonly says: string }>> = {
  met: { sign: "=", says: "granted" },
  wide: { sign: "⊂", says: "granted, and more with it" },
  missing: { sign: "!", says: "not granted on this" },
  unused: { sign: "×", says: "not needed" },
  open: { sign: "?", says: "no need seen, none ruled out" },
  denied: { sign: "–", says: "denied" },
};

function renderRow({ kind, needs, grants }: ComparisonRow): Markup {
  const { sign, says } = marks[kind];
  const [need] = needs;
  const left = need ? html`${actions(needs)}${resources(need.resources)}${evidence(need)}` : html`<span class="none">nothing needs it</span>`;
  const right = grants.length === 0 ? html`<span class="none">${kind === "missing" ? "nothing" : "not seen in a readable document"}</span>` : renderGrants(grants);
  return html`<tr class="${kind}"><td>${left}</td><td class="between"><span class="sign" aria-hidden="true">${sign}</span><span class="says">${says}</span></td><td>${right}</td></tr>`;
}

/** The grants by statement: what stands in one is shown at once. */
function renderGrants(grants: readonly GrantedRow[]): Markup {
  const statements = new Map<string, GrantedRow[]>();
  for (const grant of grants) statements.set(`${grant.policy} ${grant.path}`, [...(statements.get(`${grant.policy} ${grant.path}`) ?? []), grant]);
  const most = 3;
  const shown = [...statements.values()].slice(0, most).map((members) => {
    const [first] = members as [GrantedRow, ...GrantedRow[]];
    return html`<div>${actions(members)}${resources(first.resources)}<span class="from" title="${first.policy}">${shortAddress(first.policy)} ${first.path}${Object.keys(first.conditions).length > 0 && html` <span class="tag">with conditions</span>`}</span></div>`;
  });
  return html`${shown}${statements.size > most && html`<span class="more">and ${statements.size - most} more statements</span>`}`;
}

function actions(rows: readonly { readonly action: string }[]): Markup {
  const most = 8;
  return html`${rows.slice(0, most).map(({ action }) => html`<code>${action}</code> `)}${rows.length > most && html`<span class="more">and ${rows.length - most} more</span>`}`;
}

function resources(list: readonly string[]): Markup {
  const most = 3;
  return html`<span class="on">on ${list.slice(0, most).map((resource, index) => html`${index > 0 && ", "}<code class="resource">${resource === "?" ? "decided at run time" : resource}</code>`)}${list.length > most && ` and ${list.length - most} more`}</span>`;
}

function evidence({ evidence: [first], origin, certainty }: RequiredRow): Markup {
  const place = first?.file === undefined ? "" : ` ${first.file}:${first.line ?? 1}`;
  const call = first ? `${first.call}${place}${first.note === undefined ? "" : ` (${first.note})`}` : "";
  return html`<span class="from">${origin === "configuration" && html`<span class="tag">configuration</span> `}${certainty === "possible" && html`<span class="tag">possibly</span> `}${call}</span>`;
}

/** A bar: how many of the rows are fine, and how many are not. */
function balance(rows: readonly ComparisonRow[]): Markup {
  const kinds = (["missing", "unused", "wide", "open", "met"] as const).map((kind) => ({ kind, count: rows.filter((row) => row.kind === kind).length })).filter(({ count }) => count > 0);
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  let x = 0;
  const parts = kinds.map(({ kind, count }) => {
    const width = (count / total) * 1000;
    const rect = html`<rect class="bar-${kind}" x="${x.toFixed(1)}" width="${Math.max(0, width - 4).toFixed(1)}" height="10" rx="3"/>`;
    x += width;
    return rect;
  });
  const names = { missing: "missing", unused: "granted, not needed", wide: "granted with more than needed", open: "granted, need not known", met: "needed and granted" };
  return total === 0 ? html`` : html`<div class="balance"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg><ul>${kinds.map(({ kind, count }) => html`<li class="key-${kind}"><b>${count}</b> ${names[kind]}</li>`)}</ul></div>`;
}
