import { expect } from "chai";
import { fromPlain, literal, reference, symbolicString, unknown, type SourceLocation, type Symbolic } from "../../core";
import { mergeWithSource } from "../../terraform-adapter/merge-with-source";
import { shown } from "./fixtures";

function line(number: number): SourceLocation {
  return { file: "main.tf", line: number, column: 1, endLine: number, endColumn: 2 };
}

const later = unknown("computed-at-apply", undefined, ["aws_x.y.arn"]);
const secret = unknown("secret");
const bucket = reference("aws_s3_bucket.b", "arn", line(1));

function list(...items: Symbolic[]): Symbolic {
  return { kind: "list", items };
}

/** Values and the lines they stand on: `a@1`. */
function placed(value: Symbolic): string {
  switch (value.kind) {
    case "list":
      return `[${value.items.map(placed).join(" ")}]`;
    case "map":
      return `{${[...value.entries].map(([key, item]) => `${key}=${placed(item)}`).join(" ")}}${value.at ? `@${value.at.line}` : ""}`;
    case "json":
      return `json ${placed(value.value)}`;
    default:
      return `${value.kind === "boolean" ? String(value.value) : shown(value)}${value.at ? `@${value.at.line}` : ""}`;
  }
}

const document = '{"Statement":[{"Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::orders"}]}';
const written: Symbolic = {
  kind: "json",
  at: line(1),
  value: { kind: "map", entries: new Map([["Statement", list({ kind: "map", at: line(2), entries: new Map<string, Symbolic>([["Action", list(literal("s3:PutObject", line(3)), literal("s3:GetObject", line(4)))], ["Resource", list(symbolicString([{ kind: "literal", text: "arn:aws:s3:::" }, { kind: "unknown-text", unknown: secret }], line(5)))]]) })]]) },
};

const table: [string, Symbolic, Symbolic | undefined, string][] = [
  ["no source: the plan's", literal("a"), undefined, "a"],
  ["the same text: with its place", literal("a"), literal("a", line(1)), "a@1"],
  ["another text: the plan wins", literal("a"), literal("b", line(1)), "a@1"],
  ["known where the source has a symbol: the plan wins", literal("arn"), bucket, "arn@1"],
  ["unknown: what is written", later, bucket, "${aws_s3_bucket.b.arn}@1"],
  ["unknown on both sides: all that it depends on", later, unknown("unreadable", "no such module", ["module.m"]), "<unreadable: aws_x.y.arn module.m>"],
  ["unknown, and null in the sources: still unknown", later, { kind: "null" }, "<computed-at-apply: aws_x.y.arn>"],
  ["absent in the plan: absent", { kind: "null" }, literal("a"), "null"],
  ["a secret that is written out: not shown", secret, literal("hush", line(1)), "<secret: >@1"],
  ["a secret in a structure: the structure", secret, list(secret, literal("a")), "[<secret: > a]"],
  ["a symbol from references alone: what is written", symbolicString([{ kind: "reference", address: "aws_s3_bucket.b", attribute: "arn" }, { kind: "unknown-text", unknown: later }]), bucket, "${aws_s3_bucket.b.arn}@1"],
  ["a set in another order: each its own place", list(literal("a"), literal("b")), list(literal("b", line(1)), literal("a", line(2))), "[a@2 b@1]"],
  ["a known and an unknown element", list(literal("a"), later), list(bucket, literal("a", line(2))), "[a@2 ${aws_s3_bucket.b.arn}@1]"],
  ["fewer elements in the sources: none lost", list(literal("a"), literal("b")), list(literal("b", line(1))), "[a b@1]"],
  ["more elements in the sources: none added", list(literal("a")), list(literal("a", line(1)), literal("b", line(2))), "[a@1]"],
  ["one of two spellings: the one that the plan took", literal("b"), { kind: "choice", alternatives: [literal("a", line(1)), literal("b", line(2))] }, "b@2"],
  ["a flag", { kind: "boolean", value: true }, { kind: "boolean", value: true, at: line(3) }, "true@3"],
  ["a map: what is unknown in it", { kind: "map", entries: new Map<string, Symbolic>([["A", literal("a")], ["B", later]]) }, { kind: "map", at: line(9), entries: new Map<string, Symbolic>([["B", bucket], ["C", literal("c")]]) }, "{A=a B=${aws_s3_bucket.b.arn}@1}@9"],
  ["a known document: each part its place", literal(document), written, "json {Statement=[{Action=[s3:GetObject@4 s3:PutObject@3] Resource=arn:aws:s3:::orders@5}@2]}"],
  ["a known text that is no document", literal("hello"), written, "hello@1"],
];

describe("mergeWithSource", () => {
  for (const [name, planned, source, expected] of table) it(`${name}`, () => expect(placed(mergeWithSource(planned, source))).to.equal(expected));

  it("matches long lists by position", () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    const merged = mergeWithSource(fromPlain(numbers.map(String)), list(...numbers.map((number) => literal(String(number), line(number + 1)))));
    expect(merged.kind === "list" && merged.items[250]?.at?.line).to.equal(251);
  });
});
