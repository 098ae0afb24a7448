import { explainAction, explainArn, findRule, nearest, renderRulePage, rules, UsageError } from "../core";

/** The page of a rule, or what an action, an action pattern or an ARN is about. */
export function explain(subject: string): string {
  const rule = findRule(subject);
  if (rule) return renderRulePage(rule);
  const text = subject.startsWith("arn:") ? explainArn(subject) : /^[\w*?-]+:/.test(subject) || subject === "*" ? explainAction(subject) : undefined;
  if (text !== undefined) return text;
  const near = nearest(subject, rules.map((candidate) => candidate.id));
  throw new UsageError(`${JSON.stringify(subject)} is no rule, action or ARN`, near ? `Did you mean ${near}?` : "`leastwise rules` lists the rules; an action is written service:Name, for example s3:GetObject.");
}
