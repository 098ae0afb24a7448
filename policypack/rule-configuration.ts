import { isAtLeast, severities, type Configuration, type Rule, type RuleOption, type Severity } from "../core";

/** What a policy's configuration says about its rule, beside the enforcement level. */
export type RuleProperties = Readonly<Record<string, unknown>> & {
  /** Takes the place of the severity that findings have by themselves. */
  readonly severity?: Severity;
  /** Findings below it are advisory, whatever the policy's enforcement level. */
  readonly failOn?: Severity;
};

/** The schema that `pulumi` checks the configuration of a rule against, made from the rule's options. */
export function ruleConfigSchema(rule: Rule): { readonly properties: Readonly<Record<string, object>> } {
  const options = Object.entries(rule.options).map(([name, option]) => [name, optionSchema(option)] as const);
  return {
    properties: {
      severity: { type: "string", enum: [...severities], description: "Severity of all findings of this rule, in place of their own." },
      failOn: { type: "string", enum: [...severities], description: `Findings below this severity are advisory. Default: ${defaultFailOn(rule)}.` },
      ...Object.fromEntries(options),
    },
  };
}

function optionSchema({ type, default: preset, description }: RuleOption): object {
  const form = type === "string[]" ? { type: "array", items: { type: "string" } } : { type };
  return { ...form, default: preset, description };
}

/** Whether a finding is reported at the policy's own enforcement level: by default, critical and high ones are, and all of a rule that is below. */
export function mayBlock(severity: Severity, rule: Rule, properties: RuleProperties): boolean {
  return isAtLeast(severity, properties.failOn ?? defaultFailOn(rule));
}

function defaultFailOn(rule: Rule): Severity {
  return isAtLeast(rule.severity, "high") ? "high" : "low";
}

/** The configuration of a check from what each policy was configured with. A rule that may report anything is on: its policy decides. */
export function configurationOf(base: Configuration, rules: readonly Rule[], properties: ReadonlyMap<string, RuleProperties>): Configuration {
  const configured = rules.flatMap((rule) => {
    const given = properties.get(rule.id);
    if (!given) return [];
    const { severity, failOn: _, ...options } = given;
    const setting = base.rules[rule.id];
    const chosen = severity ?? setting?.severity ?? (rule.isOnByDefault ? undefined : rule.severity);
    return [[rule.id, { ...(chosen === undefined ? {} : { severity: chosen }), options: { ...setting?.options, ...options } }] as const];
  });
  return { ...base, rules: { ...base.rules, ...Object.fromEntries(configured) } };
}
