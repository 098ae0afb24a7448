import type { RequiredRow } from "./check-result";

/** What code alone needs, as CONTRACT fixes it for JSON. */
export interface NeedsResult {
  readonly schemaVersion: 1;
  readonly functions: readonly CodeNeeds[];
}

export interface CodeNeeds {
  /** The file or folder that was asked about. */
  readonly file: string;
  readonly code: { readonly status: "read" | "partly" | "unavailable"; readonly files: readonly string[]; readonly reasons: readonly string[] };
  readonly required: readonly RequiredRow[];
}
