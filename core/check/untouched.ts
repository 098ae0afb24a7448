import type { Deployment, ExecutionRole, Policy } from "../model";

/** What a plan leaves alone, by address. A role is touched as a whole: where one of its policies or functions changes, the others mean something else. */
export function untouchedAddresses(deployment: Deployment): ReadonlySet<string> {
  const touched = new Set<string>();
  const all = new Set<string>();
  for (const role of deployment.executionRoles) {
    const functions = deployment.functions.filter((fn) => fn.role.kind === "known" && fn.role.value === role.address);
    const members = [...addressesOf(role), ...functions.map(({ address }) => address)];
    const changes = [role.change, role.trustPolicy.change, ...policiesOf(role).map(({ change }) => change), ...functions.map(({ change }) => change)];
    const isTouched = changes.some(isChange) || hasOtherMembers(role, deployment.before);
    for (const address of members) (isTouched ? touched : all).add(address);
  }
  for (const fn of deployment.functions) (isChange(fn.change) ? touched : all).add(fn.address);
  for (const { address, function: owner, change } of [...deployment.functionPermissions, ...deployment.functionUrls, ...deployment.eventSources]) {
    const isTouched = isChange(change) || (owner.kind === "known" && touched.has(owner.value));
    (isTouched ? touched : all).add(address);
  }
  for (const { address, change } of deployment.resourcePolicies) (isChange(change) ? touched : all).add(address);
  return new Set([...all].filter((address) => !touched.has(address)));
}

function isChange(change: string): boolean {
  return change !== "no-op";
}

function policiesOf(role: ExecutionRole): Policy[] {
  const { permissionsBoundary: boundary } = role;
  return [...role.policies, ...(boundary && "document" in boundary ? [boundary] : [])];
}

function addressesOf(role: ExecutionRole): string[] {
  const attached = [...policiesOf(role).flatMap(({ address, attachment }) => [address, ...(attachment ? [attachment.address] : [])]), ...role.unresolvedPolicies.map(({ address }) => address)];
  return [role.address, ...attached];
}

/** Whether something was attached to the role, or taken off, that leaves no change on what is still there. */
function hasOtherMembers(role: ExecutionRole, before: Deployment | undefined): boolean {
  const former = before?.executionRoles.find(({ address }) => address === role.address);
  const key = (members: ExecutionRole): string => [...new Set(addressesOf(members))].sort().join("\n");
  return former !== undefined && key(former) !== key(role);
}
