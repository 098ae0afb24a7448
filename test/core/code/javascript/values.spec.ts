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
  ["a variable that both branches write", `export const handler = (e) => { let k = "start"; if (e.big) { k = "a"; } else { k = "b"; } return put(k); };`, "a|b"],
  ["a variable that one branch writes", `export const handler = (e) => { let k = "start"; if (e.big) { k = "a"; } return put(k); };`, "a|start"],
  ["a variable that a branch of a branch writes", `export const handler = (e) => { let k = ""; if (e.big) { k = "a"; } else if (e.small) { k = "b"; } else { k = "c"; } return put(k); };`, "a|b|c"],
  ["a variable that every case writes", `export const handler = (e) => { let k = ""; switch (e.kind) { case "x": k = "a"; break; case "y": case "z": k = "b"; break; default: k = "c"; } return put(k); };`, "a|b|c"],
  ["a variable that a case leaves to the next", `export const handler = (e) => { let k = "start"; switch (e.kind) { case "x": k = "a"; case "y": return put(k); } };`, "start|a"],
  ["a variable that a branch in a loop writes", `export const handler = (e) => { let k = "start"; for (const one of e.items) { if (one.big) k = "a"; else k = "b"; } return put(k); };`, "start|a|b"],
  ["a variable that a closure writes in one branch", `export const handler = (e) => { let k; const set = (x) => { k = x; }; if (e.big) { set("a"); } else { set("b"); } return put(k + "/x"); };`, "a/x|b/x"],
  ["a global that the code keeps something in", `globalThis.keys = { first: "k" }; export const handler = () => put(global.keys.first);`, "k"],
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

  it("reads in a branch what the branch has written", async () => {
    const reading = await readSources(`${prelude} export const handler = async (e) => { let k = "a"; if (e.big) { k = "b"; await put(k + "/1"); } else { await put(k + "/2"); } };`);
    expect(reading.calls.map(showCall)).to.deep.equal(["s3:PutObject Bucket=b Key=b/1", "s3:PutObject Bucket=b Key=a/2"]);
  });

  it("knows which command a branch has made", async () => {
    const reading = await readSources(`import { SFNClient, SendTaskSuccessCommand, SendTaskFailureCommand } from "@aws-sdk/client-sfn";
      const client = new SFNClient({});
      export const handler = async (e) => { var command = {}; if (e.ok) { command = new SendTaskSuccessCommand({}); } else { command = new SendTaskFailureCommand({}); } await client.send(command); };`);
    expect(reading.reasons).to.deep.equal([]);
    expect(reading.calls.map(({ operation }) => operation).sort()).to.deep.equal(["SendTaskFailure", "SendTaskSuccess"]);
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
