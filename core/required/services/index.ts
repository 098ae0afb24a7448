import type { ResourceRule, ServiceRules } from "../service-rules";
import { dynamodb } from "./dynamodb";
import { s3 } from "./s3";

const all: readonly ServiceRules[] = [dynamodb, s3];

const byService = new Map<string, ServiceRules[]>();
const byType = new Map<string, ResourceRule>();
for (const rules of all) {
  for (const service of rules.services) byService.set(service, [...(byService.get(service) ?? []), rules]);
  for (const [type, rule] of Object.entries(rules.types ?? {})) byType.set(type, rule);
}

/** The rules about operations of a service, by its botocore id. */
export function rulesOf(service: string): readonly ServiceRules[] {
  return byService.get(service) ?? [];
}

/** How inputs name a resource type, `s3:object`. */
export function typeRule(type: string): ResourceRule | undefined {
  return byType.get(type);
}
