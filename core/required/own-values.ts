import { symbolicString, type StringPart, type SymbolicString, type UnknownPart } from "../values";
import { arnFields } from "./arn-pattern";
import type { DeploymentTarget } from "../model";

/** What code asks for when it wants to know its own account. */
const ownAccount = /caller_?identity|invoked_?function_?arn|account/i;
const ownRegion = /region|invoked_?function_?arn/i;

/** An ARN whose region or account the running function looks up for itself: those are the deployment's own. */
export function withOwnPlace(text: SymbolicString, target: DeploymentTarget): SymbolicString {
  if (text.parts.every((part) => part.kind !== "unknown-text")) return text;
  const fields = arnFields(text);
  if (!fields) return text;
  const [arn, partition, service, region, account, resource] = fields as [SymbolicString, SymbolicString, SymbolicString, SymbolicString, SymbolicString, SymbolicString];
  const placed = [arn, partition, service, ownOr(region, ownRegion, target.region), ownOr(account, ownAccount, target.account), resource];
  const colon: StringPart = { kind: "literal", text: ":" };
  return symbolicString(placed.flatMap((field, index) => (index === 0 ? field.parts : [colon, ...field.parts])), text.at);
}

/** The deployment's own value where a field is nothing but a lookup of it. */
export function ownOr(field: SymbolicString, lookUp: RegExp, own: SymbolicString): SymbolicString {
  const [only] = field.parts;
  return field.parts.length === 1 && only?.kind === "unknown-text" && isLookUp(only, lookUp) ? own : field;
}

/** As `ownOr`, for an account. */
export function ownAccountOr(field: SymbolicString, target: DeploymentTarget): SymbolicString {
  return ownOr(field, ownAccount, target.account);
}

function isLookUp({ unknown }: UnknownPart, lookUp: RegExp): boolean {
  return unknown.reason === "decided-at-run-time" && unknown.detail !== undefined && !/\bevent\b|Records/.test(unknown.detail) && lookUp.test(unknown.detail);
}
