import type { ConditionalAction } from "./operation-definitions";
import { bedrockOverrides } from "./overrides/bedrock";
import { databaseOverrides } from "./overrides/databases";
import { managementOverrides } from "./overrides/management";
import { messagingOverrides } from "./overrides/messaging";
import { neptuneOverrides } from "./overrides/neptune";
import { s3Overrides } from "./overrides/s3";

/** What the generated table has wrong or cannot say about an operation; what is left out stays as generated. */
export interface OperationOverride {
  /** What every call needs. */
  readonly actions?: readonly string[];
  /** What some calls need; where `actions` is empty, the content of the call decides which of these. */
  readonly dependentActions?: readonly string[];
  readonly conditionalActions?: readonly ConditionalAction[];
  readonly needsNoPermission?: boolean;
}

/** Overrides by botocore service id and operation. */
export type OverrideTable = Readonly<Record<string, Readonly<Record<string, OperationOverride>>>>;

const tables: OverrideTable = { ...s3Overrides, ...databaseOverrides, ...messagingOverrides, ...bedrockOverrides, ...neptuneOverrides, ...managementOverrides };

/** The project's own reviewed word on an operation. */
export function findOperationOverride(service: string, operation: string): OperationOverride | undefined {
  return Object.hasOwn(tables, service) && Object.hasOwn(tables[service]!, operation) ? tables[service]![operation] : undefined;
}

/** Every operation that has an override. */
export function overriddenOperations(): [service: string, operation: string, override: OperationOverride][] {
  return Object.entries(tables).flatMap(([service, operations]) => Object.entries(operations).map(([operation, override]): [string, string, OperationOverride] => [service, operation, override]));
}
