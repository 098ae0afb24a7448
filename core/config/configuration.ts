import type { Severity } from "../findings";

/** What configuration says about one rule. */
export interface RuleSetting {
  /** `off` switches the rule off; absent leaves each finding the severity that the rule gives it. */
  readonly severity?: Severity | "off";
  readonly options: Readonly<Record<string, unknown>>;
}

/** A finding, or several, that are accepted: all of the given fields have to fit. */
export interface Suppression {
  readonly rule: string;
  /** Address, or a glob over addresses. */
  readonly address?: string;
  /** Exact path inside the document: `Statement[0].Action[0]`. */
  readonly path?: string;
  readonly reason: string;
  /** ISO date; the suppression no longer holds from the day after. */
  readonly expires?: string;
}

/** Settings for the functions, or the files, that its globs name. */
export interface Override {
  /** Globs over addresses of functions and findings. */
  readonly functions?: readonly string[];
  /** Globs over files, relative to the root. */
  readonly files?: readonly string[];
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

/** The configuration of a run, defaults filled in. */
export interface Configuration {
  readonly failOn: Severity | "never";
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly overrides: readonly Override[];
  readonly suppressions: readonly Suppression[];
}

export const recommended: Configuration = { failOn: "high", rules: {}, overrides: [], suppressions: [] };
