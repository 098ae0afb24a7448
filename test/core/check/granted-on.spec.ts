import { expect } from "chai";
import { grantedOn } from "../../../core/check/granted-on";
import { Analysis } from "../../../core/rules";
import { formatSymbolic } from "../../../core/values";
import { allow, deployed, fn, policy, role } from "./deployments";

const QUEUES = "arn:aws:sqs:*:*:jobs-*";

describe("core/check/granted-on: the resources that a role names for an action", () => {
  const cases: readonly (readonly [title: string, statements: readonly ReturnType<typeof allow>[], expected: readonly string[]])[] = [
    ["those of every statement that has the action", [allow("sqs:SendMessage", QUEUES), allow("sqs:*", "arn:aws:sqs:us-east-1:123456789012:mail")], [QUEUES, "arn:aws:sqs:us-east-1:123456789012:mail"]],
    ["none of other actions and services", [allow("sqs:ReceiveMessage", QUEUES), allow("sns:*", "arn:aws:sns:*:*:t"), allow("*", "arn:aws:sns:*:*:t")], []],
    ["none where everything is granted", [allow("sqs:SendMessage", QUEUES), allow("sqs:SendMessage", "*")], []],
    ["none where every queue is granted", [allow("sqs:SendMessage", ["arn:aws:sqs:*:*:*", QUEUES])], []],
    ["none of a Deny", [{ ...allow("sqs:SendMessage", QUEUES), Effect: "Deny" }], []],
  ];
  for (const [title, statements, expected] of cases) {
    it(title, () => {
      const deployment = deployed([role("sender", [policy("aws_iam_role_policy.p", statements)])]);
      expect(grantedOn(fn("sender"), "sqs:SendMessage", new Analysis(deployment, new Map())).map(formatSymbolic)).to.deep.equal(expected);
    });
  }
});
