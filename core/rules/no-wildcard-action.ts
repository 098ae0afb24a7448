import { matchingActions, matchesGlob } from "../access";
import { findService, type ActionDefinition } from "../reference";
import { literalText, unknown, referencesOf } from "../values";
import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import { isAllow } from "./grants";
import { gravestFirst, nameOf } from "./gravity";
import { coded, counted } from "./wording";

/** Reports asterisks in the actions that an execution role is allowed: `*`, `s3:*`, `s3:Get*`. */
export const noWildcardAction = defineRule({
  id: "no-wildcard-action",
  title: "An execution role is allowed a wildcard of actions",
  severity: "high",
  rationale:
    "A function calls a handful of operations that can be named. An asterisk grants everything else that fits it too, now and whatever AWS adds later: reading becomes deleting, and whoever finds a hole in the code can do all of it.",
  remediation: "Replace the wildcard by the actions that the code calls.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  ],
  options: {
    allow: { type: "string[]", default: [], description: "Action patterns that are accepted as they are, for example `xray:Put*`." },
  },
  messages: {
    everything: {
      says: "`{{action}}` lets {{who}} do everything in the account, from reading every secret to deleting every backup and making administrators{{limits}}.",
      instead: "Replace it by the actions that the code needs{{needed}}.",
    },
    wholeService: {
      says: "`{{action}}` lets {{who}} do all {{count}} actions of {{service}}, {{risky}} among them{{limits}}.",
      instead: "Replace it by the actions that the code needs{{needed}}.",
    },
    prefix: {
      says: "`{{action}}` lets {{who}} do {{actions}}: {{examples}}{{limits}}.",
      instead: "Name the actions that the code needs{{needed}}.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Every action of S3",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:*"], Resource = "arn:aws:s3:::invoices/*" }'),
        messageIds: ["wholeService"],
      },
      {
        title: "Everything",
        terraform: rolePolicy('{ Effect = "Allow", Action = "*", Resource = "*" }'),
        messageIds: ["everything"],
      },
      {
        title: "A prefix",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:Get*"], Resource = "arn:aws:s3:::invoices/*" }'),
        messageIds: ["prefix"],
      },
    ],
    valid: [
      {
        title: "The one action that the code calls",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::invoices/*" }'),
      },
    ],
    undecided: [
      {
        title: "A verb that only an external data source tells",
        terraform: `data "external" "verb" {
  program = ["verb"]
}

${rolePolicy(`{ Effect = "Allow", Action = ["s3:\${data.external.verb.result.name}"], Resource = "arn:aws:s3:::invoices/*" }`)}`,
      },
    ],
  },
  check({ analysis, options, report, undecided }) {
    for (const grant of analysis.grants()) {
      if (!isAllow(grant.statement)) continue;
      for (const element of grant.statement.actions ?? []) {
        const at = subjectOf(grant, grant.statement, element);
        const action = element.value.kind === "string" ? literalText(element.value) : undefined;
        if (action === undefined) {
          undecided(at, element.value.kind === "unknown" ? element.value : unknown("computed-at-apply", "the action is not known before apply", referencesOf(element.value)));
          continue;
        }
        if (!/[*?]/.test(action) || options.allow.some((accepted) => matchesGlob(accepted, action)) || analysis.isTakenBack(grant, { action: element })) continue;
        const who = analysis.who(grant.functions);
        const limits = analysis.limitsWording(grant);
        const needed = analysis.neededWording(grant.functions, action);
        if (isEverything(action)) {
          report({ messageId: "everything", data: { limits, action, who, needed }, severity: analysis.severityOf(grant, "critical"), at });
          continue;
        }
        const matched = matchingActions(action);
        if (matched.length === 0) continue;
        const service = /^[^:]+:\*+$/.test(action) ? findService(matched[0]!.service) : undefined;
        if (service) {
          report({
            messageId: "wholeService",
            data: { limits, action, who, count: matched.length, service: service.name, risky: coded(gravestOf(matched).slice(0, 2)), needed },
            severity: analysis.severityOf(grant, "high"),
            at,
          });
        } else {
          report({
            messageId: "prefix",
            data: { limits, action, who, actions: counted(matched.length, "action"), examples: coded(gravestOf(matched), 4), needed },
            severity: analysis.severityOf(grant, "medium"),
            at,
          });
        }
      }
    }
  },
});

function isEverything(action: string): boolean {
  return /^\*+(?::\*+)?$/.test(action);
}

const gravest = new WeakMap<readonly ActionDefinition[], readonly string[]>();

/** The same wildcard stands in many policies of a deployment. */
function gravestOf(matched: readonly ActionDefinition[]): readonly string[] {
  let names = gravest.get(matched);
  if (!names) gravest.set(matched, (names = gravestFirst(matched.map(nameOf))));
  return names;
}
