import { expect } from "chai";
import { check, type Finding } from "../../../core";
import { allow, deployed, policy, role } from "../check/deployments";

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

  const unknown: readonly (readonly [action: string, meant: string])[] = [
    ["s3:GetObjekt", "s3:GetObject"],
    ["s3:HeadObject", "s3:GetObject"],
    ["s3:ListObjectsV2", "s3:ListBucket"],
    ["lambda:Invoke", "lambda:InvokeFunction"],
  ];
  for (const [action, meant] of unknown) it(`${meant} for ${action}`, () => expect(findingOf("no-unknown-action", action, "*")?.remediation).to.include(`\`${meant}\``));

  it("counts one as one", () => expect(findingOf("no-wildcard-action", "sqs:SendMessage*", "*")?.message).to.include("do 1 action:"));
});
