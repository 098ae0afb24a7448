import { reference, unknown, type PolicyDocument, type ResourcePolicy, type SymbolicString, type Unknown, type Value } from "../core";
import type { AttachedPolicies } from "./attached-policies";
import { textOrUnknown } from "./attribute-reading";
import { compareText, type ResourceInstance, type ResourceInstances } from "./resource-instances";
import type { ResourceLinks } from "./resource-links";
import { withSymbol } from "./symbols-of-unknowns";

/** A type that carries a resource-based policy: which service, which argument holds it, and which names what it guards. */
interface Carrier {
  readonly type: string;
  readonly service: string;
  readonly document: string;
  /** Absent where the resource guards itself. */
  readonly target?: string;
  readonly guarded?: string;
}

const CARRIERS: readonly Carrier[] = [
  { type: "aws_sqs_queue_policy", service: "sqs", document: "policy", target: "queue_url", guarded: "aws_sqs_queue" },
  { type: "aws_sqs_queue", service: "sqs", document: "policy" },
  { type: "aws_sns_topic_policy", service: "sns", document: "policy", target: "arn", guarded: "aws_sns_topic" },
  { type: "aws_sns_topic", service: "sns", document: "policy" },
  { type: "aws_s3_bucket_policy", service: "s3", document: "policy", target: "bucket", guarded: "aws_s3_bucket" },
  { type: "aws_s3_bucket", service: "s3", document: "policy" },
  { type: "aws_kms_key_policy", service: "kms", document: "policy", target: "key_id", guarded: "aws_kms_key" },
  { type: "aws_kms_key", service: "kms", document: "policy" },
  { type: "aws_secretsmanager_secret_policy", service: "secretsmanager", document: "policy", target: "secret_arn", guarded: "aws_secretsmanager_secret" },
  { type: "aws_secretsmanager_secret", service: "secretsmanager", document: "policy" },
  { type: "aws_dynamodb_resource_policy", service: "dynamodb", document: "policy", target: "resource_arn", guarded: "aws_dynamodb_table" },
  { type: "aws_kinesis_resource_policy", service: "kinesis", document: "policy", target: "resource_arn", guarded: "aws_kinesis_stream" },
  { type: "aws_cloudwatch_event_bus_policy", service: "events", document: "policy", target: "event_bus_name", guarded: "aws_cloudwatch_event_bus" },
  { type: "aws_ecr_repository_policy", service: "ecr", document: "policy", target: "repository", guarded: "aws_ecr_repository" },
  { type: "aws_efs_file_system_policy", service: "elasticfilesystem", document: "policy", target: "file_system_id", guarded: "aws_efs_file_system" },
  { type: "aws_opensearch_domain_policy", service: "es", document: "access_policies", target: "domain_name", guarded: "aws_opensearch_domain" },
  { type: "aws_api_gateway_rest_api_policy", service: "execute-api", document: "policy", target: "rest_api_id", guarded: "aws_api_gateway_rest_api" },
];

/** Translates the policies on queues, topics, buckets, keys, secrets and the like. */
export function adaptResourcePolicies(instances: ResourceInstances, links: ResourceLinks, policies: AttachedPolicies): ResourcePolicy[] {
  const found = CARRIERS.flatMap((carrier) => instances.ofType(carrier.type).flatMap((instance) => adapt(instance, carrier, links, policies)));
  return found.sort((a, b) => compareText(a.address, b.address));
}

function adapt(instance: ResourceInstance, carrier: Carrier, links: ResourceLinks, policies: AttachedPolicies): ResourcePolicy[] {
  const document = instance.attribute(carrier.document);
  const [first] = document.kind === "string" ? document.parts : [];
  const isUnset = document.kind === "null" || (document.kind === "string" && document.parts.length === 0);
  // AWS makes a policy of its own where none is configured.
  const isMadeByAws = first?.kind === "reference" && first.address === instance.address;
  if (isUnset || isMadeByAws) return [];
  const read = policies.read(document);
  // What nobody wrote there is AWS's own, or that of a resource which is looked at by itself.
  if (carrier.target === undefined && isUnread(read) && instance.isSet([carrier.document]) === false) return [];
  const at = document.at ?? instance.placeOf(carrier.document);
  return [
    {
      address: instance.address,
      resource: guardedBy(instance, carrier, links),
      service: carrier.service,
      document: read,
      change: instance.change,
      ...(at ? { at } : {}),
    },
  ];
}

function isUnread(document: Value<PolicyDocument>): boolean {
  return document.kind === "unknown" || (document.value.statements.length === 0 && document.value.unreadStatements !== undefined);
}

function guardedBy(instance: ResourceInstance, { target, guarded }: Carrier, links: ResourceLinks): SymbolicString | Unknown {
  if (target === undefined || guarded === undefined) return reference(instance.address, "arn");
  const value = instance.attribute(target);
  const found = links.find(value, guarded);
  return found ? reference(found.address, "arn") : (textOrUnknown(withSymbol(value)) ?? unknown("unreadable", `${target} is not set`));
}
