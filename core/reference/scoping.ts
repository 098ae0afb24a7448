import type { ActionDefinition } from "./definitions";

/** Whether a policy can name single resources for this action: a resource type is required for it. */
export function canBeScoped(action: ActionDefinition): boolean {
  if (action.resourceTypes.some((type) => type.isRequired)) return true;
  // S3 takes either of two forms of the same resource, so that neither counts as required by itself.
  return action.service === "s3" && action.resourceTypes.length > 0;
}
