import { expect } from "chai";
import * as fc from "fast-check";
import {
  formatSymbolic, fromPlain, literal, parseSymbolicJson, reference, renderSymbolicJson, symbolicString, toPlain, unknown,
  type StringPart, type Symbolic, type SymbolicMap, type SymbolicString,
} from "../../../core/values";

const arn: StringPart = { kind: "reference", address: "aws_s3_bucket.b", attribute: "arn" };
const hidden: StringPart = { kind: "unknown-text", unknown: unknown("unreadable", "a function nobody knows") };

function text(...parts: (string | StringPart)[]): SymbolicString {
  return symbolicString(parts.map((part) => (typeof part === "string" ? { kind: "literal", text: part } : part)));
}

function mapOf(value: Symbolic): SymbolicMap {
  if (value.kind !== "map") throw new Error(`a ${value.kind}`);
  return value;
}

describe("parseSymbolicJson", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
        const json = JSON.stringify(value, null, indent);
        const parsed = parseSymbolicJson(literal(json));
        expect(parsed.problems).to.deep.equal([]);
        expect(JSON.stringify(toPlain(parsed.value))).to.equal(JSON.stringify(JSON.parse(json)));
      }),
      { numRuns: 300 },
    );
  });

  for (const broken of ["", "  ", "{", "[1", '{"a"', '{"a":}', "[1 2]", "nope", '"open', "{'a':1}", "01", "<html>", "[1]]", '{"a":1 "b":2}', "]", "-"]) {
    it(`says that ${JSON.stringify(broken)} is no JSON`, () => {
      const { value, problems } = parseSymbolicJson(literal(broken));
      expect(value).to.include({ kind: "unknown", reason: "unreadable" });
      expect(problems).to.have.length(1);
    });
  }

  for (const [name, sloppy] of [["a trailing comma in a list", "[1,]"], ["a trailing comma in a map", '{"a":1, }'], ["a line break in a string", '["a\nb"]'], ["a wrong escape", '["\\q"]']] as const) {
    it(`reads on after ${name}, and says so`, () => {
      const { value, problems } = parseSymbolicJson(literal(sloppy));
      expect(value.kind).to.be.oneOf(["list", "map"]);
      expect(problems).to.have.length(1);
    });
  }

  it("keeps references inside and outside of quotes", () => {
    const { value, problems } = parseSymbolicJson(text('{"in": "', arn, '/*", "out": ', arn, ', "list": [1, ', arn, "]}"));
    const { entries, rest } = mapOf(value);
    expect(problems).to.deep.equal([]);
    expect(rest).to.equal(undefined);
    expect(entries.get("in")).to.deep.equal(text(arn, "/*"));
    expect(entries.get("out")).to.deep.include({ kind: "unknown", references: ["aws_s3_bucket.b.arn"] });
    expect(entries.get("list")).to.have.property("items").with.length(2);
  });

  it("lets unknown text between values stand for further ones, and loses none of its neighbours", () => {
    const map = mapOf(parseSymbolicJson(text('{"a": 1 ', hidden, ' "b": [1 ', hidden, ", 2 ], ", hidden, "}")).value);
    expect([...map.entries.keys()]).to.deep.equal(["a", "b"]);
    expect(map.rest).to.include({ reason: "unreadable", detail: "a function nobody knows" });
    expect(map.entries.get("b")).to.have.property("rest");
  });

  it("shows a reference in a key, and takes unknown text in a key for an unknown entry", () => {
    const map = mapOf(parseSymbolicJson(text('{"', arn, ':sub": 1, "', hidden, '": 2}')).value);
    expect([...map.entries.keys()]).to.deep.equal(["${aws_s3_bucket.b.arn}:sub"]);
    expect(map.rest?.reason).to.equal("unreadable");
  });

  it("does not take its own placeholder in literal text for a part", () => {
    expect(parseSymbolicJson(literal('["\uFFFC"]')).value).to.deep.equal({ kind: "list", items: [literal("\uFFFC")] });
  });

  it("records keys that occur twice, keeps the last, and takes __proto__ as it is", () => {
    const { value, problems } = parseSymbolicJson(literal('{"a":1,"__proto__":2,"a":3}'));
    expect(mapOf(value).duplicateKeys).to.deep.equal(["a"]);
    expect(mapOf(value).entries.get("a")).to.deep.equal({ kind: "number", value: 3 });
    expect(mapOf(value).entries.get("__proto__")).to.deep.equal({ kind: "number", value: 2 });
    expect(problems).to.have.length(1);
  });

  it("keeps the neighbours of what is nested too deeply, and never crashes", () => {
    const deep = "[".repeat(10_000) + "]".repeat(10_000);
    const { value, problems } = parseSymbolicJson(literal(`{"deep": ${deep}, "b": 1}`));
    expect(mapOf(value).entries.get("b")).to.deep.equal({ kind: "number", value: 1 });
    expect(problems[0]?.message).to.match(/levels deep/);
    expect(parseSymbolicJson(literal("[".repeat(100_000))).value.kind).to.equal("unknown");
    expect(parseSymbolicJson(literal('{"a":'.repeat(100_000))).value.kind).to.equal("unknown");
  });

  it("tells places through the text's own, each part counting one character", () => {
    const places = { locate: (offset: number, length: number) => ({ file: "a.json", line: 1, column: offset + 1, endLine: 1, endColumn: offset + 1 + length }) };
    const source: SymbolicString = { ...text('["', arn, '", "b"]'), places };
    const { value } = parseSymbolicJson(source);
    expect(value).to.have.nested.property("items[1].at.column", 7);
    expect(value).to.have.nested.property("items[1].at.endColumn", 10);
    expect(value).to.have.nested.property("at.column", 1);
  });

  it("never throws, whatever the text", () => {
    const piece = fc.oneof(fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "a", "1", "\\", " ", "true", '"k":'), fc.constant(arn), fc.constant(hidden));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const { value, problems } = parseSymbolicJson(text(...pieces));
        if (value.kind === "unknown" && value.reason === "unreadable" && value.detail?.startsWith("not valid")) expect(problems).not.to.deep.equal([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("renderSymbolicJson", () => {
  it("writes what JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(formatSymbolic(renderSymbolicJson(fromPlain(plain)))).to.equal(JSON.stringify(plain));
      }),
      { numRuns: 200 },
    );
  });

  it("keeps what is not known as a part, in its place, and is read back as it was", () => {
    const value: Symbolic = {
      kind: "map",
      entries: new Map<string, Symbolic>([
        ["a", text(arn, '"/*')],
        ["b", unknown("secret", undefined, ["x.y"])],
        ["c", { kind: "json", value: { kind: "list", items: [reference("aws_x.y", "id")] } }],
        ["d", { kind: "list", items: [literal("1")], rest: unknown("computed-at-apply") }],
      ]),
      rest: unknown("unreadable"),
    };
    const rendered = renderSymbolicJson(value);
    expect(formatSymbolic(rendered)).to.equal('{"a":"${aws_s3_bucket.b.arn}\\"/*","b":?,"c":"[\\"${aws_x.y.id}\\"]","d":["1"?]?}');
    const again = mapOf(parseSymbolicJson(rendered).value);
    expect(again.entries.get("a")).to.deep.equal(value.entries.get("a"));
    expect(again.entries.get("b")).to.include({ reason: "secret" });
    expect(again.entries.get("d")).to.have.nested.property("rest.reason", "computed-at-apply");
    expect(again.rest?.reason).to.equal("unreadable");
  });

  it("makes an undecided choice unknown text that names what it depends on", () => {
    const parts = renderSymbolicJson({ kind: "choice", alternatives: [literal("a"), reference("aws_x.y", "id")] }).parts;
    expect(parts).to.have.nested.property("[0].unknown.references").that.deep.equals(["aws_x.y.id"]);
  });
});
