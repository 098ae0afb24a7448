/*
 * What policies really allow, compared soundly: each answer is yes, no with a request that shows it, or undecided with the reason.
 *
 *   effectivePermissions(role, deployment)      what a role can do: its policies within its boundary, minus Deny, with where each grant stands
 *   allows(access, action, resource, context)   whether a needed permission is there, on all of a (symbolic) pattern
 *   isTakenBack / isLeftWhole / actionsLeft     what Deny and boundary leave of a statement or of one element in it
 *   reachOf(access, grant, filter)              what a statement really allows, on each of its resources and how much of it
 *   subset(a, b), intersects(a, b)              two sets of access
 *   accessDifference(before, after)             what a change gains and loses, in requests
 *   accessOfDocument(document)                  a single document, such as a resource-based policy
 */
export { NO_ACCESS, accessOf, type AccessSet } from "./access-set";
export { allows } from "./allows";
export { PRINCIPAL } from "./context";
export type { Answer, Witness } from "./answer";
export { accessOfDocument, effectivePermissions, type EffectivePermissions, type GrantOfPolicy, type UnreadPart } from "./effective-permissions";
export { grantsOf, type Grant, type Grants } from "./grant";
export { accessDifference, intersects, somethingIn, subset, type AccessDifference, type Intersection } from "./questions";
export { reachOf, type Extent, type Reach, type ReachFilter } from "./reach";
export { actionsLeft, isAllowedSomewhere, isLeftWhole, isTakenBack } from "./taken-back";
export { globIncludes, globsIntersect, matchesGlob, matchingActions } from "./patterns";
