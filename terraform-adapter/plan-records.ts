import type { Change } from "../core";
import { formatKey, inModule, parentModule, parseAddress } from "./addresses";
import type { Attributes, Marks, PlanJson, ResourceChange, StateModule, StateResource } from "./plan-json";
import type { InstanceKey } from "./sources";

/** What a plan or state says about one instance, as it stands there. */
export interface PlanRecord {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly module: string;
  readonly key: InstanceKey;
  readonly change: Change;
  readonly values: Attributes;
  readonly unknown: Marks;
  readonly sensitive: Marks;
}

const NOTHING: Attributes = {};

/** The instances that exist after the plan is applied; of a state, those in it. */
export function recordsAfter(plan: PlanJson): PlanRecord[] {
  const records = new Map<string, PlanRecord>();
  const gone = new Set<string>();
  for (const change of plan.resource_changes ?? []) {
    if (change.deposed !== undefined) continue;
    if (change.previous_address !== undefined) gone.add(change.previous_address);
    const kind = changeOf(change);
    if (kind === undefined) gone.add(change.address);
    else records.set(change.address, recordOfChange(change, kind, change.change.after, change.change.after_unknown, change.change.after_sensitive));
  }
  for (const module of [plan.planned_values?.root_module, plan.values?.root_module, plan.prior_state?.values?.root_module]) {
    addModule(module, (address) => !records.has(address) && !gone.has(address), records);
  }
  return [...records.values()];
}

/** The instances that exist before the plan is applied. */
export function recordsBefore(plan: PlanJson): PlanRecord[] {
  const records = new Map<string, PlanRecord>();
  for (const change of plan.resource_changes ?? []) {
    if (change.deposed !== undefined || change.mode === "data" || !change.change.before) continue;
    const address = change.previous_address ?? change.address;
    records.set(address, { ...recordOfChange(change, "no-op", change.change.before, undefined, change.change.before_sensitive), address });
  }
  addModule(plan.prior_state?.values?.root_module, (address) => !records.has(address), records);
  return [...records.values()];
}

/** `undefined` for what will be gone, or no longer be managed. */
function changeOf({ change: { actions }, mode }: ResourceChange): Change | undefined {
  const has = (action: string): boolean => actions.includes(action);
  if (mode === "data") return has("delete") ? undefined : "no-op";
  if (has("create")) return has("delete") || has("forget") ? "replace" : "create";
  if (has("update")) return "update";
  return has("delete") || has("forget") ? undefined : "no-op";
}

function recordOfChange(change: ResourceChange, kind: Change, values: Attributes | null | undefined, unknown: Marks, sensitive: Marks): PlanRecord {
  return {
    address: change.address,
    mode: change.mode === "data" ? "data" : "managed",
    type: change.type,
    name: change.name,
    module: change.module_address ?? parseAddress(change.address).module,
    key: change.index ?? undefined,
    change: kind,
    values: values ?? NOTHING,
    unknown,
    sensitive,
  };
}

/** Adds the resources of a module and those below it that are wanted. */
function addModule(module: StateModule | undefined, isWanted: (address: string) => boolean, records: Map<string, PlanRecord>): void {
  if (!module) return;
  for (const resource of Array.isArray(module.resources) ? (module.resources as readonly StateResource[]) : []) {
    if (isWanted(resource.address)) records.set(resource.address, recordOfState(resource, module.address ?? ""));
  }
  for (const child of Array.isArray(module.child_modules) ? (module.child_modules as readonly StateModule[]) : []) addModule(child, isWanted, records);
}

function recordOfState(resource: StateResource, module: string): PlanRecord {
  return {
    address: resource.address,
    mode: resource.mode === "data" ? "data" : "managed",
    type: resource.type,
    name: resource.name,
    module,
    key: resource.index ?? undefined,
    change: "no-op",
    values: resource.values ?? NOTHING,
    unknown: undefined,
    sensitive: resource.sensitive_values,
  };
}

/** Which keys the instances of resources and module calls have. */
export class InstanceKeys {
  private readonly resources = new Map<string, InstanceKey[]>();
  private readonly modules = new Map<string, Set<InstanceKey>>();

  constructor(addresses: Iterable<{ readonly address: string; readonly module: string; readonly key: InstanceKey }>) {
    for (const { address, module, key } of addresses) {
      const resource = address.slice(0, address.length - formatKey(key).length);
      const keys = this.resources.get(resource);
      if (keys) keys.push(key);
      else this.resources.set(resource, [key]);
      this.addModule(module);
    }
  }

  ofResource(module: string, resource: string): readonly InstanceKey[] | undefined {
    return this.resources.get(inModule(module, resource));
  }

  ofModule(module: string, call: string): readonly InstanceKey[] | undefined {
    const keys = this.modules.get(`${module} ${call}`);
    return keys ? [...keys] : undefined;
  }

  private addModule(module: string): void {
    for (let place = parentModule(module); place; place = parentModule(place.parent)) {
      const name = `${place.parent} ${place.call}`;
      const keys = this.modules.get(name);
      if (keys?.has(place.key)) return;
      if (keys) keys.add(place.key);
      else this.modules.set(name, new Set([place.key]));
    }
  }
}
