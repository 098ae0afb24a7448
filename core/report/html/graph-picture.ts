import type { CheckResult } from "../check-result";
import { accessGraph, type GraphNode } from "./access-graph";
import { functionAnchor } from "./anchors";
import { html, type Markup } from "./markup";
import { resourceLabel, shorten } from "./short-names";

const box = { width: 228, height: 26, gap: 8, between: 86, top: 30 };
const titles = ["functions", "execution roles", "policies", "resources"];

/** The graph as a picture, and as a table for those who don't look at pictures. */
export function graphPicture(result: CheckResult): Markup {
  const { columns, edges, leftOut } = accessGraph(result);
  if (result.functions.length === 0) return html``;
  const rows = Math.max(...columns.map((column) => column.length));
  const height = box.top + rows * (box.height + box.gap) + 8;
  const width = columns.length * box.width + (columns.length - 1) * box.between;
  const places = new Map<string, { readonly x: number; readonly y: number; readonly index: number }>();
  let index = 0;
  columns.forEach((column, number) => {
    const free = rows - column.length;
    const step = box.height + box.gap + (column.length > 1 ? Math.min(40, (free * (box.height + box.gap)) / (column.length - 1)) : 0);
    const start = box.top + (rows * (box.height + box.gap) - box.gap - ((column.length - 1) * step + box.height)) / 2;
    column.forEach(({ id }, row) => places.set(id, { x: number * (box.width + box.between), y: start + row * step, index: index++ }));
  });
  const lines = edges.map(({ from, to, isAlarming }) => {
    const start = places.get(from)!;
    const end = places.get(to)!;
    const [x1, y1, x2, y2] = [start.x + box.width, start.y + box.height / 2, end.x, end.y + box.height / 2];
    const bend = box.between * 0.55;
    return html`<path class="edge${isAlarming ? " alarming" : ""}" data-from="${start.index}" data-to="${end.index}" d="M${x1} ${y1.toFixed(1)}C${x1 + bend} ${y1.toFixed(1)} ${x2 - bend} ${y2.toFixed(1)} ${x2} ${y2.toFixed(1)}"/>`;
  });
  const heads = titles.map((title, number) => html`<text class="column" x="${number * (box.width + box.between) + 2}" y="14">${title}</text>`);
  const boxes = columns.flat().map((node) => drawBox(node, places.get(node.id)!, result));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Graph, scrolls sideways"><svg class="graph" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Which function has which role, its policies, and what they reach. The table below says the same.">${heads}<g>${lines}</g>${boxes}</svg></div>
<p class="more">Writing logs is left out of the picture.</p>
${leftOut > 0 && html`<p class="more">${leftOut} functions with better scores are left out of the picture.</p>`}
<details class="plain"><summary>The same as a table</summary>${graphTable(result)}</details>`;
}

function drawBox(node: GraphNode, { x, y, index }: { readonly x: number; readonly y: number; readonly index: number }, result: CheckResult): Markup {
  const label = node.kind === "resource" ? resourceLabel(node.label) : node.label;
  const note = node.isAlarming && node.kind === "role" ? " shared" : "";
  const drawn = html`<rect x="${x}" y="${y.toFixed(1)}" width="${box.width}" height="${box.height}" rx="6"/><text x="${x + 10}" y="${(y + 17).toFixed(1)}">${shorten(label, note ? 22 : 30)}</text>${note && html`<text class="note" x="${x + box.width - 8}" y="${(y + 17).toFixed(1)}" text-anchor="end">${note}</text>`}<title>${node.kind === "resource" ? node.key : node.key || node.label}${note && ": shared by several functions"}</title>`;
  const classes = `node ${node.kind}${node.isAlarming ? " alarming" : ""}`;
  const anchor = node.kind === "function" ? functionAnchor(node.key, result) : undefined;
  return anchor === undefined ? html`<g class="${classes}" data-node="${index}">${drawn}</g>` : html`<a class="${classes}" data-node="${index}" href="#${anchor}">${drawn}</a>`;
}

function graphTable(result: CheckResult): Markup {
  const most = 500;
  const rows = result.functions.slice(0, most).map((fn) => {
    const sharing = result.functions.filter((other) => fn.role !== null && other.role === fn.role && other !== fn).length;
    const allowed = fn.granted.filter(({ effect }) => effect === "Allow");
    const list = (items: readonly string[]): Markup => html`${[...new Set(items)].slice(0, 12).map((item) => html`<code>${item}</code> `)}${new Set(items).size > 12 && `and ${new Set(items).size - 12} more`}`;
    return html`<tr><th scope="row">${fn.name ?? fn.address}</th><td><code>${fn.role ?? "not here"}</code>${sharing > 0 && html` <span class="tag">shared with ${sharing} more</span>`}</td><td>${list(allowed.map(({ policy }) => policy))}</td><td>${list(allowed.flatMap(({ resources }) => resources))}</td></tr>`;
  });
  return html`<div class="scroll"><table><thead><tr><th scope="col">function</th><th scope="col">role</th><th scope="col">policies</th><th scope="col">resources</th></tr></thead><tbody>${rows}</tbody></table></div>${result.functions.length > most && html`<p class="more">and ${result.functions.length - most} more</p>`}`;
}
