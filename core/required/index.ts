import type { CodeReading, SdkCall, UnreadCode } from "../code";
import type { Deployment, LambdaFunction } from "../model";
import { isUnmapped } from "./call-needs";
import { needsOfBareCalls, needsOfCalls } from "./code-requirements";
import { needsOfConfiguration } from "./configuration-requirements";
import { mergeNeeds } from "./merge-needs";
import type { RequiredPermission } from "./required-permission";

export { arnFields } from "./arn-pattern";
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

/** Calls of which nobody can tell what they need, as reasons why the needs of their services are not complete. */
export function unmappedCalls(calls: readonly SdkCall[]): UnreadCode[] {
  return calls
    .filter((call) => isUnmapped(call.service, call.operation))
    .map((call) => ({ message: `${call.call}: what ${call.service} ${call.operation} needs is not known`, at: call.at, services: [call.service] }));
}
