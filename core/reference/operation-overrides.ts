import type { ConditionalAction } from "./operation-definitions";

/** What the generated table has wrong or cannot say about an operation; what is left out stays as generated. */
export interface OperationOverride {
  readonly actions?: readonly string[];
  readonly dependentActions?: readonly string[];
  readonly conditionalActions?: readonly ConditionalAction[];
  readonly needsNoPermission?: boolean;
}

/** The project's own reviewed word on an operation. */
export function findOperationOverride(service: string, operation: string): OperationOverride | undefined {
  return overrides[service]?.[operation];
}

const free: OperationOverride = { actions: [], dependentActions: [], conditionalActions: [], needsNoPermission: true };

const overrides: Readonly<Record<string, Readonly<Record<string, OperationOverride>>>> = {
  sts: { GetCallerIdentity: free, GetSessionToken: free },
};
