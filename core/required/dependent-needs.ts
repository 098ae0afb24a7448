import { findOperation } from "../reference";
import type { Symbolic, Unknown } from "../values";
import { attributeOf, type CallContext } from "./call-context";
import { textOf } from "./call-input";
import { weaker, type Need, type NeededResource } from "./need";
import { resolve } from "./resource-rule";
import { resourcesOf } from "./call-needs";

/** Principals of services whose name is not that of their client. */
const principals: Readonly<Record<string, string>> = {
  stepfunctions: "states",
  ecs: "ecs-tasks",
  "application-autoscaling": "application-autoscaling",
  emr: "elasticmapreduce",
  "emr-containers": "emr-containers",
  logs: "logs",
  efs: "elasticfilesystem",
};

const roleMember = /(^|[a-z])role(_?arn)?$|RoleARN$/i;
const tagMembers = ["Tags", "TagList", "TagSet", "tags"];

/**
 * What a call needs beside its own action, as far as its parameters show it: handing a role to a service, tagging what it makes.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function dependentNeeds(context: CallContext): Need[] {
  const { service, operation } = context.call;
  const dependents = findOperation(service, operation)?.dependentActions ?? [];
  return [...(dependents.includes("iam:PassRole") ? passedRoles(context) : []), ...dependents.flatMap((action) => tagging(context, action))];
}

function passedRoles(context: CallContext): Need[] {
  const roles = [...rolesIn(context.call.input, 0), ...rolesOfTaskDefinition(context)];
  const resources = roles.flatMap((role): NeededResource[] => {
    const text = textOf(role.value);
    const value = text.kind === "unknown" ? text : context.resources.expand(text);
    return resolve(context, { value, certainty: role.isChoice ? "possible" : "certain" }, { types: ["aws_iam_role"], arn: (one, name) => one.arn("iam", ["role/", name], "account") });
  });
  if (resources.length === 0) return context.call.input.rest ? [passing(context, [{ value: context.call.input.rest, certainty: "certain" }], false)] : [];
  return [passing(context, resources, true)];
}

function passing(context: CallContext, resources: readonly NeededResource[], isSure: boolean): Need {
  const { service, operation } = context.call;
  const principal = `${principals[service] ?? service}.amazonaws.com`;
  return {
    action: "iam:PassRole",
    resources,
    certainty: weaker(isSure ? "certain" : "possible", context.call.certainty),
    reason: `${operation} hands the role to ${principal}`,
    context: new Map([["iam:PassedToService", [principal]]]),
  };
}

interface FoundRole {
  readonly value: Symbolic;
  readonly isChoice: boolean;
}

/** Values of members that are named like roles, however deep. */
function rolesIn(value: Symbolic, depth: number): FoundRole[] {
  if (depth > 8) return [];
  if (value.kind === "list") return value.items.flatMap((item) => rolesIn(item, depth + 1));
  if (value.kind === "choice") return value.alternatives.flatMap((item) => rolesIn(item, depth + 1)).map((role) => ({ ...role, isChoice: true }));
  if (value.kind !== "map") return [];
  return [...value.entries].flatMap(([key, entry]) => (roleMember.test(key) ? alternativesOf(entry) : rolesIn(entry, depth + 1)));
}

function alternativesOf(value: Symbolic): FoundRole[] {
  if (value.kind === "null" || value.kind === "map" || value.kind === "list") return [];
  if (value.kind !== "choice") return [{ value, isChoice: false }];
  return value.alternatives.flatMap((alternative) => alternativesOf(alternative)).map((role) => ({ ...role, isChoice: true }));
}

/** A task runs with the roles of its definition, which whoever runs it hands over. */
function rolesOfTaskDefinition(context: CallContext): FoundRole[] {
  if (context.call.service !== "ecs") return [];
  return context.texts("taskDefinition").flatMap(({ value }): FoundRole[] => {
    const definition = value.kind === "unknown" ? undefined : context.managed(["aws_ecs_task_definition"], value);
    const roles = ["task_role_arn", "execution_role_arn"].flatMap((attribute) => (definition && attributeOf(definition, attribute)) ?? []);
    if (roles.length > 0) return roles.map((role) => ({ value: role, isChoice: false }));
    return definition || !isRunning(context.call.operation) ? [] : [{ value: rolesOutside, isChoice: true }];
  });
}

const rolesOutside: Unknown = { kind: "unknown", reason: "unreadable", detail: "the roles of the task definition", references: [] };

function isRunning(operation: string): boolean {
  return ["RunTask", "StartTask", "CreateService", "UpdateService"].includes(operation);
}

function tagging(context: CallContext, action: string): Need[] {
  if (!/:(TagResource|TagQueue|AddTags|AddTagsToResource|TagRole|TagUser)$/.test(action)) return [];
  const presences = tagMembers.map((member) => context.presence(member));
  if (!presences.includes("yes")) return [];
  return [{ action, resources: resourcesOf(context, action), certainty: context.call.certainty, reason: "the call sets tags" }];
}

