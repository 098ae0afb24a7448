import { defineRule } from "./define-rule";
import { textOf } from "./text-of";

/** Services whose resources live in an account-wide name space and that act for any customer, so a permission without a source is open to all of them. */
const servicePrincipal = /^[\w.-]+\.amazonaws\.com(?:\.cn)?$/;

/** Reports function permissions for a service principal that do not say on whose behalf the service may call (confused deputy). */
export const requireSourceRestriction = defineRule({
  id: "require-source-restriction",
  title: "A service may invoke a function on anyone's behalf",
  severity: "medium",
  rationale:
    "A permission for `s3.amazonaws.com` alone trusts S3, not your bucket: whoever points a bucket, topic or rule of their own at the function makes the service invoke it for them. This is the confused deputy problem. In a plan, `source_arn: null` is the same as no source at all.",
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
  },
  examples: {
    invalid: [
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
    for (const permission of deployment.functionPermissions) {
      const at = { address: permission.address, location: permission.at, function: analysis.addressOf(permission.function), identity: "source" };
      if ([permission.sourceArn, permission.sourceAccount, permission.principalOrgId, permission.eventSourceToken].some((source) => source !== undefined)) continue;
      const principal = textOf(permission.principal);
      if (typeof principal !== "string") undecided(at, principal);
      else if (servicePrincipal.test(principal)) report({ messageId: "anySource", data: { principal, who: analysis.nameOf(permission.function) }, at });
    }
  },
});
