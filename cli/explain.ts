import { findRule, rules, UsageError, renderRulePage, nearest } from "../core";

/** The page of a rule. */
export function explain(subject: string): string {
  const rule = findRule(subject);
  if (rule) return renderRulePage(rule);
  const near = nearest(subject, rules.map((candidate) => candidate.id));
  throw new UsageError(`there is no rule ${JSON.stringify(subject)}`, near ? `Did you mean ${near}?` : "`leastwise rules` lists them.");
}
