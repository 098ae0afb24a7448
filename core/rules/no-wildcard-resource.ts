import type { PolicyElement } from "../iam";
import { subjectOf, type Analysis } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import { isAllow, type Grant } from "./grants";
import { actionsCoveredAcross, isLoggingAction, isNetworkInterfaceAction } from "./resource-breadth";
import { coded, elementText, inWords } from "./wording";

/** Reports resources that cover everything, or everything of a type, for actions that can be scoped to single resources. */
export const noWildcardResource = defineRule({
  id: "no-wildcard-resource",
  title: "An execution role is allowed on every resource of a type",
  severity: "high",
  rationale:
    "A function works on the few resources that it was made for. With `*`, or every bucket, table or queue, the same call reaches everything of that kind in the account, and what other accounts share. Actions that cannot be scoped, such as ec2:DescribeInstances, have to stand on `*` and are not reported.",
  remediation: "Name the resources that the code uses, by reference to what the deployment manages.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  ],
  options: {
    allow: { type: "string[]", default: [], description: "Actions that may stand on every resource, for example `s3:ListBucket`." },
  },
  messages: {
    everyResource: {
      says: "`{{resource}}` lets {{who}} use {{actions}} on every {{type}}{{limits}}.",
      instead: "Name what the function works on instead of `{{resource}}`{{needed}}.",
    },
    everything: {
      says: "`{{resource}}` lets {{who}} use {{actions}} on every resource of the account{{limits}}.",
      instead: "Name what the function works on instead of `{{resource}}`{{needed}}.",
    },
    logs: {
      says: "`{{resource}}` lets {{who}} write into the logs of everything else in the account.",
      instead: "Name the function's own log group, or attach AWSLambdaBasicExecutionRole.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Every object of every bucket",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::*/*" }'),
        messageIds: ["everyResource"],
      },
      {
        title: "Everything",
        terraform: rolePolicy('{ Effect = "Allow", Action = "*", Resource = "*" }'),
        messageIds: ["everything"],
      },
      {
        title: "The log groups of everything",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["logs:PutLogEvents"], Resource = "*" }'),
        messageIds: ["logs"],
      },
    ],
    valid: [
      {
        title: "An action that cannot be scoped",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["ec2:DescribeInstances"], Resource = "*" }'),
      },
      {
        title: "All objects of one bucket",
        terraform: rolePolicy('{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::invoices/*" }'),
      },
    ],
    undecided: [
      {
        title: "A resource that only an external data source tells",
        terraform: `data "external" "resources" {
  program = ["resources"]
}

${rolePolicy('{ Effect = "Allow", Action = ["s3:GetObject"], Resource = values(data.external.resources.result) }')}`,
      },
    ],
  },
  check({ analysis, options, report, undecided }) {
    for (const grant of analysis.grants()) {
      if (!isAllow(grant.statement)) continue;
      for (const element of grant.statement.resources ?? []) {
        const at = subjectOf(grant, grant.statement, element);
        if (element.value.kind === "unknown") {
          undecided(at, element.value);
          continue;
        }
        const covered = coveredActions(grant, element, options.allow, analysis);
        if (!covered || analysis.isTakenBack(grant, { resource: element })) continue;
        const resource = elementText(element);
        const who = analysis.who(grant.functions);
        const limits = analysis.limitsWording(grant);
        const needed = analysis.neededResourcesWording(grant.functions, covered.actions);
        if (covered.actions.length > 0 && covered.actions.every(isLoggingAction)) {
          report({ messageId: "logs", data: { resource, who }, severity: "low", at });
        } else if (covered.types.length === 0 || covered.types.length > 2) {
          const actions = grant.statement.notActions ? `everything but ${coded(grant.statement.notActions.map(elementText), 3)}` : coded(covered.patterns, 3);
          report({ messageId: "everything", data: { limits, resource, who, actions, needed }, severity: analysis.severityOf(grant, "high"), at });
        } else {
          const type = inWords(covered.types, 3).replace(" and ", " or ");
          report({ messageId: "everyResource", data: { limits, resource, who, actions: coded(covered.patterns, 3), type, needed }, severity: analysis.severityOf(grant, "high"), at });
        }
      }
    }
  },
});

interface Covered {
  /** The elements of Action, as written, of which the resource covers too much. */
  readonly patterns: readonly string[];
  /** Actions as `service:Name`; empty where it is every action. */
  readonly actions: readonly string[];
  /** The resource types that are covered as a whole; empty where it is everything. */
  readonly types: readonly string[];
}

/** What of the statement the resource covers as a whole type, but for what has to stand on every resource. */
function coveredActions(grant: Grant, element: PolicyElement, allowed: readonly string[], analysis: Analysis): Covered | undefined {
  if (element.value.kind === "unknown") return undefined;
  const inVpc = grant.functions.length > 0 && grant.functions.every((fn) => fn.configuration.vpc !== undefined && fn.configuration.vpc !== false);
  // A broker or a Kafka cluster that is polled asks for them as well as a VPC does.
  const isForNetwork = (action: string): boolean => isNetworkInterfaceAction(action) && (inVpc || analysis.isNeeded(grant.functions, action));
  const covered = actionsCoveredAcross(grant.statement, element.value, (action) => isForNetwork(action) || allowed.includes(action));
  return covered.patterns.length > 0 ? covered : undefined;
}
