import { needs, type OverrideTable } from "./override";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const acl = { ACL: "s3:PutObjectAcl", GrantFullControl: "s3:PutObjectAcl", GrantRead: "s3:PutObjectAcl", GrantReadACP: "s3:PutObjectAcl", GrantWriteACP: "s3:PutObjectAcl" };
const newObject = {
  ...acl,
  Tagging: "s3:PutObjectTagging",
  ObjectLockMode: "s3:PutObjectRetention",
  ObjectLockRetainUntilDate: "s3:PutObjectRetention",
  ObjectLockLegalHoldStatus: "s3:PutObjectLegalHold",
};
const bypass = { BypassGovernanceRetention: "s3:BypassGovernanceRetention" };
const metadataTable = "s3tables:CreateNamespace s3tables:CreateTable s3tables:GetTable s3tables:PutTablePolicy";

/** Operations of S3 whose actions have another name, or depend on what is asked for. */
export const s3Overrides: OverrideTable = {
  s3: {
    CopyObject: needs("s3:GetObject s3:PutObject", newObject, "s3:GetObjectVersion s3:GetObjectTagging s3:PutObjectTagging"),
    CreateBucket: needs("s3:CreateBucket", {
      ACL: "s3:PutBucketAcl",
      GrantFullControl: "s3:PutBucketAcl",
      GrantRead: "s3:PutBucketAcl",
      GrantReadACP: "s3:PutBucketAcl",
      GrantWrite: "s3:PutBucketAcl",
      GrantWriteACP: "s3:PutBucketAcl",
      ObjectLockEnabledForBucket: "s3:PutBucketObjectLockConfiguration s3:PutBucketVersioning",
      ObjectOwnership: "s3:PutBucketOwnershipControls",
      "CreateBucketConfiguration.Tags": "s3:TagResource",
    }),
    CreateBucketMetadataConfiguration: needs(`s3:CreateBucketMetadataTableConfiguration ${metadataTable} s3tables:CreateTableBucket s3tables:PutTableEncryption`),
    CreateBucketMetadataTableConfiguration: needs(`s3:CreateBucketMetadataTableConfiguration ${metadataTable}`),
    CreateMultipartUpload: needs("s3:PutObject", newObject),
    CreateSession: needs("s3express:CreateSession"),
    DeleteBucketIntelligentTieringConfiguration: needs("s3:PutIntelligentTieringConfiguration"),
    DeleteBucketMetadataConfiguration: needs("s3:DeleteBucketMetadataTableConfiguration"),
    DeleteBucketOwnershipControls: needs("s3:PutBucketOwnershipControls"),
    DeleteBucketReplication: needs("s3:PutReplicationConfiguration"),
    DeleteObject: needs("s3:DeleteObject", { VersionId: "s3:DeleteObjectVersion", ...bypass }),
    DeleteObjects: needs("s3:DeleteObject", { "Delete.Objects[].VersionId": "s3:DeleteObjectVersion", ...bypass }),
    DeleteObjectTagging: needs("s3:DeleteObjectTagging", { VersionId: "s3:DeleteObjectVersionTagging" }),
    GetBucketMetadataConfiguration: needs("s3:GetBucketMetadataTableConfiguration"),
    GetObject: needs("s3:GetObject", { VersionId: "s3:GetObjectVersion" }),
    GetObjectAcl: needs("s3:GetObjectAcl", { VersionId: "s3:GetObjectVersionAcl" }),
    GetObjectAttributes: needs("s3:GetObject s3:GetObjectAttributes", { VersionId: "s3:GetObjectVersion s3:GetObjectVersionAttributes" }),
    GetObjectTagging: needs("s3:GetObjectTagging", { VersionId: "s3:GetObjectVersionTagging" }),
    GetObjectTorrent: needs("s3:GetObject", {}, "s3:GetObjectTorrent"),
    HeadObject: needs("s3:GetObject", { VersionId: "s3:GetObjectVersion" }),
    ListDirectoryBuckets: needs("s3express:ListAllMyDirectoryBuckets"),
    PutObject: needs("s3:PutObject", newObject),
    PutObjectAcl: needs("s3:PutObjectAcl", { VersionId: "s3:PutObjectVersionAcl" }),
    PutObjectRetention: needs("s3:PutObjectRetention", bypass),
    PutObjectTagging: needs("s3:PutObjectTagging", { VersionId: "s3:PutObjectVersionTagging" }),
    RenameObject: needs("s3express:CreateSession"),
    UploadPartCopy: needs("s3:GetObject s3:PutObject", {}, "s3:GetObjectVersion"),
  },
  s3control: {
    CreateAccessGrantsLocation: needs("s3:CreateAccessGrantsLocation", { IAMRoleArn: "iam:PassRole" }),
    DeleteBucketReplication: needs("s3-outposts:PutReplicationConfiguration"),
    GetBucketReplication: needs("s3-outposts:GetReplicationConfiguration"),
    PutBucketReplication: needs("s3-outposts:PutReplicationConfiguration", { "ReplicationConfiguration.Role": "iam:PassRole" }),
  },
};
