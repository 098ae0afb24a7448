import { expect } from "chai";
import { reference } from "../../../../core/values";
import { readSources, showCall } from "./reading";

/** Each body calls `put(key)`; what is expected is the key. */
const prelude = `import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
const put = (Key) => s3.send(new PutObjectCommand({ Bucket: "b", Key }));
`;

const values: readonly (readonly [title: string, body: string, key: string, environment?: Record<string, string>])[] = [
  ["a literal", `export const handler = () => put("k");`, "k"],
  ["a constant", `const K = "k"; export const handler = () => put(K);`, "k"],
  ["a template", "const K = 'k'; export const handler = (e) => put(`${K}/${e.id}.json`);", "k/?.json"],
  ["a concatenation", `export const handler = (e) => put("a/" + e.id + "/b");`, "a/?/b"],
  ["an environment variable", `export const handler = () => put(process.env.KEY);`, "conf", { KEY: "conf" }],
  ["an environment variable by index", `export const handler = () => put(process.env["KEY"]);`, "conf", { KEY: "conf" }],
  ["a destructured environment", `const { KEY, OTHER = "o" } = process.env; export const handler = () => put(KEY + OTHER);`, "confo", { KEY: "conf" }],
  ["a default that is not needed", `export const handler = () => put(process.env.KEY || "default");`, "conf", { KEY: "conf" }],
  ["a default that is needed", `export const handler = () => put(process.env.KEY ?? "default");`, "default", { OTHER: "x" }],
  ["a default, the environment unknown", `export const handler = () => put(process.env.KEY ?? "default");`, "?environment variable KEY|default"],
  ["a parameter through calls", `function a(x) { return b({ x }); } const b = ({ x }) => put(x); export const handler = () => a("k");`, "k"],
  ["a closure", `const make = (prefix) => (name) => put(prefix + name); const go = make("p/"); export const handler = () => go("k");`, "p/k"],
  ["a class field", `class Store { prefix = "p/"; save(name) { return put(this.prefix + name); } } const store = new Store(); export const handler = () => store.save("k");`, "p/k"],
  ["a constructor", `class Store { constructor(prefix) { this.prefix = prefix; } save(name) { return put(this.prefix + name); } } export const handler = () => new Store("p/").save("k");`, "p/k"],
  ["an inherited method", `class A { save(n) { return put(this.dir() + n); } dir() { return "a/"; } } class B extends A { dir() { return super.dir() + "b/"; } } export const handler = () => new B().save("k");`, "a/b/k"],
  ["a prototype", `function Store(p) { this.p = p; } Store.prototype.save = function (n) { return put(this.p + n); }; export const handler = () => new Store("p/").save("k");`, "p/k"],
  ["a static method", `class Keys { static prefix = "p/"; static of(n) { return Keys.prefix + n; } } export const handler = () => put(Keys.of("k"));`, "p/k"],
  ["a getter", `const config = { get key() { return "k"; } }; export const handler = () => put(config.key);`, "k"],
  ["a spread", `const base = { key: "a", other: 1 }; const config = { ...base, key: "k" }; export const handler = () => put(config.key);`, "k"],
  ["a ternary that cannot be decided", `export const handler = (e) => put(e.big ? "a" : "b");`, "a|b"],
  ["a branch that the environment decides", `export const handler = () => { let k = "a"; if (process.env.STAGE === "prod") k = "p"; else k = "d"; return put(k); };`, "p", { STAGE: "prod" }],
  ["a switch that the environment decides", `const key = () => { switch (process.env.STAGE) { case "prod": return "p"; default: return "d"; } }; export const handler = () => put(key());`, "d", { STAGE: "test" }],
  ["a promise chain", `export const handler = () => Promise.resolve("k").then((x) => x + "1").then(put);`, "k1"],
  ["a promise of its own", `export const handler = async () => put(await new Promise((resolve) => setTimeout(() => resolve("k"), 1)));`, "k"],
  ["an event field", `export const handler = async (event) => { for (const record of event.Records) await put(decodeURIComponent(record.s3.object.key.replace(/\\+/g, " "))); };`, "?event.Records[].s3.object.key"],
  ["an event field in parsed JSON", `export const handler = async ({ body }) => put(JSON.parse(body).name);`, "?event.body.name"],
  ["a joined path", `const path = require("path"); exports.handler = () => put(path.join("a", "b", "k"));`, "a/b/k"],
  ["an enum", `const Dir = Object.freeze({ In: "in/" }); export const handler = () => put(Dir.In);`, "in/"],
  ["an environment that is read in another function", `const config = () => ({ key: process.env.KEY }); export const handler = () => { const { key } = config(); return put(key); };`, "conf", { KEY: "conf" }],
  ["a value kept by the first invocation", `let cached; export const handler = async (e) => { if (cached) await put(cached); cached = "k"; };`, "k"],
  ["a map", `const keys = new Map([["a", "k"]]); export const handler = () => put(keys.get("a"));`, "k"],
  ["JSON in the environment", `const { key } = JSON.parse(process.env.CONFIG); export const handler = () => put(key);`, "k", { CONFIG: '{"key":"k"}' }],
  ["text that is changed", `export const handler = () => put("K".toLowerCase().concat("/x"));`, "k/x"],
];

describe("JavaScript: values", () => {
  for (const [title, body, key, environment] of values) {
    it(title, async () => {
      const reading = await readSources(prelude.replace(/^import .*$/m, body.includes("require(") || body.includes("exports.") ? `const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3");` : "$&") + body, environment ? { environment } : {});
      expect(reading.reasons).to.deep.equal([]);
      expect(reading.calls.map(showCall)).to.deep.equal([`s3:PutObject Bucket=b Key=${key}`]);
    });
  }

  it("follows a reference of the deployment through the environment, and says so", async () => {
    const reading = await readSources(`${prelude} export const handler = () => put(process.env.KEY + "/x");`, { environment: { KEY: reference("aws_s3_bucket.b", "id") } });
    expect(reading.calls.map(showCall)).to.deep.equal(["s3:PutObject Bucket=b Key=${aws_s3_bucket.b.id}/x"]);
    expect(reading.calls[0]!.note).to.equal("Key from environment variable KEY");
  });

  it("looks at every element of a list", async () => {
    const reading = await readSources(`${prelude} export const handler = () => Promise.all(["a", "b"].map((name) => put(name + "/x")));`);
    expect(reading.calls.map(showCall)).to.deep.equal(["s3:PutObject Bucket=b Key=a/x", "s3:PutObject Bucket=b Key=b/x"]);
  });

  it("gives the place of a call", async () => {
    const reading = await readSources({ "src/app.ts": `import { S3 } from "@aws-sdk/client-s3";\n\nexport const handler = async (): Promise<void> => {\n  await new S3().listBuckets({});\n};\n` }, { handler: "src/app.handler" });
    expect(reading.calls[0]).to.deep.include({ call: "listBuckets", certainty: "certain" });
    expect(reading.calls[0]!.at).to.deep.equal({ file: "src/app.ts", line: 4, column: 9, endLine: 4, endColumn: 33 });
  });
});
