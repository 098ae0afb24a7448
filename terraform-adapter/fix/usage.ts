import type { Deployment, Policy } from "../../core";
import { parseAddress, splitKey, splitSteps } from "../addresses";
import type { ModuleInstance } from "../hcl/module-instance";
import type { Site } from "./statement-edits";
import type { Workspace } from "./workspace";

/** Why a place may not be edited for one policy: something else may rest on it. */
export function sharedUse({ file, node }: Site, workspace: Workspace): string | undefined {
  const owner = workspace.ownerOf(file.file, node.start);
  if (!owner) return otherFileUse(file.file, workspace);
  const { block, module } = owner;
  const [first = "", second = ""] = block.labels;
  const declared = `${first}.${second}`;
  switch (block.type) {
    case "data":
      return manyUses(`data.${declared}`, module, workspace);
    case "locals": {
      const local = block.body.arguments.find(({ start, end }) => start <= node.start && node.end <= end);
      return local && manyUses(`local.${local.name}`, module, workspace);
    }
    case "variable":
      return manyUses(`var.${first}`, module, workspace);
    case "module": {
      const argument = block.body.arguments.find(({ start, end }) => start <= node.start && node.end <= end);
      const child = workspace.modules.find(({ origin }) => origin?.block === block);
      return argument && child && argument.name !== "for_each" ? manyUses(`var.${argument.name}`, child, workspace) : undefined;
    }
    default:
      return undefined;
  }
}

function manyUses(name: string, module: ModuleInstance, workspace: Workspace): string | undefined {
  const count = mentions(name, workspace.textOf(module));
  return count > 1 ? `${name} is used in ${count} places` : undefined;
}

/** A template or JSON file that one expression reads. */
function otherFileUse(file: string, workspace: Workspace): string | undefined {
  const name = file.split("/").pop()!;
  const definitions = [...new Set(workspace.modules.map(({ definition }) => definition))];
  const count = definitions.reduce((sum, definition) => sum + definition.files.reduce((total, { source }) => total + source.text.split(name).length - 1, 0), 0);
  return count === 1 ? undefined : `${file} is used in ${count} places`;
}

/** How often a text refers to `aws_iam_policy.p`, comments included. */
export function mentions(name: string, text: string): number {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return [...text.matchAll(new RegExp(`(?<![\\w.-])${escaped}(?![\\w-])`, "g"))].length;
}

/** Why a customer managed policy may have holders that are not seen. */
export function unseenHolder(policy: Policy, deployment: Deployment, workspace: Workspace): string | undefined {
  if (policy.kind !== "customer-managed") return undefined;
  const { module, resource } = parseAddress(policy.address);
  const instance = workspace.moduleAt(module);
  if (!instance) return "its sources are not there";
  const attachments = new Set(deployment.executionRoles.flatMap((role) => role.policies.flatMap((other) => (other.address === policy.address && other.attachment ? [blockOf(other.attachment.address)] : []))));
  for (const [name, { block }] of instance.definition.resources) {
    const text = block.source.text.slice(block.headerEnd, block.end);
    if (mentions(resource, text) === 0 || attachments.has(name)) continue;
    if (/\bdepends_on\b/.test(text) && mentions(resource, text.replace(/depends_on\s*=\s*\[[^\]]*\]/g, "")) === 0) continue;
    return `${name} uses the policy too`;
  }
  const elsewhere = [...instance.definition.outputs.keys()].find((output) => {
    const block = instance.definition.outputs.get(output)!;
    return mentions(resource, block.source.text.slice(block.headerEnd, block.end)) > 0;
  });
  if (elsewhere !== undefined) return `output.${elsewhere} hands the policy on`;
  const call = [...instance.definition.calls].find(([, block]) => mentions(resource, block.source.text.slice(block.headerEnd, block.end)) > 0);
  return call ? `module.${call[0]} is given the policy` : undefined;
}

/** `aws_iam_role.r` for an instance of it. */
export function blockOf(address: string): string {
  const steps = splitSteps(parseAddress(address).resource);
  return [...steps.slice(0, -1), splitKey(steps[steps.length - 1]!).name].join(".");
}
