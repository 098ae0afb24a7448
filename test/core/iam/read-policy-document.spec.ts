import { expect } from "chai";
import * as fc from "fast-check";
import { isDecided, readPolicyDocument, undecidedElements, type PolicyDocument } from "../../../core/iam";
import { formatSymbolic, fromPlain, literal, reference, symbolicString, unknown, type StringPart, type Symbolic } from "../../../core/values";

function read(document: unknown): PolicyDocument {
  return readFrom(typeof document === "string" ? literal(document) : fromPlain(document));
}

function readFrom(source: Symbolic): PolicyDocument {
  const value = readPolicyDocument(source);
  if (value.kind === "unknown") throw new Error(`unknown: ${value.detail}`);
  return value.value;
}

function map(entries: Record<string, Symbolic>): Symbolic {
  return { kind: "map", entries: new Map(Object.entries(entries)) };
}

const later = unknown("computed-at-apply", "made while applying", ["aws_s3_bucket.b.arn"]);
const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };

describe("readPolicyDocument", () => {
  it("gives each element its path, scalars and single statements too", () => {
    const { statements, problems } = read({ Version: "2012-10-17", Statement: { ...statement, Condition: { StringEquals: { "aws:SourceArn": "a" }, Bool: { "aws:SecureTransport": true } } } });
    expect(problems).to.deep.equal([]);
    const [only] = statements;
    expect(only?.actions?.map(({ path }) => path)).to.deep.equal(["Statement[0].Action[0]"]);
    expect(only?.resources?.map(({ path }) => path)).to.deep.equal(["Statement[0].Resource[0]"]);
    expect(only?.conditions.map(({ path, values }) => ("kind" in values ? path : values[0]?.path))).to.deep.equal([
      "Statement[0].Condition.StringEquals.aws:SourceArn[0]",
      "Statement[0].Condition.Bool.aws:SecureTransport[0]",
    ]);
    expect(only?.conditions[1]?.values).to.have.nested.property("[0].value").that.deep.equals(literal("true"));
  });

  it("knows every form of a condition operator", () => {
    const operators = ["StringEquals", "StringNotEqualsIgnoreCase", "ForAnyValue:StringLike", "ForAllValues:StringNotLikeIfExists", "NumericLessThanEquals", "DateGreaterThan", "Bool", "BinaryEquals", "NotIpAddress", "ArnNotLikeIfExists", "Null"];
    for (const operator of operators) expect(read({ Statement: { ...statement, Condition: { [operator]: { "aws:x": "true" } } } }).problems, operator).to.deep.equal([]);
  });

  it("puts the prefix before every path", () => {
    const value = readPolicyDocument(literal('{"Statement":[{"Effect":"allow","Action":"s3:*","Resource":"*"}]}'), { pathPrefix: "inline_policy[x]" });
    const document = value.kind === "known" ? value.value : undefined;
    expect(document?.statements[0]?.actions?.[0]?.path).to.equal("inline_policy[x].Statement[0].Action[0]");
    expect(document?.problems[0]?.path).to.equal("inline_policy[x].Statement[0].Effect");
  });

  it("reads principals in all their forms", () => {
    const principals = (Principal: unknown): string[] =>
      read({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal }] }).statements[0]!.principals!.map(
        ({ type, path, value }) => `${type} ${path.replace("Statement[0].", "")} ${value.kind === "string" ? formatSymbolic(value) : "unknown"}`,
      );
    expect(principals("*")).to.deep.equal(["* Principal[0] *"]);
    expect(principals({ AWS: "*" })).to.deep.equal(["AWS Principal.AWS[0] *"]);
    expect(principals({ Service: ["a", "b"], AWS: "1" })).to.deep.equal(["Service Principal.Service[0] a", "Service Principal.Service[1] b", "AWS Principal.AWS[0] 1"]);
    expect(principals("lambda.amazonaws.com")).to.deep.equal(["* Principal[0] unknown"]);
  });

  it("takes a missing Version for 2008-10-17", () => {
    expect(read({ Statement: [statement] }).version).to.equal("2008-10-17");
    expect(read({ Version: "2008-10-17", Statement: [statement] }).version).to.equal("2008-10-17");
  });

  const problems: [string, unknown, string, RegExp][] = [
    ["text that is no JSON", "<html>", "", /not valid JSON/],
    ["JSON inside JSON", JSON.stringify("{}"), "", /is a string/],
    ["a list", [statement], "", /is a list/],
    ["a wrong version", { Version: "2012-10-18", Statement: [statement] }, "Version", /2012-10-18/],
    ["no statement", { Version: "2012-10-17" }, "Statement", /needs a Statement/],
    ["an empty list of statements", { Statement: [] }, "Statement", /empty/],
    ["a statement that is text", { Statement: ["x"] }, "Statement[0]", /is a string/],
    ["a second Sid", { Statement: [{ Sid: "a", ...statement }, { Sid: "a", ...statement }] }, "Statement[1].Sid", /too/],
    ["no effect", { Statement: [{ Action: "s3:*", Resource: "*" }] }, "Statement[0].Effect", /needs an Effect/],
    ["an effect in another case", { Statement: [{ ...statement, Effect: "ALLOW" }] }, "Statement[0].Effect", /"Allow"/],
    ["an unknown effect", { Statement: [{ ...statement, Effect: "Permit" }] }, "Statement[0].Effect", /neither/],
    ["no action", { Statement: [{ Effect: "Allow", Resource: "*" }] }, "Statement[0].Action", /needs Action/],
    ["no resource", { Statement: [{ Effect: "Allow", Action: "s3:*" }] }, "Statement[0].Resource", /needs Resource/],
    ["an empty list of actions", { Statement: [{ ...statement, Action: [] }] }, "Statement[0].Action", /empty/],
    ["an element in another case", { Statement: [{ effect: "Allow", Action: "s3:*", Resource: "*" }] }, "Statement[0].effect", /"Effect"/],
    ["a misspelt element", { Statement: [{ ...statement, Actions: "*" }] }, "Statement[0].Actions", /no element/],
    ["Action and NotAction", { Statement: [{ ...statement, NotAction: "s3:*" }] }, "Statement[0].NotAction", /exclude/],
    ["an action that is a number", { Statement: [{ ...statement, Action: ["s3:*", 1] }] }, "Statement[0].Action[1]", /a number/],
    ["an action without a service", { Statement: [{ ...statement, Action: "GetObject" }] }, "Statement[0].Action[0]", /service:Action/],
    ["a wildcard in a service", { Statement: [{ ...statement, Action: "s*:Get" }] }, "Statement[0].Action[0]", /prefix/],
    ["a resource that is no ARN", { Statement: [{ ...statement, Resource: "bucket" }] }, "Statement[0].Resource[0]", /neither an ARN/],
    ["an unknown operator", { Statement: [{ ...statement, Condition: { StringMatches: { a: "b" } } }] }, "Statement[0].Condition.StringMatches", /no condition operator/],
    ["a misspelt quantifier", { Statement: [{ ...statement, Condition: { "ForAnyValues:StringEquals": { a: "b" } } }] }, "Statement[0].Condition.ForAnyValues:StringEquals", /no condition operator/],
    ["a condition that is a list", { Statement: [{ ...statement, Condition: [] }] }, "Statement[0].Condition", /a list/],
    ["an unknown kind of principal", { Statement: [{ ...statement, Principal: { Aws: "*" } }] }, "Statement[0].Principal.Aws", /"AWS"/],
    ["a key twice", '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Resource":"*"}]}', "Statement[0].Resource", /more than once/],
  ];
  for (const [name, document, path, message] of problems) {
    it(`reports ${name} at ${path || "the document"}`, () => {
      const found = read(document).problems;
      expect(found.map((problem) => problem.path)).to.deep.equal([path]);
      expect(found[0]?.message).to.match(message);
    });
  }

  it("never takes what IAM would refuse for nothing", () => {
    expect(isDecided(read("<html>"))).to.equal(false);
    expect(isDecided(read({ Statement: ["x", statement] }))).to.equal(false);
    expect(isDecided(read({ Statement: [{ ...statement, Action: [1] }] }))).to.equal(false);
    expect(read({ Statement: [{ effect: "Deny", Action: "s3:*", Resource: "*" }] }).statements[0]?.effect).to.deep.equal({ kind: "known", value: "Deny" });
  });

  it("keeps unknown elements in their place, and tells where and why", () => {
    const document = readFrom(map({ Statement: { kind: "list", items: [map({ Effect: literal("Allow"), Action: { kind: "list", items: [literal("s3:GetObject"), later] }, Resource: later })] } }));
    expect(document.statements[0]?.actions).to.have.length(2);
    expect(undecidedElements(document)).to.deep.equal([
      { path: "Statement[0].Action[1]", reason: "computed-at-apply", detail: "made while applying", references: ["aws_s3_bucket.b.arn"] },
      { path: "Statement[0].Resource[0]", reason: "computed-at-apply", detail: "made while applying", references: ["aws_s3_bucket.b.arn"] },
    ]);
  });

  it("is decided where resources are symbolic, undecided where text is hidden or an action is a reference", () => {
    const withElements = (Action: Symbolic, Resource: Symbolic): PolicyDocument => readFrom(map({ Statement: map({ Effect: literal("Allow"), Action, Resource }) }));
    const hidden: StringPart = { kind: "unknown-text", unknown: later };
    expect(isDecided(withElements(literal("s3:*"), reference("aws_s3_bucket.b", "arn")))).to.equal(true);
    expect(isDecided(withElements(literal("s3:*"), symbolicString([{ kind: "literal", text: "arn:aws:s3:::" }, hidden])))).to.equal(false);
    expect(isDecided(withElements(reference("aws_x.y", "z"), literal("*")))).to.equal(false);
  });

  it("returns an unknown document as it is, and reads text around references", () => {
    expect(readPolicyDocument(later)).to.equal(later);
    expect(readPolicyDocument(reference("data.aws_iam_policy_document.d", "json"))).to.deep.include({ kind: "unknown", references: ["data.aws_iam_policy_document.d.json"] });
    const text = symbolicString([
      { kind: "literal", text: '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"' },
      { kind: "reference", address: "aws_s3_bucket.b", attribute: "arn" },
      { kind: "literal", text: '/*"}}' },
    ]);
    const [element] = readFrom(text).statements[0]!.resources!;
    expect(element?.value.kind === "string" && formatSymbolic(element.value)).to.equal("${aws_s3_bucket.b.arn}/*");
    expect(readFrom({ kind: "json", value: fromPlain({ Statement: [statement] }) }).statements).to.have.length(1);
  });

  it("reads every alternative of a choice: possible, unless all agree", () => {
    const choice = (...alternatives: Symbolic[]): Symbolic => ({ kind: "choice", alternatives });
    const document = readFrom(
      map({
        Statement: {
          kind: "list",
          items: [
            map({ Effect: choice(literal("Allow"), literal("Deny")), Action: choice(literal("s3:*"), fromPlain(["s3:*", "sqs:*"])), Resource: literal("*") }),
            choice(fromPlain(statement), { kind: "null" }),
          ],
        },
      }),
    );
    expect(document.problems).to.deep.equal([]);
    expect(document.statements.map(({ path, certainty }) => `${path} ${certainty}`)).to.deep.equal(["Statement[0] certain", "Statement[1] possible"]);
    expect(document.statements[0]?.actions?.map(({ value, certainty }) => `${value.kind === "string" ? formatSymbolic(value) : "?"} ${certainty ?? "certain"}`)).to.deep.equal(["s3:* certain", "sqs:* possible"]);
    expect(document.statements[0]?.effect.kind).to.equal("unknown");
  });

  it("says that there may be more where a list or an object may go on", () => {
    const open = (entries: Record<string, unknown>): Symbolic => ({ ...(fromPlain(entries) as Extract<Symbolic, { kind: "map" }>), rest: later });
    expect(readFrom(open({ Version: "2012-10-17", Statement: [statement] })).unreadStatements).to.deep.equal(later);
    const document = readFrom(map({ Statement: { kind: "list", items: [open({ Effect: "Allow", Action: "s3:*" }), later] } }));
    expect(document.unreadStatements).to.deep.equal(later);
    expect(document.statements[0]?.resources?.[0]?.value).to.equal(later);
    expect(document.statements[0]?.unreadConditions).to.equal(later);
  });

  it("never throws, and never loses a statement without saying so", () => {
    const word = fc.constantFrom<unknown>("Allow", "Deny", "*", "s3:*", null, 1, true, {}, [], ["*"], [[]], { AWS: "*" }, { StringEquals: { a: ["b", null] } });
    const wild = fc.dictionary(fc.constantFrom("Effect", "Action", "NotAction", "Resource", "Principal", "Condition", "Sid", "x", "__proto__"), word);
    const body = fc.oneof(word, wild, fc.array(fc.oneof(wild, word), { maxLength: 3 }));
    fc.assert(
      fc.property(body, (Statement) => {
        const document = read({ Version: "2012-10-17", Statement });
        const count = Array.isArray(Statement) ? Statement.length : 1;
        if (document.statements.length < count) expect(document.unreadStatements).not.to.equal(undefined);
      }),
      { numRuns: 1000 },
    );
  });
});
