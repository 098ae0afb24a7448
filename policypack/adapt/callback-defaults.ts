import type { Policy } from "../../core";
import type { StackResource } from "../stack-resource";
import type { StackIndex } from "./stack-index";

/**
 * The AWS managed policies that `aws.lambda.CallbackFunction` attaches where the program passes neither `role` nor `policies`.
 * Source: createFunction in https://github.com/pulumi/pulumi-aws/blob/master/sdk/nodejs/lambda/lambdaMixins.ts
 */
const defaults: ReadonlySet<string> = new Set([
  "AWSLambda_FullAccess",
  "CloudWatchFullAccessV2",
  "CloudWatchEventsFullAccess",
  "AmazonS3FullAccess",
  "AmazonDynamoDBFullAccess",
  "AmazonSQSFullAccess",
  "AmazonKinesisFullAccess",
  "AmazonCognitoPowerUser",
  "AWSXrayWriteOnlyAccess",
]);

/** What put the policies there, as findings name it. */
export const callbackDefault = "aws.lambda.CallbackFunction";

/** Marks policies that nobody wrote: they came because the author of a callback said nothing about its permissions. */
export function markCallbackDefaults(policies: readonly Policy[], role: StackResource, index: StackIndex): readonly Policy[] {
  const managed = policies.flatMap(({ kind, name }) => (kind === "aws-managed" && name.kind === "known" ? [name.value] : []));
  const hasExactlyDefaults = managed.length === defaults.size && managed.every((name) => defaults.has(name));
  if (!hasExactlyDefaults || !hasCallback(role, index)) return policies;
  return policies.map((policy) => (policy.kind === "aws-managed" ? { ...policy, defaultedBy: callbackDefault } : policy));
}

/** A serialized callback is deployed with the entry `__index`, and its role beside it under the same parent. */
function hasCallback(role: StackResource, index: StackIndex): boolean {
  return index.of("function").some((fn) => fn.literal("handler")?.startsWith("__index.") === true && index.follow(fn, "role", [fn.property("role")], "role").found.includes(role));
}
