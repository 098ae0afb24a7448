import { expect } from "chai";
import { accessOf, grantsOf, subset } from "../../../core/access";
import { accessTo, accessWithin, readDocument, type PlainStatement } from "./policies";

const bucket = "arn:aws:s3:::b";

/** Whether the second policy allows all that the first one does. */
const cases: readonly [name: string, a: readonly PlainStatement[], b: readonly PlainStatement[], answer: "yes" | "no" | "undecided"][] = [
  ["* reaches over / and :", [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::b/x/y:z" }], [{ Action: "s3:GetObject", Resource: "arn:*y:z" }], "yes"],
  ["a bucket pattern holds objects", [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::b/x" }], [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }], "yes"],
  ["? is one character, also /", [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::b/x" }], [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::b?x" }], "yes"],
  ["? is not no character", [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::bx" }], [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::b?x" }], "no"],
  ["a pattern longer than any name stays open", [{ Action: "s3:GetObject", Resource: `${bucket}${"*b?".repeat(2000)}` }], [{ Action: "s3:GetObject", Resource: `${bucket}/x` }], "undecided"],
  ["empty segments are kept", [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::b//x" }], [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::b/x" }], "no"],
  ["*? and ?* are the same", [{ Action: "s3:GetObject", Resource: `${bucket}/*?` }], [{ Action: "s3:GetObject", Resource: `${bucket}/?*` }], "yes"],
  ["a union covers what no part does", [{ Action: "s3:GetObject", Resource: `${bucket}/?*` }], [{ Action: "s3:GetObject", Resource: [`${bucket}/?`, `${bucket}/??*`] }], "yes"],
  ["a union with a gap", [{ Action: "s3:GetObject", Resource: `${bucket}/*` }], [{ Action: "s3:GetObject", Resource: [`${bucket}/?`, `${bucket}/??*`] }], "no"],
  ["resources are compared with case", [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::B/x" }], [{ Action: "s3:GetObject", Resource: `${bucket}/x` }], "no"],
  ["actions are compared without case", [{ Action: "S3:getobject", Resource: bucket }], [{ Action: "s3:GetObject", Resource: bucket }], "yes"],
  ["s3:Get* holds s3:GetObjectTagging", [{ Action: "s3:GetObjectTagging" }], [{ Action: "s3:Get*" }], "yes"],
  ["s3:GetObject* holds more than s3:GetObject", [{ Action: "s3:GetObject*" }], [{ Action: "s3:GetObject" }], "no"],
  ["all actions of a pattern, one by one", [{ Action: "sts:AssumeRole*" }], [{ Action: ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"] }], "yes"],
  ["unheard actions are kept", [{ Action: "unheard:Of" }], [{ Action: "s3:*" }], "no"],
  ["unheard actions equal themselves", [{ Action: "unheard:Of" }], [{ Action: "unheard:*" }], "yes"],
  ["NotAction leaves other services", [{ NotAction: "iam:*" }], [{ Action: ["s3:*", "sqs:*"] }], "no"],
  ["an action outside NotAction", [{ Action: "s3:GetObject" }], [{ NotAction: "iam:*" }], "yes"],
  ["NotAction within NotAction", [{ NotAction: ["iam:*", "sts:*"] }], [{ NotAction: "iam:*" }], "yes"],
  ["Deny with NotAction leaves one action", [{ Action: "s3:*" }, { Effect: "Deny", NotAction: "s3:GetObject" }], [{ Action: "s3:GetObject" }], "yes"],
  ["Deny with NotResource leaves one bucket", [{ Action: "s3:*" }, { Effect: "Deny", Action: "*", NotResource: `${bucket}/*` }], [{ Action: "s3:*", Resource: `${bucket}/*` }], "yes"],
  ["Deny with NotResource leaves all of it", [{ Action: "s3:*" }, { Effect: "Deny", Action: "*", NotResource: `${bucket}/*` }], [{ Action: "s3:*", Resource: `${bucket}/x` }], "no"],
  ["Deny under the same condition takes all back", [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "v" } } }, { Effect: "Deny", Action: "s3:*", Condition: { StringLike: { "AWS:sourcevpc": "v*" } } }], [{ Action: "sqs:*" }], "yes"],
  ["Deny under another condition does not", [{ Action: "s3:*" }, { Effect: "Deny", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }], [{ Action: "sqs:*" }], "no"],
  ["a condition narrows", [{ Action: "s3:*" }], [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "v" } } }], "no"],
  ["two conditions cover all", [{ Action: "s3:*" }], [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "v" } } }, { Action: "s3:*", Condition: { StringNotEquals: { "aws:SourceVpc": "v" } } }], "yes"],
  ["an absent key meets StringNotEquals", [{ Action: "s3:*", Condition: { Null: { "aws:SourceVpc": "true" } } }], [{ Action: "s3:*", Condition: { StringNotEquals: { "aws:SourceVpc": "v" } } }], "yes"],
  ["an absent key meets IfExists", [{ Action: "s3:*", Condition: { StringEqualsIfExists: { "aws:SourceVpc": "v" } } }], [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "v" } } }], "no"],
  ["ForAllValues holds without values", [{ Action: "s3:*", Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } } }], [{ Action: "s3:*", Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } } }], "no"],
  ["numbers are ordered", [{ Action: "s3:*", Condition: { NumericLessThan: { "s3:max-keys": "5" } } }], [{ Action: "s3:*", Condition: { NumericLessThanEquals: { "s3:max-keys": "5" } } }], "yes"],
  ["ranges hold ranges", [{ Action: "s3:*", Condition: { IpAddress: { "aws:SourceIp": "10.1.0.0/16" } } }], [{ Action: "s3:*", Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }], "yes"],
  ["an ARN's wildcards stay within its parts", [{ Action: "s3:*", Condition: { StringLike: { "aws:SourceArn": "arn:aws:sns:*:1:t" } } }], [{ Action: "s3:*", Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:1:t" } } }], "no"],
  ["ArnLike with what is no ARN", [{ Action: "s3:*", Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:us-east-1:1:t" } } }], [{ Action: "s3:*", Condition: { ArnLike: { "aws:SourceArn": "*" } } }], "undecided"],
  ["a policy variable equals itself", [{ Action: "s3:*", Resource: `${bucket}/\${aws:username}/x` }], [{ Action: "s3:*", Resource: `${bucket}/\${AWS:UserName}/*` }], "yes"],
  ["a policy variable is no literal", [{ Action: "s3:*", Resource: `${bucket}/\${aws:username}` }], [{ Action: "s3:*", Resource: `${bucket}/alice` }], "no"],
  ["an escaped star is a star", [{ Action: "s3:*", Resource: `${bucket}/x` }], [{ Action: "s3:*", Resource: `${bucket}/\${*}` }], "no"],
  ["partitions differ", [{ Action: "s3:*", Resource: "arn:aws-cn:s3:::b" }], [{ Action: "s3:*", Resource: "arn:aws:s3:::b" }], "no"],
  ["a partition may be a pattern", [{ Action: "s3:*", Resource: "arn:aws-us-gov:s3:::b" }], [{ Action: "s3:*", Resource: "arn:aws*:s3:::b" }], "yes"],
  ["a reference equals itself", [{ Action: "s3:*", Resource: "<aws_s3_bucket.b.arn>/x" }], [{ Action: "s3:*", Resource: "<aws_s3_bucket.b.arn>/*" }], "yes"],
  ["two buckets of the deployment differ", [{ Action: "s3:*", Resource: "<aws_s3_bucket.b.arn>/x" }], [{ Action: "s3:*", Resource: "<aws_s3_bucket.c.arn>/*" }], "no"],
  ["a bucket that is looked up may be one that is managed", [{ Action: "s3:*", Resource: "<aws_s3_bucket.b.arn>/x" }], [{ Action: "s3:*", Resource: "<data.aws_s3_bucket.c.arn>/*" }], "undecided"],
  ["a reference may be a literal", [{ Action: "s3:*", Resource: "<aws_s3_bucket.b.arn>/x" }], [{ Action: "s3:*", Resource: `${bucket}/*` }], "undecided"],
  ["a reference is not what its context rules out", [{ Action: "s3:*", Resource: "<aws_s3_bucket.b.arn>/x" }], [{ Action: "s3:*", Resource: `${bucket}/y` }], "no"],
  ["? is no reference", [{ Action: "s3:*", Resource: "arn:aws:s3:::<aws_s3_bucket.b.bucket>" }], [{ Action: "s3:*", Resource: "arn:aws:s3:::?" }], "undecided"],
  ["NotResource with the same reference", [{ Action: "s3:*", NotResource: "<aws_s3_bucket.b.arn>" }], [{ Action: "s3:*", NotResource: "<aws_s3_bucket.b.arn>" }], "yes"],
  ["a condition on the same reference", [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "<aws_vpc.v.id>" } } }], [{ Action: "s3:*", Condition: { StringLike: { "aws:SourceVpc": "<aws_vpc.v.id>" } } }], "yes"],
  ["a condition on a reference may be on a literal", [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "<aws_vpc.v.id>" } } }], [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } }], "undecided"],
  ["a condition on a literal may be on a reference", [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } }], [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "<aws_vpc.v.id>" } } }], "undecided"],
  ["a Deny on a reference in a condition", [{ Action: "s3:*" }, { Effect: "Deny", Action: "*", Condition: { StringNotEquals: { "aws:SourceVpc": "<aws_vpc.v.id>" } } }], [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "<aws_vpc.v.id>" } } }], "yes"],
  ["a reference in a Deny perhaps denies", [{ Action: "s3:*", Resource: `${bucket}/*` }], [{ Action: "s3:*", Resource: `${bucket}/*` }, { Effect: "Deny", Action: "s3:*", Resource: "<aws_s3_bucket.b.arn>/*" }], "undecided"],
  ["unknown text is within everything", [{ Action: "s3:*", Resource: "<?>" }], [{ Action: "s3:*" }], "yes"],
  ["unknown text is not even itself", [{ Action: "s3:*", Resource: `${bucket}/<?>` }], [{ Action: "s3:*", Resource: `${bucket}/<?>` }], "undecided"],
  ["principals: everyone holds one", [{ Action: "s3:*", Principal: { AWS: "arn:aws:iam::123456789012:role/r" } }], [{ Action: "s3:*", Principal: "*" }], "yes"],
  ["principals: an account holds its roles", [{ Action: "s3:*", Principal: { AWS: "arn:aws:iam::123456789012:role/r" } }], [{ Action: "s3:*", Principal: { AWS: "123456789012" } }], "yes"],
  ["principals: a service is no account", [{ Action: "s3:*", Principal: { Service: "sns.amazonaws.com" } }], [{ Action: "s3:*", Principal: { AWS: "123456789012" } }], "no"],
];

describe("subset of what policies allow", () => {
  for (const [name, a, b, expected] of cases) {
    it(`${name}: ${expected}`, () => {
      expect(subset(accessTo(...a), accessTo(...b)).answer).to.equal(expected);
    });
  }

  it("takes a boundary with NotAction into account", () => {
    const within = accessWithin([{ Action: "*" }], [{ NotAction: ["iam:*", "sts:*"] }]);
    expect(subset(within, accessTo({ NotAction: "iam:*" })).answer).to.equal("yes");
    expect(subset(within, accessTo({ NotAction: "s3:*" })).answer).to.equal("no");
  });

  it("does not take variables for such in policies of 2008", () => {
    const statement = { Effect: "Allow", Action: "s3:*", Resource: `${bucket}/\${aws:username}` };
    const access = (Version: string) => accessOf([grantsOf(readDocument({ Version, Statement: statement }), "policy", (value) => value)]);
    const dollar = accessTo({ Action: "s3:*", Resource: `${bucket}/\${$}*` });
    expect(subset(access("2008-10-17"), dollar).answer).to.equal("yes");
    expect(subset(access("2012-10-17"), dollar).answer).to.equal("no");
  });
});
