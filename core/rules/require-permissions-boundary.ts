import { defineRule } from "./define-rule";

/** Reports execution roles without a permissions boundary, for organisations that ask for one. */
export const requirePermissionsBoundary = defineRule({
  id: "require-permissions-boundary",
  title: "An execution role has no permissions boundary",
  severity: "low",
  isOnByDefault: false,
  rationale:
    "A permissions boundary is the most that a role can ever do, whatever is attached to it later. Where teams make their own roles, it keeps a mistake in a policy from becoming a mistake in the account.",
  remediation: "Set permissions_boundary to the managed policy that your organisation keeps for it.",
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"],
  messages: {
    none: {
      says: "The role of {{who}} has no permissions boundary: nothing limits what is attached to it later.",
      instead: "Set `permissions_boundary` to the boundary policy of your organisation.",
    },
  },
  examples: {
    invalid: [{ title: "The role of the function that every example has", terraform: "", messageIds: ["none"] }],
    valid: [],
  },
  check({ deployment, analysis, report }) {
    for (const role of deployment.executionRoles) {
      if (role.permissionsBoundary) continue;
      report({ messageId: "none", data: { who: analysis.who(analysis.functionsOf(role)) }, at: { address: role.address, location: role.at, identity: "boundary" } });
    }
  },
});
