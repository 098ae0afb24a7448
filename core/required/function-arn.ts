import type { Deployment, LambdaFunction } from "../model";
import { literal, reference, type SymbolicString } from "../values";
import { joinPattern } from "./arn-pattern";

/** The ARN of a function of the deployment, without a qualifier. */
export function functionArn(fn: LambdaFunction, deployment: Deployment): SymbolicString {
  return deployment.resources.get(fn.address)?.arn ?? regionalArn(deployment, "lambda", "function:", functionName(fn, deployment));
}

/** Its name, or the reference that will be it. */
export function functionName(fn: LambdaFunction, deployment: Deployment): SymbolicString {
  if (fn.name.kind === "known") return literal(fn.name.value);
  return deployment.resources.get(fn.address)?.name ?? reference(fn.address, "function_name");
}

/** An ARN of the deployment's partition, region and account. */
export function regionalArn(deployment: Deployment, service: string, kind: string, name: SymbolicString): SymbolicString {
  const { partition, region, account } = deployment.resources.target;
  return joinPattern("arn:", partition, `:${service}:`, region, ":", account, `:${kind}`, name);
}
