import { expect } from "chai";
import { readSources, showCall } from "./reading";

const call = (key: string): string => `new (require("@aws-sdk/client-s3").S3)().getObject({ Bucket: "b", Key: "${key}" })`;
const esm = (body: string): string => `import { S3 } from "@aws-sdk/client-s3";\nconst s3 = new S3();\nconst get = (Key) => s3.getObject({ Bucket: "b", Key });\n${body}`;

interface Graph {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly handler?: string;
  readonly keys: readonly string[];
  readonly read?: readonly string[];
}

const graphs: readonly Graph[] = [
  { title: "a relative import", files: { "index.mjs": `import { one } from "./lib/one.mjs"; export const handler = () => one();`, "lib/one.mjs": esm(`export const one = () => get("1"); export const two = () => get("2");`) }, keys: ["1"], read: ["index.mjs", "lib/one.mjs"] },
  { title: "a folder's index", files: { "index.js": `const { one } = require("./lib"); exports.handler = () => one();`, "lib/index.js": `exports.one = () => ${call("1")}; exports.two = () => ${call("2")};` }, keys: ["1"] },
  { title: "what is re-exported", files: { "index.ts": `import { one as first, ns } from "./lib"; export const handler = () => { first(); ns.two(); };`, "lib/index.ts": `export * from "./all"; export { two as other } from "./all"; export * as ns from "./all";`, "lib/all.ts": esm(`export const one = () => get("1"); export const two = () => get("2"); export const three = () => get("3");`) }, keys: ["1", "2"] },
  { title: "a default export", files: { "index.mjs": `import store from "./store.mjs"; export const handler = () => store.load();`, "store.mjs": esm(`export default { load: () => get("1"), drop: () => get("2") };`) }, keys: ["1"] },
  { title: "module.exports of a class", files: { "index.js": `const Store = require("./store"); const store = new Store(); module.exports = { handler: () => store.load() };`, "store.js": `class Store { load() { return ${call("1")}; } drop() { return ${call("2")}; } }\nmodule.exports = Store;` }, keys: ["1"] },
  { title: "CommonJS from ESM", files: { "index.mjs": `import { one } from "./a.cjs"; import all from "./a.cjs"; export const handler = () => { one(); all.two(); };`, "a.cjs": `module.exports = { one: () => ${call("1")}, two: () => ${call("2")} };` }, keys: ["1", "2"] },
  { title: "an import by the compiled name", files: { "index.ts": `import { one } from "./one.js"; export const handler = () => one();`, "one.ts": esm(`export const one = () => get("1");`) }, keys: ["1"] },
  { title: "a path alias", files: { "src/index.ts": `import { one } from "@lib/one"; export const handler = () => one();`, "src/lib/one.ts": esm(`export const one = () => get("1");`), "tsconfig.json": `{ // with a comment\n "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["src/lib/*"] } } }` }, handler: "src/index.handler", keys: ["1"] },
  { title: "a package of the workspace", files: { "services/a/index.ts": `import { one } from "@shop/store"; export const handler = () => one();`, "packages/store/package.json": `{ "name": "@shop/store", "main": "dist/index.js" }`, "packages/store/src/index.ts": esm(`export const one = () => get("1");`), "package.json": `{ "workspaces": ["packages/*", "services/*"] }` }, handler: "services/a/index.handler", keys: ["1"] },
  { title: "exports of a package's own subpath", files: { "index.mjs": `import { one } from "#lib/one"; export const handler = () => one();`, "package.json": `{ "imports": { "#lib/*": "./lib/*.mjs" } }`, "lib/one.mjs": esm(`export const one = () => get("1");`) }, keys: ["1"] },
  { title: "a handler in dist whose source is there", files: { "src/app.ts": esm(`export const handler = () => get("1");`), "tsconfig.json": `{ "compilerOptions": { "outDir": "dist", "rootDir": "src" } }` }, handler: "dist/app.handler", keys: ["1"] },
  { title: "exports that the module itself asks for", files: { "index.ts": esm(`export async function load(Key: string) { return get(Key); }\nexport const handler = async () => exports.load("1");`) }, keys: ["1"] },
  { title: "exports of both kinds", files: { "index.ts": esm(`export const other = () => get("2");\nmodule.exports.handler = () => get("1");`) }, keys: ["1"] },
  { title: "a dynamic import", files: { "index.mjs": `export const handler = async () => (await import("./one.mjs")).one();`, "one.mjs": esm(`export const one = () => get("1");`) }, keys: ["1"] },
  { title: "a table of handlers", files: { "index.js": `const routes = { a: require("./a"), b: require("./b") }; exports.handler = (event) => routes[event.route].run();`, "a.js": `exports.run = () => ${call("a")};`, "b.js": `exports.run = () => ${call("b")};` }, keys: ["a", "b"] },
  { title: "JSON and YAML", files: { "index.js": `const { key } = require("./config.json"); const yaml = require("js-yaml"); const other = yaml.load(require("fs").readFileSync(require("path").join(__dirname, "c.yml"), "utf8")); const s3 = new (require("@aws-sdk/client-s3").S3)(); exports.handler = () => { s3.getObject({ Key: key }); s3.getObject({ Key: other.key }); };`, "config.json": `{ "key": "1" }`, "c.yml": `key: "2"\n` }, keys: ["1", "2"], read: ["c.yml", "config.json", "index.js"] },
  { title: "top-level code of what is imported", files: { "index.mjs": `import "./setup.mjs"; export const handler = () => 1;`, "setup.mjs": esm(`await get("1");`) }, keys: ["1"] },
  { title: "imports in a circle", files: { "index.mjs": `import { a } from "./a.mjs"; export const handler = () => a(3); export const get1 = () => 1;`, "a.mjs": `import { b } from "./b.mjs"; export const a = (n) => b(n);`, "b.mjs": esm(`import { a } from "./a.mjs"; export const b = (n) => (n > 0 ? a(n - 1) : get("1"));`) }, keys: ["1"] },
  { title: "compiled TypeScript", files: { "index.js": `"use strict";
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) { return new Promise(function (resolve) { generator.apply(thisArg, _arguments || []); }); };
var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; };
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = void 0;
const store_1 = __importDefault(require("./store"));
const handler = (event) => __awaiter(void 0, void 0, void 0, function* () { const key = yield Promise.resolve("1"); return (0, store_1.default)(key); });
exports.handler = handler;`, "store.js": `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.default = load; function load(Key) { return new (require("@aws-sdk/client-s3").S3)().getObject({ Key }); }` }, keys: ["1"] },
];

