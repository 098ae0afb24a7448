/**
 * Compares what the sources tell with what the plan knows, over a folder of real root modules: where the plan knows a value, the evaluator
 * gives the same, or something that is not decided; anything else is a defect.
 *
 *   npx ts-node --transpile-only bench/hcl-differential.ts CORPUS [PATTERN...]
 *
 * CORPUS/PATTERN holds tfplan.json and root/…, and the file named by CORPUS_INDEX may say which folder below root/ is the root module. Exit code 1 on a difference.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { formatSymbolic, fromPlain, literalText, parseSymbolicJson, toPlain, unknown, type Symbolic, type SymbolicMap } from "../core";
import { loadTerraformSources } from "../terraform-adapter/hcl";
import type { InstanceKey, PlanFacts } from "../terraform-adapter/sources";

interface PlannedResource { readonly address: string; readonly mode: string; readonly type: string; readonly name: string; readonly index?: string | number; readonly values?: Record<string, unknown>; readonly sensitive_values?: Record<string, unknown> | boolean }
interface PlannedModule { readonly address?: string; readonly resources?: PlannedResource[]; readonly child_modules?: PlannedModule[] }
interface Plan {
  readonly planned_values?: { root_module?: PlannedModule };
  readonly prior_state?: { values?: { root_module?: PlannedModule } };
  readonly resource_changes?: { address: string; change: { after_unknown?: unknown } }[];
  readonly variables?: Record<string, { value?: unknown }>;
}

type Known = Map<string, { readonly resource: PlannedResource; readonly module: string }>;

function resourcesOf(plan: Plan): Known {
  const all: Known = new Map();
  const visit = (module: PlannedModule | undefined): void => {
    for (const resource of module?.resources ?? []) all.set(resource.address, { resource, module: module?.address ?? "" });
    module?.child_modules?.forEach(visit);
  };
  visit(plan.prior_state?.values?.root_module);
  visit(plan.planned_values?.root_module);
  return all;
}

function withUnknowns(value: unknown, marks: unknown, path: string): Symbolic {
  if (marks === true) return unknown("computed-at-apply", undefined, [path]);
  if (Array.isArray(value)) return { kind: "list", items: value.map((item, index) => withUnknowns(item, Array.isArray(marks) ? marks[index] : undefined, `${path}[${index}]`)) };
  if (typeof value === "object" && value !== null) {
    const own = typeof marks === "object" && marks !== null && !Array.isArray(marks) ? (marks as Record<string, unknown>) : {};
    const keys = new Set([...Object.keys(value), ...Object.keys(own).filter((key) => own[key] === true)]);
    return { kind: "map", entries: new Map([...keys].map((key) => [key, withUnknowns((value as Record<string, unknown>)[key], own[key], `${path}.${key}`)])) };
  }
  return fromPlain(value);
}

function factsOf(plan: Plan, all: Known, isFull: boolean): PlanFacts {
  const unknowns = new Map((plan.resource_changes ?? []).map((change) => [change.address, change.change.after_unknown]));
  const keys = new Map<string, InstanceKey[]>();
  const moduleKeys = new Map<string, Set<InstanceKey>>();
  for (const { resource, module } of all.values()) {
    const id = `${module}|${resource.mode === "data" ? "data." : ""}${resource.type}.${resource.name}`;
    keys.set(id, [...(keys.get(id) ?? []), resource.index]);
    const steps = [...module.matchAll(/module\.([\w-]+)(?:\[(?:(\d+)|"([^"]*)")\])?/g)];
    steps.forEach((step) => {
      const parent = module.slice(0, Math.max(0, step.index - 1));
      const call = `${parent}|${step[1]!}`;
      moduleKeys.set(call, (moduleKeys.get(call) ?? new Set()).add(step[2] === undefined ? step[3] : Number(step[2])));
    });
  }
  return {
    variables: new Map(Object.entries(plan.variables ?? {}).map(([name, { value }]) => [name, fromPlain(value)])),
    resourceKeys: (module, resource) => keys.get(`${module}|${resource}`),
    moduleKeys: (module, call) => (moduleKeys.has(`${module}|${call}`) ? [...moduleKeys.get(`${module}|${call}`)!] : undefined),
    planned: (address) => {
      const found = all.get(address);
      return isFull && found ? (withUnknowns(found.resource.values ?? {}, unknowns.get(address), address) as SymbolicMap) : undefined;
    },
  };
}

type Outcome = "equal" | "undecided" | "different";

/** A value that holds anything undecided is not compared as a whole, but each decided part of it is. */
function compare(written: Symbolic | undefined, planned: unknown): Outcome {
  if (!written) return "undecided";
  switch (written.kind) {
    case "unknown":
      return "undecided";
    case "choice":
      return written.alternatives.some((alternative) => compare(alternative, planned) !== "different") ? "undecided" : "different";
    case "null":
      // A provider may have a default of its own.
      return planned === null ? "equal" : "undecided";
    case "json":
      return compareJson(written.value, planned);
    case "string":
      return compareText(written, planned);
    case "number":
    case "boolean":
      return String(planned) === String(written.value) ? "equal" : "different";
    case "list":
      // A block of which only one is allowed is an object in the plan.
      if (typeof planned === "object" && planned !== null && !Array.isArray(planned) && written.items.length === 1) return compare(written.items[0], planned);
      return Array.isArray(planned) ? compareLists(written, planned) : planned === null || planned === undefined ? (written.items.length === 0 ? "equal" : "undecided") : "different";
    case "map":
      return compareMaps(written, planned);
  }
}

