import type { SourceLocation } from "./source-location";

/**
 * Why a value cannot be told before deployment.
 * - `computed-at-apply`: the provider makes it while applying;
 * - `secret`: it is known and must not be shown;
 * - `unreadable`: it is written somewhere that could not be read or understood;
 * - `decided-at-run-time`: only the running function knows it.
 */
export type UnknownReason = "computed-at-apply" | "secret" | "unreadable" | "decided-at-run-time";

/** A value that is not known, why, and which resources (`aws_s3_bucket.b.arn`, a URN) it depends on. */
export interface Unknown {
  readonly kind: "unknown";
  readonly reason: UnknownReason;
  /** One sentence for a person: what exactly stood in the way. */
  readonly detail?: string;
  readonly references: readonly string[];
  readonly at?: SourceLocation;
}

export function unknown(reason: UnknownReason, detail?: string, references: readonly string[] = [], at?: SourceLocation): Unknown {
  return { kind: "unknown", reason, ...(detail === undefined ? {} : { detail }), references, ...(at ? { at } : {}) };
}
