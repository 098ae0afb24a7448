import { isAllow, type FunctionNeeds, type Grant } from "./grants";
import { actionsLeft, matchingActions, type EffectivePermissions } from "../access";
import type { PolicyElement } from "../iam";
import type { Deployment } from "../model";
import { findAction } from "../reference";
import type { RequiredPermission } from "../required";
import { literalText } from "../values";
import { openServices } from "./open-services";
import { mayOverlap } from "./overlap";
import { isExcessTakenBack } from "./taken-back";
import { isEveryAction, isLoggingAction } from "./resource-breadth";
import { canActOn } from "./resource-types";

/** An element of a policy that nobody who has the role is seen to need. */
export interface UnusedElement {
  readonly grant: Grant;
  /** The element of Action, or of Resource where the actions are needed elsewhere. */
  readonly element: PolicyElement;
  readonly kind: "action" | "resource";
  /** As written: `sqs:*`. */
  readonly action: string;
  /** What of the action's pattern nobody needs, in IAM's own case; empty for `*`. */
  readonly excess: readonly string[];
  /** What of it somebody needs. */
  readonly used: readonly string[];
}

/** The needs of everyone who has a role, and what of them is certain enough to call something else unused. */
export interface RoleNeeds {
  readonly required: readonly RequiredPermission[];
  /** IAM prefixes of which more may be needed than was seen; `any` where nothing can be called unused. */
  readonly open: ReadonlySet<string> | "any";
}

export function roleNeeds(needs: readonly FunctionNeeds[], tolerated: readonly RequiredPermission[] = []): RoleNeeds {
  return { required: [...needs.flatMap(({ required }) => required), ...tolerated], open: openServices(needs.map(({ reading }) => reading)) };
}

/** What of a statement nobody needs. What Deny or the boundary take back is not granted, so not unused either. */
export function unusedElements(grant: Grant, needs: RoleNeeds, effective: EffectivePermissions, deployment: Deployment): UnusedElement[] {
  const { statement } = grant;
  if (needs.open === "any" || needs.required.length === 0 && grant.functions.length === 0) return [];
  if (!isAllow(statement) || statement.effect.kind === "unknown" || !statement.resources) return [];
  const usage = new StatementUsage(grant, needs, effective, deployment);
  if (!statement.actions) return usage.unusedNotAction();
  const actions = statement.actions.flatMap((element) => usage.unusedAction(element) ?? []);
  return [...actions, ...usage.unusedResources(actions)];
}

class StatementUsage {
  constructor(
    private readonly grant: Grant,
    private readonly needs: RoleNeeds,
    private readonly effective: EffectivePermissions,
    private readonly deployment: Deployment,
  ) {}

  unusedAction(element: PolicyElement): UnusedElement | undefined {
    const action = element.value.kind === "string" ? literalText(element.value) : undefined;
    if (action === undefined) return undefined;
    const base = { grant: this.grant, element, kind: "action" as const, action };
    if (isEveryAction(action)) return this.hasOpen() ? undefined : { ...base, excess: [], used: this.usedOf(this.needs.required.map((row) => row.action)) };
    const left = this.left(element, action).filter((name) => this.canAct(name));
    const used = this.usedOf(left);
    const excess = left.filter((name) => !used.includes(name) && !this.isOpen(name) && !isLoggingAction(name));
    return excess.length === 0 ? undefined : { ...base, excess, used };
  }

  /** NotAction grants nearly everything, which nobody needs. */
  unusedNotAction(): UnusedElement[] {
    const [element] = this.grant.statement.notActions ?? [];
    if (!element || this.hasOpen() || isExcessTakenBack(this.grant, {}, this.effective, () => false)) return [];
    return [{ grant: this.grant, element, kind: "action", action: "NotAction", excess: [], used: this.usedOf(this.needs.required.map((row) => row.action)) }];
  }

  /** An action that can act on nothing of the statement grants nothing with it; that is another rule's. */
  private canAct(name: string): boolean {
    const definition = findAction(name);
    if (!definition || this.grant.statement.notResources) return true;
    return this.grant.statement.resources!.some(({ value }) => value.kind === "unknown" || canActOn(definition, this.deployment.resources.expand(value)) !== "no");
  }

  private hasOpen(): boolean {
    return this.needs.open === "any" || this.needs.open.size > 0;
  }

  /** Named resources on which some action of the statement is needed in kind, but not on them. */
  unusedResources(unusedActions: readonly UnusedElement[]): UnusedElement[] {
    const { statement } = this.grant;
    const wholly = new Set(unusedActions.filter(({ used }) => used.length === 0).map(({ element }) => element));
    const actions = statement.actions!.filter((element) => !wholly.has(element));
    const names = actions.flatMap((element) => this.usedOf(this.left(element, element.value.kind === "string" ? (literalText(element.value) ?? "") : "")));
    const resources = statement.resources!;
    if (names.length === 0 || names.some((name) => this.isOpen(name)) || resources.length < 2) return [];
    return resources.flatMap((element): UnusedElement[] => {
      const { value } = element;
      if (value.kind === "unknown") return [];
      const expanded = this.deployment.resources.expand(value);
      const able = names.filter((name) => !isLoggingAction(name) && canActOn(findAction(name)!, expanded) === "yes");
      if (able.length === 0 || this.rowsOf(able).some((row) => row.resources.some((resource) => mayOverlap(resource, expanded, this.deployment.resources)))) return [];
      return [{ grant: this.grant, element, kind: "resource", action: able.join(", "), excess: able, used: [] }];
    });
  }

  /** The names that an element stands for and that Deny and the boundary leave. */
  private left(element: PolicyElement, action: string): readonly string[] {
    const known = findAction(action);
    const names = known ? [`${known.service}:${known.name}`] : matchingActions(action).map((definition) => `${definition.service}:${definition.name}`);
    if (this.effective.access.denies.length === 0 && this.effective.access.boundaries.length === 0) return names;
    const grant = this.effective.grants.find((candidate) => candidate.statement === this.grant.statement);
    const left = new Set((grant ? actionsLeft(this.effective.access, grant, element) : names).map((name) => name.toLowerCase()));
    return names.filter((name) => left.has(name.toLowerCase()));
  }

  /** Those of the actions that somebody needs on a resource of this statement. */
  private usedOf(names: readonly string[]): string[] {
    const { resources } = this.deployment;
    const granted = this.grant.statement.resources!.map(({ value }) => (value.kind === "string" ? resources.expand(value) : value));
    return [...new Set(names)].filter((name) =>
      this.rowsOf([name]).some((row) => row.resources.some((resource) => granted.some((pattern) => mayOverlap(resource, pattern, resources)))),
    );
  }

  private rowsOf(names: readonly string[]): RequiredPermission[] {
    const wanted = new Set(names.map((name) => name.toLowerCase()));
    return this.needs.required.filter((row) => wanted.has(row.action.toLowerCase()));
  }

  private isOpen(action: string): boolean {
    return this.needs.open !== "any" && this.needs.open.has(action.split(":")[0]!.toLowerCase());
  }
}
