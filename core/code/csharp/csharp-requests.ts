import { findOperation } from "../../reference";
import { unknown, type Symbolic, type SymbolicMap } from "../../values";
import { inputOf } from "../program/sdk-client";
import type { Machine } from "../program/machine";
import { alternativesOf, type Call, type ObjectValue, type ProgramValue } from "../program/values";

type Members = readonly string[];

/** What the short forms of calls take, in order. Source: https://docs.aws.amazon.com/sdkfornet/v3/apidocs/ */
const forms: Readonly<Record<string, Members>> = {
  "s3 GetObject": ["BucketName", "Key", "VersionId"],
  "s3 DeleteObject": ["BucketName", "Key", "VersionId"],
  "s3 HeadObject": ["BucketName", "Key", "VersionId"],
  "s3 PutObject": ["BucketName", "Key"],
  "s3 PutObjectAcl": ["BucketName", "Key"],
  "s3 GetObjectAcl": ["BucketName", "Key"],
  "s3 GetBucketAcl": ["BucketName"],
  "s3 ListObjects": ["BucketName", "Prefix"],
  "s3 ListObjectsV2": ["BucketName", "Prefix"],
  "s3 ListObjectVersions": ["BucketName", "Prefix"],
  "s3 ListMultipartUploads": ["BucketName", "Prefix"],
  "s3 CopyObject": ["SourceBucket", "SourceKey", "DestinationBucket", "DestinationKey"],
  "s3 UploadPartCopy": ["SourceBucket", "SourceKey", "DestinationBucket", "DestinationKey", "UploadId"],
  "s3 DeleteObjects": ["BucketName", "Objects"],
  "s3 CreateMultipartUpload": ["BucketName", "Key"],
  "s3 PutBucketPolicy": ["BucketName", "Policy"],
  "dynamodb PutItem": ["TableName", "Item", "ReturnValues"],
  "dynamodb GetItem": ["TableName", "Key", "ConsistentRead"],
  "dynamodb DeleteItem": ["TableName", "Key", "ReturnValues"],
  "dynamodb UpdateItem": ["TableName", "Key", "AttributeUpdates", "ReturnValues"],
  "dynamodb Scan": ["TableName", "AttributesToGet", "ScanFilter"],
  "dynamodb BatchWriteItem": ["RequestItems"],
  "dynamodb BatchGetItem": ["RequestItems", "ReturnConsumedCapacity"],
  "dynamodb ListTables": ["ExclusiveStartTableName", "Limit"],
  "sqs SendMessage": ["QueueUrl", "MessageBody"],
  "sqs SendMessageBatch": ["QueueUrl", "Entries"],
  "sqs ReceiveMessage": ["QueueUrl"],
  "sqs DeleteMessage": ["QueueUrl", "ReceiptHandle"],
  "sqs GetQueueUrl": ["QueueName"],
  "sqs GetQueueAttributes": ["QueueUrl", "AttributeNames"],
  "sqs ChangeMessageVisibility": ["QueueUrl", "ReceiptHandle", "VisibilityTimeout"],
  "sns Publish": ["TopicArn", "Message", "Subject"],
  "sns Subscribe": ["TopicArn", "Protocol", "Endpoint"],
};

/** The parts of a call's short form as the members that they are. */
export function positional(machine: Machine, service: string, operation: string, call: Call): ObjectValue {
  const object = machine.makeObject({ kind: "external", path: `Amazon.${operation}Request`, args: [] });
  const args = call.args.map((value, index) => ({ value, name: call.names?.[index] })).filter(({ value }) => !isToken(value));
  const members = membersOf(service, operation, args.length);
  args.forEach(({ value, name }, index) => {
    const member = name === undefined ? members[index] : name[0]!.toUpperCase() + name.slice(1);
    if (member) machine.store.set(object.slots, member, value);
  });
  return object;
}

function membersOf(service: string, operation: string, count: number): Members {
  // With the version of what is copied.
  if (operation === "CopyObject" && count === 5) return ["SourceBucket", "SourceKey", "SourceVersionId", "DestinationBucket", "DestinationKey"];
  const known = forms[`${service} ${operation}`];
  if (known) return known;
  const required = (findOperation(service, operation)?.inputMembers ?? []).filter((member) => member.isRequired).map((member) => member.name);
  return service === "s3" ? required.map((name) => (name === "Bucket" ? "BucketName" : name)) : required;
}

/** What is given to end a call early, and nothing, are no part of a request. */
export function isToken(value: ProgramValue): boolean {
  const [one] = alternativesOf(value);
  if (!one) return value.kind === "zero";
  if (one.kind === "external") return /CancellationToken/.test(one.path);
  if (one.kind !== "data") return false;
  if (one.type?.kind === "external") return /CancellationToken$/.test(one.type.path);
  return one.value.kind === "unknown" && /cancell?ation|^ct$|^token$|stoppingtoken/i.test(one.value.detail ?? "");
}

/** Whether a call is given a request, not its parts. */
export function isRequest(call: Call): boolean {
  const [first] = call.args;
  const given = alternativesOf(first);
  if (given.some((one) => one.kind === "object" || (one.kind === "data" && one.type?.kind === "external" && /Request$/.test(one.type.path)))) return true;
  const isLost = given.length > 0 && given.every((one) => one.kind === "data" && one.value.kind === "unknown" && one.type === undefined);
  return isLost && call.args.filter((one) => !isToken(one)).length === 1;
}

/** The request that a call is given, whole or in parts, under the API's own names. */
export function requestInput(machine: Machine, service: string, operation: string, call: Call): { input: SymbolicMap; note?: string } {
  const given = inputOf(isRequest(call) ? call.args[0] : positional(machine, service, operation, call));
  return service === "s3" ? { ...given, input: withS3Names(operation, given.input) } : given;
}

const s3Names: Readonly<Record<string, string>> = {
  BucketName: "Bucket",
  CannedACL: "ACL",
  AccessControlList: "AccessControlPolicy",
  ServerSideEncryptionKeyManagementServiceKeyId: "SSEKMSKeyId",
  ServerSideEncryptionMethod: "ServerSideEncryption",
};

/** S3's own names for what .NET calls otherwise. */
export function withS3Names(operation: string, input: SymbolicMap): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  for (const [name, value] of input.entries) {
    if (operation === "DeleteObjects" && name === "Objects") entries.set("Delete", { kind: "map", entries: new Map([["Objects", asObjects(value)]]) });
    else if (name === "TagSet") entries.set("Tagging", value);
    else if (Object.hasOwn(s3Names, name)) entries.set(s3Names[name]!, value);
    else if (/^(InputStream|FilePath|ContentBody|ContentType|Headers|Metadata|AutoCloseStream|AutoResetStreamPosition|StreamTransferProgress)$/.test(name)) continue;
    else entries.set(name, value);
  }
  return { ...input, entries };
}

/** Keys alone, or with their versions. */
function asObjects(value: Symbolic): Symbolic {
  if (value.kind !== "list") return value.kind === "unknown" ? value : unknown("unreadable", "the objects to delete");
  return { ...value, items: value.items.map((item): Symbolic => (item.kind === "map" ? item : { kind: "map", entries: new Map([["Key", item]]) })) };
}
