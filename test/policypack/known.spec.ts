import { expect } from "chai";
import { holdsUnknown, isUnknownMark, propertyNames, readAsset, readProperty, toSymbolic } from "../../policypack/known";
import { replay, type RecordedResource } from "../support/pulumi/recording";

const unknown = { $unknown: true };

function propsOf(props: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const resource: RecordedResource = { type: "t", name: "n", urn: "urn:n", props };
  return replay([resource]).resources[0]!.props;
}

function inputsOf(props: Readonly<Record<string, unknown>>): unknown {
  return replay([{ type: "t", name: "n", urn: "urn:n", props }]).inputs.get("urn:n");
}

describe("policypack/known", () => {
  it("reads through proxies that throw when an unknown is touched", () => {
    const props = propsOf({ arn: unknown, nested: { deep: { arn: unknown } }, list: [1, unknown] });
    expect(() => props["arn"]).to.throw(/can't be known/);
    expect(isUnknownMark(readProperty(props, "arn"))).to.equal(true);
    expect(isUnknownMark(readProperty(readProperty(readProperty(props, "nested"), "deep"), "arn"))).to.equal(true);
    expect(readProperty(props, "absent")).to.equal(undefined);
    expect(readProperty(props, "toString"), "inherited names are no properties").to.equal(undefined);
    expect(propertyNames(props)).to.deep.equal(["arn", "nested", "list"]);
  });

  it("keeps what is known beside what is not", () => {
    const value = toSymbolic(propsOf({ a: "x", b: { c: [true, 7, null, unknown] } }), ["urn:bucket"]);
    expect(value).to.deep.equal({
      kind: "map",
      entries: new Map<string, unknown>([
        ["a", { kind: "string", parts: [{ kind: "literal", text: "x" }] }],
        [
          "b",
          {
            kind: "map",
            entries: new Map([
              [
                "c",
                {
                  kind: "list",
                  items: [{ kind: "boolean", value: true }, { kind: "number", value: 7 }, { kind: "null" }, { kind: "unknown", reason: "computed-at-apply", references: ["urn:bucket"] }],
                },
              ],
            ]),
          },
        ],
      ]),
    });
  });

  it("finds marks inside of text, since only the mark is unknown there", () => {
    const mark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const value = toSymbolic(`${mark}/*`, ["urn:b"]);
    expect(value.kind).to.equal("string");
    expect(value.kind === "string" && value.parts.map(({ kind }) => kind)).to.deep.equal(["unknown-text", "literal"]);
    expect(holdsUnknown({ a: [`x${mark}`] })).to.equal(true);
    expect(holdsUnknown({ a: ["x"] })).to.equal(false);
  });

  it("never gives away a secret", () => {
    const inputs = inputsOf({ environment: { variables: { TOKEN: { $secret: "hunter2" }, STAGE: "dev" } } });
    const value = toSymbolic(readProperty(inputs, "environment"));
    expect(JSON.stringify(value, (_, item: unknown) => (item instanceof Map ? [...item] : item))).to.contain("dev").and.not.contain("hunter2");
  });

  it("does not follow values without end", () => {
    let nested: unknown = "bottom";
    for (let depth = 0; depth < 10_000; depth += 1) nested = [nested];
    expect(toSymbolic(nested).kind).to.equal("list");
    expect(holdsUnknown(nested)).to.equal(false);
  });

  const assets: readonly [string, unknown, unknown][] = [
    ["a folder", { class: "FileArchive", path: "./app" }, { kind: "file-archive", path: "./app" }],
    ["a file", { class: "FileAsset", path: "a.js" }, { kind: "file", path: "a.js" }],
    ["text", { class: "StringAsset", text: "exports.handler = 1" }, { kind: "text", text: "exports.handler = 1" }],
    ["an address", { class: "RemoteArchive", uri: "https://example.com/a.zip" }, { kind: "remote-archive", uri: "https://example.com/a.zip" }],
    [
      "a map of them",
      { class: "AssetArchive", assets: { "__index.js": { class: "StringAsset", text: "x" }, lib: { class: "FileArchive", path: "lib" } } },
      { kind: "assets", assets: new Map<string, unknown>([["__index.js", { kind: "text", text: "x" }], ["lib", { kind: "file-archive", path: "lib" }]]) },
    ],
  ];
  for (const [title, recorded, expected] of assets) {
    it(`reads ${title} as code, also inside a secret`, async () => {
      expect(await readAsset(readProperty(propsOf({ code: recorded }), "code"))).to.deep.equal(expected);
      expect(await readAsset(readProperty(inputsOf({ code: { $secret: recorded } }), "code"))).to.deep.equal(expected);
    });
  }

  it("takes an unknown archive for an unknown, and plain values for no asset", async () => {
    expect(await readAsset(readProperty(propsOf({ code: unknown }), "code"))).to.deep.include({ kind: "unknown" });
    expect(await readAsset({ path: "x" })).to.equal(undefined);
    expect(await readAsset(undefined)).to.equal(undefined);
  });
});
