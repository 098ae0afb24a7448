import type { Deployment, LambdaFunction, ResourcePolicy } from "../model";
import { formatSymbolic, knownOr, type SymbolicString, type Unknown } from "../values";
import { coded } from "./wording";

/** A policy on what a function's events come from (`source`), or on a key or secret that they need (`support`). */
export interface EventResourcePolicy {
  readonly policy: ResourcePolicy;
  readonly functions: readonly LambdaFunction[];
  readonly part: "source" | "support";
}

/** What outsiders would do with each: the actions that make events, or that open what is closed. */
const abuses: Readonly<Record<string, readonly string[]>> = {
  sqs: ["sqs:SendMessage"],
  sns: ["sns:Publish"],
  s3: ["s3:PutObject"],
  events: ["events:PutEvents"],
  kinesis: ["kinesis:PutRecord", "kinesis:PutRecords"],
  dynamodb: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
  kms: ["kms:Decrypt", "kms:ScheduleKeyDeletion", "kms:PutKeyPolicy"],
  secretsmanager: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
};

export function abusesOf({ service }: ResourcePolicy): readonly string[] {
  return abuses[service] ?? [];
}

const known = new WeakMap<Deployment, readonly EventResourcePolicy[]>();

/** The policies on queues, topics, buckets, keys and secrets that the functions' events need. */
export function eventResourcePolicies(deployment: Deployment): readonly EventResourcePolicy[] {
  let found = known.get(deployment);
  if (!found) known.set(deployment, (found = findPolicies(deployment)));
  return found;
}

function findPolicies(deployment: Deployment): EventResourcePolicy[] {
  if (deployment.resourcePolicies.length === 0) return [];
  const uses = usesOf(deployment);
  return deployment.resourcePolicies.flatMap((policy): EventResourcePolicy[] => {
    const text = policy.resource.kind === "string" ? textOf(policy.resource, deployment) : undefined;
    const use = text === undefined ? undefined : uses.get(text);
    return use ? [{ policy, functions: [...use.functions], part: use.part }] : [];
  });
}

interface Use {
  readonly part: "source" | "support";
  readonly functions: Set<LambdaFunction>;
}

/** By canonical ARN. */
function usesOf(deployment: Deployment): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  const functions = new Map(deployment.functions.map((fn) => [fn.address, fn]));
  const keys = new Map(deployment.resources.all.flatMap((resource) => (resource.encryptionKey ? [[textOf(resource.arn, deployment), resource.encryptionKey] as const] : [])));
  const add = (value: SymbolicString | Unknown | undefined, fn: LambdaFunction, part: Use["part"]): void => {
    if (value?.kind !== "string") return;
    const text = textOf(value, deployment);
    const use = uses.get(text);
    if (use) use.functions.add(fn);
    else uses.set(text, { part, functions: new Set([fn]) });
  };
  for (const { function: owner, source, secrets = [] } of deployment.eventSources) {
    const fn = functions.get(knownOr(owner, ""));
    if (!fn) continue;
    add(source, fn, "source");
    if (source.kind === "string") add(keys.get(textOf(source, deployment)), fn, "support");
    for (const secret of secrets) add(secret, fn, "support");
  }
  return uses;
}

/** Where a finding on such a policy belongs. */
export function subjectOfPolicy({ policy, functions }: EventResourcePolicy): { readonly address: string; readonly function: string | undefined } {
  return { address: policy.address, function: functions.length === 1 ? functions[0]!.address : undefined };
}

/** What the policy guards, as code. */
export function resourceText({ policy }: EventResourcePolicy, { resources }: Deployment): string {
  return policy.resource.kind === "string" ? coded([formatSymbolic(resources.fold(policy.resource))]) : "a resource";
}

function textOf(value: SymbolicString, { resources }: Deployment): string {
  return formatSymbolic(resources.expand(value));
}
