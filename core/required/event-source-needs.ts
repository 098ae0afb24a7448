import { canBeScoped, findAction } from "../reference";
import type { Deployment, EventSource } from "../model";
import type { Certainty } from "../iam";
import { symbolicString, type SymbolicString, type Unknown } from "../values";
import { anyResource, splitText } from "./arn-pattern";
import { configuredArn } from "./configured-arn";
import { sendingNeeds } from "./destination-needs";
import { certainly, type Need } from "./need";

/** An action that polling a source needs; on the source unless it says otherwise. */
interface PollRow {
  readonly action: string;
  readonly certainty?: Certainty;
  readonly reason?: string;
}

const possibly = (...actions: string[]): PollRow[] => actions.map((action) => ({ action, certainty: "possible" }));
const surely = (...actions: string[]): PollRow[] => actions.map((action) => ({ action }));

/** Where the brokers are in a VPC, Lambda connects to them from it. */
const network = possibly("ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs");

/**
 * What Lambda does with the function's role at each kind of source that it polls.
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html and the pages of the sources there.
 */
const pollRows: Readonly<Record<string, readonly PollRow[]>> = {
  sqs: surely("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
  kinesis: [...surely("kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator"), ...possibly("kinesis:DescribeStreamSummary", "kinesis:ListShards", "kinesis:ListStreams")],
  dynamodb: [...surely("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"), ...possibly("dynamodb:ListStreams")],
  kafka: [
    ...surely("kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"),
    ...possibly("kafka-cluster:Connect", "kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData", "kafka-cluster:DescribeClusterDynamicConfiguration"),
    ...network,
  ],
  "self-managed-kafka": network,
  mq: [...surely("mq:DescribeBroker"), ...network],
  documentdb: [...surely("rds:DescribeDBClusters", "rds:DescribeDBClusterParameters", "rds:DescribeDBSubnetGroups"), ...network],
};

/** What an event source needs of the function's role: nothing where the source calls the function itself. */
export function eventSourceNeeds(source: EventSource, deployment: Deployment): Need[] {
  if (source.delivery !== "poll") return [];
  const arn = configuredArn(source.source, deployment);
  const failures = source.onFailure ? sendingNeeds(source.onFailure, deployment) : [];
  return [...rowsOf(source, arn).flatMap((row) => needOf(row, source, arn)), ...secretNeeds(source, deployment), ...failures];
}

function rowsOf(source: EventSource, arn: SymbolicString | Unknown): readonly PollRow[] {
  if (source.service.kind === "unknown") return Object.values(pollRows).flatMap((rows) => rows.map((row): PollRow => ({ ...row, certainty: "possible" })));
  const rows = pollRows[source.service.value] ?? [];
  if (source.service.value === "kinesis" && consumerStream(arn)) return [...rows, ...surely("kinesis:SubscribeToShard", "kinesis:DescribeStreamConsumer")];
  return rows;
}

function needOf(row: PollRow, source: EventSource, arn: SymbolicString | Unknown): Need[] {
  if (network.includes(row) && source.inVpc === false) return [];
  const certainty = network.includes(row) && source.inVpc === true ? "certain" : (row.certainty ?? "certain");
  return [{ action: row.action, resources: [certainly(placeOf(row.action, arn))], certainty, ...(row.reason === undefined ? {} : { reason: row.reason }) }];
}

/** The source, the stream behind a consumer, or `*` for actions that AWS does not scope. */
function placeOf(action: string, arn: SymbolicString | Unknown): SymbolicString | Unknown {
  const definition = findAction(action);
  if (!definition || definition.resourceTypes.length === 0 || action.startsWith("ec2:")) return anyResource;
  if (!canBeScoped(definition) && definition.accessLevel === "List") return anyResource;
  const isOfConsumer = definition.resourceTypes.some((type) => type.name === "consumer") && !definition.resourceTypes.some((type) => type.name === "stream" && type.isRequired);
  return isOfConsumer ? arn : (consumerStream(arn) ?? arn);
}

/** The stream of a consumer's ARN: `…:stream/NAME` of `…:stream/NAME/consumer/CONSUMER:1`. */
function consumerStream(arn: SymbolicString | Unknown): SymbolicString | undefined {
  if (arn.kind === "unknown") return undefined;
  const [stream, consumer] = splitText(arn, "/consumer/", 2);
  return consumer ? symbolicString(stream!.parts) : undefined;
}

function secretNeeds(source: EventSource, deployment: Deployment): Need[] {
  return (source.secrets ?? []).map((secret) => ({
    action: "secretsmanager:GetSecretValue",
    resources: [certainly(configuredArn(secret, deployment))],
    certainty: "certain",
    reason: "the source is opened with this secret",
  }));
}
