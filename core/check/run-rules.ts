import type { Configuration } from "../config";
import type { Undecided } from "../findings";
import { RuleError } from "../errors";
import { fillMessage, type Analysis, type FindingDraft, type Rule } from "../rules";
import { settingFor, type EffectiveSetting } from "./settings";

/** What the rules say about a deployment, before suppressions and baseline. */
export interface RuleOutcome {
  readonly drafts: readonly FindingDraft[];
  readonly undecided: readonly Undecided[];
}

/** Runs every rule that is on. A rule that fails is a RuleError: a check that lost a rule must not look like a pass. */
export function runRules(rules: readonly Rule[], analysis: Analysis, configuration: Configuration): RuleOutcome {
  const drafts: FindingDraft[] = [];
  const undecided: Undecided[] = [];
  for (const rule of rules) {
    const base = settingFor(rule, configuration);
    if (base.severity === "off" && !configuration.overrides.some((override) => override.rules[rule.id])) continue;
    const variants = optionVariants(rule, configuration);
    for (const options of variants) {
      const isElsewhere = (setting: EffectiveSetting): boolean => variants.length > 1 && JSON.stringify(setting.options) !== JSON.stringify(options);
      try {
        rule.check({
          deployment: analysis.deployment,
          analysis,
          options,
          report: ({ messageId, data, at, severity }) => {
            const setting = settingFor(rule, configuration, at);
            if (setting.severity === "off" || isElsewhere(setting)) return;
            const message = rule.messages[messageId]!;
            drafts.push({
              ruleId: rule.id,
              messageId,
              severity: setting.severity ?? severity ?? rule.severity,
              message: fillMessage(message.says, data),
              remediation: fillMessage(message.instead, data),
              address: at.address,
              ...(at.function === undefined ? {} : { function: at.function }),
              ...(at.path === undefined ? {} : { path: at.path }),
              location: at.location ?? null,
              identity: at.identity,
            });
          },
          undecided: (at, why) => {
            const setting = settingFor(rule, configuration, at);
            if (setting.severity === "off" || isElsewhere(setting)) return;
            undecided.push({
              ruleId: rule.id,
              address: at.address,
              ...(at.path === undefined ? {} : { path: at.path }),
              reason: why.reason,
              ...(why.detail === undefined ? {} : { detail: why.detail }),
              references: [...why.references],
            });
          },
        });
      } catch (error) {
        throw new RuleError(rule.id, error);
      }
    }
  }
  return { drafts, undecided };
}

/** The sets of options that a rule has somewhere: it runs with each, and is heard where that set holds. */
function optionVariants(rule: Rule, configuration: Configuration): EffectiveSetting["options"][] {
  const base = settingFor(rule, configuration).options;
  const others = configuration.overrides.flatMap((override) => (override.rules[rule.id] ? [{ ...base, ...override.rules[rule.id]!.options } as EffectiveSetting["options"]] : []));
  return [...new Map([base, ...others].map((options) => [JSON.stringify(options), options])).values()];
}
