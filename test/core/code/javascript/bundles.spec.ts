import { expect } from "chai";
import { readSources, showCall } from "./reading";

const esbuildHelpers = `var __create = Object.create, __defProp = Object.defineProperty, __getOwnPropNames = Object.getOwnPropertyNames, __getProtoOf = Object.getPrototypeOf, __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJS = (cb, mod) => function __require() { return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports; };
var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };
var __copyProps = (to, from, except, desc) => { for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, { get: () => from[key], enumerable: true }); return to; };
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(__defProp(target, "default", { value: mod, enumerable: true }), mod));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
`;
const minifiedHelpers = `var a=Object.create,r=Object.defineProperty,d=Object.getOwnPropertyDescriptor,p=Object.getOwnPropertyNames,x=Object.getPrototypeOf,b=Object.prototype.hasOwnProperty;var q=(e,t,n)=>()=>{if(n)throw n[0];try{return e&&(t=e(e=0)),t}catch(s){throw n=[s],s}};var f=(e,t)=>()=>{try{return t||e((t={exports:{}}).exports,t),t.exports}catch(n){throw t=0,n}},l=(e,t)=>{for(var n in t)r(e,n,{get:t[n],enumerable:!0})},s=(e,t,n,m)=>{if(t&&typeof t=="object"||typeof t=="function")for(let o of p(t))!b.call(e,o)&&o!==n&&r(e,o,{get:()=>t[o],enumerable:!(m=d(t,o))||m.enumerable});return e};var u=(e,t,n)=>(n=e!=null?a(x(e)):{},s(t||!e||!e.__esModule?r(n,"default",{value:e,enumerable:!0}):n,e)),w=e=>s(r({},"__esModule",{value:!0}),e);`;
const filler = (length: number): string => `\n/*${"-".repeat(length)}*/\n`;

describe("JavaScript: bundles", () => {
  it("leaves the text of libraries out of an unminified bundle, and knows them by name", async () => {
    const bundle = `"use strict";
${esbuildHelpers}
// node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var require_dist_cjs5 = __commonJS({
  "node_modules/@aws-sdk/client-s3/dist-cjs/index.js"(exports) { this is no JavaScript, ${"and it is long ".repeat(3000)} }
});

// node_modules/@aws-lambda-powertools/parameters/lib/esm/ssm/getParameter.js
var getParameter = (name, options) => DEFAULT_PROVIDERS.ssm.get(name, options);

// src/app.ts
var app_exports = {};
__export(app_exports, { handler: () => handler });
module.exports = __toCommonJS(app_exports);
var import_client_s3 = __toESM(require_dist_cjs5());
var s3 = new import_client_s3.S3Client({});
var handler = async (event) => {
  await getParameter("/limit");
  await s3.send(new import_client_s3.GetObjectCommand({ Bucket: "b", Key: event.key }));
};
`;
    const reading = await readSources({ "app.js": bundle }, { handler: "app.handler" });
    expect(reading.reasons).to.deep.equal([]);
    expect(reading.calls.map(showCall).sort()).to.deep.equal(["s3:GetObject Bucket=b Key=?event.key", "ssm:GetParameter Name=/limit"]);
    expect(reading.calls.map((call) => call.at.line)).to.deep.equal([24, 25]);
  });

  for (const length of [0, 200_000]) {
    it(`follows a minified bundle with the SDK outside, ${length === 0 ? "small" : "large"}`, async () => {
      const bundle = `${minifiedHelpers}var k=f(i=>{i.x=()=>"bucket"});var h={};l(h,{handler:()=>g});module.exports=w(h);var c=require("@aws-sdk/client-s3"),y=u(k()),C=new c.S3Client({}),g=async e=>C.send(new c.GetObjectCommand({Bucket:(0,y.x)(),Key:e.key}));0&&(module.exports={handler});${filler(length)}`;
      const reading = await readSources({ "app.js": bundle }, { handler: "app.handler" });
      expect(reading.reasons).to.deep.equal([]);
      expect(reading.calls.map(showCall)).to.deep.equal(["s3:GetObject Bucket=bucket Key=?event.key"]);
    });
  }

  it("knows commands of a bundled SDK by the names that their builder keeps", async () => {
    const bundle = `${minifiedHelpers}class B{constructor(e){this.middlewareStack=z()}send(e){return e.resolve(this)}}class K{static classBuilder(){return new V}}class V{ep(e){return this}m(e){return this}s(){return this}n(e,t){return this}build(){return class extends K{}}}
var mk=(e,t,n,o)=>(i,m,j,S)=>K.classBuilder().ep(e).m(m).s(t,j,{}).n(n,j.charAt(0).toUpperCase()+j.slice(1)+"Command").build();
class S extends B{constructor(e){super(e);this.middlewareStack.use(q1(this.config))}}class G extends K.classBuilder().ep({}).m(function(){}).s("AmazonS3","GetObject",{}).n("S3Client","GetObjectCommand").f(void 0).build(){}
var cmd=mk({}, "AmazonS3","S3Client",0);class P extends cmd(1,2,"PutObject",3){}
export const handler=async e=>{let t=new S({});await t.send(new G({Bucket:"b",Key:e.key}));await t.send(new P({Bucket:"c",Key:"k"}))};`;
    const reading = await readSources({ "app.mjs": bundle }, { handler: "app.handler" });
    expect(reading.reasons).to.deep.equal([]);
    expect(reading.calls.map(showCall).sort()).to.deep.equal(["s3:GetObject Bucket=b Key=?event.key", "s3:PutObject Bucket=c Key=k"]);
  });

  it("counts calls of a large bundle's top level, whoever needs their result", async () => {
    const bundle = `var c=require("@aws-sdk/client-s3");var s=new c.S3Client({});var r=s.send(new c.ListBucketsCommand({}));exports.handler=async()=>1;${filler(200_000)}`;
    expect((await readSources(bundle)).calls.map(showCall)).to.deep.equal(["s3:ListBuckets"]);
  });

  it("says that it lost a client", async () => {
    const reading = await readSources(`exports.handler = async () => { const s3 = new somewhere.S3Client({}); await s3.send(new somewhere.GetObjectCommand({})); };`);
    expect(reading.status).to.equal("partly");
    expect(reading.reasons[0]).to.deep.include({ services: "any" });
  });
});

