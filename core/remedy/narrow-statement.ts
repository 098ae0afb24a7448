import { accessDifference, allows, globIncludes, intersects, matchesGlob } from "../access";
import type { Condition, PolicyElement, Statement } from "../iam";
import type { NamedResources } from "../model";
import type { RequiredPermission } from "../required";
import { formatSymbolic, literal, literalText, type SymbolicString, type Unknown } from "../values";
import { accessOfStatements, allowStatement, elementOf } from "./grant-access";
import { withTargetOf } from "./arn-target";

/** One resource of one need: what has to stay allowed. */
export interface Need {
  readonly row: RequiredPermission;
  readonly resource: SymbolicString | Unknown;
}

/** A resource of a narrowed statement: an element that stays as it is written, or what is needed in place of one. */
export type NarrowedResource =
  | { readonly kind: "kept"; readonly element: PolicyElement }
  | { readonly kind: "needed"; readonly resource: SymbolicString; readonly inPlaceOf: PolicyElement };

/** What a statement becomes: one part is narrowed in place, several are a statement each, none is removed. */
export interface StatementPart {
  readonly actions: readonly string[];
  readonly resources: readonly NarrowedResource[];
  readonly needs: readonly Need[];
  /** Condition keys that the calls are known to satisfy and that the statement does not ask for yet: StringEquals. */
  readonly context: ReadonlyMap<string, readonly string[]>;
}

export interface NarrowedStatement {
  readonly parts: readonly StatementPart[];
  /** The needs that it certainly allows afterwards. */
  readonly covers: readonly Need[];
}

export interface NarrowOptions {
  /** Services of which more may be needed than was seen. */
  readonly open: ReadonlySet<string>;
  /** Elements that are too wide; others stay as they are written where something needs them. */
  isTooWide(element: PolicyElement): boolean;
  readonly resources: NamedResources;
}

/** Narrows an Allow statement to the needs that it meets; a string says why it has to stay as it is. */
export function narrowStatement(statement: Statement, needs: readonly Need[], options: NarrowOptions): NarrowedStatement | string {
  const reason = reasonToLeave(statement, options.open);
  return reason ?? new Narrowing(statement, options).narrow(needs);
}

function reasonToLeave(statement: Statement, open: ReadonlySet<string>): string | undefined {
  if (statement.effect.kind === "unknown" || statement.certainty === "possible") return "whether the statement stands in the policy is decided by a condition";
  if (statement.unreadConditions) return "its conditions could not be read";
  if ((statement.actions ?? statement.notActions ?? []).some(({ value }) => value.kind === "unknown" || literalText(value) === undefined)) return "its actions are not known before apply";
  if (open.size === 0) return undefined;
  if (!statement.actions) return `the code may need more of ${[...open].join(", ")} than could be read`;
  const whole = statement.actions.some(({ value }) => value.kind === "string" && /^\*+(:.*)?$/.test(literalText(value) ?? ""));
  return whole ? `the code may need more of ${[...open].join(", ")} than could be read` : undefined;
}

class Narrowing {
  private readonly resourceElements: readonly PolicyElement[];

  constructor(
    private readonly statement: Statement,
    private readonly options: NarrowOptions,
  ) {
    this.resourceElements = statement.resources ?? [{ path: `${statement.path}.NotResource`, value: literal("*") }];
  }

  narrow(needs: readonly Need[]): NarrowedStatement {
    const grants: { action: string; resource: NarrowedResource; need?: Need }[] = [];
    const covers: Need[] = [];
    for (const need of needs) {
      const action = this.writtenName(need.row.action);
      const found = this.resourceElements.flatMap((element) => {
        const resource = this.meet(need, element);
        return resource ? [{ action, resource, need }] : [];
      });
      grants.push(...found);
      if (found.length > 0 && this.statement.resources && this.isCertain(need)) covers.push(need);
    }
    for (const element of this.statement.actions ?? []) {
      const pattern = literalText(element.value as SymbolicString)!;
      if (!this.options.open.has(pattern.split(":")[0]!.toLowerCase())) continue;
      grants.push(...this.resourceElements.map((resource) => ({ action: pattern, resource: { kind: "kept" as const, element: resource } })));
    }
    return { parts: this.group(grants), covers };
  }

