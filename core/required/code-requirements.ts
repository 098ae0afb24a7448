import type { SdkCall } from "../code";
import type { Deployment, EventSource, LambdaFunction } from "../model";
import { knownOr } from "../values";
import { noResources, CallContext, type Surroundings } from "./call-context";
import { needsOfCall } from "./call-needs";
import { dependentNeeds } from "./dependent-needs";
import { encryptionNeeds } from "./encryption-needs";
import { functionArn } from "./function-arn";
import { has } from "./service-rules";
import { callersOf, triggersOf } from "./triggers";
import type { FoundNeed } from "./merge-needs";
import type { Need } from "./need";

/** What calls need where the infrastructure is known. */
export function needsOfCalls(calls: readonly SdkCall[], fn: LambdaFunction, deployment: Deployment): FoundNeed[] {
  return needsIn({ resources: deployment.resources, eventSources: sourcesOf(fn, deployment), self: functionArn(fn, deployment), calls });
}

/** Sources that the deployment shows, and for kinds that it shows none of, callers that the function lets in. */
function sourcesOf(fn: LambdaFunction, deployment: Deployment): EventSource[] {
  const shown = triggersOf(fn, deployment).map(({ source }) => source);
  const kinds = new Set(shown.map(({ service }) => knownOr(service)));
  return [...shown, ...callersOf(fn, deployment).filter(({ service }) => !kinds.has(knownOr(service)))];
}

/** What calls need where it is not. */
export function needsOfBareCalls(calls: readonly SdkCall[]): FoundNeed[] {
  return needsIn({ resources: noResources, eventSources: [], calls });
}

function needsIn(surroundings: Surroundings): FoundNeed[] {
  return surroundings.calls.flatMap((call) => {
    const context = new CallContext(call, surroundings);
    const own = [...needsOfCall(context), ...dependentNeeds(context)];
    const ofKeys = opensNothing(context) ? [] : own.flatMap((need) => encryptionNeeds(need, call.operation, surroundings.resources));
    return [...own, ...ofKeys].map((need): FoundNeed => ({ need, origin: "code", evidence: { at: call.at, call: call.call, ...noteOf(call, need) } }));
  });
}

/** Parameters are opened only for whoever asks for it. */
function opensNothing(context: CallContext): boolean {
  return context.call.service === "ssm" && /^GetParameter/.test(context.call.operation) && has("WithDecryption", "true")(context) === "no";
}

function noteOf(call: SdkCall, need: Need): { note?: string } {
  const notes = [call.via === undefined ? undefined : `through ${call.via}`, call.note, need.reason].filter((note) => note !== undefined);
  return notes.length > 0 ? { note: notes.join("; ") } : {};
}
