import { compareSeverity, type Finding, type FindingStatus, type Severity } from "../findings";
import type { CheckResult, FunctionResult } from "./check-result";

/** A function, or a resource that belongs to none, with what is to be said of it. */
export interface FindingGroup {
  readonly address: string;
  readonly title: string;
  readonly fn?: FunctionResult;
  readonly worst: Severity;
  readonly blocks: readonly FindingBlock[];
}

/** Findings that a person is told of at once: about one element, or the same about several elements of one statement. */
export interface FindingBlock {
  readonly severity: Severity;
  /** All of them, the one that is told first. */
  readonly findings: readonly Finding[];
  readonly ruleIds: readonly string[];
  readonly message: string;
  readonly remediation: string;
  /** The further elements for which the message holds as well. */
  readonly likewise: readonly { readonly element: string; readonly finding: Finding }[];
}

/** The findings of one status, grouped by function, worst first. */
export function groupFindings(result: CheckResult, status: FindingStatus): FindingGroup[] {
  const byAddress = new Map(result.functions.map((fn) => [fn.address, fn]));
  const groups = new Map<string, Finding[]>();
  for (const finding of result.findings) {
    if (finding.status === status) collect(groups, finding.function ?? finding.address, finding);
  }
  return [...groups]
    .map(([address, findings]): FindingGroup => {
      const fn = byAddress.get(address);
      const blocks = blocksOf(findings);
      return { address, title: fn?.name ?? address, ...(fn ? { fn } : {}), worst: findings.map(({ severity }) => severity).sort(compareSeverity)[0]!, blocks };
    })
    .sort((a, b) => compareSeverity(a.worst, b.worst) || (a.fn?.score ?? 101) - (b.fn?.score ?? 101) || (a.address < b.address ? -1 : 1));
}

/** The findings as blocks, in the order of the first finding of each. */
export function blocksOf(findings: readonly Finding[]): FindingBlock[] {
  const implied = impliedFindings(findings);
  const said = new Set([...implied.values()].flat());
  const alike = new Map<string, Finding[]>();
  for (const finding of findings) if (!said.has(finding)) collect(alike, JSON.stringify([likeness(finding), (implied.get(finding) ?? []).map(({ ruleId }) => ruleId)]), finding);
  return [...alike.values()].flatMap(splitByElement).map((members) => describeBlock(members, members.flatMap((member) => implied.get(member) ?? [])));
}

/** What need not be said, since another finding about the same element says it or more. */
function impliedFindings(findings: readonly Finding[]): Map<Finding, Finding[]> {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) if (finding.path !== undefined) collect(places, JSON.stringify([finding.address, finding.path, finding.function]), finding);
  const implied = new Map<Finding, Finding[]>();
  const said = new Set<Finding>();
  for (const members of places.values()) {
    for (const lead of members) {
      for (const other of members) {
        if (other === lead || said.has(other) || said.has(lead) || !(implications[lead.ruleId]?.(lead, other) ?? false)) continue;
        said.add(other);
        collect(implied, lead, other);
      }
    }
  }
  return implied;
}

/** By rule: does a finding of it say what the other says? */
const implications: Readonly<Record<string, (lead: Finding, other: Finding) => boolean>> = {
  // who is asked to replace an element need not hear that it is more than needed
  "no-wildcard-action": isLesserExcess,
  "no-not-action": isLesserExcess,
  "no-permissions-management": isLesserExcess,
  "no-broad-managed-policy": isLesserExcess,
  "no-unknown-action": isLesserExcess,
  // what grants nothing and is not needed is removed, not repaired
  "no-ineffective-statement": (_, other) => other.ruleId === "no-unused-permission",
  // the role to name is the same
  "no-unscoped-pass-role": (lead, other) => other.ruleId === "no-wildcard-resource" && codesOf(other.remediation).slice(1).every((code) => codesOf(lead.remediation).includes(code)),
};

function isLesserExcess(lead: Finding, other: Finding): boolean {
  return other.ruleId === "no-unused-permission" && compareSeverity(lead.severity, other.severity) <= 0;
}

function codesOf(sentence: string): string[] {
  return sentence.split("`").filter((_, index) => index % 2 === 1);
}

/** What findings have in common that may be told at once: all but the code in their sentences and the place within the statement; the resource too, where it is about no document. */
function likeness({ ruleId, messageId, severity, address, path, message, remediation }: Finding): string {
  const statement = path?.match(/^.*?Statement\[\d+\]/)?.[0] ?? path ?? "";
  return JSON.stringify([ruleId, messageId, severity, path === undefined ? "" : address, statement, skeleton(message), skeleton(remediation)]);
}

function skeleton(sentence: string): string[] {
  return sentence.split("`").map((part, index) => (index % 2 === 1 ? "" : part));
}

/** Only findings that differ in one code span, or in their place alone, can be told by listing that. */
function splitByElement(findings: readonly Finding[]): Finding[][] {
  const isListable = varyingSlots(findings.map(({ message }) => message)).length <= 1 && varyingSlots(findings.map(({ remediation }) => remediation)).length <= 1;
  return isListable ? [[...findings]] : findings.map((finding) => [finding]);
}

function varyingSlots(sentences: readonly string[]): number[] {
  const parts = sentences.map((sentence) => sentence.split("`"));
  return parts[0]!.flatMap((_, slot) => (slot % 2 === 1 && new Set(parts.map((part) => part[slot])).size > 1 ? [slot] : []));
}

function describeBlock(members: readonly Finding[], implied: readonly Finding[]): FindingBlock {
  const [lead, ...rest] = members as [Finding, ...Finding[]];
  const [slot] = varyingSlots(members.map(({ message }) => message));
  // an element that is not needed is removed, whatever else is wrong with it
  const removed = lead.ruleId === "no-ineffective-statement" && implied.length === members.length ? implied : members;
  return {
    severity: [...members, ...implied].map(({ severity }) => severity).sort(compareSeverity)[0]!,
    findings: [...members, ...implied],
    ruleIds: [...new Set([...members, ...implied].map(({ ruleId }) => ruleId))],
    message: lead.message,
    remediation: listed(removed.map(({ remediation }) => remediation)),
    likewise: rest.map((finding) => ({ element: slot === undefined ? placeOf(finding) : finding.message.split("`")[slot]!, finding })),
  };
}

function placeOf({ address, path }: Finding): string {
  return path ?? address;
}

/** One sentence for several that differ in one code span: that span becomes the list of all of them. */
function listed(sentences: readonly string[]): string {
  const [slot] = varyingSlots(sentences);
  const parts = sentences[0]!.split("`");
  if (slot === undefined) return sentences[0]!;
  const codes = [...new Set(sentences.map((sentence) => sentence.split("`")[slot]!))].map((code) => `\`${code}\``);
  const most = 12;
  const shown = codes.slice(0, codes.length > most ? most - 1 : most);
  const text = codes.length > most ? `${shown.join(", ")} and ${codes.length - shown.length} more` : [shown.slice(0, -1).join(", "), shown.at(-1)].join(" and ");
  return `${parts.slice(0, slot).join("`")}${text}${parts.slice(slot + 1).join("`")}`;
}

function collect<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const members = groups.get(key);
  if (members) members.push(item);
  else groups.set(key, [item]);
}