  /** What of an element a need asks for; `undefined` where they have nothing in common. */
  private meet({ row, resource }: Need, element: PolicyElement): NarrowedResource | undefined {
    const granted = this.accessOf(element);
    const kept: NarrowedResource = { kind: "kept", element };
    const answer = allows(granted, row.action, resource, row.context).answer;
    if (resource.kind === "unknown") return answer === "no" ? undefined : kept;
    if (element.value.kind === "unknown") return answer === "no" ? undefined : kept;
    if (answer === "undecided") return kept;
    if (answer === "no") {
      const asked = accessOfStatements([allowStatement({ actions: [elementOf(literal(row.action))], resources: [elementOf(resource)] })], this.options.resources);
      return intersects(granted, asked).answer === "no" ? undefined : kept;
    }
    const isWhole = /^\*+$/.test(literalText(element.value) ?? "");
    if (!isWhole && this.statement.resources && !this.options.isTooWide(element)) return kept;
    const wanted = withTargetOf(resource, element.value, this.options.resources);
    const same = accessOfStatements([allowStatement({ actions: [elementOf(literal(row.action))], resources: [elementOf(wanted)] })], this.options.resources);
    if (this.statement.resources && allows(same, row.action, element.value).answer === "yes") return kept;
    return { kind: "needed", resource: wanted, inPlaceOf: element };
  }

  private accessOf(resource: PolicyElement): ReturnType<typeof accessOfStatements> {
    const { actions, notActions } = this.statement;
    return accessOfStatements([allowStatement({ ...(actions ? { actions } : {}), ...(notActions ? { notActions } : {}), resources: [resource] })], this.options.resources);
  }

  private isCertain({ row, resource }: Need): boolean {
    return resource.kind === "string" && allows(accessOfStatements([this.statement], this.options.resources), row.action, resource, row.context).answer === "yes";
  }

  /** As the statement spells it, where it names the action. */
  private writtenName(action: string): string {
    const names = (this.statement.actions ?? []).map(({ value }) => literalText(value as SymbolicString)!);
    return names.find((name) => name.toLowerCase() === action.toLowerCase()) ?? action;
  }

  /** Actions with the same resources make one part; parts are joined where that grants nothing more. */
  private group(grants: readonly { action: string; resource: NarrowedResource; need?: Need }[]): StatementPart[] {
    const byAction = new Map<string, { action: string; context: StatementPart["context"]; resources: Map<string, NarrowedResource>; needs: Set<Need> }>();
    for (const { action, resource, need } of grants) {
      const context = this.contextOf(need);
      const id = JSON.stringify([action, [...context]]);
      const entry = byAction.get(id) ?? { action, context, resources: new Map<string, NarrowedResource>(), needs: new Set<Need>() };
      entry.resources.set(this.keyOf(resource), resource);
      if (need) entry.needs.add(need);
      byAction.set(id, entry);
    }
    const parts = new Map<string, { actions: string[]; resources: NarrowedResource[]; needs: Need[]; context: StatementPart["context"] }>();
    for (const { action, context, resources, needs } of byAction.values()) {
      const ordered = [...resources].sort(([a, x], [b, y]) => this.orderOf(x) - this.orderOf(y) || (a < b ? -1 : 1));
      const key = JSON.stringify([ordered.map(([id]) => id), [...context]]);
      const part = parts.get(key) ?? { actions: [], resources: ordered.map(([, resource]) => resource), needs: [], context };
      part.actions.push(action);
      part.needs.push(...needs);
      parts.set(key, part);
    }
    return this.join([...parts.values()]).map((part) => ({ ...part, actions: this.inOrder(part.actions) }));
  }

  private join(parts: readonly StatementPart[]): StatementPart[] {
    const joined: StatementPart[] = [];
    for (const part of parts) {
      const index = joined.findIndex((other) => this.isJoinable(other, part));
      if (index < 0) joined.push(part);
      else joined[index] = this.union(joined[index]!, part);
    }
    return joined;
  }

  private union(a: StatementPart, b: StatementPart): StatementPart {
    const resources = new Map([...a.resources, ...b.resources].map((resource) => [this.keyOf(resource), resource]));
    const ordered = [...resources].sort(([x, p], [y, q]) => this.orderOf(p) - this.orderOf(q) || (x < y ? -1 : 1)).map(([, resource]) => resource);
    return { actions: [...a.actions, ...b.actions], resources: ordered, needs: [...a.needs, ...b.needs], context: a.context };
  }