describe("JavaScript: modules", () => {
  for (const { title, files, handler, keys, read } of graphs) {
    it(title, async () => {
      const reading = await readSources(files, handler ? { handler } : {});
      expect(reading.reasons).to.deep.equal([]);
      expect([...new Set(reading.calls.map((one) => showCall(one).replace(/^.*Key=/, "")))].sort()).to.deep.equal([...keys].sort());
      if (read) expect(reading.files).to.deep.equal(read);
    });
  }

  const reasons: readonly (readonly [title: string, files: Readonly<Record<string, string>>, message: RegExp])[] = [
    ["an import that leads nowhere", { "index.js": `const x = require("./gone"); exports.handler = () => x();` }, /\.\/gone leads to no file/],
    ["a layer's file that is not there", { "index.js": `const x = require("/opt/nodejs/x"); exports.handler = () => x();` }, /\/opt\/nodejs\/x leads to no file/],
    ["a syntax error", { "index.js": `exports.handler = () => {` }, /index\.js cannot be read/],
    ["a handler that is not exported", { "index.js": `exports.other = () => 1;` }, /no export handler/],
    ["a syntax error in what is imported", { "index.js": `require("./a"); exports.handler = () => 1;`, "a.js": "((((" }, /a\.js cannot be read/],
  ];
  for (const [title, files, message] of reasons) {
    it(`says ${title}`, async () => {
      const reading = await readSources(files);
      expect(reading.status).to.equal("partly");
      expect(reading.reasons.map((reason) => reason.message).join("\n")).to.match(message);
      expect(reading.reasons[0]!.services).to.equal("any");
    });
  }

  it("has no reading where the handler's file is not there", async () => {
    const reading = await readSources({ "other.txt": "" }, { handler: "index.handler" });
    expect(reading).to.deep.include({ status: "unavailable", calls: [] });
    expect(reading.reasons).to.have.length(1);
  });
});
