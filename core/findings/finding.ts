import type { SourceLocation } from "../values";
import type { Severity } from "./severity";

/** `known` is listed in the baseline; `suppressed` is silenced by a comment or the configuration. Neither fails a run. */
export type FindingStatus = "new" | "known" | "suppressed";

/** One thing that is wrong, where, what could come of it, and what to write instead. */
export interface Finding {
  readonly ruleId: string;
  readonly messageId: string;
  readonly severity: Severity;
  /** What is wrong and how far it reaches, in one sentence. */
  readonly message: string;
  /** What to write instead, in one sentence. */
  readonly remediation: string;
  /** Terraform address or Pulumi URN of the resource to change. */
  readonly address: string;
  /** Address of the function that is hit, where it is one. */
  readonly function?: string;
  /** Place inside the policy document: `Statement[0].Action[0]`. */
  readonly path?: string;
  readonly location: SourceLocation | null;
  /** The same for the same problem after unrelated edits, reordering, reformatting, or a move into a module. */
  readonly fingerprint: string;
  readonly status: FindingStatus;
  /** Why it is silenced, where it is. */
  readonly suppression?: { readonly reason: string; readonly expires?: string };
}

/** Something a rule could not decide: not a finding, and never silence. */
export interface Undecided {
  readonly ruleId: string;
  readonly address: string;
  readonly path?: string;
  readonly reason: string;
  /** The reason in a sentence. */
  readonly detail?: string;
  readonly references: readonly string[];
}
