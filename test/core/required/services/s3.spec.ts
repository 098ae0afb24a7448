import { expect } from "chai";
import { arn, atRunTime, bare, call, deployment, needed, resource, source, text } from "../building";
import { literal, unknown } from "../../../../core/values";

const cases: readonly [string, Parameters<typeof call>, readonly string[]][] = [
  ["an object", ["s3", "GetObject", { Bucket: "b", Key: "k.txt" }], ["s3:GetObject arn:aws:s3:::b/k.txt"]],
  ["a key from the event", ["s3", "GetObject", { Bucket: "b", Key: atRunTime() }], ["s3:GetObject arn:aws:s3:::b/*"]],
  ["a known beginning and end", ["s3", "GetObject", { Bucket: "b", Key: text("final/", atRunTime(), ".pdf") }], ["s3:GetObject arn:aws:s3:::b/final/*.pdf"]],
  ["a file name with a hole, in no folder", ["s3", "PutObject", { Bucket: "b", Key: text("image-", atRunTime(), ".png") }], ["s3:PutObject arn:aws:s3:::b/*"]],
  ["no key at all", ["s3", "GetObject", { Bucket: "b" }], ["s3:GetObject arn:aws:s3:::b/*"]],
  ["a bucket that the event names", ["s3", "GetObject", { Bucket: atRunTime(), Key: "k" }], ["s3:GetObject ?"]],
  ["an input that could not be followed", ["s3", "GetObject", {}, { rest: unknown("unreadable") }], ["s3:GetObject ?", "s3:GetObjectVersion (possible) ?"]],
  ["a version", ["s3", "GetObject", { Bucket: "b", Key: "k", VersionId: "1" }], ["s3:GetObjectVersion arn:aws:s3:::b/k"]],
  ["an access point", ["s3", "GetObject", { Bucket: "arn:aws:s3:eu-west-1:123456789012:accesspoint/ap", Key: "k" }], ["s3:GetObject arn:aws:s3:eu-west-1:123456789012:accesspoint/ap/object/k"]],
  ["a head", ["s3", "HeadObject", { Bucket: "b", Key: "k" }], ["s3:GetObject arn:aws:s3:::b/k"]],
  ["a listing with a prefix", ["s3", "ListObjectsV2", { Bucket: "b", Prefix: "in/" }], ["s3:ListBucket arn:aws:s3:::b"]],
  ["all buckets", ["s3", "ListBuckets"], ["s3:ListAllMyBuckets *"]],
  ["an ACL", ["s3", "PutObject", { Bucket: "b", Key: "k", ACL: "public-read" }], ["s3:PutObject arn:aws:s3:::b/k", "s3:PutObjectAcl arn:aws:s3:::b/k"]],
  ["tags", ["s3", "PutObject", { Bucket: "b", Key: "k", Tagging: "a=b" }], ["s3:PutObject arn:aws:s3:::b/k", "s3:PutObjectTagging arn:aws:s3:::b/k"]],
  ["a member that is null", ["s3", "PutObject", { Bucket: "b", Key: "k", ACL: null }], ["s3:PutObject arn:aws:s3:::b/k"]],
  [
    "a batch with one version",
    ["s3", "DeleteObjects", { Bucket: "b", Delete: { Objects: [{ Key: "x" }, { Key: atRunTime(), VersionId: "1" }] } }],
    ["s3:DeleteObject arn:aws:s3:::b/* arn:aws:s3:::b/x", "s3:DeleteObjectVersion arn:aws:s3:::b/* arn:aws:s3:::b/x"],
  ],
  [
    "a copy",
    ["s3", "CopyObject", { Bucket: "to", Key: "k", CopySource: text("from/in/", atRunTime()), TaggingDirective: "REPLACE" }],
    ["s3:GetObject arn:aws:s3:::from/in/*", "s3:PutObject arn:aws:s3:::to/k"],
  ],
  [
    "a copy with its tags",
    ["s3", "CopyObject", { Bucket: "to", Key: "k", CopySource: { Bucket: "from", Key: "x y" } }],
    ["s3:GetObject arn:aws:s3:::from/x y", "s3:GetObjectTagging (possible) arn:aws:s3:::from/x y", "s3:PutObject arn:aws:s3:::to/k", "s3:PutObjectTagging (possible) arn:aws:s3:::to/k"],
  ],
  ["a copy from a bucket that only the event knows", ["s3", "CopyObject", { Bucket: "to", Key: "k", CopySource: atRunTime(), TaggingDirective: "REPLACE" }], ["s3:GetObject ?", "s3:PutObject arn:aws:s3:::to/k"]],
  [
    "one of two buckets",
    ["s3", "PutObject", { Bucket: { kind: "choice", alternatives: [literal("a"), literal("b")] }, Key: "k" }],
    ["s3:PutObject (possible) arn:aws:s3:::a/k arn:aws:s3:::b/k"],
  ],
];

describe("required: s3", () => {
  for (const [title, args, expected] of cases) it(title, () => expect(bare(call(...args))).to.deep.equal(expected));

  it("finds the bucket whose notification triggers the function", () => {
    const orders = resource("aws_s3_bucket.orders", "arn:aws:s3:::orders", "orders");
    const where = deployment([orders], [source("s3", literal("arn:aws:s3:::orders"), { delivery: "push" })]);
    const event = { Bucket: atRunTime("event.Records[0].s3.bucket.name"), Key: atRunTime("event['Records'][0]['s3']['object']['key']") };
    expect(needed(where, call("s3", "GetObject", event))).to.deep.equal(["s3:GetObject ${aws_s3_bucket.orders.arn}/*"]);
  });

  it("does not guess the bucket of another trigger", () => {
    const where = deployment([], [source("sqs", arn("sqs", "q"))]);
    expect(needed(where, call("s3", "GetObject", { Bucket: atRunTime("event.Records[0].s3.bucket.name"), Key: "k" }))).to.deep.equal(["s3:GetObject ?"]);
  });

  it("needs the key of an encrypted bucket, and no other's", () => {
    const key = arn("kms", "key/1");
    const where = deployment([
      resource("aws_s3_bucket.orders", "arn:aws:s3:::orders", "orders", { encryptionKey: key }),
      resource("aws_s3_bucket.plain", "arn:aws:s3:::orders-archive", "orders-archive"),
    ]);
    expect(needed(where, call("s3", "GetObject", { Bucket: "orders", Key: "k" }))).to.deep.equal(["kms:Decrypt arn:aws:kms:us-east-1:*:key/1", "s3:GetObject ${aws_s3_bucket.orders.arn}/k"]);
    expect(needed(where, call("s3", "UploadPart", { Bucket: "orders", Key: "k" }))).to.deep.equal([
      "kms:Decrypt arn:aws:kms:us-east-1:*:key/1",
      "kms:GenerateDataKey arn:aws:kms:us-east-1:*:key/1",
      "s3:PutObject ${aws_s3_bucket.orders.arn}/k",
    ]);
    expect(needed(where, call("s3", "GetObject", { Bucket: "orders-archive", Key: "k" }))).to.deep.equal(["s3:GetObject ${aws_s3_bucket.plain.arn}/k"]);
  });
});
