import { matchesGlob } from "../access";
import type { Configuration, Override } from "../config";
import type { Severity } from "../findings";
import type { Rule, Subject } from "../rules";

/** How a rule is set for one place: `severity` is absent where each finding keeps the one that the rule gives it. */
export interface EffectiveSetting {
  readonly severity?: Severity | "off" | undefined;
  readonly options: Readonly<Record<string, never>>;
}

type Place = Pick<Subject, "address"> & Partial<Subject>;

/** The setting of a rule, for the place if one is given; of several overrides that fit, the last one wins. */
export function settingFor(rule: Rule, configuration: Configuration, place?: Place): EffectiveSetting {
  const base = configuration.rules[rule.id];
  const override = place && configuration.overrides.filter((candidate) => candidate.rules[rule.id] && fits(candidate, place)).at(-1)?.rules[rule.id];
  const defaults = Object.fromEntries(Object.entries(rule.options).map(([name, option]) => [name, option.default]));
  const severity = override?.severity ?? base?.severity ?? (rule.isOnByDefault ? undefined : "off");
  return { severity, options: { ...defaults, ...base?.options, ...override?.options } as Readonly<Record<string, never>> };
}

function fits(override: Override, place: Place): boolean {
  const { functions, files } = override;
  if (functions && !functions.some((glob) => matchesGlob(glob, place.function ?? place.address) || matchesGlob(glob, place.address))) return false;
  return !files || (place.location !== undefined && files.some((glob) => matchesGlob(glob, place.location!.file)));
}
