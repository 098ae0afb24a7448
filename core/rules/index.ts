import type { Rule } from "./define-rule";
import { noBroadManagedPolicy } from "./no-broad-managed-policy";
import { noBroadTrustPolicy } from "./no-broad-trust-policy";
import { noIneffectiveStatement } from "./no-ineffective-statement";
import { noMissingPermission } from "./no-missing-permission";
import { noNewAccess } from "./no-new-access";
import { noNotAction } from "./no-not-action";
import { noNotResource } from "./no-not-resource";
import { noPermissionsManagement } from "./no-permissions-management";
import { noPrivilegeEscalation } from "./no-privilege-escalation";
import { noPublicInvoke } from "./no-public-invoke";
import { noSharedRole } from "./no-shared-role";
import { noUndecidedPolicy } from "./no-undecided-policy";
import { noUnknownAction } from "./no-unknown-action";
import { noUnreadCode } from "./no-unread-code";
import { noUnscopedPassRole } from "./no-unscoped-pass-role";
import { noUnusedPermission } from "./no-unused-permission";
import { noWildcardAction } from "./no-wildcard-action";
import { noWildcardResource } from "./no-wildcard-resource";
import { requirePermissionsBoundary } from "./require-permissions-boundary";
import { requireSourceRestriction } from "./require-source-restriction";

export * from "./analysis";
export * from "./define-rule";
export type { Subject } from "./subject";
export { explainAction, explainArn } from "./explain-access";
export * from "./grants";
export { gravestFirst, nameOf } from "./gravity";
export { canActOn } from "./resource-types";
export { renderRuleIndex, renderRulePage } from "./rule-page";

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  noWildcardAction,
  noWildcardResource,
  noNotAction,
  noNotResource,
  noBroadManagedPolicy,
  noPrivilegeEscalation,
  noUnscopedPassRole,
  noPermissionsManagement,
  noUnknownAction,
  noIneffectiveStatement,
  noSharedRole,
  noPublicInvoke,
  requireSourceRestriction,
  noBroadTrustPolicy,
  requirePermissionsBoundary,
  noUnusedPermission,
  noMissingPermission,
  noUnreadCode,
  noUndecidedPolicy,
  noNewAccess,
];

export function findRule(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}
