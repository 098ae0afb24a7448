import type { CodeReading, SdkCall } from "../code";
import type { Deployment, LambdaFunction } from "../model";
import { needsOfBareCalls, needsOfCalls } from "./code-requirements";
import { needsOfConfiguration } from "./configuration-requirements";
import { mergeNeeds } from "./merge-needs";
import type { RequiredPermission } from "./required-permission";

export { formatRequiredResource, isEveryResource } from "./format-resource";
export * from "./required-permission";

/** What a function needs of its role: for the calls of its code, and for running as it is configured. Complete only where its code was read completely. */
export function requiredPermissions(fn: LambdaFunction, deployment: Deployment, reading: CodeReading): RequiredPermission[] {
  return mergeNeeds([...needsOfCalls(reading.calls, fn, deployment), ...needsOfConfiguration(fn, deployment)]);
}

/** What calls need where nothing is known of the infrastructure: any region and account. */
export function requiredByCalls(calls: readonly SdkCall[]): RequiredPermission[] {
  return mergeNeeds(needsOfBareCalls(calls));
}
