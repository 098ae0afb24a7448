import { computePolicyDocument, unknown, type Symbolic, type SymbolicMap } from "../../core";

/** What the provider calls the arguments: Pulumi names lists in the plural, and writes all names together. */
const argumentNames: Readonly<Record<string, string>> = {
  statements: "statement",
  conditions: "condition",
  policyId: "policy_id",
  notActions: "not_actions",
  notResources: "not_resources",
  notPrincipals: "not_principals",
  sourceJson: "source_json",
  overrideJson: "override_json",
  sourcePolicyDocuments: "source_policy_documents",
  overridePolicyDocuments: "override_policy_documents",
};
const blocks: ReadonlySet<string> = new Set(["statements", "principals", "notPrincipals", "conditions"]);

/** What `aws.iam.getPolicyDocument` makes of its arguments. */
export function policyDocumentOf(args: Symbolic): Symbolic {
  if (args.kind === "choice") return { kind: "choice", alternatives: args.alternatives.map(policyDocumentOf) };
  if (args.kind !== "map") return args.kind === "unknown" ? args : unknown("unreadable", "the arguments of getPolicyDocument");
  return computePolicyDocument(asProvider(args)).value;
}

function asProvider(block: SymbolicMap): SymbolicMap {
  return { ...block, entries: new Map([...block.entries].map(([name, value]) => [argumentNames[name] ?? name, blocks.has(name) ? eachBlock(value) : value])) };
}

function eachBlock(value: Symbolic): Symbolic {
  switch (value.kind) {
    case "map":
      return asProvider(value);
    case "list":
      return { ...value, items: value.items.map(eachBlock) };
    case "choice":
      return { ...value, alternatives: value.alternatives.map(eachBlock) };
    default:
      return value;
  }
}
