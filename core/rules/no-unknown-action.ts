import { matchingActions } from "../access";
import { findAction, findConditionKey, findService, servicePrefixes } from "../reference";
import { literalText, nearest } from "../values";
import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import type { Grant } from "./grants";
import { nearestAction } from "./nearest-action";

/** Reports actions, service prefixes and condition keys that do not exist: IAM accepts them and they never match. */
export const noUnknownAction = defineRule({
  id: "no-unknown-action",
  title: "A policy names an action or condition key that does not exist",
  severity: "medium",
  rationale:
    "IAM takes any well-formed name. A misspelled action grants nothing, so the function fails at run time; a misspelled condition key never matches, so an Allow grants nothing and a Deny forbids nothing.",
  remediation: "Correct the name, or remove it.",
  references: ["https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"],
  options: {
    allow: { type: "string[]", default: [], description: "Names that are accepted although the data of this version do not know them: new actions, `myservice:*`." },
  },
  messages: {
    action: { says: "No action fits `{{action}}`: {{effect}}.", instead: "{{suggestion}}" },
    service: { says: "There is no service `{{service}}` in `{{action}}`: {{effect}}.", instead: "{{suggestion}}" },
    conditionKey: { says: "There is no condition key `{{key}}`: the condition never sees a value.", instead: "{{suggestion}}" },
  },
  examples: {
    invalid: [
      {
        title: "A slip of the pen",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:GetObjekt"], Resource = "arn:aws:s3:::invoices/*" }'),
        messageIds: ["action"],
      },
    ],
    valid: [
      {
        title: "The case of the letters does not matter",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["S3:getobject"], Resource = "arn:aws:s3:::invoices/*" }'),
      },
    ],
  },
  check({ analysis, options, report }) {
    const accepted = new Set(options.allow.map((name) => name.toLowerCase()));
    for (const grant of analysis.grants()) {
      const { actions = [], notActions = [] } = grant.statement;
      for (const element of [...actions, ...notActions]) {
        const action = element.value.kind === "string" ? literalText(element.value) : undefined;
        if (action === undefined || /^[*?]/.test(action) || accepted.has(action.toLowerCase())) continue;
        const at = subjectOf(grant, grant.statement, element);
        const [prefix = "", name = ""] = action.split(":");
        const service = /[*?]/.test(prefix) ? undefined : findService(prefix);
        const effect = notActions.includes(element) ? "the statement leaves nothing out by it" : effectOf(grant);
        if (!/[*?]/.test(prefix) && !service) {
          if (accepted.has(`${prefix.toLowerCase()}:*`)) continue;
          const near = nearest(prefix.toLowerCase(), servicePrefixes());
          report({ messageId: "service", data: { service: prefix, action, effect, suggestion: suggestion(nearestAction(action) ?? (near && `${near}:${name}`)) }, at });
        } else if (/[*?]/.test(action) ? matchingActions(action).length === 0 : !findAction(action)) {
          report({ messageId: "action", data: { action, effect, suggestion: suggestion(service && nearestAction(action)) }, at });
        }
      }
      for (const condition of grant.statement.conditions) {
        if (findConditionKey(condition.key) || accepted.has(condition.key.toLowerCase())) continue;
        const near = nearest(condition.key, conditionKeysNear(condition.key));
        const at = { ...subjectOf(grant, grant.statement), path: condition.path, location: condition.at ?? grant.statement.at ?? grant.policy.at };
        report({ messageId: "conditionKey", data: { key: condition.key, suggestion: suggestion(near) }, at: { ...at, identity: `${at.identity} ${condition.key}` } });
      }
    }
  },
});

function effectOf({ statement }: Grant): string {
  return statement.effect.kind === "known" && statement.effect.value === "Deny" ? "the statement forbids nothing with it" : "the statement grants nothing with it";
}

function suggestion(name: string | undefined | ""): string {
  return name ? `Did you mean \`${name}\`?` : "Look the name up in the Service Authorization Reference, or remove it.";
}

function conditionKeysNear(key: string): string[] {
  const prefix = key.split(":")[0]!.toLowerCase();
  const service = findService(prefix);
  return service ? [...service.conditionKeys.values()].map((definition) => definition.key) : globalConditionKeys;
}

/** The keys that people misspell; the full list is in the reference data. */
const globalConditionKeys = [
  "aws:SourceArn", "aws:SourceAccount", "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:SecureTransport", "aws:PrincipalArn", "aws:PrincipalOrgID",
  "aws:PrincipalAccount", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:RequestedRegion", "aws:MultiFactorAuthPresent", "aws:CurrentTime", "aws:UserAgent",
  "aws:userid", "aws:username", "aws:CalledVia", "aws:ViaAWSService", "aws:PrincipalServiceName", "aws:TagKeys",
];
