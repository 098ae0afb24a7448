import { accessLevels, type ServiceRecord } from "../../core/reference/service-record";
import type { BotocoreOperation } from "./botocore";

/** An action that a call needs where it gives a certain member. */
export type ConditionalAction = [action: string, member: string];

/** Operations that only look, or whose role is their subject, pass no role on. */
const passesNothing = /^(?:Get|List|Describe|Search|Assume|Disassociate|Decode|Lookup)/;

/** What the members of an input ask for by themselves: `iam:PassRole` for a role that is handed over, the service's tagging action for tags. */
export function conditionalActions(operation: string, prefix: string, { members, roles, objects, innerTags }: BotocoreOperation, iam: ReadonlyMap<string, ServiceRecord>): ConditionalAction[] {
  const found: ConditionalAction[] = [];
  if (!passesNothing.test(operation) && !["iam", "sts", "sso"].includes(prefix)) for (const role of roles) found.push(["iam:PassRole", role]);
  // These services fetch what they look at with the caller's rights.
  if (["rekognition", "textract"].includes(prefix)) for (const object of objects) found.push(["s3:GetObject", object]);
  const lists = members.filter(({ type }) => type !== "boolean").map(({ name }) => name);
  const tags =
    lists.find((name) => /^(?:tags|taglist|tagset|tagspecifications?)$/i.test(name)) ?? lists.find((name) => /tags$/i.test(name)) ?? (operation.startsWith("Create") ? innerTags[0] : undefined);
  const tagAction = tags !== undefined && !/Tag|^(?:Get|List|Describe|Delete|Search|Remove|Send)/.test(operation) ? findTagAction(operation, iam.get(prefix)) : undefined;
  if (tags !== undefined && tagAction !== undefined) found.push([`${prefix}:${tagAction}`, tags]);
  return found;
}

/**
 * The action that lets tags be put on what the operation makes: `TagRole` for `CreateRole`, else the one for all of the service's resources;
 * API Gateway, whose actions are HTTP methods, puts them.
 */
function findTagAction(operation: string, service: ServiceRecord | undefined): string | undefined {
  if (service?.actions.some(([name]) => name === "PATCH")) return "PUT";
  const names = (service?.actions ?? []).filter(([, level]) => accessLevels[level] === "Tagging").map(([name]) => name);
  const adding = names.filter((name) => !/^(?:Untag|UnTag|Remove|Delete|List|Get)|ForReplication/.test(name));
  const own = `Tag${operation.replace(/^[A-Z][a-z]+/, "")}`;
  const usual = [own, "TagResource", "AddTagsToResource", "AddTags", "CreateTags", "CreateOrUpdateTags", "TagMultiRegionResource"];
  return usual.find((name) => adding.includes(name)) ?? (adding.length === 1 ? adding[0] : undefined);
}
