import type { Certainty } from "../iam";
import { formatSymbolic, type SymbolicString, type Unknown } from "../values";
import type { Need } from "./need";
import type { Evidence, RequiredPermission } from "./required-permission";

/** A need, why it is one, and where that comes from. */
export interface FoundNeed {
  readonly need: Need;
  readonly origin: RequiredPermission["origin"];
  readonly evidence: Evidence;
}

interface Row {
  readonly action: string;
  readonly origin: RequiredPermission["origin"];
  readonly certainty: Certainty;
  readonly resources: readonly (SymbolicString | Unknown)[];
  readonly context?: ReadonlyMap<string, readonly string[]>;
  readonly evidence: Evidence[];
}

/** One row for each action on the same resources, code before configuration, then by action and resource; each with all its evidence. */
export function mergeNeeds(found: readonly FoundNeed[]): RequiredPermission[] {
  const rows = new Map<string, Row>();
  for (const { need, origin, evidence } of found) {
    for (const certainty of ["certain", "possible"] as const) {
      const row = rowOf(need, origin, certainty, evidence);
      if (!row) continue;
      const key = [origin, row.action, certainty, ...row.resources.map(resourceKey), contextKey(row.context)].join("\n");
      const known = rows.get(key);
      if (!known) rows.set(key, row);
      else if (!known.evidence.some((other) => evidenceKey(other) === evidenceKey(evidence))) known.evidence.push(evidence);
    }
  }
  return withoutDoubts([...rows.values()]).sort(byPlace);
}

/** Resources that are used for certain and those that may be are rows apart. */
function rowOf(need: Need, origin: RequiredPermission["origin"], certainty: Certainty, evidence: Evidence): Row | undefined {
  const fitting = need.resources.filter((resource) => (need.certainty === "possible" ? "possible" : resource.certainty) === certainty);
  const byKey = new Map(fitting.map(({ value }) => [resourceKey(value), value]));
  if (byKey.size === 0) return undefined;
  const resources = [...byKey].sort(([a], [b]) => compare(a, b)).map(([, value]) => value);
  return { action: need.action, origin, certainty, resources, ...(need.context ? { context: need.context } : {}), evidence: [evidence] };
}

/** Leaves out what may be needed where a certain row says it already. */
function withoutDoubts(rows: readonly Row[]): Row[] {
  const certain = new Set(rows.flatMap((row) => (row.certainty === "certain" ? row.resources.map((resource) => placeKey(row, resource)) : [])));
  return rows.filter((row) => row.certainty === "certain" || !row.resources.every((resource) => certain.has(placeKey(row, resource))));
}

function placeKey(row: Row, resource: SymbolicString | Unknown): string {
  return [row.origin, row.action, contextKey(row.context), resourceKey(resource)].join("\n");
}

function resourceKey(resource: SymbolicString | Unknown): string {
  return resource.kind === "unknown" ? `?${resource.reason}` : formatSymbolic(resource);
}

function contextKey(context: ReadonlyMap<string, readonly string[]> | undefined): string {
  return context ? [...context].map(([key, values]) => `${key}=${values.join(",")}`).join(";") : "";
}

function evidenceKey({ at, call, note }: Evidence): string {
  return [at?.file, at?.line, at?.column, call, note].join("\n");
}

function byPlace(a: Row, b: Row): number {
  return compare(a.origin, b.origin) || compare(a.action, b.action) || compare(a.certainty, b.certainty) || compare(a.resources.map(resourceKey).join("\n"), b.resources.map(resourceKey).join("\n"));
}

/** By code units: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