describe("JavaScript: bounds", () => {
  const bounded: readonly (readonly [title: string, source: string])[] = [
    ["an expression of a hundred thousand parts", `exports.handler = () => ${"1 + ".repeat(100_000)}1;`],
    ["deep nesting", `exports.handler = () => ${"(".repeat(20_000)}1${")".repeat(20_000)};`],
    ["endless recursion", `const f = (n) => f(f(n + 1)) + f(n); exports.handler = (e) => f(e);`],
    ["functions that call one another twice", `${Array.from({ length: 60 }, (_, i) => `const f${i} = (x) => f${i + 1}(x) + f${i + 1}(x + "a");`).join("\n")} const f60 = (x) => x; exports.handler = (e) => f0("a");`],
    ["a list that doubles", `exports.handler = () => { let l = [1, 2, 3]; ${"l = [...l, ...l];".repeat(60)} return l; };`],
    ["a text that doubles", `exports.handler = () => { let t = "text"; ${"t = t + t;".repeat(60)} return t; };`],
    ["an object inside itself", `const o = {}; o.o = o; o.l = [o, o, o]; const { S3 } = require("@aws-sdk/client-s3"); exports.handler = () => new S3().putObject({ Bucket: "b", Body: JSON.stringify(o), Metadata: o });`],
    ["a circle of prototypes", `const a = {}; const b = Object.create(a); Object.setPrototypeOf(a, b); exports.handler = () => a.x.y();`],
    ["names of Object.prototype", `const o = { constructor: 1, __proto__: { toString: 2 } }; exports.handler = (e) => o.hasOwnProperty(e.x) && o.valueOf();`],
  ];
  for (const [title, source] of bounded) {
    it(`ends at ${title}`, async () => {
      expect((await readSources(source)).status).to.be.oneOf(["read", "partly"]);
    });
  }
});
