import { known, literalText, reference, unknown, type EventSource, type Symbolic, type SymbolicString, type Unknown, type Value } from "../../core";
import { entryOf, itemsOf, textOf, type StackResource } from "../stack-resource";
import { functionOf } from "./function-access";
import { changeOf, placeOf } from "./functions";
import type { StackIndex } from "./stack-index";

/** What triggers the functions of the stack. */
export function adaptEventSources(index: StackIndex): EventSource[] {
  return [
    ...index.of("eventSourceMapping").map((resource) => pollSource(resource, index)),
    ...index.of("bucketNotification").flatMap((resource) => notifications(resource, index, "lambdaFunctions", "lambdaFunctionArn", resource.text("bucket"))),
    ...index.of("bucket").flatMap((resource) => notifications(resource, index, "notificationConfiguration", "function", resource.text("arn") ?? reference(resource.urn, "arn"))),
    ...index.of("topicSubscription").flatMap((resource) => subscription(resource, index)),
    ...index.of("eventTarget").flatMap((resource) => target(resource, index)),
  ];
}

function pollSource(resource: StackResource, index: StackIndex): EventSource {
  const source = resource.property("eventSourceArn");
  const selfManaged = resource.property("selfManagedEventSource");
  const access = itemsOf(resource.property("sourceAccessConfigurations"));
  const onFailure = textOf(entryOf(entryOf(resource.property("destinationConfig"), "onFailure"), "destinationArn", "destination"));
  const secrets = access.filter(isSecretAccess).flatMap((item) => textOf(entryOf(item, "uri")) ?? []);
  const isInVpc = access.some((item) => /^VPC_/.test(textLiteral(entryOf(item, "type")) ?? ""));
  return {
    address: resource.urn,
    function: functionOf(resource, "functionName", index),
    delivery: "poll",
    service: selfManaged.kind === "null" ? serviceOf(resource, source, index) : known("self-managed-kafka"),
    source: source.kind === "null" ? unknown("unreadable", "a source that is not an AWS resource") : sourceOf(resource, source, index),
    ...(onFailure ? { onFailure } : {}),
    ...(secrets.length > 0 ? { secrets } : {}),
    ...(isInVpc ? { inVpc: true } : {}),
    change: changeOf(resource),
    ...placeOf(resource),
  };
}

/** Source: https://docs.aws.amazon.com/lambda/latest/api/API_SourceAccessConfiguration.html: those of VPC_ name subnets and security groups. */
function isSecretAccess(item: Symbolic): boolean {
  return !/^(?:VPC_|VIRTUAL_HOST$)/.test(textLiteral(entryOf(item, "type")) ?? "");
}

/** Types that can be polled, with the service as event sources name it and the attribute that is polled. */
const polled: Readonly<Record<string, { readonly service: string; readonly attribute: string }>> = {
  "sqs/queue:Queue": { service: "sqs", attribute: "arn" },
  "sqs:Queue": { service: "sqs", attribute: "arn" },
  "kinesis/stream:Stream": { service: "kinesis", attribute: "arn" },
  "kinesis:Stream": { service: "kinesis", attribute: "arn" },
  "kinesis/streamConsumer:StreamConsumer": { service: "kinesis", attribute: "arn" },
  "dynamodb/table:Table": { service: "dynamodb", attribute: "streamArn" },
  "dynamodb:Table": { service: "dynamodb", attribute: "streamArn" },
  "msk/cluster:Cluster": { service: "kafka", attribute: "arn" },
  "msk/serverlessCluster:ServerlessCluster": { service: "kafka", attribute: "arn" },
  "mq/broker:Broker": { service: "mq", attribute: "arn" },
  "docdb/cluster:Cluster": { service: "documentdb", attribute: "arn" },
};

function polledResource(resource: StackResource, index: StackIndex): { readonly urn: string; readonly service: string; readonly attribute: string } | undefined {
  const behind = resource.dependenciesOf("eventSourceArn").flatMap((urn) => {
    const found = index.get(urn);
    const form = found && polled[found.type.replace(/^aws(?:-native)?:/, "")];
    return form ? [{ urn, ...form }] : [];
  });
  return behind.length === 1 ? behind[0] : undefined;
}

/** An ARN of an event source that is not known yet can only be that of the one thing that can be polled behind it. */
function sourceOf(resource: StackResource, source: Symbolic, index: StackIndex): SymbolicString | Unknown {
  const text = textOf(source) ?? unknown("unreadable");
  if (text.kind !== "unknown") return text;
  const behind = polledResource(resource, index);
  return behind ? reference(behind.urn, behind.attribute) : text;
}

function serviceOf(resource: StackResource, source: Symbolic, index: StackIndex): Value<string> {
  const service = /^arn:[^:]*:(?<service>[^:]+):/.exec(textLiteral(source) ?? "")?.groups?.["service"];
  if (service !== undefined) return known(service === "rds" ? "documentdb" : service);
  const behind = polledResource(resource, index);
  return behind ? known(behind.service) : unknown("computed-at-apply", undefined, resource.dependenciesOf("eventSourceArn"));
}

function notifications(resource: StackResource, index: StackIndex, property: string, key: string, source: SymbolicString | Unknown | undefined): EventSource[] {
  const value = resource.property(property);
  const blocks = property === "notificationConfiguration" ? itemsOf(entryOf(value, "lambdaConfigurations")) : itemsOf(value);
  if (value.kind === "unknown") return [];
  const arns = blocks.map((block) => entryOf(block, key));
  const { found, unresolved } = index.follow(resource, property, arns, "function");
  const functions: Value<string>[] = [...new Set(found)].map((fn) => known(fn.urn));
  return [...functions, ...unresolved].map((fn) => push(resource, fn, "s3", source));
}

function subscription(resource: StackResource, index: StackIndex): EventSource[] {
  if (resource.literal("protocol") !== "lambda") return [];
  return [push(resource, functionOf(resource, "endpoint", index), "sns", resource.text("topic", "topicArn"))];
}

function target(resource: StackResource, index: StackIndex): EventSource[] {
  const arn = resource.property("arn");
  const fn = functionOf(resource, "arn", index);
  const literalArn = textLiteral(arn);
  const isFunction = fn.kind === "known" || literalArn?.includes(":lambda:") === true;
  if (!isFunction) return [];
  const rule = index.followOne(resource, "rule", resource.property("rule"), "eventRule");
  return [push(resource, fn, "events", "urn" in rule ? (rule.text("arn") ?? reference(rule.urn, "arn")) : rule)];
}

function push(resource: StackResource, fn: Value<string>, service: string, source: SymbolicString | Unknown | undefined): EventSource {
  return {
    address: resource.urn,
    function: fn,
    delivery: "push",
    service: known(service),
    source: source ?? unknown("unreadable", `${resource.name} names no source`),
    change: changeOf(resource),
    ...placeOf(resource),
  };
}

function textLiteral(value: Symbolic): string | undefined {
  return value.kind === "string" ? literalText(value) : undefined;
}
