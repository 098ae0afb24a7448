import type { CodeReading } from "../code";
import { findOperationService } from "../reference";

/** Actions of other services that a call can need beside its own: keys, roles that are passed, network interfaces. */
const dependentPrefixes = ["kms", "iam", "sts"];

/**
 * IAM prefixes of which the code may need more than was seen, because something of it could not be followed; `any` where it may be everything.
 */
export function openServices(readings: readonly CodeReading[]): ReadonlySet<string> | "any" {
  const open = new Set<string>();
  for (const { status, reasons } of readings) {
    if (status === "unavailable" || (status === "partly" && reasons.length === 0)) return "any";
    for (const { services } of reasons) {
      if (services === "any") return "any";
      for (const service of services) for (const prefix of prefixesOf(service)) open.add(prefix);
    }
  }
  if (open.size > 0) for (const prefix of dependentPrefixes) open.add(prefix);
  return open;
}

/** The prefixes under which IAM knows the operations of an API. */
function prefixesOf(service: string): Iterable<string> {
  const api = findOperationService(service);
  if (!api) return [service];
  return new Set([api.iamPrefix, ...[...api.operations.values()].flatMap(({ actions }) => actions.map((action) => action.split(":")[0]!))]);
}
