import { severities } from "../../findings";
import type { CheckResult } from "../check-result";
import { functionAnchor } from "./anchors";
import { html, type Markup } from "./markup";

/** The band of a score, for its colour. */
export function band(score: number): "good" | "fair" | "poor" | "bad" {
  return score >= 90 ? "good" : score >= 60 ? "fair" : score >= 30 ? "poor" : "bad";
}

/** A ring that is as full as the score. */
export function scoreRing(score: number, size: number): Markup {
  const radius = size / 2 - size / 12;
  const round = 2 * Math.PI * radius;
  return html`<svg class="ring ${band(score)}" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" role="img" aria-label="Score ${score} of 100"><circle class="track" cx="${size / 2}" cy="${size / 2}" r="${radius.toFixed(1)}" stroke-width="${(size / 9).toFixed(1)}"/><circle class="value" cx="${size / 2}" cy="${size / 2}" r="${radius.toFixed(1)}" stroke-width="${(size / 9).toFixed(1)}" stroke-dasharray="${((score / 100) * round).toFixed(1)} ${round.toFixed(1)}" transform="rotate(-90 ${size / 2} ${size / 2})"/><text x="50%" y="50%" dy="0.36em" text-anchor="middle" font-size="${(size * 0.3).toFixed(0)}">${score}</text></svg>`;
}

/** The deployment in figures, and every function as a cell, worst first. */
export function scoreCard(result: CheckResult): Markup {
  const { summary, functions } = result;
  const { decided, undecided } = summary.policyDocuments;
  const facts: readonly (readonly [string, string])[] = [
    ["functions", String(summary.functions)],
    ["execution roles", String(summary.executionRoles)],
    ["policy documents read", undecided === 0 ? String(decided) : `${decided} of ${decided + undecided}`],
    ["without excess or gaps", `${functions.filter(({ unused, missing, code }) => unused.length + missing.length === 0 && code.status === "read").length}`],
    ...(summary.known > 0 ? [["known", String(summary.known)] as const] : []),
    ...(summary.suppressed > 0 ? [["suppressed", String(summary.suppressed)] as const] : []),
    ...(result.undecided.length > 0 ? [["undecided", String(result.undecided.length)] as const] : []),
  ];
  const cells = [...functions].sort((a, b) => a.score - b.score).slice(0, 400);
  return html`<section class="card score-card" aria-labelledby="score-title"><h2 id="score-title" class="visually-hidden">Score card</h2>
<div class="score">${scoreRing(summary.score, 132)}<p>of the granted power<br>is needed, weighed<br>by the worst functions</p></div>
<div class="figures"><ul class="severities">${severities.map((severity) => html`<li class="severity ${severity}${summary.findings[severity] === 0 ? " zero" : ""}"><b>${summary.findings[severity]}</b> ${severity}</li>`)}</ul>
<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${cells.length > 0 && html`<div class="cells" role="list" aria-label="Functions by score, worst first">${cells.map((fn) => html`<a role="listitem" class="cell ${band(fn.score)}" href="#${functionAnchor(fn.address, result)}" title="${fn.name ?? fn.address}: ${fn.score}/100"><span class="visually-hidden">${fn.name ?? fn.address} </span>${fn.score}</a>`)}</div>`}</div></section>`;
}
