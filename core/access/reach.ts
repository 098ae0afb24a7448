import { findService, servicePrefixes, type ActionDefinition } from "../reference";
import { literal } from "../values";
import type { AccessSet } from "./access-set";
import { ActionSet, actionsOf } from "./action-set";
import { REQUEST_OF_FUNCTION } from "./allows";
import { findExcess } from "./excess";
import type { Grant } from "./grant";
import { somethingIn } from "./questions";
import { resourcesOf } from "./resource-set";
import { NO, YES, type Truth } from "./truth";

/**
 * How much of what a statement names is really allowed: `whole`; a `part`, where Deny or the boundary takes some of it back;
 * `conditional`, where its conditions hold; `undecided`, where nobody can tell before deployment.
 */
export type Extent = "whole" | "part" | "conditional" | "undecided";

/** Actions that a statement allows on one of its resources, after Deny and boundary. */
export interface Reach {
  /** Which element of Resource; absent for NotResource and where a statement names no resource. */
  readonly resource?: number;
  readonly extent: Extent;
  readonly actions: readonly ActionDefinition[];
}

/** What of a statement is left, by resource. `isAsked` tells which services, and which actions on which resource, are looked at. */
export function reachOf(access: AccessSet, grant: Grant, isAsked: ReachFilter): Reach[] {
  const { globs, isNegated } = grant.resources;
  const isNamed = !isNegated && grant.statement?.resources !== undefined;
  if (!isNamed) return reachOn(access, grant, undefined, isAsked);
  return globs.flatMap(({ glob, isCertain }, index) => reachOn(access, { ...grant, resources: resourcesOf([glob]), certainty: isCertain ? grant.certainty : NOT_SURE }, index, isAsked));
}

export interface ReachFilter {
  service(prefix: string, resource: number | undefined): boolean;
  action(action: ActionDefinition, resource: number | undefined): boolean;
}

const NOT_SURE: Truth = 1;

function reachOn(access: AccessSet, own: Grant, resource: number | undefined, isAsked: ReachFilter): Reach[] {
  const limits = [...access.boundaries.flat(), ...access.denies];
  const extents = new Map<string, Extent | "nothing">();
  const found = new Map<Extent, ActionDefinition[]>();
  for (const service of own.actions.isBroad ? servicePrefixes() : own.actions.services) {
    if (!isAsked.service(service, resource) || !findService(service)) continue;
    const truths = own.actions.truthsIn(service);
    const limiting = limits.map(({ actions }) => actions.truthsIn(service));
    actionsOf(service).forEach((action, index) => {
      if (truths[index] === NO || !isAsked.action(action, resource)) return;
      let signature = String(truths[index]);
      for (const truth of limiting) signature += truth[index];
      let extent = extents.get(signature);
      if (extent === undefined) extents.set(signature, (extent = extentOf(access, own, `${service}:${action.name}`, truths[index] as Truth)));
      if (extent === "nothing") return;
      const actions = found.get(extent);
      if (actions) actions.push(action);
      else found.set(extent, [action]);
    });
  }
  return [...found].map(([extent, actions]) => ({ ...(resource === undefined ? {} : { resource }), extent, actions }));
}

/** Actions that no limit tells apart have the same extent. */
function extentOf(access: AccessSet, own: Grant, action: string, truth: Truth): Extent | "nothing" {
  const isLimited = access.boundaries.length > 0 || access.denies.some(({ actions }) => actions.has(action) !== NO);
  const written = own.certainty !== YES || truth !== YES ? "undecided" : own.conditions.conditions.length > 0 ? "conditional" : "whole";
  if (!isLimited) return written;
  const one = { ...own, actions: new ActionSet([{ path: "", value: literal(action) }], false) };
  const left = somethingIn({ ...access, allows: [one] }).answer;
  if (left === "no") return "nothing";
  if (left === "undecided" || written === "undecided") return "undecided";
  if (written === "conditional") return written;
  // What no request of a function is, such as one without TLS, takes nothing from it.
  return findExcess({ allows: [one], boundaries: [], denies: [] }, { ...access, allows: [one] }, { context: REQUEST_OF_FUNCTION }).answer === "yes" ? written : "part";
}
