import { expect } from "chai";
import { check, fromPlain, known, literal, NamedResources, readPolicyDocument, unknown, type CheckResult, type Deployment, type ResourcePolicy } from "../../../core";
import { deployed, role } from "../check/deployments";
import { arn, resource, target } from "../required/building";

const key = arn("kms", "key/k");
const queue = resource("aws_sqs_queue.jobs", arn("sqs", "jobs"), "jobs", { encryptionKey: key });
const bucket = resource("aws_s3_bucket.in", "arn:aws:s3:::in", "in");

type StatementJson = Readonly<Record<string, unknown>>;

function policyOn(service: string, guarded: ResourcePolicy["resource"], statements: readonly StatementJson[]): ResourcePolicy {
  const filled = statements.map((statement) => ({ Effect: "Allow", Action: `${service}:*`, Resource: "*", ...statement }));
  return { address: `aws_${service}_policy.p`, resource: guarded, service, document: readPolicyDocument(fromPlain({ Version: "2012-10-17", Statement: filled })), change: "create" };
}

/** A function that the queue and the bucket trigger. */
function checked(policy: ResourcePolicy): CheckResult {
  const source = (from: ResourcePolicy["resource"], service: string, delivery: "poll" | "push"): Deployment["eventSources"][number] => ({ address: `aws_event.${service}`, function: known("aws_lambda_function.reader"), delivery, service: known(service), source: from, change: "create" });
  return check(deployed([role("reader", [])], undefined, { resources: new NamedResources([queue, bucket], target), eventSources: [source(queue.arn, "sqs", "poll"), source(bucket.arn, "s3", "push")], resourcePolicies: [policy] }));
}

function told(policy: ResourcePolicy): string[] {
  return checked(policy).findings.filter(({ address }) => address === policy.address).map(({ ruleId, messageId, severity, path }) => `${ruleId} ${messageId} ${severity} ${path}`);
}

describe("policies on what a function's events come from", () => {
  const everyone = "no-public-invoke openSource critical Statement[0].Principal[0]";
  const service = "require-source-restriction anySender medium Statement[0].Principal.Service[0]";
  const sns = { Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage" };
  const cases: readonly (readonly [name: string, statements: readonly StatementJson[], expected: string[]])[] = [
    ["everyone", [{ Principal: "*" }], [everyone]],
    ["everyone, as an AWS principal", [{ Principal: { AWS: "*" } }], [everyone.replace("Principal[0]", "Principal.AWS[0]")]],
    ["everyone over TLS is everyone", [{ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }], [everyone]],
    ["everyone who may only look", [{ Principal: "*", Action: "sqs:GetQueueAttributes" }], []],
    ["an organisation", [{ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }], []],
    ["an account, by condition", [{ Principal: "*", Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } }], []],
    ["a Deny of all others", [{ Principal: "*" }, { Effect: "Deny", Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } }], []],
    ["an account", [{ Principal: { AWS: "arn:aws:iam::111122223333:root" } }], []],
    ["a condition that nobody can tell", [{ Principal: "*", Condition: { StringEquals: { "sqs:Whatever": "x" } } }], []],
    ["a service for anyone", [sns], [service]],
    ["a service for one topic", [{ ...sns, Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:t" } } }], []],
    ["a service for every topic there is", [{ ...sns, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:*" } } }], [service]],
    ["a service for one account", [{ ...sns, Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } }], []],
    ["a service for whoever names no account", [{ ...sns, Condition: { StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } } }], []],
  ];
  for (const [name, statements, expected] of cases) it(`on a queue: ${name}`, () => expect(told(policyOn("sqs", queue.arn, statements))).to.deep.equal(expected));

  it("on a bucket: objects are events, a bucket's ARN holds none", () => {
    const on = (Resource: string): string[] => told(policyOn("s3", bucket.arn, [{ Principal: "*", Resource }]));
    expect(on("arn:aws:s3:::in/*")).to.deep.equal([everyone]);
    expect(on("arn:aws:s3:::in/uploads/*")).to.deep.equal([everyone]);
    expect(on("arn:aws:s3:::in")).to.deep.equal([]);
  });

  it("on the key of the queue", () => {
    expect(told(policyOn("kms", key, [{ Principal: "*" }]))).to.deep.equal(["no-public-invoke openSupport critical Statement[0].Principal[0]"]);
    expect(told(policyOn("kms", key, [{ Principal: { Service: "sns.amazonaws.com" } }]))).to.deep.equal(["require-source-restriction anyUser low Statement[0].Principal.Service[0]"]);
  });

  it("not on what has nothing to do with a function's events", () => {
    expect(told(policyOn("sqs", literal("arn:aws:sqs:us-east-1:1:other"), [{ Principal: "*" }]))).to.deep.equal([]);
  });

  it("undecided where the policy or a principal is not known", () => {
    const later = unknown("computed-at-apply", "made while applying");
    for (const document of [later, readPolicyDocument(fromPlain({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:ListQueues", Resource: "*" }] }))]) {
      const { undecided } = checked({ ...policyOn("sqs", queue.arn, []), document });
      expect(undecided.filter(({ ruleId }) => ruleId === "no-public-invoke")).to.have.length(document.kind === "unknown" ? 1 : 0);
    }
  });
});
