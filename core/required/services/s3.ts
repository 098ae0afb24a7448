import { isSameSymbolic } from "../../values";
import type { CallContext } from "../call-context";
import type { NeededResource } from "../need";
import { both, given, has, missing, unless, type ActionRow, type ServiceRules } from "../service-rules";
import { everything } from "../resource-rule";
import { encryptionKeyAt } from "./kms";
import { bucketAt, copySource, namesVersion, objectsAt } from "./s3-resources";

const bucket = bucketAt("Bucket");
const object = objectsAt("Bucket", "Key");
const deleted = objectsAt("Bucket", "Delete.Objects[].Key");
const grants = ["ACL", "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP"];

/** Reading is authorised as one action for the current version and as another for a version that is named. */
function versioned(action: string, versionAction: string): ActionRow[] {
  return [
    { action, when: unless("VersionId") },
    { action: versionAction, when: given("VersionId"), because: "VersionId names a version" },
  ];
}

/** What a new object may bring with it. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
const withNewObject: readonly ActionRow[] = [
  { action: "s3:PutObject", on: object },
  { action: "s3:PutObjectAcl", on: object, when: given(...grants), because: "the call sets an ACL" },
  { action: "s3:PutObjectTagging", on: object, when: given("Tagging"), because: "the call sets tags" },
  { action: "s3:PutObjectRetention", on: object, when: given("ObjectLockMode", "ObjectLockRetainUntilDate"), because: "the call sets a retention" },
  { action: "kms:GenerateDataKey", on: encryptionKeyAt("SSEKMSKeyId"), when: given("SSEKMSKeyId"), because: "the object is encrypted with this key" },
  { action: "s3:PutObjectLegalHold", on: object, when: given("ObjectLockLegalHoldStatus"), because: "the call sets a legal hold" },
];

const readingSource: readonly ActionRow[] = [
  { action: "s3:GetObject", on: copySource, because: "the call reads CopySource" },
  { action: "s3:GetObjectVersion", on: copySource, when: namesVersion, because: "CopySource names a version" },
];

/** Objects that the function itself encrypts with a key are opened with it, where it reads them back. */
const opensOwn: ActionRow = { action: "kms:Decrypt", on: keysOfWrites, when: (context) => (keysOfWrites(context).length > 0 ? "maybe" : "no"), because: "the function encrypts objects of this bucket with this key" };

function keysOfWrites(context: CallContext): NeededResource[] {
  const writes = context.surroundings.calls.filter((call) => call.service === "s3" && call !== context.call && call.input.entries.has("SSEKMSKeyId"));
  return context.sibling(writes, (write) => (mayBeSameBucket(context, write) ? encryptionKeyAt("SSEKMSKeyId")(write) : []));
}

function mayBeSameBucket(read: CallContext, write: CallContext): boolean {
  const [a, b] = [bucket(read), bucket(write)];
  return a.some((one) => b.some((other) => one.value.kind === "unknown" || other.value.kind === "unknown" || isSameSymbolic(one.value, other.value)));
}

const listing: ActionRow = { action: "s3:ListBucket", context: { "s3:prefix": "Prefix", "s3:delimiter": "Delimiter" } };

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const s3: ServiceRules = {
  services: ["s3"],
  types: { "s3:bucket": bucket, "s3:object": object, "s3:accesspoint": () => [], "s3:accesspointobject": () => [] },
  operations: {
    GetObject: [...versioned("s3:GetObject", "s3:GetObjectVersion"), opensOwn],
    HeadObject: versioned("s3:GetObject", "s3:GetObjectVersion"),
    SelectObjectContent: [{ action: "s3:GetObject" }],
    GetObjectTorrent: [{ action: "s3:GetObject" }],
    GetObjectAttributes: [...versioned("s3:GetObject", "s3:GetObjectVersion"), ...versioned("s3:GetObjectAttributes", "s3:GetObjectVersionAttributes")],
    GetObjectAcl: versioned("s3:GetObjectAcl", "s3:GetObjectVersionAcl"),
    PutObjectAcl: versioned("s3:PutObjectAcl", "s3:PutObjectVersionAcl"),
    GetObjectTagging: versioned("s3:GetObjectTagging", "s3:GetObjectVersionTagging"),
    PutObjectTagging: versioned("s3:PutObjectTagging", "s3:PutObjectVersionTagging"),
    DeleteObjectTagging: versioned("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"),
    GetObjectRetention: [{ action: "s3:GetObjectRetention" }],
    GetObjectLegalHold: [{ action: "s3:GetObjectLegalHold" }],
    PutObjectLegalHold: [{ action: "s3:PutObjectLegalHold" }],
    PutObjectRetention: [
      { action: "s3:PutObjectRetention" },
      { action: "s3:BypassGovernanceRetention", on: object, when: has("BypassGovernanceRetention", "true"), because: "the call bypasses the retention" },
    ],
    PutObject: withNewObject,
    CreateMultipartUpload: withNewObject,
    UploadPart: [{ action: "s3:PutObject" }],
    CompleteMultipartUpload: [{ action: "s3:PutObject" }],
    AbortMultipartUpload: [{ action: "s3:AbortMultipartUpload" }],
    ListParts: [{ action: "s3:ListMultipartUploadParts" }],
    UploadPartCopy: [{ action: "s3:PutObject" }, ...readingSource],
    CopyObject: [
      ...withNewObject,
      ...readingSource,
      { action: "s3:GetObjectTagging", on: copySource, when: missing("TaggingDirective"), certainty: "possible", because: "tags of the source are copied, where it has any" },
      { action: "s3:PutObjectTagging", on: object, when: both(missing("TaggingDirective"), missing("Tagging")), certainty: "possible", because: "tags of the source are copied, where it has any" },
    ],
    RestoreObject: [{ action: "s3:RestoreObject" }],
    DeleteObject: [
      ...versioned("s3:DeleteObject", "s3:DeleteObjectVersion"),
      { action: "s3:BypassGovernanceRetention", on: object, when: has("BypassGovernanceRetention", "true"), because: "the call bypasses the retention" },
    ],
    DeleteObjects: [
      { action: "s3:DeleteObject", on: deleted },
      { action: "s3:DeleteObjectVersion", on: deleted, when: given("Delete.Objects[].VersionId"), because: "the call names versions" },
      { action: "s3:BypassGovernanceRetention", on: deleted, when: has("BypassGovernanceRetention", "true"), because: "the call bypasses the retention" },
    ],
    ListObjects: [listing],
    ListObjectsV2: [listing],
    HeadBucket: [{ action: "s3:ListBucket" }],
    ListObjectVersions: [{ action: "s3:ListBucketVersions" }],
    ListMultipartUploads: [{ action: "s3:ListBucketMultipartUploads" }],
    GetBucketLocation: [{ action: "s3:GetBucketLocation" }],
    ListBuckets: [{ action: "s3:ListAllMyBuckets", on: everything }],
    CreateBucket: [
      { action: "s3:CreateBucket" },
      { action: "s3:PutBucketAcl", when: given(...grants, "GrantWrite"), because: "the call sets an ACL" },
      { action: "s3:PutBucketObjectLockConfiguration", when: has("ObjectLockEnabledForBucket", "true"), because: "the call turns object lock on" },
      { action: "s3:PutBucketVersioning", when: has("ObjectLockEnabledForBucket", "true"), because: "object lock turns versioning on" },
      { action: "s3:PutBucketOwnershipControls", when: given("ObjectOwnership"), because: "the call sets who owns objects" },
    ],
  },
};
