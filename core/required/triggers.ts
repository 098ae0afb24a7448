import type { Certainty } from "../iam";
import type { Deployment, EventSource, LambdaFunction } from "../model";
import { known, literalText, unknown } from "../values";

/** What triggers a function, or may where nobody can tell which function it triggers. */
export interface Trigger {
  readonly source: EventSource;
  readonly certainty: Certainty;
}

/** What may call a function by its resource-based policy, as sources: the pool of a Cognito trigger, the secret that it rotates. */
export function callersOf(fn: LambdaFunction, deployment: Deployment): EventSource[] {
  return deployment.functionPermissions.flatMap((permission): EventSource[] => {
    const principal = permission.principal.kind === "string" ? literalText(permission.principal) : undefined;
    if (!principal?.endsWith(".amazonaws.com") || permission.function.kind === "unknown" || permission.function.value !== fn.address) return [];
    const service = principal.slice(0, principal.indexOf("."));
    return [{ address: permission.address, function: permission.function, delivery: "push", service: known(service), source: permission.sourceArn ?? onlySecret(service, deployment), change: permission.change }];
  });
}

/** Without a source of its own, a rotation is of the one secret that there is. */
function onlySecret(service: string, deployment: Deployment): EventSource["source"] {
  const secrets = service === "secretsmanager" ? deployment.resources.ofType("aws_secretsmanager_secret") : [];
  return secrets.length === 1 ? secrets[0]!.arn : unknown("unreadable", "the permission names no source");
}

/** The event sources of a function. */
export function triggersOf(fn: LambdaFunction, deployment: Deployment): Trigger[] {
  return deployment.eventSources.flatMap((source): Trigger[] => {
    if (source.function.kind === "unknown") return [{ source, certainty: "possible" }];
    return source.function.value === fn.address ? [{ source, certainty: "certain" }] : [];
  });
}
