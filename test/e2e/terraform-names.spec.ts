import { expect } from "chai";
import { formatSymbolic, literal, type Deployment } from "../../core";
import { adaptTerraform } from "../../terraform-adapter";
import { runsRealTerraform, TerraformProject } from "../support/terraform/cli";

/** Resources with the names that their authors gave them, and a few that only AWS names. */
const SOURCES = `
provider "aws" {
  region = "eu-central-1"
}

data "aws_caller_identity" "me" {}

locals {
  trust = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_s3_bucket" "named" { bucket = "orders" }
resource "aws_s3_bucket" "prefixed" { bucket_prefix = "orders-" }
resource "aws_sqs_queue" "named" { name = "orders" }
resource "aws_sqs_queue" "unnamed" {}
resource "aws_sns_topic" "t" { name = "orders" }
resource "aws_dynamodb_table" "t" {
  name             = "orders"
  hash_key         = "id"
  billing_mode     = "PAY_PER_REQUEST"
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_kms_key" "k" {}
resource "aws_kms_alias" "k" {
  name          = "alias/orders"
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_secretsmanager_secret" "s" { name = "orders/database" }
resource "aws_ssm_parameter" "nested" {
  name  = "/orders/limit"
  type  = "String"
  value = "1"
}
resource "aws_ssm_parameter" "flat" {
  name  = "limit"
  type  = "String"
  value = "1"
}
resource "aws_iam_role" "r" {
  name               = "worker"
  path               = "/team/"
  assume_role_policy = local.trust
}
resource "aws_iam_policy" "p" {
  name   = "worker"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = aws_s3_bucket.named.arn }] })
}
resource "aws_sfn_state_machine" "m" {
  name       = "orders"
  role_arn   = aws_iam_role.r.arn
  definition = "{}"
}
resource "aws_cloudwatch_event_bus" "b" { name = "orders" }
resource "aws_kinesis_stream" "s" { name = "orders" }
resource "aws_cloudwatch_log_group" "g" { name = "/aws/lambda/orders" }
resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "orders"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
}
resource "aws_ecr_repository" "r" { name = "team/orders" }
resource "aws_apigatewayv2_api" "a" {
  name          = "orders"
  protocol_type = "HTTP"
}
resource "aws_api_gateway_rest_api" "a" { name = "orders" }
resource "aws_scheduler_schedule_group" "g" { name = "orders" }
resource "aws_ecs_cluster" "c" { name = "orders" }
resource "aws_glue_catalog_database" "d" { name = "orders" }
resource "aws_athena_workgroup" "w" { name = "orders" }
resource "aws_cognito_user_pool" "p" { name = "orders" }
resource "aws_sesv2_email_identity" "i" { email_identity = "orders@example.com" }
resource "aws_lambda_function" "f" {
  function_name = "orders"
  role          = aws_iam_role.r.arn
  runtime       = "python3.13"
  handler       = "app.handler"
  filename      = "app.zip"
}
resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.f.function_name
  function_version = "$LATEST"
}
`;

interface Resource {
  readonly address: string;
  readonly mode: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What a text with references may become. */
function mayBecome(pattern: string): RegExp {
  return new RegExp(`^${pattern.split(/\$\{[^}]+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`);
}

(runsRealTerraform ? describe : describe.skip)("names and ARNs before apply, and what they are after it (LEASTWISE_E2E=1)", () => {
  const deployments: { readonly from: string; readonly deployment: Deployment }[] = [];
  let applied: readonly Resource[] = [];

  before(async () => {
    const project = await TerraformProject.create({ files: { "main.tf": SOURCES } });
    try {
      deployments.push({ from: "the plan", deployment: await adaptTerraform({ text: Buffer.from(await project.plan()), source: project.folder }) });
      deployments.push({ from: "the sources", deployment: await adaptTerraform({ source: project.folder }) });
      await project.apply();
      const state = JSON.parse(await project.terraform("show", "-json")) as { readonly values: { readonly root_module: { readonly resources: readonly Resource[] } } };
      applied = state.values.root_module.resources.filter(({ mode }) => mode === "managed");
    } finally {
      project.remove();
    }
  });

  it("agree, for every attribute that is told", () => {
    expect(applied.length).to.be.greaterThan(25);
    for (const { from, deployment } of deployments) {
      for (const { address, values } of applied) {
        const resource = deployment.resources.get(address);
        for (const [name, value] of resource?.attributes ?? []) {
          const made = values[name];
          if (typeof made === "string" && made !== "") expect(made, `${address}.${name} from ${from}`).to.match(mayBecome(formatSymbolic(deployment.resources.expand(value))));
        }
      }
    }
  });

  it("are whole where the author gave the name", () => {
    const { deployment } = deployments[0]!;
    const open = applied.filter(({ address }) => !address.startsWith("aws_lambda_alias.") && /\$\{/.test(formatSymbolic(deployment.resources.expand(deployment.resources.get(address)!.arn))));
    expect(open.map(({ address }) => address).sort()).to.deep.equal([
      "aws_api_gateway_rest_api.a", "aws_apigatewayv2_api.a", "aws_cognito_user_pool.p", "aws_kms_key.k", "aws_s3_bucket.prefixed", "aws_secretsmanager_secret.s", "aws_sqs_queue.unnamed",
    ]);
  });

  it("lead from the literal ARN back to the resource", () => {
    const { deployment } = deployments[0]!;
    const named = applied.filter(({ address }) => !/prefixed|unnamed|aws_kms_key|api|aws_cognito|aws_secretsmanager/.test(address));
    const folded = named.map(({ address, values }) => [address, formatSymbolic(deployment.resources.fold(literal(String(values["arn"]))))]);
    // An alias is a form of its function.
    expect(folded).to.deep.equal(named.map(({ address }) => [address, address === "aws_lambda_alias.live" ? "${aws_lambda_function.f.arn}:live" : `\${${address}.arn}`]));
  });
});
