import type { PolicyDocument, Statement } from "../iam";
import type { SymbolicString, Unknown } from "../values";
import { ActionSet } from "./action-set";
import { ConditionBlock } from "./condition-block";
import { ANYTHING_UNKNOWN } from "./glob";
import { resourcesOf, ResourceSet } from "./resource-set";
import { MAYBE, YES, type Truth } from "./truth";

/** One statement, ready to be compared: what it allows or denies, under which conditions, and how sure it is that it stands there. */
export interface Grant {
  /** Address of the resource that carries the policy. */
  readonly policy: string;
  /** Absent for what stands for everything that could not be read. */
  readonly statement?: Statement;
  readonly certainty: Truth;
  readonly actions: ActionSet;
  readonly resources: Pick<ResourceSet, "globs" | "isNegated">;
  readonly conditions: Pick<ConditionBlock, "conditions" | "holds" | "holdsApart">;
  /** Why it is only possible, where it is unread. */
  readonly unread?: Unknown;
}

/** What policies allow and deny, before they are put together. */
export interface Grants {
  readonly allows: readonly Grant[];
  readonly denies: readonly Grant[];
}

export type Expand = (value: SymbolicString) => SymbolicString;

const NO_CONDITIONS = { conditions: [], holds: (): Truth => YES, holdsApart: (): Truth => YES };

/** The statements of a document. What could not be read may allow and deny anything. */
export function grantsOf(document: PolicyDocument, policy: string, expand: Expand): Grants {
  const allows: Grant[] = [];
  const denies: Grant[] = [];
  const hasVariables = document.version === "2012-10-17";
  for (const statement of document.statements) {
    const isUnsure = statement.certainty === "possible" || statement.effect.kind === "unknown";
    const grant: Grant = {
      policy,
      statement,
      certainty: isUnsure ? MAYBE : YES,
      actions: new ActionSet(statement.actions ?? statement.notActions ?? [], statement.actions === undefined && statement.notActions !== undefined),
      resources: new ResourceSet(statement.resources ?? statement.notResources, statement.resources === undefined && statement.notResources !== undefined, expand, hasVariables),
      conditions: new ConditionBlock(statement, hasVariables),
      ...(statement.effect.kind === "unknown" ? { unread: statement.effect } : {}),
    };
    if (statement.effect.kind === "unknown" || statement.effect.value === "Allow") allows.push(grant);
    if (statement.effect.kind === "unknown" || statement.effect.value === "Deny") denies.push(grant);
  }
  if (!document.unreadStatements) return { allows, denies };
  const unread = unreadGrant(policy, document.unreadStatements);
  return { allows: [...allows, unread], denies: [...denies, unread] };
}

/** Stands for a policy that could not be read: it may allow or deny anything. */
export function unreadGrant(policy: string, unread: Unknown): Grant {
  return { policy, certainty: MAYBE, actions: ALL_ACTIONS, resources: resourcesOf([ANYTHING_UNKNOWN]), conditions: NO_CONDITIONS, unread };
}

export const ALL_ACTIONS = new ActionSet([{ path: "", value: { kind: "string", parts: [{ kind: "literal", text: "*" }] } }], false);

/** A grant of the given actions on the given resources, without conditions. */
export function plainGrant(actions: ActionSet, resources: Grant["resources"], conditions: Grant["conditions"] = NO_CONDITIONS): Grant {
  return { policy: "", certainty: YES, actions, resources, conditions };
}
