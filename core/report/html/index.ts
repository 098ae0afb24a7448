import { createHash } from "node:crypto";
import { severities } from "../../findings";
import type { CheckResult } from "../check-result";
import { groupFindings } from "../finding-groups";
import { inputName } from "../input-name";
import { asideSection, findingsByRule, findingsList } from "./findings-list";
import { functionSection } from "./function-section";
import { graphPicture } from "./graph-picture";
import { ladder } from "./ladder";
import { html, Markup } from "./markup";
import { scoreCard } from "./score-card";
import { script } from "./script";
import { style } from "./style";

/** The result as one page that needs nothing else: no network, and by its policy no script or style but its own. */
export function reportHtml(result: CheckResult): string {
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  const { input, tool } = result;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>leastwise: ${input.toolchain} ${input.kind}, score ${result.summary.score}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#functions">To the functions</a>
<header class="top"><h1>leastwise<small>${input.toolchain} ${input.kind}${input.version !== null && `, ${input.version}`}</small></h1><span class="decision ${result.summary.decision}">${result.summary.decision === "fail" ? "fails" : "passes"}</span><span class="grow"></span><button type="button" id="theme" class="button js">theme</button></header>
<main>
${scoreCard(result)}
${overview(result)}
${functions(result)}
${asideSection(result)}
<footer>leastwise ${tool.version}, reference data ${Object.entries(tool.dataVersions).map(([name, version]) => `${name} ${version}`).join(", ")}. A needed permission on the left of a picture comes from the code or the configuration; one on the right from the policies of the role.</footer>
</main>
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return page.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function overview(result: CheckResult): Markup {
  if (result.functions.length === 0) return html`<section class="card"><p class="empty">No Lambda functions in ${inputName(result)}.</p></section>`;
  return html`<section class="card" aria-labelledby="graph-title"><h2 id="graph-title">Who reaches what</h2><p class="legend"><span><i></i>may use</span><span><i class="alarming"></i>shared role, or a wildcard on everything</span></p>${graphPicture(result)}</section>
<div class="pair"><section class="card" aria-labelledby="ladder-title"><h2 id="ladder-title">Wildcard ladder of all functions</h2>${ladder(result.functions.flatMap(({ granted }) => granted))}</section>
<section class="card" aria-labelledby="rules-title"><h2 id="rules-title">Findings by rule</h2>${findingsByRule(result)}</section></div>`;
}

/** So many functions stand open at first. */
const mostOpen = 3;

function functions(result: CheckResult): Markup {
  const groups = groupFindings(result, "new");
  const byFunction = new Map(groups.filter(({ fn }) => fn).map((group) => [group.address, group]));
  const clean = result.functions.filter(({ address }) => !byFunction.has(address));
  const ordered = [...[...byFunction.values()].map(({ fn }) => fn!), ...clean];
  const elsewhere = groups.filter(({ fn }) => !fn);
  return html`<form class="filters" role="search" aria-label="Filter functions and findings"><input type="search" id="search" placeholder="Search  ( / )" aria-label="Search by function, action, resource, rule or file" autocomplete="off"><fieldset id="severities"><legend class="visually-hidden">Severities</legend>${severities.map((severity) => html`<label><input type="checkbox" value="${severity}" checked><span class="severity ${severity}">${severity}</span></label>`)}</fieldset><label><input type="checkbox" id="only-found"> with findings only</label><button type="button" id="open-all" class="button" aria-pressed="false">open all</button><output id="shown" aria-live="polite"></output></form>
<section id="functions" tabindex="-1" aria-labelledby="functions-title"><h2 id="functions-title" class="visually-hidden">Functions</h2>${ordered.map((fn, index) => functionSection(fn, byFunction.get(fn.address), result, index < mostOpen && byFunction.has(fn.address)))}</section>
${elsewhere.map(({ address, blocks }) => html`<section class="card elsewhere"><h2>${address}</h2>${findingsList(blocks)}</section>`)}`;
}
