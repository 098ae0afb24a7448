import { expect } from "chai";
import { readPolicyDocument } from "../../../core/iam";
import { NamedResources } from "../../../core/model";
import { formatSymbolic, fromPlain, literal, reference, unknown, type SymbolicString, type Unknown } from "../../../core/values";
import { narrowStatement, retargetStatement, type Need } from "../../../core/remedy/narrow-statement";

const resources = new NamedResources([], { partition: literal("aws"), region: reference("aws", "region"), account: reference("aws", "account_id") });

function need(action: string, resource: string | Unknown | SymbolicString, context?: Record<string, string>): Need {
  const value = typeof resource === "string" ? literal(resource) : resource;
  return {
    row: { action, resources: [value], origin: "code", certainty: "certain", evidence: [], ...(context ? { context: new Map(Object.entries(context).map(([key, text]) => [key, [text]])) } : {}) },
    resource: value,
  };
}

function statement(content: object) {
  const document = readPolicyDocument(fromPlain({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...content }] }));
  return document.kind === "known" ? document.value.statements[0]! : expect.fail("no document");
}

const everywhere = unknown("decided-at-run-time", "event.queue");

const cases: readonly { title: string; before: object; needs: Need[]; after: { actions: string[]; resources: string[]; context?: string[] }[] | RegExp; open?: string[]; tooWide?: boolean }[] = [
  { title: "a service on everything", before: { Action: "s3:*", Resource: "*" }, needs: [need("s3:GetObject", "arn:aws:s3:::b/*")], after: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }] },
  { title: "nothing needed", before: { Action: "s3:*", Resource: "*" }, needs: [need("sqs:SendMessage", "arn:aws:sqs:*:*:q")], after: [] },
  { title: "a resource that is not too wide stays", before: { Action: "s3:*", Resource: "arn:aws:s3:::b/*" }, needs: [need("s3:GetObject", "arn:aws:s3:::b/in/*")], after: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }], tooWide: false },
  { title: "a grant of a part of what is needed stays that part", before: { Action: "s3:*", Resource: "arn:aws:s3:::b/in/*" }, needs: [need("s3:GetObject", "arn:aws:s3:::b/*")], after: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/in/*"] }] },
  { title: "a fence on the account stays", before: { Action: "sqs:*", Resource: "arn:aws:sqs:*:123456789012:*" }, needs: [need("sqs:SendMessage", "arn:aws:sqs:*:*:q")], after: [{ actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:*:123456789012:q"] }] },
  { title: "different resources make different statements", before: { Action: "*", Resource: "*" }, needs: [need("s3:GetObject", "arn:aws:s3:::b/*"), need("sqs:SendMessage", "arn:aws:sqs:*:*:q")], after: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }, { actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:*:*:q"] }] },
  { title: "one statement where the pairs that come about do not exist", before: { Action: "s3:*", Resource: ["*"] }, needs: [need("s3:GetObject", "arn:aws:s3:::b/*"), need("s3:ListBucket", "arn:aws:s3:::b")], after: [{ actions: ["s3:GetObject", "s3:ListBucket"], resources: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"] }] },
  { title: "a resource that is decided at run time keeps what is granted", before: { Action: "sqs:*", Resource: "arn:aws:sqs:*:*:jobs-*" }, needs: [need("sqs:SendMessage", everywhere)], after: [{ actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:*:*:jobs-*"] }] },
  { title: "an open service keeps its pattern, others are narrowed", before: { Action: ["s3:Get*", "sqs:*"], Resource: "*" }, needs: [need("sqs:SendMessage", "arn:aws:sqs:*:*:q")], open: ["s3"], after: [{ actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:*:*:q"] }, { actions: ["s3:Get*"], resources: ["*"] }] },
  { title: "everything with an open service stays", before: { Action: "*", Resource: "*" }, needs: [need("sqs:SendMessage", "arn:aws:sqs:*:*:q")], open: ["s3"], after: /may need more of s3/ },
  { title: "PassRole is told to whom", before: { Action: "iam:PassRole", Resource: "*" }, needs: [need("iam:PassRole", "arn:aws:iam::*:role/r", { "iam:PassedToService": "lambda.amazonaws.com" })], after: [{ actions: ["iam:PassRole"], resources: ["arn:aws:iam::*:role/r"], context: ["iam:PassedToService"] }] },
  { title: "NotAction", before: { NotAction: "iam:*", Resource: "*" }, needs: [need("s3:GetObject", "arn:aws:s3:::b/*"), need("iam:GetRole", "arn:aws:iam::*:role/r")], after: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] }] },
];

describe("remedy: narrowing a statement", () => {
  for (const { title, before, needs, after, open = [], tooWide = true } of cases) {
    it(title, () => {
      const narrowed = narrowStatement(statement(before), needs, { open: new Set(open), isTooWide: () => tooWide, resources });
      if (after instanceof RegExp) expect(narrowed).to.match(after);
      else if (typeof narrowed === "string") expect.fail(narrowed);
      else {
        const parts = narrowed.parts.map(({ actions, resources: kept, context }) => ({
          actions: [...actions],
          resources: kept.map((resource) => formatSymbolic(resource.kind === "kept" ? (resource.element.value as SymbolicString) : resource.resource)),
          ...(context.size > 0 ? { context: [...context.keys()] } : {}),
        }));
        expect(parts).to.deep.equal(after);
      }
    });
  }

  it("turns a statement that nobody needs to what is missing", () => {
    const missing = [need("dynamodb:Query", "arn:aws:dynamodb:*:*:table/t/index/i"), need("s3:GetObject", "arn:aws:s3:::b/*")];
    const turned = retargetStatement(statement({ Action: ["dynamodb:Query"], Resource: "arn:aws:dynamodb:eu-west-1:123456789012:table/t" }), missing, resources);
    expect(turned?.actions).to.deep.equal(["dynamodb:Query"]);
    expect(turned?.needs).to.deep.equal([missing[0]]);
    expect(turned?.resources.map((resource) => resource.kind === "needed" && formatSymbolic(resource.resource))).to.deep.equal(["arn:aws:dynamodb:eu-west-1:123456789012:table/t/index/i"]);
  });

  it("does not turn a statement with conditions, nor to different resources", () => {
    const query = need("dynamodb:Query", "arn:aws:dynamodb:*:*:table/t/index/i");
    const other = need("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/u");
    expect(retargetStatement(statement({ Action: "dynamodb:Query", Resource: "arn:aws:dynamodb:*:*:table/x", Condition: { Bool: { "aws:SecureTransport": "true" } } }), [query], resources)).to.equal(undefined);
    expect(retargetStatement(statement({ Action: ["dynamodb:Query", "dynamodb:GetItem"], Resource: "arn:aws:dynamodb:*:*:table/x" }), [query, other], resources)).to.equal(undefined);
  });
});
