import type { PolicyElement } from "../iam";
import { literal } from "../values";
import type { AccessSet } from "./access-set";
import { ActionSet, classesOf } from "./action-set";
import { findExcess } from "./excess";
import type { Grant } from "./grant";
import { somethingIn } from "./questions";
import { resourcesOf } from "./resource-set";
import { NO, type Truth } from "./truth";

/** Whether Deny statements or the boundary leave nothing of a statement, or of one element of its Action or Resource. */
export function isTakenBack(access: AccessSet, grant: Grant, element?: PolicyElement): "yes" | "no" | "undecided" {
  if (access.denies.length === 0 && access.boundaries.length === 0) return "no";
  const left = somethingIn({ ...access, allows: [part(grant, element)] });
  return left.answer === "yes" ? "no" : left.answer === "no" ? "yes" : "undecided";
}

/** Whether Deny statements and the boundary leave a statement, or one element of it, as it is written. */
export function isLeftWhole(access: AccessSet, grant: Grant, element?: PolicyElement): "yes" | "no" | "undecided" {
  if (access.denies.length === 0 && access.boundaries.length === 0) return "yes";
  const own = part(grant, element);
  return findExcess({ allows: [own], boundaries: [], denies: [] }, { ...access, allows: [own] }).answer;
}

/**
 * The actions of a statement, or of one element of its Action, of which something is left on some resource, or may be; in IAM's own case.
 * Where it reaches into services that no statement names, the actions of one of them stand for all.
 */
export function actionsLeft(access: AccessSet, grant: Grant, element?: PolicyElement): string[] {
  const own = part(grant, element);
  const limits = [...access.boundaries.flat(), ...access.denies].map(({ actions }) => actions);
  return classesOf(own.actions, limits).flatMap(({ names }) => {
    if (limits.length === 0) return names;
    const one = { ...own, actions: new ActionSet([{ path: "", value: literal(names[0]!) }], false) };
    return somethingIn({ ...access, allows: [one] }).answer === "no" ? [] : names;
  });
}

/** Whether an action is allowed on some resource, in some request. */
export function isAllowedSomewhere(access: AccessSet, action: string): "yes" | "no" | "undecided" {
  const actions = new ActionSet([{ path: "", value: literal(action) }], false);
  const allows = access.allows.flatMap((grant) => {
    const truth = grant.actions.has(action);
    return truth === NO ? [] : [{ ...grant, actions, certainty: Math.min(grant.certainty, truth) as Truth }];
  });
  return somethingIn({ ...access, allows }).answer;
}

/** A statement cut down to one element of its Action or its Resource. */
function part(grant: Grant, element: PolicyElement | undefined): Grant {
  const { statement } = grant;
  if (!element || !statement) return grant;
  if (statement.actions?.includes(element)) return { ...grant, actions: new ActionSet([element], false) };
  const index = statement.resources?.indexOf(element) ?? -1;
  return index < 0 ? grant : { ...grant, resources: resourcesOf([grant.resources.globs[index]!.glob]) };
}
