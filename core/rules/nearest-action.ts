import { findService, servicePrefixes } from "../reference";
import { nearest } from "../values";

/** The existing action that a name was probably meant to be: `s3:GetObject` for `s3:GetObjekt`. */
export function nearestAction(action: string): string | undefined {
  const [prefix = "", name = ""] = action.split(":");
  const service = findService(prefix) ?? findService(nearest(prefix.toLowerCase(), servicePrefixes()) ?? "");
  const near = service && nearest(name, [...service.actions.values()].map((definition) => definition.name));
  return near === undefined ? undefined : `${service!.prefix}:${near}`;
}
