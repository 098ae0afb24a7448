import { harmlessPackages, standardModules } from "./package-names";

/**
 * What is known of a package by the name it is imported under.
 * - `standard`: part of Python; `aws`: its calls are in the tables here; `harmless`: known not to call AWS;
 * - `aws-looking`: not in the tables, and its name speaks of AWS; `unknown`: anything else.
 */
export type PackageKind = "standard" | "aws" | "harmless" | "aws-looking" | "unknown";

/** Packages whose calls are modelled, or known to need no permission. */
const modelled = new Set(
  `boto3 botocore aiobotocore aioboto3 s3transfer aws_lambda_powertools aws_xray_sdk aws_secretsmanager_caching pynamodb s3fs fsspec awswrangler smart_open pyathena PyAthena
  redshift_connector langchain_aws aws_requests_auth requests_aws4auth requests_auth_aws_sigv4 requests_aws_sign awscrt aws_lambda_context aws_lambda_typing mypy_boto3_s3 types_boto3 boto3_type_annotations
  sagemaker chalice dynamodb_json boto3_stubs aws_cdk aws_embedded_metrics aws_lambda_logging aws_assume_role_lib awslambdaric awsgi aws_lambda_wsgi cfnresponse crhelper strands bedrock_agentcore
  aws_durable_execution_sdk_python aurora_dsql_psycopg2 aurora_dsql_psycopg aurora_dsql_asyncpg aurora_dsql_sqlalchemy dynamodb_encryption_sdk aws_encryption_sdk boto3_refresh_session
  aws_msk_iam_sasl_signer`.split(/\s+/),
);

const awsLooking = /(^|[^a-z])(aws|boto|boto3|amazon|bedrock|dynamo|dynamodb|s3|sqs|sns|sagemaker|kinesis|athena|awslambda|cognito)|aws|boto|amazon|dynamo/i;

export function topPackage(path: string): string {
  return /^[^.([]*/.exec(path)![0];
}

/** What is known of the package that the dotted path starts with. */
export function packageKind(path: string): PackageKind {
  const top = topPackage(path);
  if (top === "builtins" || standardModules.has(top)) return "standard";
  if (modelled.has(top) || /^(mypy_boto3|types_boto3|types_aiobotocore)/.test(top)) return "aws";
  if (harmlessPackages.has(top)) return "harmless";
  return awsLooking.test(top) ? "aws-looking" : "unknown";
}

const transparent = new Set(
  `functools contextlib typing typing_extensions dataclasses abc enum tenacity backoff retry retrying cachetools wrapt decorator deprecated numba pydantic attr attrs
  aws_lambda_powertools aws_xray_sdk datadog_lambda ddtrace sentry_sdk opentelemetry lumigo_tracer epsagon newrelic builtins warnings atexit overrides beartype typeguard`.split(/\s+/),
);

/** Whether a decorator of that path gives back the function with the same behaviour, and leaves it to the code to call it. */
export function isTransparentDecorator(path: string): boolean {
  if (/event_handler/.test(path)) return false;
  return transparent.has(topPackage(path));
}
