import type { PolicyJson } from "./check-result";

/** A policy as people write it: a list of one as that one, the rest indented by two. */
export function formatPolicyJson(policy: PolicyJson): string {
  const single = (list: readonly string[]): string | readonly string[] => (list.length === 1 ? list[0]! : list);
  const statements = policy.Statement.map(({ Action, Resource, ...rest }) => {
    const { Condition, ...head } = rest;
    return { ...head, Action: single(Action), Resource: single(Resource), ...(Condition === undefined ? {} : { Condition }) };
  });
  return JSON.stringify({ Version: policy.Version, Statement: statements }, null, 2);
}
