import { defineRule } from "./define-rule";
import { eventResourcePolicies, resourceText, subjectOfPolicy } from "./event-resource-policies";
import { doorsForServices } from "./outsiders";
import { textOf } from "./text-of";
import { coded, elementText, functionNames } from "./wording";

/** Services whose resources live in an account-wide name space and that act for any customer, so a permission without a source is open to all of them. */
const servicePrincipal = /^[\w.-]+\.amazonaws\.com(?:\.cn)?$/;

/** Reports function permissions for a service principal, and policies on what a function's events come from, that do not say on whose behalf the service may act (confused deputy). */
export const requireSourceRestriction = defineRule({
  id: "require-source-restriction",
  title: "A service may invoke a function on anyone's behalf",
  severity: "medium",
  rationale:
    "A permission for `s3.amazonaws.com` alone trusts S3, not your bucket: whoever points a bucket, topic or rule of their own at the function makes the service invoke it for them. This is the confused deputy problem. The policy of a queue, topic or key that takes what a service sends is open in the same way. In a plan, `source_arn: null` is the same as no source at all.",
  remediation: "Set source_arn to the resource that triggers the function, and source_account too where the ARN has no account in it (S3).",
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  ],
  messages: {
    anySource: {
      says: "{{principal}} may invoke {{who}} on behalf of any AWS customer: whoever points a resource of their own at it, runs it.",
      instead: "Add `source_arn` with the ARN of the resource that triggers it, or at least `source_account`.",
    },
    anySender: {
      says: "{{principal}} may use {{actions}} on {{resource}} on behalf of any AWS customer: whoever points a resource of their own at it, runs {{who}} with what they send.",
      instead: "Add a condition on `aws:SourceArn` with the ARN of what sends there, or at least on `aws:SourceAccount`.",
    },
    anyUser: {
      says: "{{principal}} may use {{actions}} on {{resource}}, which the events of {{who}} rest on, on behalf of any AWS customer.",
      instead: "Add a condition on `aws:SourceArn` or `aws:SourceAccount`.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Any topic of anyone may fill the queue",
        terraform: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "sns.amazonaws.com" }, Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn }]
  })
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.invoices.arn
}`,
        messageIds: ["anySender"],
      },
      {
        title: "Any bucket of anyone",
        terraform: `resource "aws_lambda_permission" "bucket" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.invoices.function_name
  principal     = "s3.amazonaws.com"
}`,
        messageIds: ["anySource"],
      },
    ],
    valid: [
      {
        title: "The one bucket",
        terraform: `resource "aws_s3_bucket" "invoices" {
  bucket = "invoices"
}

resource "aws_lambda_permission" "bucket" {
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.invoices.function_name
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.invoices.arn
  source_account = "123456789012"
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
  principal     = data.external.partner.result.service
}`,
      },
    ],
  },
  check({ deployment, analysis, report, undecided }) {
    for (const guarded of eventResourcePolicies(deployment)) {
      for (const { principal, statement, actions } of doorsForServices(guarded.policy, deployment)) {
        const name = elementText(principal);
        const at = { ...subjectOfPolicy(guarded), path: principal.path, location: principal.at ?? statement.at ?? guarded.policy.at, identity: `${name} ${actions.join()}` };
        const data = { principal: name, actions: coded(actions), resource: resourceText(guarded, deployment), who: functionNames(guarded.functions) };
        report({ messageId: guarded.part === "source" ? "anySender" : "anyUser", data, at, ...(guarded.part === "source" ? {} : { severity: "low" }) });
      }
    }
    for (const permission of deployment.functionPermissions) {
      const at = { address: permission.address, location: permission.at, function: analysis.addressOf(permission.function), identity: "source" };
      if ([permission.sourceArn, permission.sourceAccount, permission.principalOrgId, permission.eventSourceToken].some((source) => source !== undefined)) continue;
      const principal = textOf(permission.principal);
      if (typeof principal !== "string") undecided(at, principal);
      else if (servicePrincipal.test(principal)) report({ messageId: "anySource", data: { principal, who: analysis.nameOf(permission.function) }, at });
    }
  },
});
