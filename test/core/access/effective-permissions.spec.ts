import { expect } from "chai";
import { accessDifference, actionsLeft, allows, effectivePermissions, intersects, isLeftWhole, isTakenBack } from "../../../core/access";
import { NamedResources, type ExecutionRole, type Policy } from "../../../core/model";
import { known, literal, reference, symbolicString, unknown, type Unknown } from "../../../core/values";
import { accessTo, accessWithin, documentOf, symbols, type PlainStatement } from "./policies";

const bucket = "arn:aws:s3:::b";
const arn = symbolicString([{ kind: "literal", text: "arn:aws:s3:::" }, ...reference("aws_s3_bucket.b", "bucket").parts]);
const resources = new NamedResources(
  [{ address: "aws_s3_bucket.b", type: "aws_s3_bucket", name: reference("aws_s3_bucket.b", "bucket"), arn, attributes: new Map([["arn", arn]]) }],
  { partition: literal("aws"), region: reference("aws", "region"), account: reference("aws", "account_id") },
);

function policy(address: string, document: Policy["document"]): Policy {
  return { address, kind: "inline", name: known(address), document, change: "create" };
}

function role(policies: readonly Policy[], permissionsBoundary?: Policy | Unknown): ExecutionRole {
  return {
    address: "aws_iam_role.r",
    name: known("r"),
    trustPolicy: policy("aws_iam_role.r", known(documentOf())),
    policies,
    unresolvedPolicies: [],
    ...(permissionsBoundary ? { permissionsBoundary } : {}),
    change: "create",
  };
}

const of = (...statements: readonly PlainStatement[]): Policy["document"] => known(documentOf(...statements));
const later = unknown("computed-at-apply", "made while applying");

describe("effectivePermissions", () => {
  it("puts all policies of a role together, in canonical form, with where each grant stands", () => {
    const r = role([policy("a", of({ Action: "s3:*", Resource: "<aws_s3_bucket.b.arn>/*" })), policy("b", of({ Effect: "Deny", Action: "s3:Put*" }))]);
    const permissions = effectivePermissions(r, { resources });
    expect(permissions.grants.map(({ from, statement }) => `${from.address} ${statement?.path}`)).to.deep.equal(["a Statement[0]"]);
    const object = symbols("arn:aws:s3:::<aws_s3_bucket.b.bucket>/x");
    expect(allows(permissions.access, "s3:GetObject", object).answer).to.equal("yes");
    expect(allows(permissions.access, "s3:PutObject", object).answer).to.equal("no");
    expect(effectivePermissions(r, { resources })).to.equal(permissions);
  });

  it("cuts policies by the boundary, and a Deny in the boundary takes back too", () => {
    const limit = policy("limit", of({ Action: ["s3:GetObject", "sqs:*"] }, { Effect: "Deny", Action: "sqs:*" }));
    const { access } = effectivePermissions(role([policy("a", of({ Action: "*" }))], limit), { resources });
    const answers = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage"].map((action) => allows(access, action, literal("arn:aws:x:::y")).answer);
    expect(answers).to.deep.equal(["yes", "no", "no"]);
  });

  it("never takes what could not be read for nothing", () => {
    for (const r of [role([policy("a", later)]), { ...role([]), unresolvedPolicies: [{ address: "x", unknown: later }] }, role([policy("a", of({ Action: "*" }))], later)]) {
      const permissions = effectivePermissions(r, { resources });
      expect(permissions.unread).to.have.length(1);
      expect(allows(permissions.access, "s3:GetObject", literal(`${bucket}/x`)).answer).to.equal("undecided");
    }
  });
});

describe("allows", () => {
  const cases: [string, readonly PlainStatement[], string, string, "yes" | "no" | "undecided"][] = [
    ["all of a pattern", [{ Action: "s3:Get*", Resource: `${bucket}/*` }], "s3:GetObject", `${bucket}/in/*`, "yes"],
    ["more than is granted", [{ Action: "s3:Get*", Resource: `${bucket}/in/*` }], "s3:GetObject", `${bucket}/*`, "no"],
    ["an open region and account", [{ Action: "sqs:*", Resource: "arn:aws:sqs:eu-west-1:123456789012:q" }], "sqs:SendMessage", "arn:*:sqs:*:*:q", "yes"],
    ["an open account, another queue", [{ Action: "sqs:*", Resource: "arn:aws:sqs:eu-west-1:123456789012:q" }], "sqs:SendMessage", "arn:*:sqs:*:*:r", "no"],
    ["the deployment's own region", [{ Action: "sqs:*", Resource: "arn:aws:sqs:eu-west-1:123456789012:q" }], "sqs:SendMessage", "arn:aws:sqs:<aws.region>:<aws.account_id>:q", "yes"],
    ["a Deny of requests without TLS", [{ Action: "s3:*" }, { Effect: "Deny", Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }], "s3:GetObject", `${bucket}/x`, "yes"],
    ["a condition that nobody can tell", [{ Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "v" } } }], "s3:GetObject", `${bucket}/x`, "undecided"],
    ["a Deny that nobody can tell", [{ Action: "s3:*" }, { Effect: "Deny", Action: "s3:*", Condition: { StringEquals: { "aws:SourceVpc": "v" } } }], "s3:GetObject", `${bucket}/x`, "undecided"],
    ["a key that users alone have", [{ Action: "s3:*", Resource: `${bucket}/\${aws:username}` }], "s3:GetObject", `${bucket}/x`, "no"],
    ["a tag of the session", [{ Action: "s3:*", Resource: `${bucket}/\${aws:PrincipalTag/team}` }], "s3:GetObject", `${bucket}/x`, "undecided"],
    ["a resource decided at run time", [{ Action: "s3:*", Resource: `${bucket}/*` }], "s3:GetObject", "<?>", "undecided"],
    ["a resource decided at run time, everything granted", [{ Action: "s3:*" }], "s3:GetObject", "<?>", "yes"],
    ["a resource decided at run time, another action", [{ Action: "s3:*" }], "sqs:SendMessage", "<?>", "no"],
  ];
  for (const [name, statements, action, resource, expected] of cases) {
    it(`${name}: ${expected}`, () => expect(allows(accessTo(...statements), action, symbols(resource)).answer).to.equal(expected));
  }

  it("takes the context that a call is known to have", () => {
    const access = accessTo({ Action: "iam:PassRole", Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } } });
    const ask = (service: string) => allows(access, "iam:PassRole", literal("arn:aws:iam::1:role/r"), new Map([["iam:PassedToService", [service]]])).answer;
    expect([ask("lambda.amazonaws.com"), ask("ec2.amazonaws.com")]).to.deep.equal(["yes", "no"]);
  });
});

