import { matchingActions } from "../access";
import type { PolicyElement } from "../iam";
import type { Deployment } from "../model";
import { findService, type ActionDefinition } from "../reference";
import { concatenate, formatSymbolic, literal, literalText, symbolicString, type SymbolicString } from "../values";
import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import { isAllow } from "./grants";
import { canActOn } from "./resource-types";
import { coded, inWords, withArticle } from "./wording";

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
        else report({ messageId: "otherType", data: { action, types: inWords(types.map(withArticle), 3, "or"), format: whereItActs(matched, resources, deployment) }, at });
      }
    }
  },
});

/** What to write: what is below a resource that is named, or the resource that it is below (objects and their bucket, streams and their log group), else how such ARNs look. */
function whereItActs(actions: readonly ActionDefinition[], resources: readonly PolicyElement[], { resources: named }: Deployment): string {
  const isRight = (value: SymbolicString): boolean => actions.some((action) => canActOn(action, named.expand(value)) === "yes");
  const formats = actions.flatMap(({ service, resourceTypes }) => resourceTypes.flatMap(({ name }) => findService(service)?.resourceTypes.get(name)?.arnFormat ?? []));
  // `log-group:NAME:log-stream:NAME`, `BUCKET/OBJECT`: what is below is told by the sign after a name.
  const endings = formats.some((format) => format.split(":").slice(5).join(":").includes("}:")) ? [":*", "/*"] : ["/*", ":*"];
  for (const { value } of resources) {
    const candidates = value.kind === "string" ? endings.flatMap((ending) => [withoutEnding(value, ending) ?? [], concatenate([value, literal(ending)])]).flat() : [];
    const right = candidates.find(isRight);
    if (right) return coded([formatSymbolic(right)]);
  }
  return formats.length === 0 ? "the ARN of what it acts on" : `the ARN of what it acts on, such as ${coded([...new Set(formats)].slice(0, 1).map(readable))}`;
}

/** `arn:aws:events:REGION:ACCOUNT:event-bus/EVENT_BUS_NAME` */
function readable(format: string): string {
  return format.replace("${Partition}", "aws").replace(/\$\{([^}]*)\}/g, (_, name: string) => name.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase());
}

function withoutEnding(value: SymbolicString, ending: string): SymbolicString | undefined {
  const last = value.parts.at(-1);
  if (last?.kind !== "literal" || !last.text.endsWith(ending)) return undefined;
  return symbolicString([...value.parts.slice(0, -1), { kind: "literal", text: last.text.slice(0, -ending.length) }]);
}
