import type { CodeReading } from "../code";
import type { Statement } from "../iam";
import type { ExecutionRole, LambdaFunction, Policy } from "../model";
import type { RequiredPermission } from "../required";

/** A statement of an identity-based policy that the author wrote, and the role and functions that have it. */
export interface Grant {
  readonly role: ExecutionRole;
  readonly functions: readonly LambdaFunction[];
  readonly policy: Policy;
  readonly statement: Statement;
}

/** A policy attached to an execution role. */
export interface AttachedPolicy {
  readonly role: ExecutionRole;
  readonly functions: readonly LambdaFunction[];
  readonly policy: Policy;
}

/** What a function needs, and how much of its code that rests on. */
export interface FunctionNeeds {
  readonly reading: CodeReading;
  readonly required: readonly RequiredPermission[];
}

/** Statements that allow something, for certain or possibly. */
export function isAllow(statement: Statement): boolean {
  return statement.effect.kind === "unknown" || statement.effect.value === "Allow";
}
