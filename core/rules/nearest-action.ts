import { findOperation, findService, servicePrefixes } from "../reference";
import { nearest } from "../values";

/** The existing action that a name was probably meant to be: `s3:GetObject` for `s3:GetObjekt`, and for `s3:HeadObject`, a call that IAM knows by the name of another. */
export function nearestAction(action: string): string | undefined {
  const [prefix = "", name = ""] = action.split(":");
  const service = findService(prefix) ?? findService(nearest(prefix.toLowerCase(), servicePrefixes()) ?? "");
  if (!service) return undefined;
  const [called] = /[*?]/.test(name) ? [] : (findOperation(service.prefix, name)?.actions ?? []);
  const near = nearest(name, [...service.actions.values()].map((definition) => definition.name));
  return called ?? (near === undefined ? undefined : `${service.prefix}:${near}`);
}
