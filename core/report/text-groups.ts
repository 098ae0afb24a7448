import { severities, type Finding } from "../findings";
import type { AlikeGroup } from "./alike-groups";
import type { FunctionResult } from "./check-result";
import type { FindingBlock } from "./finding-groups";
import type { Palette } from "./palette";
import { cleanText, wrapText } from "./plain-text";

const indent = " ".repeat(12);

/** A function, or several that are alike, with all that is to be said. */
export function describeGroup(group: AlikeGroup, palette: Palette, width: number): string[] {
  const [first] = group.members;
  const lines = [heading(group, palette)];
  if (first!.fn) lines.push(...describeNeeds(first!.fn, palette));
  for (const block of group.blocks) lines.push(...describeBlock(block, group, palette, width));
  return lines;
}

/** The same in a line: how many of each severity. */
export function groupLine({ members, blocks }: AlikeGroup, palette: Palette): string {
  const [first] = members;
  const counts = severities.flatMap((severity) => {
    const count = blocks.filter((block) => block.severity === severity).reduce((sum, { findings }) => sum + findings.length, 0);
    return count > 0 ? [palette.severity(severity, `${count} ${severity}`)] : [];
  });
  const more = members.length > 1 ? palette.dim(` and ${members.length - 1} alike`) : "";
  return `${palette.severity(first!.worst, "●")} ${cleanText(first!.title)}${more}  ${counts.join(", ")}${scoreOf(first!.fn, palette)}`;
}

function heading({ members }: AlikeGroup, palette: Palette): string {
  const [first] = members;
  const most = 4;
  const titles = members.slice(0, members.length > most ? most - 1 : most).map(({ title }) => palette.bold(cleanText(title)));
  const rest = members.length > titles.length ? ` and ${members.length - titles.length} more` : "";
  const address = members.length > 1 ? `  ${palette.dim(`${members.length} alike`)}` : first!.title === first!.address ? "" : `  ${palette.dim(cleanText(first!.address))}`;
  return `${palette.severity(first!.worst, "●")} ${titles.join(", ")}${rest}${address}${scoreOf(first!.fn, palette)}`;
}

function scoreOf(fn: FunctionResult | undefined, palette: Palette): string {
  // What is granted cannot be weighed against needs that nobody knows.
  return fn && fn.code.status !== "unavailable" ? `  ${palette.dim("score")} ${scoreText(fn.score, palette)}` : "";
}

/** A score in the colour of its band. */
export function scoreText(score: number, palette: Palette): string {
  return palette.severity(score >= 90 ? "low" : score >= 60 ? "medium" : score >= 30 ? "high" : "critical", `${score}/100`);
}

/** What the function needs by its code, at most five rows. */
function describeNeeds(fn: FunctionResult, palette: Palette): string[] {
  const rows = fn.required.filter((row) => row.origin === "code");
  if (fn.code.status === "unavailable") return [`  ${palette.dim(`needs  unknown: ${cleanText(fn.code.reasons[0] ?? "its code was not read")}`)}`];
  const partly = fn.code.status === "partly" ? ", and not all of it" : "";
  if (rows.length === 0) return [`  ${palette.dim(`needs  nothing of AWS by its code (${fn.code.files.length} ${fn.code.files.length === 1 ? "file" : "files"} read${partly})`)}`];
  const most = 5;
  const shown = rows.slice(0, rows.length > most ? most - 1 : most);
  const actionWidth = Math.max(...shown.map((row) => row.action.length));
  const lines = shown.map((row, index) => {
    const [evidence] = row.evidence;
    const place = evidence?.file === undefined ? "" : `  ${evidence.file}:${evidence.line ?? 1}`;
    const text = `${row.action.padEnd(actionWidth)}  ${resourcesText(row.resources)}${row.certainty === "possible" ? " (possibly)" : ""}`;
    return `  ${palette.dim(index === 0 ? "needs  " : "       ")}${palette.need(cleanText(text))}${palette.dim(cleanText(place))}`;
  });
  if (rows.length > shown.length) lines.push(`         ${palette.dim(`and ${rows.length - shown.length} more`)}`);
  if (partly !== "") lines.push(`         ${palette.dim("and perhaps more: its code was read in part")}`);
  return lines;
}

function resourcesText(resources: readonly string[]): string {
  const most = 3;
  const shown = resources.slice(0, resources.length > most ? most - 1 : most).map((resource) => (resource === "?" ? "what is decided at run time" : resource));
  return resources.length > shown.length ? `${shown.join(", ")} and ${resources.length - shown.length} more` : shown.join(", ");
}

function describeBlock(block: FindingBlock, { members }: AlikeGroup, palette: Palette, width: number): string[] {
  const [lead] = block.findings;
  const paragraph = (text: string, room: number): string[] => wrapText(cleanText(text), room);
  return [
    "",
    ...blockHead(block, members[0]!.address, palette, width),
    ...paragraph(`${block.message}${likewiseText(block, lead!)}`, width - indent.length).map((line) => indent + line),
    ...paragraph(block.remediation, width - indent.length - 2).map((line, index) => `${indent}${palette.fix(index === 0 ? "→ " : "  ")}${line}`),
  ];
}

/** Severity, rules and where; the resource on a line of its own where the first one has no room. */
function blockHead({ severity, ruleIds, findings: [lead] }: FindingBlock, groupAddress: string, palette: Palette, width: number): string[] {
  const { location, address, path } = lead!;
  const source = location ? cleanText(`${location.file}:${location.line}:${location.column}`) : "";
  const element = cleanText([address === groupAddress ? "" : address, path ?? ""].filter((part) => part !== "").join("  "));
  const start = `  ${palette.severity(severity, severity.padEnd(9))} ${ruleIds.map((id) => palette.bold(cleanText(id))).join(", ")}`;
  const length = indent.length + [ruleIds.join(", "), source, element].join("  ").length;
  const together = [source, element].filter((part) => part !== "").join("  ");
  if (length <= width) return [together === "" ? start : `${start}  ${palette.dim(together)}`];
  const first = source === "" ? start : `${start}  ${palette.dim(source)}`;
  return [first, ...wrapText(element.replace("  ", " "), width - indent.length).map((line) => `${indent}${palette.dim(line)}`)];
}

/** The further elements, each with its line where that is another one. */
function likewiseText({ likewise }: FindingBlock, lead: Finding): string {
  if (likewise.length === 0) return "";
  const most = 12;
  const shown = likewise.slice(0, likewise.length > most ? most - 1 : most).map(({ element, finding: { location } }) => {
    const isElsewhere = location && (location.line !== lead.location?.line || location.file !== lead.location.file);
    return `\`${element}\`${isElsewhere ? ` (line ${location.line})` : ""}`;
  });
  const list = likewise.length > shown.length ? `${shown.join(", ")} and ${likewise.length - shown.length} more` : [shown.slice(0, -1).join(", "), shown.at(-1)].filter((part) => part !== "").join(" and ");
  return ` The same goes for ${list}.`;
}
