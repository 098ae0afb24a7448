import { findAction, type AccessLevel, type ActionDefinition } from "../reference";
import { literalText } from "../values";
import type { Grant } from "./grants";
import { nameOf } from "./gravity";
import { matchingActions } from "../access";
import { isEveryAction, isLoggingAction, typeCoveredBy } from "./resource-breadth";
import type { RoleNeeds } from "./usage";

/** What an action weighs: changing permissions most, listing least. */
const weights: Readonly<Record<AccessLevel, number>> = { "Permissions management": 8, Write: 4, Tagging: 2, Read: 2, List: 1 };

/** More than all actions of AWS together weigh. */
const everythingWeighs = 100_000;

/** What even a function with no needs is allowed for: so that a role with a little too much does not score zero. */
const baseWeight = 8;

/**
 * How near to least privilege the grants are, 0 to 100; 100 where nothing is granted beyond the needs. Each granted action weighs its access level times
 * the breadth of its resources (1 for all of a type, less for a part); what is beyond the needs is the excess E, the needs weigh W, and the score is
 * 100 / (1 + log2(1 + E / W)). Narrowing a grant never lowers it and granting more never raises it: W does not depend on the grants, and E grows with them.
 */
export function scoreOf(grants: readonly Grant[], needs: RoleNeeds): number {
  const needed = new Set(needs.required.map(({ action }) => action.toLowerCase()));
  const granted = new Map<ActionDefinition, number>();
  let everything = 0;
  for (const grant of grants) {
    const breadth = breadthOf(grant);
    if (grant.statement.notActions || grant.statement.actions?.some(({ value }) => value.kind === "string" && isEveryAction(literalText(value) ?? ""))) {
      everything = Math.max(everything, breadth);
      continue;
    }
    for (const action of actionsOf(grant)) granted.set(action, Math.max(granted.get(action) ?? 0, breadth));
  }
  if (everything > 0) return finish(everythingWeighs * everything, needed);
  let excess = 0;
  for (const [action, breadth] of granted) {
    if (isLoggingAction(nameOf(action))) continue;
    const isAccepted = needs.open === "any" || needs.open.has(action.service) || needed.has(nameOf(action).toLowerCase());
    excess += weights[action.accessLevel] * (isAccepted ? Math.max(0, breadth - narrow) : breadth);
  }
  return finish(excess, needed);
}

function finish(excess: number, needed: ReadonlySet<string>): number {
  let own = baseWeight;
  for (const action of needed) own += weights[findAction(action)?.accessLevel ?? "Write"];
  return Math.round(100 / (1 + Math.log2(1 + excess / own)));
}

/** The breadth of named resources, with or without a wildcard below them. */
const narrow = 0.25;

const breadths = new WeakMap<Grant["statement"], number>();

function breadthOf({ statement }: Grant): number {
  let breadth = breadths.get(statement);
  if (breadth === undefined) breadths.set(statement, (breadth = computeBreadth(statement)));
  return breadth;
}

function computeBreadth(statement: Grant["statement"]): number {
  if (statement.notResources) return 1;
  const resources = (statement.resources ?? []).map(({ value }) => value);
  if (resources.some((value) => value.kind === "string" && /^\*+$/.test(literalText(value) ?? ""))) return 1;
  const actions = (statement.actions ?? []).flatMap(({ value }) => (value.kind === "string" ? matchingActions(literalText(value) ?? "") : []));
  const coversType = resources.some((value) => value.kind === "string" && actions.some((action) => typeCoveredBy(value, action) !== undefined));
  return coversType ? 1 : narrow;
}

function actionsOf({ statement }: Grant): readonly ActionDefinition[] {
  return (statement.actions ?? []).flatMap(({ value }) => (value.kind === "string" ? matchingActions(literalText(value) ?? "") : []));
}
