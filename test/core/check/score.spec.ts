import { expect } from "chai";
import fc from "fast-check";
import { Analysis } from "../../../core";
import { allow, deployed, policy, readsInvoices, role } from "./deployments";

type Grant = readonly [action: string, resource: string];

function score(grants: readonly Grant[], reading = readsInvoices): number {
  const document = policy("aws_iam_role_policy.p", grants.map(([action, resource]) => allow(action, resource)));
  const deployment = deployed([role("reader", [document])]);
  return new Analysis(deployment, new Map([["aws_lambda_function.reader", reading]])).scoreOf(deployment.functions[0]!);
}

/** Each row from wide to narrow. */
const actions = [
  ["*", "s3:*", "s3:Get*", "s3:GetObject"],
  ["*", "s3:*", "s3:Delete*", "s3:DeleteObject"],
  ["*", "sqs:*", "sqs:Send*", "sqs:SendMessage"],
  ["*", "iam:*", "iam:Put*", "iam:PutRolePolicy"],
] as const;
const resources = [
  ["*", "arn:aws:s3:::*", "arn:aws:s3:::*/*", "arn:aws:s3:::invoices/*", "arn:aws:s3:::invoices/a"],
  ["*", "arn:aws:sqs:*:*:*", "arn:aws:sqs:eu-west-1:111122223333:*", "arn:aws:sqs:eu-west-1:111122223333:orders"],
] as const;

const step = (rows: readonly (readonly string[])[]) => fc.constantFrom(...rows).chain((row) => fc.tuple(fc.nat(row.length - 1), fc.nat(row.length - 1)).map(([a, b]) => [row[Math.min(a, b)]!, row[Math.max(a, b)]!] as const));
const grant = fc.tuple(fc.constantFrom(...actions.flat()), fc.constantFrom(...resources.flat()));

describe("check: score", () => {
  it("is 100 where exactly the needs are granted, and where nothing is", () => {
    expect(score([["s3:GetObject", "arn:aws:s3:::invoices/*"]])).to.equal(100);
    expect(score([])).to.equal(100);
  });

  it("falls down the ladder from exact to everything", () => {
    const ladder = [score([["s3:GetObject", "arn:aws:s3:::invoices/*"]]), score([["s3:*", "arn:aws:s3:::invoices/*"]]), score([["s3:*", "*"]]), score([["*", "*"]])];
    expect(ladder).to.deep.equal([...ladder].sort((a, b) => b - a));
    expect(new Set(ladder).size).to.equal(4);
  });

  it("is never raised by granting more", () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 4 }), grant, (grants, more) => {
        expect(score([...grants, more])).to.be.at.most(score(grants));
      }),
      { numRuns: 60 },
    );
  });

  it("is never lowered by narrowing an action or a resource", () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 3 }), step(actions), step(resources), (grants, [wideAction, narrowAction], [wideResource, narrowResource]) => {
        expect(score([...grants, [narrowAction, narrowResource]])).to.be.at.least(score([...grants, [wideAction, wideResource]]));
      }),
      { numRuns: 60 },
    );
  });

  it("does not depend on the order of statements", () => {
    fc.assert(fc.property(fc.array(grant, { maxLength: 4 }), (grants) => score(grants) === score([...grants].reverse())), { numRuns: 30 });
  });
});
