/** What a provider does with a resource type that its schema does not tell. Holes in texts: `{region}`, `{account}`, any known text attribute, `{arn}`, `{id}`, and made-up `{hex17}`, `{id10}`, `{uuid}`. */
export interface ResourceBehaviour {
  readonly arn?: string;
  readonly id?: string;
  /** Other attributes that are made at apply. */
  readonly made?: Readonly<Record<string, string>>;
  /** What an argument is where it is left out. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
  /** Blocks that the provider fills in where they are left out. */
  readonly filledBlocks?: readonly string[];
  /** Arguments that hold JSON, which is stored without spaces and in the order of its keys. */
  readonly json?: readonly string[];
  /** Arguments which cannot change without a new resource. */
  readonly replacing?: readonly string[];
  /** The argument that gets a made-up name where it and its `_prefix` are left out. */
  readonly named?: string;
}

/** The account of every plan. */
export const account = "123456789012";

const queueUrl = "https://sqs.{region}.amazonaws.com/{account}/{name}";
const regional = (service: string, resource: string): string => `arn:aws:${service}:{region}:{account}:${resource}`;

/** The behaviour of the resource types that fixtures and end-to-end tests use. */
export const behaviours: Readonly<Record<string, ResourceBehaviour>> = {
  aws_apigatewayv2_api: { arn: "arn:aws:apigateway:{region}::/apis/{id10}", id: "{id10}", made: { execution_arn: regional("execute-api", "{id10}"), api_endpoint: "https://{id10}.execute-api.{region}.amazonaws.com" } },
  aws_api_gateway_rest_api: { arn: "arn:aws:apigateway:{region}::/restapis/{id10}", id: "{id10}", made: { execution_arn: regional("execute-api", "{id10}") } },
  aws_athena_workgroup: { arn: regional("athena", "workgroup/{name}"), id: "{name}", replacing: ["name"] },
  aws_cloudwatch_event_bus: { arn: regional("events", "event-bus/{name}"), id: "{name}", replacing: ["name"] },
  aws_cloudwatch_event_rule: { arn: regional("events", "rule/{name}"), id: "{name}", named: "name", replacing: ["name"], defaults: { event_bus_name: "default", force_destroy: false } },
  aws_cloudwatch_event_target: { defaults: { event_bus_name: "default", force_destroy: false } },
  aws_cloudwatch_log_group: { arn: regional("logs", "log-group:{name}"), id: "{name}", named: "name", replacing: ["name"], defaults: { retention_in_days: 0, skip_destroy: false } },
  aws_cloudwatch_metric_alarm: { arn: regional("cloudwatch", "alarm:{alarm_name}"), id: "{alarm_name}", replacing: ["alarm_name"] },
  aws_cognito_user_pool: { arn: regional("cognito-idp", "userpool/{region}_{id10}"), id: "{region}_{id10}" },
  aws_dynamodb_table: { arn: regional("dynamodb", "table/{name}"), id: "{name}", replacing: ["name"], made: { stream_arn: "{arn}/stream/2026-01-01T00:00:00.000" }, defaults: { billing_mode: "PROVISIONED" }, filledBlocks: ["point_in_time_recovery", "server_side_encryption"] },
  aws_ecr_repository: { arn: regional("ecr", "repository/{name}"), id: "{name}", replacing: ["name"], made: { repository_url: "{account}.dkr.ecr.{region}.amazonaws.com/{name}" } },
  aws_ecs_cluster: { arn: regional("ecs", "cluster/{name}"), id: "{arn}", replacing: ["name"] },
  aws_glue_catalog_database: { arn: regional("glue", "database/{name}"), id: "{account}:{name}", made: { catalog_id: "{account}" }, replacing: ["name"] },
  aws_iam_policy: { arn: "arn:aws:iam::{account}:policy{path}{name}", id: "{arn}", named: "name", replacing: ["name", "path"], json: ["policy"], defaults: { path: "/" } },
  aws_iam_role: { arn: "arn:aws:iam::{account}:role{path}{name}", id: "{name}", named: "name", replacing: ["name", "path"], json: ["assume_role_policy"], defaults: { path: "/", force_detach_policies: false, max_session_duration: 3600 }, filledBlocks: ["inline_policy"] },
  aws_iam_role_policy: { id: "{role}:{name}", named: "name", replacing: ["name", "role"], json: ["policy"] },
  aws_iam_role_policy_attachment: { id: "{role}/{policy_arn}", replacing: ["role", "policy_arn"] },
  aws_kinesis_stream: { arn: regional("kinesis", "stream/{name}"), id: "{arn}", replacing: ["name"] },
  aws_kms_alias: { arn: regional("kms", "{name}"), id: "{name}", replacing: ["name"] },
  aws_kms_key: { arn: regional("kms", "key/{uuid}"), id: "{uuid}", made: { key_id: "{uuid}" } },
  aws_lambda_alias: { arn: regional("lambda", "function:{function_name}:{name}"), id: "{arn}", replacing: ["function_name", "name"] },
  aws_lambda_event_source_mapping: { arn: regional("lambda", "event-source-mapping:{uuid}"), id: "{uuid}", made: { uuid: "{uuid}" }, defaults: { enabled: true } },
  aws_lambda_function: {
    arn: regional("lambda", "function:{function_name}"),
    id: "{function_name}",
    replacing: ["function_name"],
    made: {
      version: "$LATEST",
      qualified_arn: "{arn}:$LATEST",
      invoke_arn: "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
      qualified_invoke_arn: "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}:$LATEST/invocations",
    },
    defaults: { memory_size: 128, timeout: 3, package_type: "Zip", publish: false, skip_destroy: false, reserved_concurrent_executions: -1 },
    filledBlocks: ["ephemeral_storage", "logging_config", "tracing_config"],
  },
  aws_lambda_layer_version: { arn: regional("lambda", "layer:{layer_name}:1"), id: "{arn}", made: { version: "1", layer_arn: regional("lambda", "layer:{layer_name}") }, replacing: ["layer_name", "filename"], defaults: { skip_destroy: false } },
  aws_s3_bucket: {
    arn: "arn:aws:s3:::{bucket}",
    id: "{bucket}",
    named: "bucket",
    replacing: ["bucket"],
    made: { bucket_domain_name: "{bucket}.s3.amazonaws.com", bucket_regional_domain_name: "{bucket}.s3.{region}.amazonaws.com" },
    defaults: { force_destroy: false },
    filledBlocks: ["cors_rule", "grant", "lifecycle_rule", "logging", "object_lock_configuration", "replication_configuration", "server_side_encryption_configuration", "versioning", "website"],
  },
  aws_s3_bucket_policy: { id: "{bucket}", json: ["policy"] },
  aws_s3_object: { arn: "arn:aws:s3:::{bucket}/{key}", id: "{bucket}/{key}", defaults: { force_destroy: false } },
  aws_scheduler_schedule_group: { arn: regional("scheduler", "schedule-group/{name}"), id: "{name}", named: "name", replacing: ["name"] },
  aws_secretsmanager_secret: { arn: regional("secretsmanager", "secret:{name}-AbCdEf"), id: "{arn}", named: "name", replacing: ["name"] },
  aws_security_group: { arn: regional("ec2", "security-group/sg-{hex17}"), id: "sg-{hex17}", named: "name", replacing: ["name"] },
  aws_sesv2_email_identity: { arn: regional("ses", "identity/{email_identity}"), id: "{email_identity}", replacing: ["email_identity"] },
  aws_sfn_state_machine: { arn: regional("states", "stateMachine:{name}"), id: "{arn}", named: "name", replacing: ["name"] },
  aws_sns_topic: { arn: regional("sns", "{name}"), id: "{arn}", named: "name", replacing: ["name"], defaults: { fifo_topic: false, content_based_deduplication: false } },
  aws_sqs_queue: {
    arn: regional("sqs", "{name}"),
    id: queueUrl,
    named: "name",
    replacing: ["name"],
    made: { url: queueUrl },
    json: ["policy", "redrive_policy"],
    defaults: { delay_seconds: 0, max_message_size: 262144, message_retention_seconds: 345600, receive_wait_time_seconds: 0, visibility_timeout_seconds: 30, fifo_queue: false, content_based_deduplication: false },
  },
  aws_sqs_queue_policy: { id: "{queue_url}", json: ["policy"] },
  aws_ssm_parameter: { arn: regional("ssm", "parameter/{name}"), id: "{name}", replacing: ["name"] },
  local_file: { id: "{hex17}", defaults: { file_permission: "0777", directory_permission: "0777" }, replacing: ["filename", "content"] },
  random_id: { id: "{id10}", made: { hex: "{id10}" } },
  random_pet: { id: "{id10}", defaults: { length: 2, separator: "-" } },
};
