import { bedrockOverrides } from "./overrides/bedrock";
import { databaseOverrides } from "./overrides/databases";
import { managementOverrides } from "./overrides/management";
import { messagingOverrides } from "./overrides/messaging";
import { neptuneOverrides } from "./overrides/neptune";
import type { OperationOverride, OverrideTable } from "./overrides/override";
import { s3Overrides } from "./overrides/s3";

const tables: OverrideTable = { ...s3Overrides, ...databaseOverrides, ...messagingOverrides, ...bedrockOverrides, ...neptuneOverrides, ...managementOverrides };

/** The project's own reviewed word on an operation. */
export function findOperationOverride(service: string, operation: string): OperationOverride | undefined {
  return Object.hasOwn(tables, service) && Object.hasOwn(tables[service]!, operation) ? tables[service]![operation] : undefined;
}

/** Every operation that has an override. */
export function overriddenOperations(): [service: string, operation: string, override: OperationOverride][] {
  return Object.entries(tables).flatMap(([service, operations]) => Object.entries(operations).map(([operation, override]): [string, string, OperationOverride] => [service, operation, override]));
}
