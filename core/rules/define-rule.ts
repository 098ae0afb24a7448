import type { Finding, Severity } from "../findings";
import type { Deployment } from "../model";
import type { Unknown } from "../values";
import type { Analysis } from "./analysis";
import type { Subject } from "./subject";

/** What a finding says and what to write instead; `{{hole}}` is filled from the report's data. */
export interface Message {
  readonly says: string;
  readonly instead: string;
}

type Holes<Text extends string> = Text extends `${string}{{${infer Hole}}}${infer Rest}` ? Hole | Holes<Rest> : never;

type MessageData<M extends Message> = { readonly [Hole in Holes<M["says"]> | Holes<M["instead"]>]: string | number };

/** An option of a rule, as configuration and documentation show it. */
export interface RuleOption {
  readonly type: "string[]" | "boolean" | "number";
  readonly default: readonly string[] | boolean | number;
  readonly description: string;
}

type OptionValue<O extends RuleOption> = O["type"] extends "string[]" ? readonly string[] : O["type"] extends "boolean" ? boolean : number;

export type OptionValues<O extends Record<string, RuleOption>> = { readonly [Name in keyof O]: OptionValue<O[Name]> };

type Report<M extends Record<string, Message>> = {
  readonly [Id in keyof M]: { readonly messageId: Id; readonly data: MessageData<M[Id]>; readonly at: Subject; readonly severity?: Severity };
}[keyof M];

/** What a rule is given. A rule is pure and synchronous; meeting an unknown it calls `undecided`. */
export interface RuleContext<M extends Record<string, Message>, O extends Record<string, RuleOption>> {
  readonly deployment: Deployment;
  readonly analysis: Analysis;
  readonly options: OptionValues<O>;
  readonly report: (report: Report<M>) => void;
  readonly undecided: (at: Pick<Subject, "address" | "path">, why: Unknown) => void;
}

/** A small deployment that the rule is shown with and tested on: Terraform next to a Lambda function `aws_lambda_function.invoices` with the role `aws_iam_role.invoices`. */
export interface RuleExample {
  readonly title: string;
  readonly terraform: string;
  /** The Terraform before the change, where the rule looks at changes. */
  readonly before?: string;
  /** Handler files, by path; the function's code is `src/invoices/index.mjs`. */
  readonly code?: Readonly<Record<string, string>>;
}

/** Everything about a rule: its page, its configuration and its check. */
export interface Rule {
  readonly id: string;
  /** What it reports, as a short headline. */
  readonly title: string;
  readonly severity: Severity;
  readonly isOnByDefault: boolean;
  /** Why it matters. */
  readonly rationale: string;
  /** What to do about it in general. */
  readonly remediation: string;
  readonly references: readonly string[];
  readonly options: Readonly<Record<string, RuleOption>>;
  readonly messages: Readonly<Record<string, Message>>;
  readonly examples: { readonly invalid: readonly (RuleExample & { readonly messageIds: readonly string[] })[]; readonly valid: readonly RuleExample[]; readonly undecided: readonly RuleExample[] };
  check(context: RuleContext<Record<string, Message>, Record<string, RuleOption>>): void;
}

interface RuleDefinition<Id extends string, M extends Record<string, Message>, O extends Record<string, RuleOption>> {
  readonly id: Id;
  readonly title: string;
  readonly severity: Severity;
  readonly isOnByDefault?: boolean;
  readonly rationale: string;
  readonly remediation: string;
  readonly references: readonly string[];
  readonly options?: O;
  readonly messages: M;
  readonly examples: {
    readonly invalid: readonly (RuleExample & { readonly messageIds: readonly (keyof M & string)[] })[];
    readonly valid: readonly RuleExample[];
    readonly undecided?: readonly RuleExample[];
  };
  check(context: RuleContext<M, O>): void;
}

/** A rule; the data of each report is typed by the holes of its message. */
export function defineRule<const Id extends string, const M extends Record<string, Message>, const O extends Record<string, RuleOption> = Record<never, never>>(
  definition: RuleDefinition<Id, M, O>,
): Rule & { readonly id: Id } {
  return {
    ...definition,
    isOnByDefault: definition.isOnByDefault ?? true,
    options: definition.options ?? {},
    examples: { undecided: [], ...definition.examples },
    check: (context) => definition.check(context as unknown as RuleContext<M, O>),
  };
}

/** The template with its holes filled. */
export function fillMessage(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, hole: string) => String(data[hole] ?? ""));
}

/** A finding before it is known whether it is new: `identity` becomes part of its fingerprint. */
export type FindingDraft = Omit<Finding, "fingerprint" | "status" | "suppression"> & { readonly identity: string };
