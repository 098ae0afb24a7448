import { canBeScoped, findAction, findOperation, findOperationService, type ActionDefinition } from "../reference";
import { literalText, unknown } from "../values";
import { anyResource } from "./arn-pattern";
import { everyOfType, namedByFormat, resourceTypeOf } from "./arn-format-rule";
import type { CallContext } from "./call-context";
import { certainly, weaker, type Need, type NeededResource } from "./need";
import type { ActionRow, ResourceRule } from "./service-rules";
import { rulesOf, typeRule } from "./services";

/** What one call needs, by itself: without what belongs to the keys that encrypt what it touches. */
export function needsOfCall(context: CallContext): Need[] {
  const { service, operation } = context.call;
  const rules = rulesOf(service);
  const replaced = rules.flatMap((rule) => entryOf(rule.operations, operation) ?? []);
  const added = rules.flatMap((rule) => entryOf(rule.also, operation) ?? []);
  const hasRows = rules.some((rule) => entryOf(rule.operations, operation) !== undefined);
  const base = hasRows ? replaced : baseActions(service, operation).map((action): ActionRow => ({ action }));
  return [...base, ...added].flatMap((row) => needOf(context, row));
}

/** The resources that an action is used on in this call. */
export function resourcesOf(context: CallContext, actionName: string): NeededResource[] {
  const action = findAction(actionName);
  if (!action || action.resourceTypes.length === 0) return [certainly(anyResource)];
  const found = action.resourceTypes.map((type) => ({ type, resources: resourcesOfType(context, action, type.name) }));
  const mentioned = unique(found.flatMap(({ resources }) => resources));
  if (mentioned.length > 0) return mentioned;
  if (!canBeScoped(action)) return [certainly(anyResource)];
  if (action.service !== iamPrefixOf(context.call.service)) return [certainly(unknown("unreadable", `what ${context.call.operation} touches in ${action.service}`))];
  const required = action.resourceTypes.filter((type) => type.isRequired);
  const open = (required.length > 0 ? required : action.resourceTypes).flatMap((type) => resourceTypeOf(action, type.name) ?? []);
  return open.map((type) => certainly(everyOfType(context, type)));
}

function resourcesOfType(context: CallContext, action: ActionDefinition, name: string): NeededResource[] {
  const rule = typeRule(`${action.service}:${name}`);
  if (rule) return rule(context);
  const type = resourceTypeOf(action, name);
  return type ? namedByFormat(context, action, type) : [];
}

function needOf(context: CallContext, row: ActionRow): Need[] {
  const presence = row.when?.(context) ?? "yes";
  if (presence === "no") return [];
  const rule: ResourceRule = row.on ?? ((one) => resourcesOf(one, row.action));
  const found = rule(context);
  // Whatever the input leaves out, the action is needed: on what, nobody can tell.
  const resources = found.length > 0 ? found : [certainly(unknown("unreadable", `what ${context.call.operation} touches`))];
  const certainty = weaker(row.certainty ?? "certain", weaker(presence === "yes" ? "certain" : "possible", context.call.certainty));
  return [
    {
      action: row.action,
      resources,
      certainty,
      ...(row.because === undefined ? {} : { reason: row.because }),
      ...contextOf(context, row),
    },
  ];
}

/** Values that are not known make no context: a condition on them stays undecided. */
function contextOf(context: CallContext, row: ActionRow): { context?: ReadonlyMap<string, readonly string[]> } {
  const entries = Object.entries(row.context ?? {}).flatMap(([key, path]): [string, string[]][] => {
    const texts = context.texts(path).map(({ value }) => (value.kind === "unknown" ? undefined : literalText(value)));
    return texts.length === 1 && texts[0] !== undefined ? [[key, [texts[0]]]] : [];
  });
  return entries.length > 0 ? { context: new Map(entries) } : {};
}

/** The reference's actions; where it does not know the operation, the action of the same name. */
function baseActions(service: string, operation: string): readonly string[] {
  const definition = findOperation(service, operation);
  if (definition) return definition.actions;
  const action = findAction(`${iamPrefixOf(service)}:${operation}`);
  return action ? [`${action.service}:${action.name}`] : [];
}

function iamPrefixOf(service: string): string {
  return findOperationService(service)?.iamPrefix ?? service;
}

/** Whether nobody can tell what an operation needs: its calls are to be reported, never taken to need nothing. */
export function isUnmapped(service: string, operation: string): boolean {
  if (rulesOf(service).some((rules) => entryOf(rules.operations, operation) !== undefined)) return false;
  const definition = findOperation(service, operation);
  return definition ? definition.isUnmapped : baseActions(service, operation).length === 0;
}

function entryOf<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

function unique(resources: readonly NeededResource[]): NeededResource[] {
  return [...new Set(resources)];
}
