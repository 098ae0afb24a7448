import { isSameSymbolic, literalText, type NamedResources, type SourceLocation, type StringPart, type Symbolic, type SymbolicString } from "../../core";
import { formatKey, parseAddress } from "../addresses";
import type { ModuleInstance } from "../hcl/module-instance";
import type { InstanceKey } from "../sources";
import { BlockGraph } from "./block-graph";

/** Where an expression is to be written. */
export interface ExpressionPlace {
  readonly module: ModuleInstance;
  /** The declaration that it becomes part of: `aws_iam_role_policy.orders`. */
  readonly declaration: string;
  /** The instance of that declaration. */
  readonly key: InstanceKey;
  /** Whether names of the module can be written there at all. */
  readonly interpolates: boolean;
  /** What stands there now: an account that it names may be named again. */
  readonly inPlaceOf?: string;
}

/** A text, part of it written out and part of it code: `${aws_s3_bucket.b.arn}` and `/*`. */
export type Written = readonly ({ readonly kind: "text"; readonly text: string } | { readonly kind: "code"; readonly code: string })[];

const NOWHERE: SourceLocation = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
const TARGETS: Readonly<Record<string, { readonly type: string; readonly attribute: string }>> = {
  account_id: { type: "aws_caller_identity", attribute: "account_id" },
  region: { type: "aws_region", attribute: "" },
  partition: { type: "aws_partition", attribute: "partition" },
};

/** The resource as the module can name it; `undefined` where it has no name for it and the ARN is not known. */
export function writeResource(resource: SymbolicString, place: ExpressionPlace, resources: NamedResources): Written | undefined {
  const folded = resources.fold(resource);
  const [first, ...rest] = folded.parts;
  if (first?.kind === "reference" && first.address !== "aws") {
    const name = place.interpolates ? nameOf(first, place, resources) : undefined;
    if (name !== undefined) {
      const tail = writeParts(rest, place, resources);
      return tail && [{ kind: "code", code: name }, ...tail];
    }
    return writeParts(resources.expand(resource).parts, { ...place, interpolates: false }, resources);
  }
  return writeParts(folded.parts, place, resources);
}

function writeParts(parts: readonly StringPart[], place: ExpressionPlace, resources: NamedResources): Written | undefined {
  const written: Written[number][] = [];
  for (const part of parts) {
    if (part.kind === "literal") written.push(...writeText(part.text, place, resources));
    else if (part.kind === "unknown-text") written.push({ kind: "text", text: "*" });
    else if (part.address === "aws") written.push(writeTarget(part.attribute, place));
    else {
      const name = place.interpolates ? nameOf(part, place, resources) : undefined;
      if (name === undefined) return undefined;
      written.push({ kind: "code", code: name });
    }
  }
  return written;
}

/** The account of this one plan is not written out: the same sources may be deployed to others. */
function writeText(text: string, place: ExpressionPlace, resources: NamedResources): Written {
  const account = literalText(resources.target.account);
  const at = account === undefined || place.inPlaceOf?.includes(account) ? -1 : text.search(new RegExp(`(?<=^arn:[^:]*:[^:]*:[^:]*:)${account}(?=:)`));
  if (at < 0) return [{ kind: "text", text }];
  return [{ kind: "text", text: text.slice(0, at) }, writeTarget("account_id", place), { kind: "text", text: text.slice(at + account!.length) }];
}

/** The deployment's own account where the module has looked it up, else any. */
function writeTarget(attribute: string, { module, interpolates }: ExpressionPlace): Written[number] {
  const target = TARGETS[attribute];
  const found = interpolates && target && target.attribute !== "" ? [...module.definition.resources.values()].find(({ mode, type, block }) => mode === "data" && type === target.type && block.body.arguments.length === 0) : undefined;
  return found ? { kind: "code", code: `data.${found.type}.${found.name}.${target!.attribute}` } : { kind: "text", text: "*" };
}

function nameOf({ address, attribute }: { readonly address: string; readonly attribute: string }, place: ExpressionPlace, resources: NamedResources): string | undefined {
  const { module } = place;
  const wanted = parseAddress(address);
  if (wanted.module === module.address && module.definition.resources.has(wanted.resource)) {
    const graph = new BlockGraph(module.definition);
    if (wanted.resource === place.declaration || graph.dependsOn(wanted.resource, place.declaration)) return undefined;
    return `${wanted.resource}${keyText(wanted.key, place)}.${attribute}`;
  }
  return nameOfValue({ kind: "string", parts: [{ kind: "reference", address, attribute }] }, place, resources);
}

/** The key of the very instance that is edited is written as `each.key` or `count.index`, so that the text is right for its siblings too. */
function keyText(key: InstanceKey, { key: own }: ExpressionPlace): string {
  if (key === undefined || key !== own) return formatKey(key);
  return typeof key === "number" ? "[count.index]" : "[each.key]";
}

/** A variable, local or module output that has the value. */
function nameOfValue(value: SymbolicString, { module, declaration }: ExpressionPlace, resources: NamedResources): string | undefined {
  const wanted = resources.expand(value);
  const isIt = (candidate: Symbolic): boolean => candidate.kind === "string" && isSameSymbolic(resources.expand(candidate), wanted);
  for (const name of module.definition.variables.keys()) if (isIt(module.variable(name, NOWHERE))) return `var.${name}`;
  for (const [call] of module.definition.calls) {
    const child = module.child(call, undefined);
    const keys = module.configuration.plan?.moduleKeys(module.address, call);
    if (!child || (keys && keys.some((key) => key !== undefined))) continue;
    if (new BlockGraph(module.definition).dependsOn(`module.${call}`, declaration)) continue;
    for (const output of child.definition.outputs.keys()) if (isIt(child.output(output, NOWHERE))) return `module.${call}.${output}`;
  }
  return undefined;
}

/** As a value of HCL: a bare name where it is nothing else, else text in quotes. */
export function formatHcl(written: Written): string {
  const [only] = written;
  if (written.length === 1 && only?.kind === "code") return only.code;
  return formatQuoted(written);
}

/** As text in quotes, in HCL or in the JSON of a template. */
export function formatQuoted(written: Written): string {
  return `"${written.map((part) => (part.kind === "code" ? `\${${part.code}}` : escapeText(part.text))).join("")}"`;
}

function escapeText(text: string): string {
  return JSON.stringify(text).slice(1, -1).replace(/\$\{/g, "$$$${").replace(/%\{/g, "%%{");
}
