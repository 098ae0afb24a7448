import { kindOfToken } from "../adapt/kinds";
import type { ProgramPlan } from "../program/plan-program";
import { readStack } from "../read-stack";
import { StackResource } from "../stack-resource";

/** A resource as a remediation is shown it: with its inputs, before it is made. */
export interface SeenResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: unknown;
}

/** Whether a resource is one whose document a remediation may narrow. */
export function mayHoldPolicy({ type }: SeenResource): boolean {
  const kind = kindOfToken(type);
  return kind === "rolePolicy" || kind === "policy" || kind === "role";
}

/** The stack that a program is going to make, with what the engine has shown of it so far. */
export interface PlannedStack {
  readonly resources: readonly StackResource[];
  /** The planned address of a resource that the engine has shown; `undefined` where the program was not seen to make it. */
  addressOf(urn: string): string | undefined;
}

/** Puts what was seen in place of what was planned: names that the engine knows take the place of references. */
export async function plannedStack(plan: ProgramPlan, seen: readonly SeenResource[]): Promise<PlannedStack> {
  const byKey = new Map(seen.map((one) => [keyOf(one), one]));
  const addresses = new Map<string, string>();
  const resources = await Promise.all(
    plan.resources.map(async ({ urn, type, name, props, assets }) => {
      const found = byKey.get(keyOf({ type, name }));
      if (!found) return new StackResource({ urn, type, name, props, propertyDependencies: {} }, assets);
      addresses.set(found.urn, urn);
      const [resource] = await readStack([{ urn, type, name, props: found.props as Record<string, unknown>, propertyDependencies: {} }], new Map([[urn, found.props]]));
      return resource!;
    }),
  );
  for (const resource of resources) resource.readAlso(plan.values);
  // Two of one name under different parents: nobody knows which is which.
  const isAmbiguous = byKey.size < seen.length;
  return { resources, addressOf: (urn) => (isAmbiguous ? undefined : addresses.get(urn)) };
}

/** Whether the engine has shown a resource that the program was not seen to make. */
export function hasUnplanned(plan: ProgramPlan, seen: readonly SeenResource[]): boolean {
  const planned = new Set(plan.resources.map(keyOf));
  return seen.some((one) => /^aws(?:-native)?:(?:lambda|iam)[:/]/.test(one.type) && !planned.has(keyOf(one)));
}

function keyOf({ type, name }: { readonly type: string; readonly name: string }): string {
  return `${type} ${name}`;
}