function compareJson(value: Symbolic, planned: unknown): Outcome {
  if (typeof planned !== "string") return planned === null ? "undecided" : compare(value, planned);
  try {
    const parsed: unknown = JSON.parse(planned);
    const plain = toPlain(value);
    return plain === undefined ? compareDocuments(value, parsed) : JSON.stringify(sorted(plain)) === JSON.stringify(sorted(parsed)) ? "equal" : "different";
  } catch {
    return "different";
  }
}

/** Documents alike but for lists of one. */
function compareDocuments(written: Symbolic, planned: unknown): Outcome {
  if (written.kind === "list" && written.items.length === 1 && !written.rest && !Array.isArray(planned)) return compareDocuments(written.items[0]!, planned);
  if (Array.isArray(planned) && planned.length === 1 && written.kind !== "list") return compareDocuments(written, planned[0]);
  if (written.kind === "list" && Array.isArray(planned)) {
    const isFound = written.items.every((item) => planned.some((other) => compareDocuments(item, other) !== "different"));
    return isFound ? "undecided" : "different";
  }
  if (written.kind === "map" && typeof planned === "object" && planned !== null) {
    const isSame = [...written.entries].every(([key, item]) => compareDocuments(item, (planned as Record<string, unknown>)[key]) !== "different");
    return isSame ? "undecided" : "different";
  }
  return compare(written, planned);
}