describe("what Deny and boundary leave", () => {
  it("tells what is taken back, what is left whole, and which actions are left", () => {
    const access = accessWithin([{ Action: ["s3:*", "sqs:*"], Resource: [`${bucket}/*`, "arn:aws:sqs:*:*:q"] }, { Effect: "Deny", Action: "sqs:*" }], [{ Action: ["s3:GetObject", "s3:Put*", "sqs:*"] }]);
    const grant = access.allows[0]!;
    const [s3, sqs] = grant.statement!.actions!;
    expect([isTakenBack(access, grant), isTakenBack(access, grant, s3), isTakenBack(access, grant, sqs)]).to.deep.equal(["no", "no", "yes"]);
    expect([isLeftWhole(access, grant), isLeftWhole(access, grant, s3)]).to.deep.equal(["no", "no"]);
    expect(actionsLeft(access, grant, s3)).to.include.members(["s3:GetObject", "s3:PutObject"]).and.not.include("s3:DeleteObject");
  });

  it("is undecided where a Deny depends on what nobody can tell", () => {
    const access = accessTo({ Action: "s3:*", Resource: "<aws_s3_bucket.b.arn>" }, { Effect: "Deny", Action: "s3:*", Resource: bucket });
    expect(isTakenBack(access, access.allows[0]!)).to.equal("undecided");
    expect(isLeftWhole(access, access.allows[0]!)).to.equal("undecided");
  });
});

describe("accessDifference", () => {
  it("finds nothing gained where the same is granted in other words", () => {
    const before = accessTo({ Action: ["s3:GetObject", "s3:ListBucket"], Resource: [bucket, `${bucket}/*`] });
    const after = accessTo({ Action: "s3:ListBucket", Resource: bucket }, { Action: "s3:getobject", Resource: `${bucket}/*` });
    expect(accessDifference(before, after)).to.deep.include({ grows: "no", shrinks: "no", gained: [], lost: [] });
  });

  it("names a concrete request for what is gained and lost", () => {
    const difference = accessDifference(accessTo({ Action: "s3:GetObject", Resource: `${bucket}/*` }), accessTo({ Action: "s3:PutObject", Resource: `${bucket}/in/*` }));
    expect(difference).to.deep.include({ grows: "yes", shrinks: "yes" });
    expect(difference.gained.map(({ action }) => action)).to.deep.equal(["s3:PutObject"]);
    expect(difference.gained[0]?.resource).to.match(/^arn:aws:s3:::b\/in\//);
  });

  it("names the principal where documents do", () => {
    const before = accessTo({ Action: "sqs:SendMessage", Principal: { AWS: "arn:aws:iam::123456789012:role/r" } });
    const { gained } = accessDifference(before, accessTo({ Action: "sqs:SendMessage", Principal: "*" }));
    expect(gained[0]).to.have.property("principal");
  });

  it("is undecided where a reference may be what was there", () => {
    const difference = accessDifference(accessTo({ Action: "s3:GetObject", Resource: `${bucket}/*` }), accessTo({ Action: "s3:GetObject", Resource: "<aws_s3_bucket.b.arn>/*" }));
    expect(difference.grows).to.equal("undecided");
    expect(difference.reasons).not.to.deep.equal([]);
  });
});

describe("intersects", () => {
  it("finds a request that both allow", () => {
    const answer = intersects(accessTo({ Action: "s3:*", Resource: `${bucket}/*.txt` }), accessTo({ Action: "s3:Get*", Resource: `${bucket}/in/*` }));
    expect(answer).to.have.nested.property("witness.resource").that.matches(/^arn:aws:s3:::b\/in\/.*\.txt$/);
    expect(intersects(accessTo({ Action: "s3:Get*" }), accessTo({ Action: "s3:Put*" })).answer).to.equal("no");
  });
});
