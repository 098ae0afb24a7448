import { reference, unknown, type ResourcePolicy, type SymbolicString, type Unknown } from "../../core";
import { itemsOf, textOf, type StackResource } from "../stack-resource";
import { changeOf, placeOf } from "./functions";
import type { ResourceKind } from "./kinds";
import { documentOf } from "./policy-document";
import type { StackIndex } from "./stack-index";

interface Form {
  readonly kind: ResourceKind;
  readonly service: string;
  /** The properties that name what is guarded, and what that is; none where the resource guards itself. */
  readonly resource: readonly string[];
  readonly guards?: ResourceKind;
  readonly document: readonly string[];
}

const forms: readonly Form[] = [
  { kind: "queuePolicy", guards: "queue", service: "sqs", resource: ["queueUrl", "queues"], document: ["policy", "policyDocument"] },
  { kind: "topicPolicy", guards: "topic", service: "sns", resource: ["arn", "topics"], document: ["policy", "policyDocument"] },
  { kind: "bucketPolicy", guards: "bucket", service: "s3", resource: ["bucket"], document: ["policy", "policyDocument"] },
  { kind: "keyPolicy", guards: "key", service: "kms", resource: ["keyId"], document: ["policy"] },
  { kind: "secretPolicy", guards: "secret", service: "secretsmanager", resource: ["secretArn", "secretId"], document: ["policy", "resourcePolicy"] },
  { kind: "queue", service: "sqs", resource: [], document: ["policy"] },
  { kind: "topic", service: "sns", resource: [], document: ["policy"] },
  { kind: "bucket", service: "s3", resource: [], document: ["policy"] },
  { kind: "key", service: "kms", resource: [], document: ["policy", "keyPolicy"] },
  { kind: "secret", service: "secretsmanager", resource: [], document: ["policy"] },
];

/** The policies on queues, topics, buckets, keys and secrets. */
export function adaptResourcePolicies(index: StackIndex): ResourcePolicy[] {
  return forms.flatMap((form) => index.of(form.kind).flatMap((resource) => adaptResourcePolicy(resource, form, index)));
}

function adaptResourcePolicy(resource: StackResource, form: Form, index: StackIndex): ResourcePolicy[] {
  const property = form.document.find((name) => resource.isSet(name) && resource.property(name).kind !== "null");
  if (property === undefined) return [];
  return [
    {
      address: resource.urn,
      resource: guarded(resource, form, index),
      service: form.service,
      document: documentOf(resource, property),
      change: changeOf(resource),
      ...placeOf(resource),
    },
  ];
}

function guarded(resource: StackResource, form: Form, index: StackIndex): SymbolicString | Unknown {
  const [property, guardedKind] = [form.resource.find((name) => resource.property(name).kind !== "null"), form.guards];
  if (guardedKind === undefined) return reference(resource.urn, "arn");
  if (property === undefined) return unknown("unreadable", `${resource.name} names no resource`);
  const [value] = itemsOf(resource.property(property));
  const found = index.followOne(resource, property, value ?? { kind: "null" }, guardedKind);
  return "urn" in found ? reference(found.urn, "arn") : (textOf(value) ?? found);
}
