import { isSameSymbolic, literalText, symbolicString, unknown, type StringPart, type SymbolicString, type Unknown } from "../values";
import type { NamedResource, NamedResources } from "../model";
import { attributeOf } from "./call-context";
import { weaker, type Need } from "./need";

const read = ["kms:Decrypt"];
const write = ["kms:GenerateDataKey"];
const readAndWrite = ["kms:Decrypt", "kms:GenerateDataKey"];

/**
 * What a service does with the caller's rights on the customer managed key of the resource.
 * Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html,
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html,
 * https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
const keyActions: Readonly<Record<string, readonly string[]>> = {
  "s3:GetObject": read,
  "s3:GetObjectVersion": read,
  "s3:PutObject": write,
  "sqs:SendMessage": readAndWrite,
  "sqs:ReceiveMessage": read,
  "sns:Publish": readAndWrite,
  "secretsmanager:GetSecretValue": read,
  "secretsmanager:BatchGetSecretValue": read,
  "secretsmanager:PutSecretValue": readAndWrite,
  "secretsmanager:CreateSecret": readAndWrite,
  "secretsmanager:UpdateSecret": readAndWrite,
  "ssm:GetParameter": read,
  "ssm:GetParameters": read,
  "ssm:GetParametersByPath": read,
  "ssm:GetParameterHistory": read,
  "ssm:PutParameter": ["kms:Encrypt"],
  "kinesis:GetRecords": read,
  "kinesis:SubscribeToShard": read,
  "kinesis:PutRecord": write,
  "kinesis:PutRecords": write,
  "states:StartExecution": readAndWrite,
  "states:StartSyncExecution": readAndWrite,
  "states:DescribeExecution": read,
  "states:GetExecutionHistory": read,
  ...Object.fromEntries(
    [
      ...["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "ConditionCheckItem"],
      ...["PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete", "GetRecords"],
    ].map((name) => [`dynamodb:${name}`, read]),
  ),
};

/** Services that encrypt with no key of their own but KMS's, so that a resource which nobody can tell may have a customer managed key. */
const sealedByKms = new Set(["secretsmanager", "sns"]);

/** The needs that come from the customer managed keys which encrypt what the other needs touch. */
export function encryptionNeeds(need: Need, operation: string, resources: NamedResources): Need[] {
  const actions = [...new Set([...(keyActions[need.action] ?? []), ...multipart(need.action, operation)])];
  if (actions.length === 0) return [];
  return need.resources.flatMap(({ value, certainty }) => {
    const keys = value.kind === "unknown" ? possibleKeys(need.action, value, resources) : keysOf(value, resources);
    const sureness = value.kind === "unknown" ? "possible" : weaker(need.certainty, certainty);
    return keys.flatMap(({ key, reason, isPossible }) => actions.map((action): Need => ({ action, resources: [{ value: key, certainty: "certain" }], certainty: isPossible ? "possible" : sureness, reason, ...viaService(need.action, resources) })));
  });
}

interface SealingKey {
  readonly key: SymbolicString | Unknown;
  readonly reason: string;
  readonly isPossible?: boolean;
}

function keysOf(pattern: SymbolicString, resources: NamedResources): SealingKey[] {
  const resource = ownerOf(pattern, resources);
  if (!resource?.encryptionKey) return [];
  return [{ key: keyBehind(resource.encryptionKey, resources), reason: `${resource.address} is encrypted with this key`, isPossible: resource.encryptionKeyCertainty === "possible" }];
}

/** An alias is no resource of a key's actions: where the key behind it is not told, it is any. */
function keyBehind(encryptionKey: SymbolicString, resources: NamedResources): SymbolicString {
  const key = resources.expand(encryptionKey);
  const alias = resources.ofType("aws_kms_alias").find((one) => isSameSymbolic(one.arn, key));
  const target = alias && (attributeOf(alias, "target_key_arn") ?? attributeOf(alias, "target_key_id"));
  if (target) return resources.ofType("aws_kms_key").find((one) => isSameSymbolic(one.name, resources.expand(target)) || isSameSymbolic(one.arn, resources.expand(target)))?.arn ?? resources.expand(target);
  const last = key.parts.findIndex((part) => part.kind === "literal" && part.text.includes(":alias/"));
  const part = key.parts[last];
  if (part?.kind !== "literal") return key;
  return symbolicString([...key.parts.slice(0, last), { kind: "literal", text: part.text.replace(/:alias\/.*$/s, ":key/*") }]);
}

/**
 * The keys that may encrypt a resource which only the running function knows: those of the deployment's resources of the kind; without
 * infrastructure any. What an environment variable names is left to the infrastructure to tell, and what an event names to whoever sends it.
 */
function possibleKeys(action: string, resource: Unknown, resources: NamedResources): SealingKey[] {
  const service = action.slice(0, action.indexOf(":"));
  if (!sealedByKms.has(service) || resource.reason !== "decided-at-run-time" || namedElsewhere.test(resource.detail ?? "")) return [];
  if (resources.all.length === 0) return [{ key: unknown("decided-at-run-time", "the key of what the call touches"), reason: "where what the call touches is encrypted with a customer managed key" }];
  const sealed = resources.all.filter((one) => one.encryptionKey !== undefined && one.type.startsWith(`aws_${service}_`));
  return sealed.map((one) => ({ key: keyBehind(one.encryptionKey!, resources), reason: `where the call touches ${one.address}, which is encrypted with this key` }));
}

const namedElsewhere = /^environment variable\b|\bevent\b|\brecords?\b/i;

/** A service uses the key on the caller's behalf. Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
function viaService(action: string, resources: NamedResources): Pick<Need, "context"> {
  const region = literalText(resources.target.region);
  if (region === undefined) return {};
  return { context: new Map([["kms:ViaService", [`${action.slice(0, action.indexOf(":"))}.${region}.amazonaws.com`]]]) };
}

/** Parts of an upload are encrypted with a data key that has to be opened again. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
function multipart(action: string, operation: string): string[] {
  return action === "s3:PutObject" && /Multipart|UploadPart/.test(operation) ? read : [];
}

/** The resource whose ARN a pattern is, or starts with. */
function ownerOf(pattern: SymbolicString, resources: NamedResources): NamedResource | undefined {
  return resources.all.find((resource) => resource.encryptionKey !== undefined && isWithin(pattern, resource.arn));
}

function isWithin(pattern: SymbolicString, arn: SymbolicString): boolean {
  if (isSameSymbolic(pattern, arn)) return true;
  const beginning = symbolicString(pattern.parts.slice(0, arn.parts.length).map((part, index): StringPart => cutAfter(part, arn.parts[index]!)));
  return isSameSymbolic(beginning, arn) && startsAnew(pattern, arn);
}

/** A literal part that is longer than the other one, cut to its length. */
function cutAfter(part: StringPart, other: StringPart): StringPart {
  return part.kind === "literal" && other.kind === "literal" && part.text.startsWith(other.text) ? other : part;
}

/** What follows the ARN in a pattern begins a new segment: `orders` is not the bucket of `orders-archive/*`. */
function startsAnew(pattern: SymbolicString, arn: SymbolicString): boolean {
  const index = arn.parts.length - 1;
  const [last, part, next] = [arn.parts[index], pattern.parts[index], pattern.parts[index + 1]];
  const rest = last?.kind === "literal" && part?.kind === "literal" ? part.text.slice(last.text.length) : "";
  const following = rest !== "" ? rest : next?.kind === "literal" ? next.text : next === undefined ? "/" : "";
  return /^[/:]/.test(following);
}

