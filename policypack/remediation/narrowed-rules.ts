/** The rules whose findings a narrower document answers. */
export const narrowedRules: ReadonlySet<string> = new Set(["no-unused-permission", "no-wildcard-action", "no-wildcard-resource", "no-not-action", "no-not-resource", "no-permissions-management"]);
