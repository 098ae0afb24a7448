import type { NamedResource } from "../model";
import type { Unknown } from "../values";
import type { CallContext } from "./call-context";

/** The resources of the deployment that a value is made of while applying. */
export function dependencies(context: CallContext, value: Unknown): NamedResource[] {
  if (value.reason !== "computed-at-apply") return [];
  const found = value.references.flatMap((name) => context.resources.get(name) ?? context.resources.get(name.replace(/\.[^.]*$/, "")) ?? []);
  return [...new Set(found)];
}
