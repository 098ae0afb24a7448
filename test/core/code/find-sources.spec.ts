import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { findSources, type BuiltFunction } from "../../../core/code/find-sources";
import { CodeCache } from "../../../core/code/code-cache";
import { readCode } from "../../../core/code";
import { strToU8, zipSync } from "fflate";
import { fromPlain } from "../../../core/values";

const js = "exports.handler = async () => 1;";
const py = "def handler(event, context): pass";
const go = "package main\nfunc main() {}";
const rust = "fn main() {}";
const csproj = "<Project />";
const java = "package com.example;\npublic class Orders {}";

describe("findSources", () => {
  let root: string;
  beforeEach(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-built-")));
  });
  afterEach(() => {
    fs.rmSync(root, { recursive: true });
  });

  function write(name: string, content: string | Uint8Array): void {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }
  /** The path that was found, relative to the root; `? …` where it can't be told; `-` where there is none. */
  function find(files: Readonly<Record<string, string>>, built: string, handler: string, language: BuiltFunction["language"], functionName?: string): string {
    for (const [name, content] of Object.entries(files)) write(name, content);
    const found = findSources({ source: { kind: "path", path: built }, root, handler, language, functionName, cache: new CodeCache() });
    if (!found) return "-";
    return "problem" in found ? `? ${found.problem}` : found.source.kind === "path" ? path.relative(root, found.source.path) || "." : found.source.kind;
  }

  const cases: readonly { name: string; files: Record<string, string>; built: string; handler: string; language: BuiltFunction["language"]; functionName?: string; expected: string | RegExp }[] = [
    { name: "outDir and rootDir of tsconfig.json", files: { "tsconfig.json": '{ "compilerOptions": { "outDir": "./dist", /* all */ "rootDir": "code", } }', "code/a/index.ts": js, "src/a/index.ts": js }, built: "dist/a/index.js", handler: "index.handler", language: "javascript", expected: "code/a/index.ts" },
    { name: "src in place of the build's folder", files: { "src/lambdas/saga.ts": js }, built: "dist/lambdas/saga.js", handler: "saga.handler", language: "javascript", expected: "src/lambdas/saga.ts" },
    { name: "no folder in place of the build's folder", files: { "lambdas/saga.mts": js }, built: "build/lambdas/saga.mjs", handler: "saga.handler", language: "javascript", expected: "lambdas/saga.mts" },
    { name: "a folder that is built, with modules", files: { "src/orders/index.ts": js }, built: "dist", handler: "orders/index.handler", language: "javascript", expected: "src" },
    { name: "two places that may both be built", files: { "src/saga.ts": js, "saga.ts": js }, built: "dist/saga.js", handler: "saga.handler", language: "javascript", expected: /^\? .*saga\.ts, src\/saga\.ts/ },
    { name: "a module beside the archive", files: { "app.py": py, "other/app.py": py }, built: "lambda_function.zip", handler: "app.handler", language: "python", expected: "." },
    { name: "a module in src", files: { "src/a/b.py": py }, built: "function.zip", handler: "a.b.handler", language: "python", expected: "src" },
    { name: "the archive's name written differently", files: { "f/reserve_flight/index.js": js, "f/cancel_flight/index.js": js }, built: "out/reserveFlight.zip", handler: "index.handler", language: "javascript", expected: "f/reserve_flight" },
    { name: "a bundle named as its source", files: { "src/orders.ts": js, "src/users.ts": js, "src/index.ts": js }, built: "dist/orders.zip", handler: "index.handler", language: "javascript", expected: "src/orders.ts" },
    { name: "the function's name, with a prefix", files: { "f/orders/app.py": py, "f/users/app.py": py }, built: "package.zip", handler: "app.handler", language: "python", functionName: "shop--orders", expected: "f/orders" },
    { name: "folders that are alike", files: { "f/a/special.py": py, "f/b/special.py": py }, built: "package.zip", handler: "special.handler", language: "python", expected: /^\? .*f\/a\/special\.py, f\/b\/special\.py/ },
    { name: "folders around tell nothing", files: { "f/all/go/main.go": go }, built: "g/all/rust", handler: "bootstrap", language: "go", expected: "-" },
    { name: "the folder of the binary", files: { "cmd/orders/main.go": go, "cmd/users/main.go": go }, built: "bin/users/bootstrap", handler: "bootstrap", language: "go", expected: "cmd/users" },
    { name: "another function's folder is not taken for want of a better one", files: { "users/index.js": js }, built: "orders.zip", handler: "index.handler", language: "javascript", expected: "-" },
    { name: "a longer name is another function's", files: { "orders/index.js": js }, built: "orders-dlq.zip", handler: "index.handler", language: "javascript", expected: "-" },
    { name: "a module without the handler", files: { "src/app.py": "def other(): pass" }, built: "app.zip", handler: "app.handler", language: "python", expected: "-" },
    { name: "tests and installed packages are no sources", files: { "tests/unique.py": py, "node_modules/unique.py": py, ".terraform/unique.py": py }, built: "x.zip", handler: "unique.handler", language: "python", expected: "-" },
    { name: "a Java project around what is built", files: { "pom.xml": "", "src/main/java/com/example/Orders.java": java, "src/test/java/com/example/Orders.java": java }, built: "target/orders.jar", handler: "com.example.Orders::handle", language: "java", expected: "." },
    { name: "a Java project of several modules", files: { "pom.xml": "", "a/pom.xml": "", "a/src/main/java/com/example/Orders.java": java, "b/build.gradle": "" }, built: "../x".replace("../", ""), handler: "com.example.Orders", language: "java", expected: "." },
    { name: "a class of another package", files: { "pom.xml": "", "src/main/java/org/other/Orders.java": java.replace("com.example", "org.other") }, built: "target/orders.jar", handler: "com.example.Orders", language: "java", expected: "-" },
    { name: "a C# project by the assembly of the handler", files: { "src/Orders/Orders.csproj": csproj, "src/Users/Users.csproj": csproj }, built: "publish/package.zip", handler: "Orders::Shop.Function::Handle", language: "csharp", expected: "src/Orders" },
    { name: "a C# project that gives its assembly another name", files: { "a/A.csproj": "<Project><AssemblyName> Orders </AssemblyName></Project>", "b/B.csproj": csproj }, built: "package.zip", handler: "Orders::Shop.Function::Handle", language: "csharp", expected: "a" },
    { name: "a C# project around what was published", files: { "src/Orders/Orders.csproj": csproj, "src/Orders/bin/Release/net8.0/publish/Orders.dll": "MZ" }, built: "src/Orders/bin/Release/net8.0/publish", handler: "Orders::Shop.Function::Handle", language: "csharp", expected: "src/Orders" },
    { name: "a C# program that is called bootstrap", files: { "src/api/Api.csproj": '<Project><PackageReference Include="Amazon.Lambda.RuntimeSupport" /></Project>', "src/lib/Lib.csproj": csproj }, built: "out/api.zip", handler: "bootstrap", language: "csharp", expected: "src/api" },
    { name: "no C# project of that assembly", files: { "src/Users/Users.csproj": csproj }, built: "package.zip", handler: "Orders::Shop.Function::Handle", language: "csharp", expected: "-" },
    { name: "a Go program beside the binary", files: { "src/main.go": go, "src/main_test.go": go }, built: "src/bootstrap", handler: "bootstrap", language: "go", expected: "src" },
    { name: "a Go program named as the archive", files: { "cmd/orders/main.go": go, "cmd/users/main.go": go, "lib/x.go": "package lib" }, built: "bin/orders.zip", handler: "bootstrap", language: "go", expected: "cmd/orders" },
    { name: "a Rust program of a crate that the archive is named after", files: { "Cargo.toml": '[workspace]', "functions/a/Cargo.toml": '[package]\nname = "orders"\n', "functions/a/src/main.rs": rust, "functions/b/Cargo.toml": '[package]\nname = "users"\n', "functions/b/src/main.rs": rust }, built: "target/lambda/orders/bootstrap.zip", handler: "bootstrap", language: "rust", expected: "functions/a/src/main.rs" },
    { name: "a Rust program among those of a crate", files: { "Cargo.toml": '[package]\nname = "all"\n', "src/bin/orders.rs": rust, "src/bin/users.rs": rust, "src/lib.rs": "" }, built: "target/lambda/users/bootstrap.zip", handler: "bootstrap", language: "rust", expected: "src/bin/users.rs" },
    { name: "Go programs that nothing tells apart", files: { "cmd/handler/main.go": go, "cmd/function/main.go": go }, built: "bin/bootstrap", handler: "bootstrap", language: "go", expected: /^\? .*cmd\/function, cmd\/handler/ },
  ];
  for (const { name, files, built, handler, language, functionName, expected } of cases) {
    it(name, () => {
      const found = find(files, built, handler, language, functionName);
      if (typeof expected === "string") expect(found).to.equal(expected);
      else expect(found).to.match(expected);
    });
  }

  function read(source: string, handler: string, runtime: string): ReturnType<typeof readCode> {
    return readCode({ source: { kind: "path", path: source }, handler: { kind: "known", value: handler }, runtime: { kind: "known", value: runtime }, environment: fromPlain({}), root });
  }

  it("takes what cannot be opened for no folder", () => {
    fs.symlinkSync("src", path.join(root, "src"));
    expect(find({}, "src/saga.zip", "saga.handler", "javascript")).to.equal("-");
    expect(find({}, "dist/saga.js", "saga.handler", "javascript")).to.equal("-");
  });

  it("reads the sources in place of a package that does not exist, and says which", async () => {
    write("src/app.ts", 'import { S3 } from "@aws-sdk/client-s3"; export const handler = () => new S3({}).listBuckets({});');
    const reading = await read("dist/app.js", "app.handler", "nodejs22.x");
    expect(reading.status).to.equal("read");
    expect(reading.files).to.deep.equal(["src/app.ts"]);
    expect(reading.calls.map((call) => call.operation)).to.deep.equal(["ListBuckets"]);
  });

  it("names the candidates where it can't be told, and stays unavailable", async () => {
    write("a/special.py", py);
    write("b/special.py", py);
    const reading = await read("package.zip", "special.handler", "python3.13");
    expect(reading.status).to.equal("unavailable");
    expect(reading.reasons.map(({ message }) => message).join(" ")).to.match(/package\.zip does not exist.*a\/special\.py, b\/special\.py/).and.not.include(root);
  });

  it("takes an archive as it is where its sources are in it", async () => {
    write("app.py", "import boto3\ndef handler(e, c): boto3.client('s3').list_buckets()");
    write("app.zip", zipSync({ "app.py": strToU8(py) }));
    expect((await read("app.zip", "app.handler", "python3.13")).files).to.deep.equal(["app.zip:app.py"]);
  });
});
