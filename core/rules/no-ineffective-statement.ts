import { matchingActions } from "../access";
import { literalText } from "../values";
import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import { isAllow } from "./grants";
import { canActOn } from "./resource-types";
import { coded, elementText, inWords } from "./wording";

/** Reports actions that cannot apply to any resource beside them, so that the statement grants nothing with them. */
export const noIneffectiveStatement = defineRule({
  id: "no-ineffective-statement",
  title: "An action stands beside resources that it cannot act on",
  severity: "medium",
  rationale:
    "IAM does not say when an action and a resource do not go together: `s3:GetObject` acts on objects, so on a bucket's ARN it grants nothing and the function fails. An action that cannot be scoped grants nothing on anything but `*`.",
  remediation: "Put each action beside the resource type that it acts on: objects end in `/*`, buckets do not.",
  references: ["https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"],
  messages: {
    otherType: {
      says: "`{{action}}` acts on {{types}}, and none of the resources beside it is one: it grants nothing.",
      instead: "Put it beside {{format}}.",
    },
    unscopable: {
      says: "`{{action}}` cannot be scoped, so on anything but `*` it grants nothing.",
      instead: "Give it a statement of its own with Resource `*`, or remove it.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Objects are not buckets",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::invoices" }'),
        messageIds: ["otherType"],
      },
      {
        title: "Listing all buckets cannot be limited to one",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:ListAllMyBuckets"], Resource = "arn:aws:s3:::invoices" }'),
        messageIds: ["unscopable"],
      },
    ],
    valid: [
      {
        title: "In one statement, each finds its own",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:ListBucket", "s3:GetObject"], Resource = ["arn:aws:s3:::invoices", "arn:aws:s3:::invoices/*"] }'),
      },
    ],
  },
  check({ deployment, analysis, report }) {
    for (const grant of analysis.grants()) {
      const { statement } = grant;
      const resources = statement.resources ?? [];
      if (!isAllow(statement) || resources.length === 0 || resources.some(({ value }) => value.kind === "unknown")) continue;

      for (const element of statement.actions ?? []) {
        const action = element.value.kind === "string" ? literalText(element.value) : undefined;
        if (action === undefined || /^[*?]/.test(action)) continue;
        const matched = matchingActions(action);
        const applies = matched.some((definition) =>
          resources.some(({ value }) => value.kind === "string" && canActOn(definition, deployment.resources.expand(value)) !== "no"),
        );
        if (matched.length === 0 || applies) continue;
        const at = subjectOf(grant, statement, element);
        const types = [...new Set(matched.flatMap((definition) => definition.resourceTypes.map((type) => type.name)))];
        if (types.length === 0) report({ messageId: "unscopable", data: { action }, at });
        else report({ messageId: "otherType", data: { action, types: inWords(types.map((type) => `a ${type}`), 3), format: formatsOf(action, resources.map(elementText)) }, at });
      }
    }
  },
});

/** What to write: for S3 the objects of the bucket that is named, else a resource of the right type. */
function formatsOf(action: string, resources: readonly string[]): string {
  const bucket = /^s3:/i.test(action) ? resources.find((resource) => !resource.includes("/")) : undefined;
  if (bucket !== undefined) return coded([`${bucket}/*`]);
  const objects = /^s3:/i.test(action) ? resources.find((resource) => /\/\*?$/.test(resource)) : undefined;
  return objects === undefined ? "the ARN of what it acts on" : coded([objects.replace(/\/\*?$/, "")]);
}
