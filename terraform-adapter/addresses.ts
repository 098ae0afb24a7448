import type { InstanceKey } from "./sources";

/** The dot-separated steps of an address or reference, index keys kept with their step: `module.a["x.y"]` is `module`, `a["x.y"]`. */
export function splitSteps(address: string): string[] {
  const steps: string[] = [];
  let start = 0;
  let isQuoted = false;
  let depth = 0;
  for (let index = 0; index < address.length; index++) {
    const character = address[index];
    if (isQuoted) {
      if (character === "\\") index++;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === "[") depth++;
    else if (character === "]") depth--;
    else if (character === "." && depth === 0) {
      steps.push(address.slice(start, index));
      start = index + 1;
    }
  }
  steps.push(address.slice(start));
  return steps;
}

/** A step without its index, and the index: `b["x"]` is `b` and `x`. */
export function splitKey(step: string): { readonly name: string; readonly key: InstanceKey } {
  const open = step.indexOf("[");
  if (open < 0) return { name: step, key: undefined };
  return { name: step.slice(0, open), key: parseKey(step.slice(open)) };
}

/** `[0]` or `["x"]`; anything else, such as `[each.key]`, has no key that is known. */
function parseKey(text: string): InstanceKey {
  const number = /^\[(\d+)\]/.exec(text)?.[1];
  if (number !== undefined) return Number(number);
  const string = /^\["((?:[^"\\]|\\.)*)"\]/.exec(text)?.[1];
  return string?.replace(/\\(.)/g, "$1");
}

/** `[0]`, `["x"]`, or nothing. */
export function formatKey(key: InstanceKey): string {
  if (key === undefined || key === null) return "";
  return typeof key === "number" ? `[${key}]` : `[${JSON.stringify(key)}]`;
}

/** What stands before the resource in an address: `module.a["x"]`, or `""`. */
export interface ResourceAddress {
  /** Address of the module instance. */
  readonly module: string;
  /** `aws_iam_role.r`, `data.aws_region.here`. */
  readonly resource: string;
  readonly key: InstanceKey;
}

export function parseAddress(address: string): ResourceAddress {
  const steps = splitSteps(address);
  let index = 0;
  while (steps[index] === "module" && index + 1 < steps.length) index += 2;
  const last = steps[steps.length - 1] ?? "";
  const { name, key } = splitKey(last);
  return { module: steps.slice(0, index).join("."), resource: [...steps.slice(index, -1), name].join("."), key };
}

/** The address of something in a module instance. */
export function inModule(module: string, rest: string): string {
  return module === "" ? rest : `${module}.${rest}`;
}

/** The module instance that a module instance's call stands in, and the call: `module.a.module.b["x"]` is `module.a`, `b`, `x`. */
export function parentModule(module: string): { readonly parent: string; readonly call: string; readonly key: InstanceKey } | undefined {
  if (module === "") return undefined;
  const steps = splitSteps(module);
  const { name, key } = splitKey(steps[steps.length - 1] ?? "");
  return { parent: steps.slice(0, -2).join("."), call: name, key };
}

/** `module.a.aws_s3_bucket.b[0].arn` as the instance and the attribute path below it; the attribute is `""` for the instance itself. A local's address ends in `local`. */
export function splitReference(reference: string): { readonly address: string; readonly attribute: string } {
  const steps = splitSteps(reference);
  let index = 0;
  while (steps[index] === "module" && index + 1 < steps.length) index += 2;
  if (steps[index] === "data") index++;
  index += steps[index] === "local" ? 1 : 2;
  return { address: steps.slice(0, index).join("."), attribute: steps.slice(index).join(".") };
}
