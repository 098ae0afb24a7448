import { known, literalText, unknown, type EventSource, type Symbolic, type SymbolicString, type Unknown, type Value } from "../core";
import { functionOf, leadsToFunction } from "./adapt-functions";
import { asUnknown, blocksOf, entryOf, textOrUnknown } from "./attribute-reading";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";
import { compareText } from "./resource-instances";
import type { ResourceLinks } from "./resource-links";
import { asArn, withSymbol } from "./symbols-of-unknowns";

/** What triggers the functions: what Lambda polls, and what calls by itself. */
export function adaptEventSources(instances: ResourceInstances, links: ResourceLinks): EventSource[] {
  const sources = [
    ...instances.ofType("aws_lambda_event_source_mapping").map((instance) => pollSource(instance, links)),
    ...instances.ofType("aws_s3_bucket_notification").flatMap((instance) => bucketNotifications(instance, links)),
    ...instances.ofType("aws_sns_topic_subscription").flatMap((instance) => push(instance, links, "sns", instance.attribute("endpoint"), instance.attribute("topic_arn"))),
    ...instances.ofType("aws_cloudwatch_event_target").flatMap((instance) => push(instance, links, "events", instance.attribute("arn"), ruleOf(instance, links))),
    ...instances.ofType("aws_cloudwatch_log_subscription_filter").flatMap((instance) => push(instance, links, "logs", instance.attribute("destination_arn"), instance.attribute("log_group_name"))),
    ...instances.ofType("aws_scheduler_schedule").flatMap((instance) => targetBlocks(instance).flatMap((block) => push(instance, links, "scheduler", entryOf(block, "arn"), self(instance)))),
    ...instances.ofType("aws_pipes_pipe").flatMap((instance) => push(instance, links, "pipes", instance.attribute("target"), self(instance))),
  ];
  return sources.sort((a, b) => compareText(a.address, b.address));
}

function pollSource(instance: ResourceInstance, links: ResourceLinks): EventSource {
  const [selfManaged] = blocksOf(instance.attribute("self_managed_event_source"));
  const arn = textOrUnknown(asArn(instance.attribute("event_source_arn")));
  const source = selfManaged ? brokers(selfManaged) : (arn ?? unknown("unreadable", "event_source_arn is not set"));
  const failure = destinationOf(instance);
  const access = blocksOf(instance.attribute("source_access_configuration"));
  const secrets = access.flatMap((block) => (isSecret(block) ? (textOrUnknown(asArn(entryOf(block, "uri"))) ?? []) : []));
  const isInVpc = access.some((block) => /^VPC_/.test(textOf(entryOf(block, "type")) ?? ""));
  return {
    address: instance.address,
    function: functionOf(instance.attribute("function_name"), links),
    delivery: "poll",
    service: selfManaged ? known("self-managed-kafka") : serviceOf(instance.attribute("event_source_arn"), links),
    source,
    ...(failure ? { onFailure: failure } : {}),
    ...(secrets.length > 0 ? { secrets } : {}),
    ...(isInVpc ? { inVpc: true } : {}),
    change: instance.change,
    ...(instance.at ? { at: instance.at } : {}),
  };
}

function brokers(block: ReturnType<typeof blocksOf>[number]): SymbolicString | Unknown {
  const endpoints = entryOf(block, "endpoints");
  return asUnknown(endpoints, "brokers outside AWS");
}

function destinationOf(instance: ResourceInstance): SymbolicString | Unknown | undefined {
  for (const block of blocksOf(instance.attribute("destination_config"))) {
    for (const inner of blocksOf(entryOf(block, "on_failure"))) return textOrUnknown(asArn(entryOf(inner, "destination_arn")));
  }
  return undefined;
}

/** Credentials; the other kinds name subnets, security groups and virtual hosts. */
function isSecret(block: ReturnType<typeof blocksOf>[number]): boolean {
  const type = textOf(entryOf(block, "type"));
  return type === undefined || /AUTH|CERTIFICATE/.test(type);
}

