import type { SourceLocation } from "../values";

/** What a report is about: the resource to change, and where in it. */
export interface Subject {
  readonly address: string;
  readonly function?: string | undefined;
  readonly path?: string | undefined;
  readonly location?: SourceLocation | undefined;
  /** The offending text and its surroundings without positions, for the fingerprint. */
  readonly identity: string;
}
