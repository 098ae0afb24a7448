import type { Certainty } from "../iam";
import type { SourceLocation, SymbolicString, Unknown } from "../values";

/** Why a permission is needed: the call or the setting, with its place. */
export interface Evidence {
  readonly at?: SourceLocation;
  /** `GetObjectCommand`, or the setting: `vpc_config`. */
  readonly call: string;
  readonly note?: string;
}

/** An IAM action on resources that a function needs in order to work. */
export interface RequiredPermission {
  /** In IAM's own case: `s3:GetObject`. */
  readonly action: string;
  /** Canonical (see NamedResources.expand) resource patterns; `*` literally where AWS has no scoping; unknown where only the running function decides. */
  readonly resources: readonly (SymbolicString | Unknown)[];
  readonly origin: "code" | "configuration";
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
  /** Condition keys that the call is known to satisfy and a policy may ask for: `iam:PassedToService` → `lambda.amazonaws.com`. */
  readonly context?: ReadonlyMap<string, readonly string[]>;
}
