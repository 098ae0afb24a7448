import type { Policy } from "../../core";
import { parentModule, parseAddress } from "../addresses";
import type { Block } from "../hcl/syntax";
import type { TextEdit } from "./text-edits";
import { blockOf, mentions } from "./usage";
import type { Workspace } from "./workspace";

/** An argument of a module call that, once false, leaves a policy out, and everything else that rests on it. */
export interface ModuleSwitch {
  readonly edit: TextEdit;
  /** `module.api aws_iam_role_policy.tracing`: the blocks that have no instances then. */
  readonly gone: readonly string[];
}

const OF_POLICIES = /^(data\.)?aws_iam_(policy|role_policy|role_policy_attachment|policy_attachment|policy_document)\./;

/** The switch for a policy that a module writes where it cannot be edited: a variable that is `true` in the call and decides on policies alone. */
export function switchFor(policy: Policy, workspace: Workspace): ModuleSwitch | undefined {
  const { module } = parseAddress(policy.address);
  const call = parentModule(module);
  const instance = workspace.moduleAt(module);
  const caller = call && workspace.moduleAt(call.parent);
  const block = call && caller?.definition.calls.get(call.call);
  const own = instance?.definition.resources.get(blockOf(policy.address))?.block;
  if (!block || !instance || !own || call.key !== undefined || workspace.file(own.source.file)) return undefined;
  const text = workspace.textOf(instance);
  for (const [, name = ""] of countOf(own).matchAll(/\bvar\.([\w-]+)/g)) {
    const argument = block.body.arguments.find((candidate) => candidate.name === name);
    const file = workspace.file(block.source.file);
    if (!argument || !file || file.text.slice(argument.value.start, argument.value.end) !== "true") continue;
    const decided = [...instance.definition.resources].filter(([, { block: other }]) => mentions(`var.${name}`, countOf(other)) > 0);
    const counted = decided.reduce((sum, [, { block: other }]) => sum + mentions(`var.${name}`, countOf(other)), 0);
    if (!decided.every(([id]) => OF_POLICIES.test(id)) || counted !== mentions(`var.${name}`, text)) continue;
    return { edit: { file: file.file, start: argument.value.start, end: argument.value.end, text: "false" }, gone: decided.map(([id]) => `${module} ${id}`) };
  }
  return undefined;
}

function countOf(block: Block): string {
  const count = block.body.arguments.find(({ name }) => name === "count");
  return count ? count.source.text.slice(count.value.start, count.value.end) : "";
}
