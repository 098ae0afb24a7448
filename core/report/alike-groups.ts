import type { FindingBlock, FindingGroup } from "./finding-groups";

/** Functions of which the same is to be said, such as the instances of a module; the blocks are those of the first. */
export interface AlikeGroup {
  readonly members: readonly FindingGroup[];
  readonly blocks: readonly FindingBlock[];
}

/** The groups with those together that differ in nothing but names, in the order of the first of each. */
export function alikeGroups(groups: readonly FindingGroup[]): AlikeGroup[] {
  const alike = new Map<string, FindingGroup[]>();
  for (const group of groups) {
    const key = group.fn ? likeness(group) : JSON.stringify(group.address);
    const members = alike.get(key);
    if (members) members.push(group);
    else alike.set(key, [group]);
  }
  return [...alike.values()].map((members) => ({ members, blocks: members[0]!.blocks }));
}

/** What is said, where names and the keys of instances are left out; the place in the sources stays. */
function likeness({ fn, title, address, blocks }: FindingGroup): string {
  const anonymous = (text: string): string => withoutInstances(text.replaceAll(address, "§").replaceAll(title, "§"));
  const needs = (fn?.required ?? []).map(({ action, resources }) => [action, ...resources.map(anonymous)]);
  const said = blocks.map(({ severity, ruleIds, message, remediation, findings, likewise }) => [
    severity, ruleIds, anonymous(message), anonymous(remediation), likewise.map(({ element }) => anonymous(element)),
    findings.map(({ location, path }) => [path, location?.file, location?.line]),
  ]);
  return JSON.stringify([fn?.code.status, needs, said]);
}

function withoutInstances(text: string): string {
  return text.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "[]");
}