function compareText(written: Extract<Symbolic, { kind: "string" }>, planned: unknown): Outcome {
  const text = literalText(written);
  if (text === undefined) {
    const pattern = written.parts.map((part) => (part.kind === "literal" ? part.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : "[\\s\\S]*")).join("");
    return typeof planned !== "string" || new RegExp(`^${pattern}$`).test(planned) || written.parts.length === 1 ? "undecided" : looksJson(written, planned) ? "undecided" : "different";
  }
  if (text === String(planned)) return "equal";
  if (planned === null || planned === undefined) return text === "" ? "equal" : "undecided";
  if (typeof planned === "string" && /^\s*[[{]/.test(text)) {
    try {
      return JSON.stringify(sorted(JSON.parse(text))) === JSON.stringify(sorted(JSON.parse(planned))) ? "equal" : "different";
    } catch {
      return "different";
    }
  }
  return "different";
}

function looksJson(written: Extract<Symbolic, { kind: "string" }>, planned: string): boolean {
  if (!/^\s*[[{]/.test(planned)) return false;
  return compareDocuments(parseSymbolicJson(written).value, JSON.parse(planned)) !== "different";
}

/** IAM reads a list of one as its element, and a policy's lists in any order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? sorted(value[0]) : value.map((item) => JSON.stringify(sorted(item))).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}

/** A schema may make a set of a list: the order is not part of the comparison. */
function compareLists(written: Extract<Symbolic, { kind: "list" }>, planned: unknown[]): Outcome {
  const outcomes = written.items.map((item, index) => {
    const own = compare(item, planned[index]);
    const others = planned.map((other) => compare(item, other));
    return own !== "different" ? own : others.includes("equal") ? "equal" : others.includes("undecided") ? "undecided" : "different";
  });
  if (outcomes.includes("different")) return "different";
  if (written.rest || outcomes.includes("undecided")) return "undecided";
  return new Set(planned.map((item) => JSON.stringify(sorted(item)))).size === new Set(written.items.map((item) => JSON.stringify(sorted(toPlain(item))))).size ? "equal" : "different";
}

function compareMaps(written: SymbolicMap, planned: unknown): Outcome {
  if (planned === null || planned === undefined) return "undecided";
  if (typeof planned !== "object") return "different";
  const outcomes = [...written.entries].map(([key, item]) => {
    const other = (planned as Record<string, unknown>)[key];
    return other === undefined && item.kind !== "null" ? (key in planned ? "undecided" : "undecided") : compare(item, other);
  });
  if (outcomes.includes("different")) return "different";
  return written.rest || outcomes.includes("undecided") ? "undecided" : "equal";
}

function isMarked(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === "object" && marks !== null && Object.values(marks).some(isMarked);
}

async function compareRoot(folder: string, plan: Plan, isFull: boolean, counts: Record<Outcome, number>): Promise<string[]> {
  const all = resourcesOf(plan);
  const unknowns = new Map((plan.resource_changes ?? []).map((change) => [change.address, change.change.after_unknown as Record<string, unknown> | undefined]));
  const sources = await loadTerraformSources(folder, factsOf(plan, all, isFull));
  const differences: string[] = [];
  for (const [address, { resource }] of all) {
    const source = sources.resource(address);
    if (!source) continue;
    for (const name of source.attributeNames()) {
      const planned = resource.values?.[name];
      const marks = unknowns.get(address)?.[name];
      if (planned === undefined || isMarked(marks) || !(name in (resource.values ?? {}))) continue;
      const written = source.attribute(name);
      const outcome = compare(written, planned);
      counts[outcome]++;
      if (outcome === "different") differences.push(`${address}.${name} ${source.placeOf(name)?.file}:${source.placeOf(name)?.line}\n    plan    ${JSON.stringify(planned).slice(0, 300)}\n    sources ${show(written).slice(0, 300)}`);
    }
  }
  return differences;
}

function show(value: Symbolic | undefined): string {
  if (!value) return "absent";
  const plain = toPlain(value);
  return value.kind === "string" ? formatSymbolic(value) : plain === undefined ? JSON.stringify(value, (key, item: unknown) => (key === "at" ? undefined : item instanceof Map ? Object.fromEntries(item) : item)) : JSON.stringify(plain);
}

function rootOf(folder: string): string | undefined {
  const hasSources = (path: string) => readdirSync(path).some((name) => /\.tf(\.json)?$/.test(name));
  const open = [join(folder, "root")];
  for (let path = open.shift(); path; path = open.shift()) {
    if (!existsSync(path)) continue;
    if (hasSources(path)) return path;
    open.push(...readdirSync(path).filter((name) => !name.startsWith(".") && name !== "node_modules").map((name) => join(path, name)).filter((inner) => statSync(inner).isDirectory()));
  }
  return undefined;
}

async function main(): Promise<void> {
  const [corpus, ...only] = process.argv.slice(2);
  if (!corpus) throw new Error("the corpus folder is missing");
  const index = process.env["CORPUS_INDEX"];
  const roots = new Map<string, string>(index ? (JSON.parse(readFileSync(index, "utf8")) as { pattern: string; root: string }[]).map(({ pattern, root }) => [pattern, root]) : []);
  const totals = { full: { equal: 0, undecided: 0, different: 0 }, alone: { equal: 0, undecided: 0, different: 0 } };
  let failures = 0;
  for (const pattern of readdirSync(corpus).filter((name) => only.length === 0 || only.includes(name))) {
    const path = join(corpus, pattern, "tfplan.json");
    const root = roots.has(pattern) ? join(corpus, pattern, "root", roots.get(pattern)!) : existsSync(join(corpus, pattern)) && statSync(join(corpus, pattern)).isDirectory() ? rootOf(join(corpus, pattern)) : undefined;
    if (!existsSync(path) || !root) continue;
    const plan = JSON.parse(readFileSync(path, "utf8")) as Plan;
    for (const kind of ["full", "alone"] as const) {
      const differences = await compareRoot(root, plan, kind === "full", totals[kind]);
      failures += differences.length;
      if (differences.length > 0) console.log(`${pattern} (${kind})\n  ${differences.join("\n  ")}`);
    }
  }
  console.log(JSON.stringify(totals));
  process.exitCode = failures > 0 ? 1 : 0;
}

void main();
