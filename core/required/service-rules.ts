import type { Certainty } from "../iam";
import { literalText } from "../values";
import type { CallContext } from "./call-context";
import type { Presence } from "./call-input";
import type { NeededResource } from "./need";

/** The resources that a call's input names; empty where it names none. */
export type ResourceRule = (context: CallContext) => NeededResource[];

/** Whether a call is one of those that need an action. */
export type Condition = (context: CallContext) => Presence;

/** An action that an operation needs. */
export interface ActionRow {
  readonly action: string;
  /** On what; by default the resources of the action's own types that the input names. */
  readonly on?: ResourceRule;
  readonly when?: Condition;
  /** For a person: why, where the operation's name does not say it. */
  readonly because?: string;
  /** `possible` where it depends on something that no input shows. */
  readonly certainty?: Certainty;
  /** Condition keys whose values the call is known to bring, each with the member that holds it: `s3:prefix` → `Prefix`. */
  readonly context?: Readonly<Record<string, string>>;
}

/** What the input of a service's operations says about actions and resources. */
export interface ServiceRules {
  /** Botocore service ids of the operations. */
  readonly services: readonly string[];
  /** How inputs name a resource type, by IAM's name of it with its prefix: `s3:object`. */
  readonly types?: Readonly<Record<string, ResourceRule>>;
  /** Operations whose actions depend on their parameters: these rows stand in place of the reference's actions. */
  readonly operations?: Readonly<Record<string, readonly ActionRow[]>>;
  /** Rows that come to the reference's actions. */
  readonly also?: Readonly<Record<string, readonly ActionRow[]>>;
}

/** Any of these members is passed. */
export function given(...paths: readonly string[]): Condition {
  return (context) => paths.map((path) => context.presence(path)).reduce((a, b) => (a === "yes" || b === "yes" ? "yes" : a === "maybe" ? a : b), "no");
}

/** None of these members is passed. */
export function missing(...paths: readonly string[]): Condition {
  const isGiven = given(...paths);
  return (context) => {
    const presence = isGiven(context);
    return presence === "yes" ? "no" : presence === "no" ? "yes" : "maybe";
  };
}

/** Unless one of these members is known to be passed. */
export function unless(...paths: readonly string[]): Condition {
  const isGiven = given(...paths);
  return (context) => (isGiven(context) === "yes" ? "no" : "yes");
}

/** A member has one of these values. */
export function has(path: string, ...values: readonly string[]): Condition {
  return (context) => {
    const texts = context.texts(path);
    const known = texts.filter((text) => text.value.kind === "string" && values.includes(literalText(text.value) ?? ""));
    if (known.some((text) => text.certainty === "certain")) return "yes";
    return known.length > 0 || texts.some((text) => text.value.kind === "unknown" || literalText(text.value) === undefined) ? "maybe" : "no";
  };
}

export function both(a: Condition, b: Condition): Condition {
  return (context) => {
    const [first, second] = [a(context), b(context)];
    if (first === "no" || second === "no") return "no";
    return first === "yes" && second === "yes" ? "yes" : "maybe";
  };
}
