import type { Suppression } from "../config";
import type { FindingDraft } from "../rules";
import type { Notice, SuppressionComment } from "../model";
import { matchesGlob } from "../access";

/** The reason for which a finding is silenced, or `undefined`. */
export type Silencer = (draft: FindingDraft) => { readonly reason: string; readonly expires?: string } | undefined;

/** Suppressions from comments and configuration. `unused()` names, after all findings were asked, those that silenced nothing. */
export class Suppressions {
  private readonly used = new Set<Suppression | SuppressionComment>();

  constructor(
    private readonly comments: readonly SuppressionComment[],
    private readonly configured: readonly Suppression[],
    /** ISO date of the run. */
    private readonly today: string,
  ) {}

  readonly silence: Silencer = (draft) => {
    const comment = this.comments.find((candidate) => isFor(candidate, draft) && !this.isExpired(candidate));
    const entry = comment ?? this.configured.find((candidate) => names(candidate, draft) && !this.isExpired(candidate));
    if (!entry?.reason) return undefined;
    this.used.add(entry);
    return { reason: entry.reason, ...(entry.expires === undefined ? {} : { expires: entry.expires }) };
  };

  unused(): Notice[] {
    const why = (entry: { readonly expires?: string }): string => (this.isExpired(entry) ? `expired on ${entry.expires}` : "silences nothing");
    return [
      ...this.comments.filter((comment) => !this.used.has(comment)).map((comment) => ({ message: `suppression of ${comment.ruleId} ${why(comment)}`, at: comment.at })),
      ...this.configured
        .filter((entry) => !this.used.has(entry))
        .map((entry) => ({ message: `suppression of ${entry.rule}${entry.address === undefined ? "" : ` for ${entry.address}`} in the configuration ${why(entry)}` })),
    ];
  }

  private isExpired(entry: { readonly expires?: string }): boolean {
    return entry.expires !== undefined && entry.expires < this.today;
  }
}

function isFor(comment: SuppressionComment, { ruleId, location }: FindingDraft): boolean {
  if (comment.ruleId !== ruleId || !location || comment.reason === undefined) return false;
  const { file, line, endLine } = comment.covers;
  return location.file === file && location.line >= line && location.line <= endLine;
}

function names(entry: Suppression, { ruleId, address, path }: FindingDraft): boolean {
  if (entry.rule !== ruleId) return false;
  if (entry.address !== undefined && !matchesGlob(entry.address, address)) return false;
  return entry.path === undefined || entry.path === path;
}
