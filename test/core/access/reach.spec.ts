import { expect } from "chai";
import { reachOf, type AccessSet, type Extent } from "../../../core/access";
import { accessTo, accessWithin, type PlainStatement } from "./policies";

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
