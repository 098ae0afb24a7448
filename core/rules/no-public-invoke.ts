import type { FunctionPermission } from "../model";
import { defineRule } from "./define-rule";
import { eventResourcePolicies, resourceText, subjectOfPolicy } from "./event-resource-policies";
import { doorsForEveryone, unreadPrincipal } from "./outsiders";
import { textOf } from "./text-of";
import { coded, functionNames } from "./wording";

/** Reports function permissions and function URLs that are open to everyone, and queues, topics and the like through which everyone can run a function. */
export const noPublicInvoke = defineRule({
  id: "no-public-invoke",
  title: "Anyone may invoke a function",
  severity: "critical",
  rationale:
    "A function permission for the principal `*` without a condition on account, organisation or source, and a function URL without IAM authorisation, let anyone who finds it run the code with the rights of its role, and run up its bill. A queue, topic or bucket that triggers the function and takes what everyone sends does the same.",
  remediation: "Name the service or account that invokes the function, with its source ARN; give a function URL AWS_IAM authorisation, or put a gateway with an authorizer before it.",
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  ],
  messages: {
    everyone: {
      says: "The permission lets everyone, of any account, invoke {{who}} with the rights of its role.",
      instead: "Name the one who invokes it in `principal`, and restrict it with `source_arn`, `source_account` or `principal_org_id`.",
    },
    openUrl: {
      says: "The function URL of {{who}} asks for no authorisation: anyone on the internet can run it with the rights of its role.",
      instead: "Set `authorization_type` to `AWS_IAM`, or put an API with an authorizer before the function.",
    },
    openSource: {
      says: "The policy of {{resource}} lets everyone, of any account, use {{actions}}: what they send there runs {{who}} with the rights of its role.",
      instead: "Name who sends there in `Principal`, or add a condition on `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`.",
    },
    openSupport: {
      says: "The policy of {{resource}}, which the events of {{who}} rest on, lets everyone, of any account, use {{actions}}.",
      instead: "Name the roles and accounts that use it in `Principal`.",
    },
  },
  examples: {
    invalid: [
      {
        title: "A queue that takes everyone's messages",
        terraform: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn }]
  })
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.invoices.arn
}`,
        messageIds: ["openSource"],
      },
      {
        title: "A permission for everyone",
        terraform: `resource "aws_lambda_permission" "open" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.invoices.function_name
  principal     = "*"
}`,
        messageIds: ["everyone"],
      },
      {
        title: "A function URL without authorisation",
        terraform: `resource "aws_lambda_function_url" "open" {
  function_name      = aws_lambda_function.invoices.function_name
  authorization_type = "NONE"
}`,
        messageIds: ["openUrl"],
      },
    ],
    valid: [
      {
        title: "Everyone of one organisation",
        terraform: `resource "aws_lambda_permission" "organisation" {
  action           = "lambda:InvokeFunction"
  function_name    = aws_lambda_function.invoices.function_name
  principal        = "*"
  principal_org_id = "o-abc1234567"
}`,
      },
    ],
    undecided: [
      {
        title: "A principal that only an external data source tells",
        terraform: `data "external" "partner" {
  program = ["partner"]
}

resource "aws_lambda_permission" "partner" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.invoices.function_name
  principal     = data.external.partner.result.account
}`,
      },
    ],
  },
  check({ deployment, analysis, report, undecided }) {
    for (const guarded of eventResourcePolicies(deployment)) {
      const unread = unreadPrincipal(guarded.policy);
      if (unread) undecided(subjectOfPolicy(guarded), unread);
      for (const { principal, statement, actions } of doorsForEveryone(guarded.policy, deployment)) {
        const at = { ...subjectOfPolicy(guarded), path: principal.path, location: principal.at ?? statement.at ?? guarded.policy.at, identity: `everyone ${actions.join()}` };
        report({ messageId: guarded.part === "source" ? "openSource" : "openSupport", data: { resource: resourceText(guarded, deployment), actions: coded(actions), who: functionNames(guarded.functions) }, at });
      }
    }
    for (const permission of deployment.functionPermissions) {
      const at = { address: permission.address, location: permission.at, function: analysis.addressOf(permission.function), identity: "everyone" };
      const principal = textOf(permission.principal);
      if (typeof principal !== "string") {
        undecided(at, principal);
      } else if (isEveryone(principal) && !isRestricted(permission)) {
        report({ messageId: "everyone", data: { who: analysis.nameOf(permission.function) }, at });
      }
    }
    for (const url of deployment.functionUrls) {
      const at = { address: url.address, location: url.at, function: analysis.addressOf(url.function), identity: "url" };
      const authorization = textOf(url.authorizationType);
      if (typeof authorization !== "string") undecided(at, authorization);
      else if (authorization === "NONE") report({ messageId: "openUrl", data: { who: analysis.nameOf(url.function) }, at });
    }
  },
});

export function isEveryone(principal: string): boolean {
  return principal === "*" || /^arn:aws[\w-]*:iam::\*:/.test(principal);
}

function isRestricted(permission: FunctionPermission): boolean {
  return [permission.sourceArn, permission.sourceAccount, permission.principalOrgId, permission.eventSourceToken].some((value) => value !== undefined);
}
