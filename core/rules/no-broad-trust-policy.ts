import type { PrincipalElement } from "../iam";
import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { isAllow } from "./grants";
import { textOf } from "./text-of";
import { elementText } from "./wording";

const lambdaServices = new Set(["lambda.amazonaws.com", "edgelambda.amazonaws.com", "lambda.amazonaws.com.cn"]);

/** Reports execution roles that more than the Lambda service may assume. */
export const noBroadTrustPolicy = defineRule({
  id: "no-broad-trust-policy",
  title: "More than Lambda may assume an execution role",
  severity: "high",
  rationale:
    "An execution role is for a function. With another service, another account or everyone in its trust policy, the rights of the function can be used without the function, past its code, its input checks and its logs.",
  remediation: "Let the trust policy name lambda.amazonaws.com alone; give other users of the same rights a role of their own.",
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html"],
  messages: {
    everyone: {
      says: "Everyone, of any account, may assume the role of {{who}} and use its rights without the function.",
      instead: "Let the trust policy name the service `lambda.amazonaws.com` alone.",
    },
    other: {
      says: "{{principal}} may assume the role of {{who}} too, and use its rights without the function.",
      instead: "Let the trust policy name the service `lambda.amazonaws.com` alone, and give {{principal}} a role of its own.",
    },
  },
  options: {
    allow: { type: "string[]", default: [], description: "Principals (service names, ARNs, account ids) that may stand beside Lambda." },
  },
  examples: {
    invalid: [
      {
        title: "EC2 beside Lambda",
        terraform: `resource "aws_iam_role" "reports" {
  name = "reports"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["lambda.amazonaws.com", "ec2.amazonaws.com"] } }]
  })
}

resource "aws_lambda_function" "reports" {
  function_name = "reports"
  role          = aws_iam_role.reports.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/invoices"
}`,
        messageIds: ["other"],
      },
    ],
    valid: [{ title: "Lambda alone (the role of the function that every example has)", terraform: "" }],
    undecided: [
      {
        title: "A service that only an external data source tells",
        terraform: `data "external" "partner" {
  program = ["partner"]
}

resource "aws_iam_role" "reports" {
  name = "reports"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = data.external.partner.result.service } }]
  })
}

resource "aws_lambda_function" "reports" {
  function_name = "reports"
  role          = aws_iam_role.reports.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/invoices"
}`,
      },
    ],
  },
  check({ deployment, analysis, options, report, undecided }) {
    for (const role of deployment.executionRoles) {
      const attached = { role, functions: analysis.functionsOf(role), policy: role.trustPolicy };
      const { document } = role.trustPolicy;
      if (document.kind === "unknown") {
        undecided({ address: role.address, path: role.trustPolicy.pathPrefix }, document);
        continue;
      }
      for (const statement of document.value.statements) {
        if (!isAllow(statement)) continue;
        const who = analysis.who(attached.functions);
        if (statement.notPrincipals) report({ messageId: "everyone", data: { who }, severity: "critical", at: subjectOf(attached, statement, statement.notPrincipals[0]) });
        for (const principal of statement.principals ?? []) {
          const at = subjectOf(attached, statement, principal);
          const text = textOf(principal.value);
          if (isTrusted(principal, options.allow)) continue;
          if (principal.value.kind === "unknown") undecided(at, principal.value);
          else if (principal.type === "Service" && typeof text !== "string") undecided(at, text);
          else if (text === "*" && statement.conditions.length === 0) report({ messageId: "everyone", data: { who }, severity: "critical", at });
          else report({ messageId: "other", data: { who, principal: `\`${elementText(principal)}\`` }, at });
        }
      }
    }
  },
});

function isTrusted(principal: PrincipalElement, allowed: readonly string[]): boolean {
  const text = textOf(principal.value);
  if (typeof text !== "string") return false;
  return (principal.type === "Service" && lambdaServices.has(text)) || allowed.includes(text);
}
