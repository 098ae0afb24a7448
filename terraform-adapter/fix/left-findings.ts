/** Why a finding of a rule is not for `fix`: what answers it is a decision that neither the code nor the plan tells. */
const FOR_A_PERSON: Readonly<Record<string, string>> = {
  "no-broad-trust-policy": "who else may assume the role, and who relies on it, is for you to say",
  "no-public-invoke": "who is to invoke the function is for you to say",
  "require-source-restriction": "what sends there is for you to say, as a condition on aws:SourceArn",
  "no-unread-code": "what the code needs is not known where it could not be read or followed",
  "no-undecided-policy": "a policy that is not known before apply cannot be narrowed",
  "require-permissions-boundary": "which boundary it is to have is for you to say",
  "no-new-access": "whether the role is to have that access is for you to say",
};

/** Why a finding stays after the fix. */
const REMAINING: Readonly<Record<string, string>> = {
  "no-unknown-action": "what was meant by a name that does not exist is for you to say",
  "no-wildcard-resource": "the code does not tell which resource it is",
  "no-ineffective-statement": "a resource on which the action works is not told",
  "no-missing-permission": "on which resource is not certain",
};

/** Why a finding of this rule is left; `undefined` for a rule whose findings `fix` may answer. */
export function reasonForAPerson(ruleId: string): string | undefined {
  const reason = FOR_A_PERSON[ruleId];
  return reason && `${ruleId}: ${reason}`;
}

export function reasonRemaining(ruleId: string): string {
  const reason = REMAINING[ruleId];
  return `${ruleId} remains${reason === undefined ? "" : `: ${reason}`}`;
}
