import type { Deployment, Policy, Symbolic } from "../../core";
import { kindOfToken } from "../adapt/kinds";
import { addressesIn } from "../program/merge-values";
import type { PlannedResource, ProgramPlan } from "../program/plan-program";

/** Properties that attach a policy by its ARN, or bound somebody by it. */
const linkProperties: ReadonlySet<string> = new Set(["policyArn", "policyArns", "managedPolicyArns", "permissionsBoundary"]);
const attachments: ReadonlySet<string | undefined> = new Set(["rolePolicyAttachment", "policyAttachment", "exclusiveAttachments"]);
const roleProperties = ["role", "roles", "roleName"];

/** Whether somebody has a policy whose needs nobody knows: a user, a group, a role of another service, or what a program may attach unseen. */
export function hasOtherHolders(policy: Policy, plan: ProgramPlan, deployment: Deployment): boolean {
  const roles = new Set(deployment.executionRoles.map(({ address }) => address));
  return plan.resources.some((resource) => {
    if (resource.urn === policy.address) return policy.kind !== "inline" && grantsToOthers(resource, plan, roles, false);
    const linked = [...linkProperties].filter((property) => property in resource.props && mayLeadTo(plan.values.argument(resource.urn, property), policy.address));
    if (linked.length === 0) return false;
    if (kindOfToken(resource.type) === "role") return linked.some((property) => property !== "managedPolicyArns") || !roles.has(resource.urn);
    return !attachments.has(kindOfToken(resource.type)) || grantsToOthers(resource, plan, roles, true);
  });
}

function mayLeadTo(value: Symbolic | undefined, address: string): boolean {
  if (value === undefined || value.kind === "unknown") return true;
  return (value.kind === "list" && value.rest !== undefined) || addressesIn(value).includes(address) || (value.kind === "list" && value.items.some(({ kind }) => kind === "unknown"));
}

function grantsToOthers({ urn, props }: PlannedResource, { values }: ProgramPlan, roles: ReadonlySet<string>, isAttachment: boolean): boolean {
  if ("users" in props || "groups" in props) return true;
  const named = roleProperties.filter((property) => property in props);
  if (named.length === 0) return isAttachment;
  return named.some((property) => {
    const value = values.argument(urn, property);
    const items = value?.kind === "list" ? (value.rest ? [...value.items, value.rest] : value.items) : [value];
    return items.some((item) => {
      const addresses = item === undefined ? [] : addressesIn(item);
      return addresses.length === 0 || !addresses.every((address) => roles.has(address));
    });
  });
}
