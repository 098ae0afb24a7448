import { expect } from "chai";
import { check, known, literal, unknown, type CodeReading, type Deployment, type Finding } from "../../../core";
import { allow, deployed, policy, role } from "../check/deployments";
import { call } from "../required/building";

function findingOf(ruleId: string, action: string, resource: string): Finding | undefined {
  return check(deployed([role("reader", [policy("p", [allow(action, resource)])])])).findings.find((one) => one.ruleId === ruleId);
}

describe("what findings tell to write instead", () => {
  const effective: readonly (readonly [name: string, action: string, resource: string, expected: string])[] = [
    ["the objects of the bucket beside it", "s3:GetObject", "arn:aws:s3:::invoices", "`arn:aws:s3:::invoices/*`"],
    ["the bucket of the objects", "s3:ListBucket", "arn:aws:s3:::invoices/*", "`arn:aws:s3:::invoices`"],
    ["the streams of the log group", "logs:PutLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:x", "`arn:aws:logs:eu-west-1:111122223333:log-group:x:*`"],
    ["how the ARN looks", "events:PutEvents", "arn:aws:sqs:eu-west-1:111122223333:q", "such as `arn:aws:events:REGION:ACCOUNT:event-bus/EVENT_BUS_NAME`"],
  ];
  for (const [name, action, resource, expected] of effective) it(name, () => expect(findingOf("no-ineffective-statement", action, resource)?.remediation).to.include(expected));

  const misnamed: readonly (readonly [action: string, meant: string])[] = [
    ["s3:GetObjekt", "s3:GetObject"],
    ["s3:HeadObject", "s3:GetObject"],
    ["s3:ListObjectsV2", "s3:ListBucket"],
    ["lambda:Invoke", "lambda:InvokeFunction"],
  ];
  for (const [action, meant] of misnamed) it(`${meant} for ${action}`, () => expect(findingOf("no-unknown-action", action, "*")?.remediation).to.include(`\`${meant}\``));

  it("does not say that a statement grants nothing where it leaves nothing out", () => {
    const exceptions = policy("p", [{ Effect: "Allow", NotAction: ["s3:GetObjekt", "iam:*"], Resource: "*" }]);
    const [one, ...others] = check(deployed([role("reader", [exceptions])])).findings.filter(({ ruleId }) => ruleId === "no-unknown-action");
    expect(others).to.deep.equal([]);
    expect(one?.message).to.equal("No action fits `s3:GetObjekt`: the statement leaves nothing out by it.");
  });

  it("counts one as one", () => expect(findingOf("no-wildcard-action", "sqs:SendMessage*", "*")?.message).to.include("do 1 action:"));

  it("has no log group that is not known", () => {
    const one = deployed([role("reader", [])]);
    const nameless: Deployment = { ...one, functions: one.functions.map((fn) => ({ ...fn, name: unknown("computed-at-apply", "a random name"), configuration: { ...fn.configuration, logGroup: unknown("computed-at-apply", "a random name") } })) };
    expect(check(nameless).findings.filter(({ messageId }) => messageId === "logs").map(({ remediation }) => remediation).join()).not.to.include("`?`");
  });

  it("has no question mark for a resource that the running function chooses", () => {
    const publishes: CodeReading = { status: "read", files: ["app.js"], reasons: [], calls: [{ ...call("sns", "Publish", {}), input: { kind: "map", entries: new Map([["TopicArn", unknown("decided-at-run-time", "event.topic")]]) } }] };
    const missing = check(deployed([role("reader", [])]), { readings: new Map([["aws_lambda_function.reader", publishes]]) }).findings.filter(({ ruleId, messageId }) => ruleId === "no-missing-permission" && messageId === "call");
    expect(missing.map(({ remediation }) => remediation)).to.deep.equal(["Allow `sns:Publish` on what only the running function knows."]);
  });
});

describe("network interfaces on everything", () => {
  const ask = (eventSources: Deployment["eventSources"]): string[] =>
    check(deployed([role("reader", [policy("p", [allow(["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], "*")])])], undefined, { eventSources })).findings.filter(({ ruleId }) => ruleId === "no-wildcard-resource").map(({ messageId }) => messageId);
  const broker = { address: "aws_lambda_event_source_mapping.m", function: known("aws_lambda_function.reader"), delivery: "poll", service: known("mq"), source: literal("arn:aws:mq:us-east-1:111122223333:broker:b:b-1"), change: "create" } as const;

  it("are too much outside a VPC", () => expect(ask([])).to.deep.equal(["everyResource"]));
  it("are what polling a broker asks for", () => expect(ask([broker])).to.deep.equal([]));
});
