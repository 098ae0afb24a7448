import { fromPlain, literalText, type CodeSource, type Symbolic } from "../core";
import { asUnknown, elementsOf } from "./attribute-reading";
import { pathSource } from "./code-paths";
import type { ResourceInstance } from "./resource-instances";

/** A zip that the terraform-aws-lambda module will build, and what of. */
export interface PackageBuild {
  /** Only the module's own script tells it: unknown where there is no plan. */
  readonly filename: Symbolic | undefined;
  readonly source: CodeSource;
}

/**
 * What the module's packaging step answered: its build plan lists steps such as `["zip", "src", "prefix"]`; installed dependencies are no own code.
 * Source: https://github.com/terraform-aws-modules/terraform-aws-lambda/blob/master/package.py
 */
export function packageSources(instance: ResourceInstance): PackageBuild | undefined {
  const result = entries(instance.attribute("result"));
  const query = entries(instance.attribute("query"));
  const filename = result.get("filename");
  if (!query.has("source_path")) return undefined;
  const steps = zipSteps(textOf(result.get("build_plan")));
  const sources = steps ? steps.map(({ path, prefix }) => pathSource(path, instance.at, prefix)) : askedSources(query.get("source_path")!, instance);
  const [only] = sources;
  if (!only) return undefined;
  return { filename, source: sources.length === 1 ? only : { kind: "several", sources } };
}

interface ZipStep {
  readonly path: string;
  readonly prefix?: string;
}

function zipSteps(text: string | undefined): ZipStep[] | undefined {
  const plan = parse(text);
  const actions = typeof plan === "object" && plan !== null ? (plan as { build_plan?: unknown }).build_plan : undefined;
  if (!Array.isArray(actions)) return undefined;
  const steps = actions.flatMap((action: unknown) => (Array.isArray(action) ? action : [])).flatMap((step: unknown): ZipStep[] => {
    if (!Array.isArray(step) || step[0] !== "zip" || typeof step[1] !== "string") return [];
    return [{ path: step[1], ...(typeof step[2] === "string" ? { prefix: step[2] } : {}) }];
  });
  return steps.length > 0 ? steps : undefined;
}

/** `source_path` itself, as JSON or before it is encoded: a path, or a list of paths and of objects with one. */
function askedSources(asked: Symbolic, instance: ResourceInstance): CodeSource[] {
  const value = decoded(asked);
  return (value.kind === "list" ? elementsOf(value) : [value]).flatMap((item): CodeSource[] => {
    const path = item.kind === "map" ? item.entries.get("path") : item;
    if (!path || path.kind === "null") return [];
    const text = textOf(path);
    return [text === undefined ? asUnknown(path, "a path that is packaged") : pathSource(text, instance.at, textOf(entries(item).get("prefix_in_zip")))];
  });
}

function decoded(value: Symbolic): Symbolic {
  if (value.kind === "json") return value.value;
  const parsed = parse(textOf(value));
  return parsed === undefined ? value : fromPlain(parsed);
}

function entries(value: Symbolic): ReadonlyMap<string, Symbolic> {
  return value.kind === "map" ? value.entries : new Map();
}

function textOf(value: Symbolic | undefined): string | undefined {
  return value?.kind === "string" ? literalText(value) : undefined;
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
