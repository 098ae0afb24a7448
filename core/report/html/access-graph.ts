import type { CheckResult, FunctionResult } from "../check-result";
import { addressLabel, resourceKey, shortAddress } from "./short-names";

export type NodeKind = "function" | "role" | "policy" | "resource";

/** A box of the graph. */
export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly key: string;
  readonly label: string;
  /** A role of several functions, or a resource that is everything. */
  readonly isAlarming: boolean;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly isAlarming: boolean;
}

/** Who may reach what: functions → roles → policies → resources. */
export interface AccessGraph {
  readonly columns: readonly (readonly GraphNode[])[];
  readonly edges: readonly GraphEdge[];
  /** Functions that are left out, because a picture of all would be none. */
  readonly leftOut: number;
}

const mostFunctions = 40;
const mostResources = 60;

/** The graph of the functions, those that are hit hardest where there are many. */
export function accessGraph(result: CheckResult): AccessGraph {
  const functions = [...result.functions].sort((a, b) => a.score - b.score || (a.address < b.address ? -1 : 1)).slice(0, mostFunctions);
  const builder = new GraphBuilder(result.functions);
  for (const fn of functions) builder.add(fn);
  return { ...builder.build(), leftOut: result.functions.length - functions.length };
}

/** Every function may write its logs; in the picture that would hide the rest. */
function isLogging(action: string): boolean {
  return /^logs:(?:CreateLogGroup|CreateLogStream|PutLogEvents)$/i.test(action);
}

class GraphBuilder {
  private readonly nodes = new Map<string, GraphNode>();
  private readonly edges = new Map<string, GraphEdge>();
  private readonly users = new Map<string, number>();

  constructor(all: readonly FunctionResult[]) {
    for (const { role } of all) if (role !== null) this.users.set(role, (this.users.get(role) ?? 0) + 1);
  }

  add(fn: FunctionResult): void {
    const own = this.node("function", fn.address, fn.name ?? shortAddress(fn.address), false);
    if (fn.role === null) {
      this.edge(own, this.node("role", "", "a role that is not here", false), false);
      return;
    }
    const isShared = (this.users.get(fn.role) ?? 0) > 1;
    const role = this.node("role", fn.role, addressLabel(fn.role, false), isShared);
    this.edge(own, role, isShared);
    for (const grant of fn.granted) {
      if (grant.effect === "Deny" || isLogging(grant.action)) continue;
      const policy = this.node("policy", grant.policy, addressLabel(grant.policy, true), false);
      this.edge(role, policy, false);
      for (const resource of grant.resources) {
        const key = resourceKey(resource);
        const isAll = key === "*" || key.startsWith("not ");
        this.edge(policy, this.node("resource", key, key, isAll), isAll && /[*?]/.test(grant.action));
      }
    }
  }

  build(): Pick<AccessGraph, "columns" | "edges"> {
    const edges = [...this.edges.values()];
    const kinds: readonly NodeKind[] = ["function", "role", "policy", "resource"];
    const columns = kinds.map((kind) => [...this.nodes.values()].filter((node) => node.kind === kind));
    return foldResources(orderColumns(columns, edges), edges);
  }

  private node(kind: NodeKind, key: string, label: string, isAlarming: boolean): string {
    const id = `${kind} ${key}`;
    if (!this.nodes.has(id)) this.nodes.set(id, { id, kind, key, label, isAlarming });
    return id;
  }

  private edge(from: string, to: string, isAlarming: boolean): void {
    const id = `${from}\n${to}`;
    this.edges.set(id, { from, to, isAlarming: isAlarming || (this.edges.get(id)?.isAlarming ?? false) });
  }
}

/** Each column in the order of what leads to it, so that few lines cross; functions of one role stand together. */
function orderColumns(columns: readonly (readonly GraphNode[])[], edges: readonly GraphEdge[]): GraphNode[][] {
  const [functions = [], ...rest] = columns;
  const roleOf = new Map(edges.map(({ from, to }) => [from, to]));
  const roleOrder = [...new Set(functions.map(({ id }) => roleOf.get(id) ?? ""))];
  const first = [...functions].sort((a, b) => roleOrder.indexOf(roleOf.get(a.id) ?? "") - roleOrder.indexOf(roleOf.get(b.id) ?? ""));
  const ordered = [first];
  for (const column of rest) {
    const places = new Map(ordered.at(-1)!.map(({ id }, index) => [id, index]));
    const centre = new Map(column.map((node) => [node.id, mean(edges.filter(({ to }) => to === node.id).map(({ from }) => places.get(from) ?? 0))]));
    ordered.push([...column].sort((a, b) => Number(a.isAlarming && a.kind === "resource") * -1 - Number(b.isAlarming && b.kind === "resource") * -1 || centre.get(a.id)! - centre.get(b.id)!));
  }
  return ordered;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The resources beyond what can be looked at become one box. */
function foldResources(columns: readonly (readonly GraphNode[])[], edges: readonly GraphEdge[]): Pick<AccessGraph, "columns" | "edges"> {
  const resources = columns[3] ?? [];
  if (resources.length <= mostResources) return { columns, edges };
  const kept = resources.slice(0, mostResources - 1);
  const folded = new Set(resources.slice(mostResources - 1).map(({ id }) => id));
  const more: GraphNode = { id: "resource …", kind: "resource", key: "…", label: `${folded.size} more resources`, isAlarming: false };
  const redirected = new Map(edges.map((edge) => (folded.has(edge.to) ? { ...edge, to: more.id } : edge)).map((edge) => [`${edge.from}\n${edge.to}`, edge]));
  return { columns: [...columns.slice(0, 3), [...kept, more]], edges: [...redirected.values()] };
}
