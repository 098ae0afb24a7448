import type { Certainty } from "../iam";
import type { Deployment, EventSource, LambdaFunction } from "../model";

/** What triggers a function, or may where nobody can tell which function it triggers. */
export interface Trigger {
  readonly source: EventSource;
  readonly certainty: Certainty;
}

/** The event sources of a function. */
export function triggersOf(fn: LambdaFunction, deployment: Deployment): Trigger[] {
  return deployment.eventSources.flatMap((source): Trigger[] => {
    if (source.function.kind === "unknown") return [{ source, certainty: "possible" }];
    return source.function.value === fn.address ? [{ source, certainty: "certain" }] : [];
  });
}