  /** Whether one statement grants no more than the two, and both are of one service. */
  private isJoinable(a: StatementPart, b: StatementPart): boolean {
    const services = new Set([...a.actions, ...b.actions].map((action) => action.split(":")[0]!.toLowerCase()));
    if (services.size > 1 || JSON.stringify([...a.context]) !== JSON.stringify([...b.context])) return false;
    const { resources } = this.options;
    const apart = accessOfStatements([statementOfPart(a), statementOfPart(b)], resources);
    return accessDifference(apart, accessOfStatements([statementOfPart(this.union(a, b))], resources)).grows === "no";
  }

  /** What a role may be passed to is told by the call; other keys are the author's choice. */
  private contextOf(need: Need | undefined): StatementPart["context"] {
    if (need?.row.action !== "iam:PassRole") return new Map();
    const asked = new Set(this.statement.conditions.map(({ key }) => key.toLowerCase()));
    return new Map([...(need.row.context ?? [])].filter(([key]) => !asked.has(key.toLowerCase())));
  }

  private keyOf(resource: NarrowedResource): string {
    return resource.kind === "kept" ? `kept ${resource.element.path}` : `needed ${formatSymbolic(resource.resource)}`;
  }

  private orderOf(resource: NarrowedResource): number {
    return this.resourceElements.indexOf(resource.kind === "kept" ? resource.element : resource.inPlaceOf);
  }

  /** In the order of the elements that they stand for, then by name. */
  private inOrder(actions: readonly string[]): string[] {
    const patterns = (this.statement.actions ?? []).map(({ value }) => literalText(value as SymbolicString)!.toLowerCase());
    const place = (action: string): number => patterns.findIndex((pattern) => matchesGlob(pattern, action.toLowerCase()) || globIncludes(pattern, action.toLowerCase()));
    return [...new Set(actions)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  }
}

/** A part as a statement; its conditions are those of the statement that it is made of, and its own. */
export function statementOfPart({ actions, resources, context }: StatementPart, from?: Statement): Statement {
  const base = from ?? allowStatement({});
  const { notActions: _, notResources: __, ...rest } = base;
  const own = [...context].map(([key, values]): Condition => ({ path: "", operator: "StringEquals", key, values: values.map((value) => elementOf(literal(value))) }));
  return {
    ...rest,
    actions: actions.map((action) => elementOf(literal(action))),
    resources: resources.map((resource) => (resource.kind === "kept" ? resource.element : elementOf(resource.resource))),
    conditions: [...base.conditions, ...own],
  };
}

/** A statement that nobody needs, turned to what is missing and what its actions are for; `undefined` where that is not one statement. */
export function retargetStatement(statement: Statement, missing: readonly Need[], resources: NamedResources): StatementPart | undefined {
  const [first] = statement.resources ?? [];
  if (!first || first.value.kind === "unknown" || statement.conditions.length > 0 || !statement.actions) return undefined;
  const given = first.value;
  const names = statement.actions.map(({ value }) => (value.kind === "string" ? literalText(value) : undefined));
  const needs = missing.filter(({ row, resource }) => resource.kind === "string" && !row.context && names.some((name) => name?.toLowerCase() === row.action.toLowerCase()));
  const wanted = new Map<string, Map<string, SymbolicString>>();
  for (const { row, resource } of needs) {
    const own = wanted.get(row.action) ?? new Map<string, SymbolicString>();
    const target = withTargetOf(resource as SymbolicString, given, resources);
    own.set(formatSymbolic(target), target);
    wanted.set(row.action, own);
  }
  const sets = [...wanted.values()].map((own) => [...own.keys()].sort().join(" "));
  if (sets.length === 0 || sets.some((set) => set !== sets[0])) return undefined;
  const targets = [...wanted.values()][0]!;
  const actions = names.filter((name) => name !== undefined && [...wanted.keys()].some((action) => action.toLowerCase() === name.toLowerCase())) as string[];
  return { actions, resources: [...targets.values()].map((resource) => ({ kind: "needed", resource, inPlaceOf: first })), needs, context: new Map() };
}
