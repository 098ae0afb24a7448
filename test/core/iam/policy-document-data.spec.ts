import { expect } from "chai";
import { computePolicyDocument, fromPlain, readPolicyDocument, reference, unknown, type Symbolic, type SymbolicMap } from "../../../core";
import { statementsShown } from "../../terraform-adapter/fixtures";

const later = unknown("computed-at-apply", "later", ["aws_x.y.z"]);

/** Arguments as plain values; symbolic ones stand as they are. */
function argumentsOf(values: Record<string, unknown>): SymbolicMap {
  return { kind: "map", entries: new Map(Object.entries(values).map(([name, value]) => [name, symbolic(value)])) };
}

function symbolic(value: unknown): Symbolic {
  if (Array.isArray(value)) return { kind: "list", items: value.map(symbolic) };
  if (typeof value !== "object" || value === null) return fromPlain(value);
  if ("kind" in value) return value as Symbolic;
  return argumentsOf(value as Record<string, unknown>);
}

const statement = { actions: ["s3:GetObject"], resources: ["*"] };
const text = (statements: unknown[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = { Effect: "Allow", Action: "a:B", Resource: "*" };

const table: { name: string; of: Record<string, unknown>; is: string[] }[] = [
  { name: "one statement, allowed unless told otherwise", of: { statement: [statement] }, is: ["Allow s3:GetObject on *"] },
  { name: "nothing", of: {}, is: [] },
  { name: "sets, sorted backwards and without duplicates", of: { statement: [{ actions: ["a:A", "c:C", "b:B", "a:A"], resources: ["*"] }] }, is: ["Allow c:C, b:B, a:A on *"] },
  { name: "not_actions and not_resources", of: { statement: [{ effect: "Deny", not_actions: ["a:A"], not_resources: ["arn:x"] }] }, is: ["Deny not a:A on not arn:x"] },
  { name: "policy variables", of: { statement: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::b/&{aws:username}"] }] }, is: ["Allow s3:* on arn:aws:s3:::b/${aws:username}"] },
  { name: "references", of: { statement: [{ actions: ["s3:*"], resources: [reference("aws_s3_bucket.b", "arn")] }] }, is: ["Allow s3:* on ${aws_s3_bucket.b.arn}"] },
  { name: "an unknown among known elements", of: { statement: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::b", later] }] }, is: ["Allow s3:* on arn:aws:s3:::b, <computed-at-apply: aws_x.y.z>"] },
  { name: "an unknown list", of: { statement: [{ actions: later, resources: ["*"] }] }, is: ["Allow <computed-at-apply: aws_x.y.z> on *"] },
  { name: "principals of one type in several blocks", of: { statement: [{ actions: ["a:A"], principals: [{ type: "AWS", identifiers: ["1"] }, { type: "AWS", identifiers: ["2"] }, { type: "Service", identifiers: ["s"] }] }] }, is: ["Allow a:A by AWS 1, AWS 2, Service s"] },
  { name: "everyone", of: { statement: [{ actions: ["a:A"], principals: [{ type: "*", identifiers: ["*"] }] }] }, is: ["Allow a:A by * *"] },
  { name: "conditions", of: { statement: [{ ...statement, condition: [{ test: "StringLike", variable: "k", values: ["a", later] }, { test: "StringLike", variable: "l", values: ["&{m}"] }] }] }, is: ["Allow s3:GetObject on * if StringLike k a, <computed-at-apply: aws_x.y.z> if StringLike l ${m}"] },
  { name: "a later condition block with one value, which takes the place", of: { statement: [{ ...statement, condition: [{ test: "StringLike", variable: "k", values: ["a", "b"] }, { test: "StringLike", variable: "k", values: ["c"] }] }] }, is: ["Allow s3:GetObject on * if StringLike k c"] },
  { name: "source documents before the statements", of: { source_policy_documents: [text([{ ...allow, Sid: "A" }]), "", text([allow])], statement: [statement] }, is: ["A: Allow a:B on *", "Allow a:B on *", "Allow s3:GetObject on *"] },
  { name: "a statement in place of the source's with its sid", of: { source_policy_documents: [text([{ ...allow, Sid: "A" }, allow])], statement: [{ sid: "A", ...statement }] }, is: ["A: Allow s3:GetObject on *", "Allow a:B on *"] },
  { name: "override documents last", of: { override_policy_documents: [text([{ ...allow, Sid: "A" }, { ...allow, Sid: "New" }])], statement: [{ sid: "A", ...statement }] }, is: ["A: Allow a:B on *", "New: Allow a:B on *"] },
  { name: "a source document with a single statement that is no list", of: { source_policy_documents: [JSON.stringify({ Statement: allow })] }, is: ["Allow a:B on *"] },
  { name: "an unknown source document, said", of: { source_policy_documents: [later], statement: [statement] }, is: ["Allow s3:GetObject on *", "<unread: aws_x.y.z>"] },
  { name: "unknown statements, said", of: { statement: later }, is: ["<unread: aws_x.y.z>"] },
  { name: "one unknown statement among others", of: { statement: [statement, later] }, is: ["Allow s3:GetObject on *", "<unread: aws_x.y.z>"] },
  { name: "an unknown sid, which may or may not replace", of: { source_policy_documents: [text([{ ...allow, Sid: "A" }])], statement: [{ ...statement, sid: later }] }, is: ["A: Allow a:B on *", "Allow s3:GetObject on *"] },
];

describe("computePolicyDocument", () => {
  for (const { name, of, is } of table) {
    it(`makes ${name}`, () => {
      const document = readPolicyDocument(computePolicyDocument(argumentsOf(of)));
      const problems = document.kind === "known" && is.length > 0 ? document.value.problems : [];
      expect(statementsShown(document)).to.deep.equal(is);
      expect(problems.map(({ message }) => message)).to.deep.equal([]);
    });
  }

  it("leaves a statement that may be replaced possible, and the one that may replace it too where it is certain to stand", () => {
    const document = readPolicyDocument(computePolicyDocument(argumentsOf({ source_policy_documents: [text([{ ...allow, Sid: "A" }])], statement: [{ ...statement, sid: later }] })));
    expect(document.kind === "known" && document.value.statements.map(({ certainty }) => certainty)).to.deep.equal(["possible", "certain"]);
  });

  it("keeps the statements of a conditional source document as possible", () => {
    const choice: Symbolic = { kind: "choice", alternatives: [{ kind: "json", value: fromPlain({ Statement: [allow] }) }, { kind: "null" }] };
    const document = readPolicyDocument(computePolicyDocument(argumentsOf({ source_policy_documents: [choice], statement: [statement] })));
    expect(document.kind === "known" && document.value.statements.map(({ certainty }) => certainty)).to.deep.equal(["possible", "certain"]);
  });

  it("writes the version and id that it is given", () => {
    const json = computePolicyDocument(argumentsOf({ version: "2008-10-17", policy_id: "x" }));
    expect(json.value.kind === "map" && [...json.value.entries.keys()]).to.deep.equal(["Version", "Id", "Statement"]);
    const document = readPolicyDocument(json);
    expect(document.kind === "known" && [document.value.version, document.value.id]).to.deep.equal(["2008-10-17", "x"]);
  });
});
