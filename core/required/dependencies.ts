import type { NamedResource, NamedResources } from "../model";
import type { Unknown } from "../values";

/** The resources of the deployment that a value is made of while applying. */
export function dependencies(resources: NamedResources, value: Unknown): NamedResource[] {
  if (value.reason !== "computed-at-apply") return [];
  const found = value.references.flatMap((name) => resources.get(name) ?? resources.get(name.replace(/\.[^.]*$/, "")) ?? []);
  return [...new Set(found)];
}