const SERVICES: ReadonlyMap<string, string> = new Map([
  ["aws_sqs_queue", "sqs"], ["data.aws_sqs_queue", "sqs"],
  ["aws_kinesis_stream", "kinesis"], ["aws_kinesis_stream_consumer", "kinesis"], ["data.aws_kinesis_stream", "kinesis"],
  ["aws_dynamodb_table", "dynamodb"], ["data.aws_dynamodb_table", "dynamodb"], ["aws_dynamodb_kinesis_streaming_destination", "kinesis"],
  ["aws_msk_cluster", "kafka"], ["aws_msk_serverless_cluster", "kafka"], ["data.aws_msk_cluster", "kafka"],
  ["aws_mq_broker", "mq"], ["data.aws_mq_broker", "mq"],
  ["aws_docdb_cluster", "documentdb"],
]);
const SERVICE_OF_PREFIX: ReadonlyMap<string, string> = new Map([
  ["sqs", "sqs"], ["kinesis", "kinesis"], ["dynamodb", "dynamodb"], ["kafka", "kafka"], ["mq", "mq"], ["rds", "documentdb"],
]);

function serviceOf(arn: Symbolic, links: ResourceLinks): Value<string> {
  const [first] = arn.kind === "string" ? arn.parts : [];
  const prefix = first?.kind === "literal" ? /^arn:[^:]*:([^:]+):/.exec(first.text)?.[1] : undefined;
  if (prefix !== undefined) return known(SERVICE_OF_PREFIX.get(prefix) ?? prefix);
  const services = new Set(links.candidates(arn, ...SERVICES.keys()).map(({ mode, type }) => SERVICES.get(mode === "data" ? `data.${type}` : type)!));
  const [only] = services;
  return only !== undefined && services.size === 1 ? known(only) : asUnknown(arn, "what kind of source it is");
}

function bucketNotifications(instance: ResourceInstance, links: ResourceLinks): EventSource[] {
  return blocksOf(instance.attribute("lambda_function")).flatMap((block) => push(instance, links, "s3", entryOf(block, "lambda_function_arn"), bucketOf(instance, links)));
}

/** The bucket's ARN, also where the notification names it. */
function bucketOf(instance: ResourceInstance, links: ResourceLinks): Symbolic {
  const bucket = instance.attribute("bucket");
  const found = links.find(bucket, "aws_s3_bucket");
  return found ? { kind: "string", parts: [{ kind: "reference", address: found.address, attribute: "arn" }] } : bucket;
}

function ruleOf(instance: ResourceInstance, links: ResourceLinks): Symbolic {
  const rule = instance.attribute("rule");
  const found = links.find(rule, "aws_cloudwatch_event_rule");
  return found ? { kind: "string", parts: [{ kind: "reference", address: found.address, attribute: "arn" }] } : rule;
}

function self(instance: ResourceInstance): Symbolic {
  return { kind: "string", parts: [{ kind: "reference", address: instance.address, attribute: "arn" }] };
}

function targetBlocks(instance: ResourceInstance): ReturnType<typeof blocksOf> {
  return blocksOf(instance.attribute("target"));
}

/** A source that calls one of the deployment's functions; those that call something else are of no concern here. */
function push(instance: ResourceInstance, links: ResourceLinks, service: string, target: Symbolic, source: Symbolic): EventSource[] {
  if (!leadsToFunction(target, links)) return [];
  return [
    {
      address: instance.address,
      function: functionOf(target, links),
      delivery: "push",
      service: known(service),
      source: textOrUnknown(withSymbol(source)) ?? asUnknown(source),
      change: instance.change,
      ...(instance.at ? { at: instance.at } : {}),
    },
  ];
}

function textOf(value: Symbolic): string | undefined {
  return value.kind === "string" ? literalText(value) : undefined;
}
