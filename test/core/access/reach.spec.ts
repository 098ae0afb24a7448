import { expect } from "chai";
import * as fc from "fast-check";
import { accessOf, grantsOf, reachOf, type AccessSet, type Extent } from "../../../core/access";
import { isAllowed, like, type PlainPolicy, type Request } from "./evaluator";
import { accessTo, accessWithin, readDocument, type PlainStatement } from "./policies";
import { policy, requestFor } from "./random-policies";

const everything = { service: () => true, action: () => true };
const bucket = "arn:aws:s3:::b/*";
const secure = { Bool: { "aws:SecureTransport": "false" } };

/** `extent: names` of the first Allow statement. */
function rows(access: AccessSet): [Extent, string[]][] {
  return reachOf(access, access.allows[0]!, everything).map(({ extent, actions }) => [extent, actions.map(({ service, name }) => `${service}:${name}`).sort()]);
}

describe("reachOf", () => {
  const get: PlainStatement = { Action: ["s3:GetObject", "s3:PutObject"], Resource: bucket };
  const cases: readonly (readonly [name: string, access: AccessSet, expected: [Extent, string[]][]])[] = [
    ["what is written", accessTo(get), [["whole", ["s3:GetObject", "s3:PutObject"]]]],
    ["what a Deny leaves", accessTo(get, { Effect: "Deny", Action: "s3:Put*" }), [["whole", ["s3:GetObject"]]]],
    ["what a Deny takes a part of", accessTo(get, { Effect: "Deny", Action: "s3:PutObject", Resource: "arn:aws:s3:::b/in/*" }), [["whole", ["s3:GetObject"]], ["part", ["s3:PutObject"]]]],
    ["a Deny of what no function's request is", accessTo(get, { Effect: "Deny", Action: "*", Condition: secure }), [["whole", ["s3:GetObject", "s3:PutObject"]]]],
    ["within the boundary", accessWithin([get], [{ Action: "s3:Get*" }]), [["whole", ["s3:GetObject"]]]],
    ["within a boundary on a part", accessWithin([get], [{ Action: "*", Resource: "arn:aws:s3:::b/in/*" }]), [["part", ["s3:GetObject", "s3:PutObject"]]]],
    ["nothing within a boundary elsewhere", accessWithin([get], [{ Action: "*", Resource: "arn:aws:s3:::c/*" }]), []],
    ["where conditions hold", accessTo({ ...get, Condition: { StringEquals: { "aws:SourceVpc": "v" } } }), [["conditional", ["s3:GetObject", "s3:PutObject"]]]],
    ["a Deny on what nobody can tell", accessTo({ ...get, Resource: "<aws_s3_bucket.b.arn>/*" }, { Effect: "Deny", Action: "s3:Get*", Resource: bucket }), [["undecided", ["s3:GetObject"]], ["whole", ["s3:PutObject"]]]],
    ["no name that does not exist", accessTo({ Action: ["s3:GetObject", "s3:GetObjekt"], Resource: bucket }), [["whole", ["s3:GetObject"]]]],
  ];
  for (const [name, access, expected] of cases) it(name, () => expect(rows(access).sort()).to.deep.equal(expected.sort()));

  it("tells resources apart, and looks into all services where a statement names none", () => {
    const access = accessTo({ Action: "*", Resource: [bucket, "arn:aws:sqs:*:*:q"] }, { Effect: "Deny", Action: "s3:*", Resource: bucket });
    const found = reachOf(access, access.allows[0]!, { service: (prefix) => ["s3", "sqs"].includes(prefix), action: ({ name }) => ["GetObject", "SendMessage"].includes(name) });
    expect(found.map(({ resource, actions }) => [resource, actions.map(({ name }) => name)])).to.deep.equal([[0, ["SendMessage"]], [1, ["GetObject", "SendMessage"]]]);
  });
});

describe("reachOf against a plain evaluator", () => {
  const RUNS = Math.round(Number(process.env["LEASTWISE_PROPERTY_RUNS"] ?? 5000) / 10);
  const services = new Set(["s3", "sqs", "dynamodb", "ec2"]);
  const filter = { service: (prefix: string) => services.has(prefix), action: () => true };
  const compiled = (plain: PlainPolicy) => grantsOf(readDocument(plain), "policy", (value) => value);
  const settings = fc.tuple(policy, fc.option(policy, { nil: undefined })).chain(([own, limit]) => fc.tuple(fc.constant({ own, limit }), fc.array(requestFor(limit ? [own, limit] : [own]), { minLength: 8, maxLength: 8 })));

  it("names each action that a request may do, and says whole only where nothing is refused", () => {
    let whole = 0;
    fc.assert(
      fc.property(settings, ([{ own, limit }, requests]) => {
        const access = accessOf([compiled(own)], limit ? compiled(limit) : undefined);
        const rows = access.allows.flatMap((grant) => reachOf(access, grant, filter).map((reach) => ({ ...reach, patterns: reach.resource === undefined ? ["*"] : [String([grant.statement!.resources![reach.resource]!].map(({ value }) => (value.kind === "string" ? value.parts.map((part) => (part.kind === "literal" ? part.text : "*")).join("") : "*"))[0])], isNegated: reach.resource === undefined })));
        const has = ({ actions }: { actions: readonly { service: string; name: string }[] }, action: string): boolean => actions.some(({ service, name }) => `${service}:${name}` === action);
        const setting = { policies: [own], boundaries: limit ? [limit] : [] };
        for (const request of requests) {
          if (!services.has(request.action.split(":")[0]!)) continue;
          const near = rows.filter((row) => has(row, request.action) && row.patterns.some((pattern) => like(pattern.replace(/\$\{[^}]*\}/g, "*"), request.resource)));
          if (isAllowed(setting, request)) expect(near, `allowed ${JSON.stringify(request)}`).not.to.deep.equal([]);
          // A function's own request: signed by a role, over TLS. A variable may have another value, so that only patterns without one are looked at.
          const { "aws:username": _, ...context } = request.context;
          const asFunction: Request = { ...request, context: { ...context, "aws:SecureTransport": "true" } };
          for (const row of near) {
            if (row.extent !== "whole" || row.isNegated || row.patterns[0]!.includes("${") || !like(row.patterns[0]!, request.resource)) continue;
            whole++;
            expect(isAllowed(setting, asFunction), `whole ${JSON.stringify([row.patterns, asFunction])}`).to.equal(true);
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect(whole).to.be.above(RUNS / 20);
  });
});
