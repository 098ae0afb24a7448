import { concatenate, findResourceType, literal, literalText, nameResource, NamedResources, type DeploymentTarget, type NamedResource, type ResourceType, type Symbolic, type SymbolicString } from "../core";
import { ArnParts } from "./arn-parts";
import { blocksOf, entryOf } from "./attribute-reading";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";
import type { ResourceLinks } from "./resource-links";

/** Data sources that look a resource up by the argument that names it, of types whose ARN the name tells. */
const LOOKED_UP = new Set([
  "aws_s3_bucket", "aws_dynamodb_table", "aws_sqs_queue", "aws_sns_topic", "aws_lambda_function", "aws_kms_alias", "aws_secretsmanager_secret", "aws_ssm_parameter",
  "aws_kinesis_stream", "aws_kinesis_firehose_delivery_stream", "aws_cloudwatch_event_bus", "aws_cloudwatch_log_group", "aws_sfn_state_machine", "aws_ecr_repository",
]);

/** The resources of the deployment that have an ARN. */
export function adaptNamedResources(instances: ResourceInstances, links: ResourceLinks, target: DeploymentTarget): NamedResources {
  const bucketKeys = keysOfBuckets(instances, links);
  const named = instances.all.flatMap((instance): NamedResource[] => {
    const type = instance.mode === "managed" ? findResourceType(instance.type) : undefined;
    if (!type) return [];
    const key = keyOf(bucketKeys.get(instance) ?? ownKey(type, instance), links, target);
    return [nameInstance(type, instance, target, key && { encryptionKey: key, ...(isPossiblyOfAws(type, instance, key) ? { encryptionKeyCertainty: "possible" } : {}) })];
  });
  const resources: NamedResources = new NamedResources(named, target, [...lookedUp(instances, target), ...arnsTakenApart(instances, (value) => resources.expand(value))]);
  return resources;
}

/** Only where the name is known: a symbol of a data source may stand for what the deployment creates, and would be told apart from it. */
function lookedUp(instances: ResourceInstances, target: DeploymentTarget): NamedResource[] {
  return instances.all.flatMap((instance): NamedResource[] => {
    const type = instance.mode === "data" && LOOKED_UP.has(instance.type) ? findResourceType(instance.type) : undefined;
    const name = type?.nameArgument === undefined ? undefined : textOf(instance.attribute(type.nameArgument));
    return type && name && literalText(name) ? [nameInstance(type, instance, target, undefined)] : [];
  });
}

function arnsTakenApart(instances: ResourceInstances, expand: (value: SymbolicString) => SymbolicString): ArnParts[] {
  return instances.ofType("data.aws_arn").flatMap((instance) => {
    const arn = textOf(instance.attribute("arn"));
    return arn ? [new ArnParts(instance.address, arn, expand, instance.at)] : [];
  });
}

function nameInstance(type: ResourceType, instance: ResourceInstance, target: DeploymentTarget, sealing: Pick<NamedResource, "encryptionKey" | "encryptionKeyCertainty"> | undefined): NamedResource {
  const region = textOf(instance.region());
  return nameResource(
    type,
    {
      address: instance.address,
      text: (attribute) => textOf(instance.attribute(attribute)),
      ...(region ? { region } : {}),
      ...sealing,
      ...(instance.at ? { at: instance.at } : {}),
    },
    target,
  );
}

function textOf(value: Symbolic | undefined): SymbolicString | undefined {
  return value?.kind === "string" ? value : undefined;
}

/** What is not written is AWS's own key, whose ARN the provider only reports. */
function ownKey(type: ResourceType, instance: ResourceInstance): Symbolic | undefined {
  const [first, ...below] = type.keyArgument ?? [];
  if (first === undefined || instance.isSet(type.keyArgument!) === false) return undefined;
  return below.reduce<Symbolic | undefined>((value, name) => {
    const [block] = value ? blocksOf(value) : [];
    return block && entryOf(block, name);
  }, instance.attribute(first));
}

/** A state has the ARN of AWS's own key where the provider reports it, and nothing tells it from that of another. */
function isPossiblyOfAws({ keyArgument = [] }: ResourceType, instance: ResourceInstance, key: SymbolicString): boolean {
  return keyArgument.length > 1 && literalText(key) !== undefined && instance.isSet(keyArgument) === undefined;
}

/** Buckets have their key in a resource of its own. */
function keysOfBuckets(instances: ResourceInstances, links: ResourceLinks): ReadonlyMap<ResourceInstance, Symbolic> {
  const keys = new Map<ResourceInstance, Symbolic>();
  for (const instance of instances.ofType("aws_s3_bucket_server_side_encryption_configuration")) {
    const bucket = links.find(instance.attribute("bucket"), "aws_s3_bucket");
    if (!bucket) continue;
    for (const rule of blocksOf(instance.attribute("rule"))) {
      for (const block of blocksOf(entryOf(rule, "apply_server_side_encryption_by_default"))) keys.set(bucket, entryOf(block, "kms_master_key_id"));
    }
  }
  return keys;
}

/** The ARN of a customer managed key, also where it is given by its id; AWS's own keys need no permission of a role. */
function keyOf(value: Symbolic | undefined, links: ResourceLinks, target: DeploymentTarget): SymbolicString | undefined {
  if (!value || value.kind === "null") return undefined;
  const alias = links.find(value, "aws_kms_alias");
  const key = links.find(alias ? alias.attribute("target_key_id") : value, "aws_kms_key", "aws_kms_replica_key");
  if (key) return { kind: "string", parts: [{ kind: "reference", address: key.address, attribute: "arn" }] };
  const text = textOf(value);
  const known = text && literalText(text);
  if (text === undefined || known === "" || (known !== undefined && /(^|:)alias\/aws\//.test(known))) return undefined;
  const [only] = text.parts;
  if (known === undefined) return only?.kind === "reference" && /(^|_)arn$/.test(only.attribute) ? text : undefined;
  if (known.startsWith("arn:")) return text;
  const resource = known.startsWith("alias/") ? known : `key/${known}`;
  return concatenate([literal("arn:"), target.partition, literal(":kms:"), target.region, literal(":"), target.account, literal(`:${resource}`)]);
}
