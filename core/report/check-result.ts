import type { Finding, Severity, Undecided } from "../findings";

/** The result of a check, as CONTRACT fixes it for JSON: plain data, stable order, no secrets, no absolute paths. All reports are made from it alone. */
export interface CheckResult {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "leastwise"; readonly version: string; readonly dataVersions: Readonly<Record<string, string>> };
  readonly input: { readonly toolchain: string; readonly kind: string; readonly version: string | null };
  readonly summary: CheckSummary;
  readonly functions: readonly FunctionResult[];
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  /** What a person should know about the input itself. */
  readonly notices: readonly string[];
}

export interface CheckSummary {
  readonly functions: number;
  readonly executionRoles: number;
  readonly policyDocuments: { readonly decided: number; readonly undecided: number };
  /** Of status `new` only. */
  readonly findings: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  readonly known: number;
  /** 0..100, 100 where nothing is granted beyond what is needed. */
  readonly score: number;
  readonly decision: "pass" | "fail";
}

export interface FunctionResult {
  readonly address: string;
  readonly name: string | null;
  readonly runtime: string | null;
  readonly handler: string | null;
  /** Address of its execution role; `null` where that is outside the deployment. */
  readonly role: string | null;
  readonly code: { readonly status: "read" | "partly" | "unavailable"; readonly files: readonly string[]; readonly reasons: readonly string[] };
  readonly required: readonly RequiredRow[];
  readonly granted: readonly GrantedRow[];
  /** What its role can really do; `null` where that is outside the deployment. */
  readonly effective: EffectiveAccess | null;
  readonly unused: readonly UnusedRow[];
  readonly missing: readonly MissingRow[];
  readonly leastPrivilegePolicy: PolicyJson;
  /** Why statements of that policy are wider than one would like; empty where every resource is named. */
  readonly leastPrivilegeNotes: readonly PolicyNote[];
  readonly score: number;
}

export interface RequiredRow {
  readonly action: string;
  readonly resources: readonly string[];
  readonly origin: "code" | "configuration";
  readonly certainty: "certain" | "possible";
  readonly evidence: readonly EvidenceRow[];
}

export interface EvidenceRow {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly call: string;
  readonly note?: string;
}

export interface GrantedRow {
  readonly action: string;
  readonly resources: readonly string[];
  readonly effect: "Allow" | "Deny";
  readonly policy: string;
  readonly path: string;
  /** operator → key → values, as the document has them. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** How many actions of each access level; a level that is not there has none. */
export type LevelCounts = Readonly<Partial<Record<"List" | "Read" | "Write" | "Tagging" | "Permissions management", number>>>;

/** All policies of a role together, within its boundary and minus every Deny, and what policies on resources grant it. */
export interface EffectiveAccess {
  /** Whether all of its policies could be read; where not, it may have more, or less. */
  readonly isComplete: boolean;
  readonly accessLevels: LevelCounts;
  /** By service prefix; the row `*` stands for every service that has no row of its own. */
  readonly services: readonly { readonly service: string; readonly accessLevels: LevelCounts }[];
  readonly resources: readonly EffectiveRow[];
}

/** What may be done on one resource, in actions that can act on it. */
export interface EffectiveRow {
  /** A symbol, an ARN or `*`; `not …` for all but some; `?` where it is not known. */
  readonly resource: string;
  /** `part`: Deny or the boundary takes some of it back; `conditional`: where conditions hold; `undecided`: nobody can tell yet. */
  readonly extent: "whole" | "part" | "conditional" | "undecided";
  readonly accessLevels: LevelCounts;
  /** The gravest first, and at most 50 of them: `accessLevels` counts them all. */
  readonly actions: readonly string[];
  /** Address of the policy on the resource that grants it, where no policy of the role does. */
  readonly resourcePolicy?: string;
}

export interface UnusedRow {
  readonly action: string;
  readonly resources: readonly string[];
  readonly policy: string;
  readonly path: string;
}

export interface MissingRow {
  readonly action: string;
  readonly resources: readonly string[];
}

/** A remark on one statement of a policy. */
export interface PolicyNote {
  readonly sid: string;
  readonly note: string;
}

export interface PolicyJson {
  readonly Version: "2012-10-17";
  readonly Statement: readonly StatementJson[];
}

export interface StatementJson {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
