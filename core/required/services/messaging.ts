import { literalText, type SymbolicString } from "../../values";
import { splitText } from "../arn-pattern";
import type { CallContext } from "../call-context";
import type { NeededResource } from "../need";
import { ownAccountOr } from "../own-values";
import { everything, firstOf, named, namedIn, resolve, type Naming } from "../resource-rule";
import { given, type ResourceRule, type ServiceRules } from "../service-rules";

const queueNaming: Pick<Naming, "arn" | "types"> = { types: ["aws_sqs_queue"], arn: queueArn };

/** Of `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`, or of a name by itself. */
function queueArn(context: CallContext, text: SymbolicString): SymbolicString {
  const [, empty, host, account, name] = splitText(text, "/");
  if (!host || !account || !name || literalText(empty!) !== "") return context.arn("sqs", [splitText(text, "/").at(-1)!]);
  const region = splitText(host, ".")[1];
  return context.arnOf("sqs", literalText(host)?.startsWith("sqs.") || !literalText(host) ? region : undefined, ownAccountOr(account, context.resources.target), [name]);
}

/** The queue of the call; where its URL was looked up by the code, the queue that was asked for. */
const queue: ResourceRule = (context) => {
  const own = named({ ...queueNaming, members: ["QueueUrl", "QueueName", "SourceArn", "DestinationArn"] })(context);
  const isLookedUp = context.texts("QueueUrl").some(({ value }) => value.kind === "unknown" && /get_?queue_?url/i.test(value.detail ?? ""));
  if (!isLookedUp) return own;
  const lookedUp = context.related("QueueName").flatMap((text) => resolve(context, text, queueNaming));
  return lookedUp.length > 0 ? lookedUp : own;
};

/** Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html */
export const sqs: ServiceRules = {
  services: ["sqs"],
  types: { "sqs:queue": queue },
  operations: {
    SendMessageBatch: [{ action: "sqs:SendMessage" }],
    DeleteMessageBatch: [{ action: "sqs:DeleteMessage" }],
    ChangeMessageVisibilityBatch: [{ action: "sqs:ChangeMessageVisibility" }],
    ListQueues: [{ action: "sqs:ListQueues", on: everything }],
    CreateQueue: [{ action: "sqs:CreateQueue" }, { action: "sqs:TagQueue", when: given("tags"), because: "the call sets tags" }],
  },
};

/** A text message to a phone has no resource. */
const topic: ResourceRule = firstOf(namedIn("sns", "", ["TopicArn", "TargetArn", "ResourceArn", "Name"], ["aws_sns_topic"]), (context) =>
  context.presence("PhoneNumber") === "no" ? [] : everything(context),
);

export const sns: ServiceRules = {
  services: ["sns"],
  types: { "sns:topic": topic },
  operations: {
    PublishBatch: [{ action: "sns:Publish" }],
    CreateTopic: [{ action: "sns:CreateTopic" }, { action: "sns:TagResource", when: given("Tags"), because: "the call sets tags" }],
  },
};

/** The bus of each entry; entries without one go to the default bus. */
const buses: ResourceRule = (context) =>
  context.given("Entries[]").flatMap((entry): NeededResource[] => {
    if (entry.value.kind !== "map") return resolve(context, { ...entry, value: entry.value.kind === "unknown" ? entry.value : { kind: "unknown", reason: "unreadable", references: [] } }, busNaming);
    const own = context.textsIn(entry.value, "EventBusName");
    const mayBeDefault = own.every((text) => text.mayBeAbsent);
    const defaultBus: NeededResource = { value: context.arn("events", ["event-bus/default"]), certainty: own.length > 0 ? "possible" : entry.certainty };
    return [...own.flatMap((text) => resolve(context, text, busNaming)), ...(mayBeDefault ? [defaultBus] : [])];
  });

const busNaming: Pick<Naming, "arn" | "types"> = { types: ["aws_cloudwatch_event_bus"], arn: (context, name) => context.arn("events", ["event-bus/", name]) };

const bus = firstOf(buses, named({ ...busNaming, members: ["EventBusName", "Name", "EventSourceArn"] }));

/** Rules of the default bus have no bus in their ARN. */
function rule(isOnOwnBus: boolean): ResourceRule {
  return (context) => {
    const names = context.texts("Rule").length > 0 ? context.texts("Rule") : context.texts("Name");
    const ownBus = context.texts("EventBusName").find((text) => text.value.kind === "string" && literalText(text.value) !== "default");
    if (isOnOwnBus !== (ownBus !== undefined)) return [];
    const busName = ownBus && ownBus.value.kind === "string" ? splitText(ownBus.value, "event-bus/").at(-1)! : undefined;
    return names.flatMap((name) => resolve(context, name, { types: ["aws_cloudwatch_event_rule"], arn: (_, text) => context.arn("events", busName ? ["rule/", busName, "/", text] : ["rule/", text]) }));
  };
}

export const events: ServiceRules = {
  services: ["events"],
  types: {
    "events:event-bus": bus,
    "events:event-busv2": () => [],
    "events:rule-on-default-event-bus": rule(false),
    "events:rule-on-custom-event-bus": rule(true),
    "events:rule": (context) => [...rule(false)(context), ...rule(true)(context)],
  },
  operations: {
    PutEvents: [{ action: "events:PutEvents" }],
  },
};

const stream: ResourceRule = (context) => {
  const own = namedIn("kinesis", "stream/", ["StreamName", "StreamARN"], ["aws_kinesis_stream"])(context);
  if (own.length > 0) return own;
  return [...context.related("StreamName"), ...context.related("StreamARN")].flatMap((text) => resolve(context, text, { types: ["aws_kinesis_stream"], arn: (one, name) => one.arn("kinesis", ["stream/", name]) }));
};

export const kinesis: ServiceRules = {
  services: ["kinesis", "firehose"],
  types: {
    "kinesis:stream": stream,
    "kinesis:consumer": namedIn("kinesis", "", ["ConsumerARN"], ["aws_kinesis_stream_consumer"]),
    "firehose:deliverystream": namedIn("firehose", "deliverystream/", ["DeliveryStreamName"], ["aws_kinesis_firehose_delivery_stream"]),
  },
};

export const iot: ServiceRules = {
  services: ["iot-data"],
  types: {
    "iot:topic": namedIn("iot", "topic/", ["topic"]),
    "iot:thing": namedIn("iot", "thing/", ["thingName"], ["aws_iot_thing"]),
  },
  operations: {
    Publish: [
      { action: "iot:Publish", on: namedIn("iot", "topic/", ["topic"]) },
      { action: "iot:RetainPublish", on: namedIn("iot", "topic/", ["topic"]), when: given("retain"), because: "the message is retained" },
    ],
  },
};

