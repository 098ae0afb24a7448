import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readCode } from "../../../../core/code/read-code";
import { fromPlain, known } from "../../../../core/values";
import { checkCases, readCSharp } from "./reading";

const deep = (depth: number): string => `namespace Acme; public class Function { public string Handle(string input) { return ${"(".repeat(depth)}input${")".repeat(depth)}; } }`;

describe("C#: what cannot be read", () => {
  checkCases([
    { title: "a class that is not there", source: "namespace Acme; public class Other { }", calls: [], status: "partly", reasons: [/class of the handler App::Acme\.Function::Handle is not in the sources/] },
    { title: "a method that a library's class has", source: "namespace Acme; public class Function : Contoso.Base { }", calls: [], status: "partly", reasons: [/The handler Function::Handle is not in the sources; it may be in Contoso\.Base/] },
    { title: "a program without a start", handler: "App", source: "namespace Acme; public class Other { }", calls: [], status: "partly", reasons: [/no start of one/] },
    { title: "a place that cannot be parsed", source: "namespace Acme; public class Function { public void Handle(string input) { if ((( } }", calls: [], status: "partly", reasons: [/cannot be parsed|not in the sources/] },
    { title: "F# beside it", source: { "Function.cs": "namespace Acme; public class Function { public void Handle(string input) { } }", "Other.fs": "module Other" }, calls: [], status: "partly", reasons: [/F# or Visual Basic/] },
  ]);

  it("F# alone is unavailable, and says so", async () => {
    const reading = await readCSharp({ "Function.fs": "module Function" });
    expect(reading.status).to.equal("unavailable");
    expect(reading.reasons[0]!.message).to.match(/F# or Visual Basic, which are not read/);
  });

  for (const [title, source] of [
    ["deep nesting", deep(3000)],
    ["a long sum", `namespace Acme; public class Function { public string Handle(string input) { return ${Array.from({ length: 5000 }, () => '"a"').join(" + ")}; } }`],
    ["methods that call each other without end", "namespace Acme; public class Function { public string Handle(string input) => A(input); string A(string x) => B(x + \"a\"); string B(string x) => A(x + \"b\"); string C { get => C; } }"],
    ["a property that reads itself", "namespace Acme; public class Function { public string P => P; public string Handle(string input) => P; }"],
    ["services that need each other", "namespace Acme; public class A(B b) { public B X = b; } public class B(A a) { public A X = a; } public class Function(A a) { public string Handle(string input) { var s = new ServiceCollection(); s.AddSingleton<A>(); s.AddSingleton<B>(); s.BuildServiceProvider().GetService<A>(); return \"\"; } }"],
    ["a class that inherits from itself", "namespace Acme; public class Function : Function { public string Handle(string input) => Other(); }"],
    ["bytes that are no text", "namespace Acme; \u0000\u0001\ufffd class Function { \u0000 }"],
  ] as const) {
    it(`comes to an end: ${title}`, async () => {
      const reading = await readCSharp(source);
      expect(reading.status).to.be.oneOf(["read", "partly"]);
    });
  }

  it("a package of assemblies without sources says so; with its project beside, that is read", async () => {
    const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-csharp-")));
    try {
      fs.mkdirSync(path.join(root, "publish"));
      fs.writeFileSync(path.join(root, "publish", "package.zip"), zipSync({ "Orders.dll": strToU8("MZ"), "Orders.deps.json": strToU8("{}") }));
      const read = (): ReturnType<typeof readCode> => readCode({ source: { kind: "path", path: "publish/package.zip" }, root, runtime: known("dotnet8"), handler: known("Orders::Shop.Function::Handle"), environment: fromPlain({}) });
      const without = await read();
      expect(without.status).to.equal("unavailable");
      expect(without.reasons.map(({ message }) => message).join()).to.match(/compiled assemblies, and their C# sources were not found/);
      fs.mkdirSync(path.join(root, "src"));
      fs.writeFileSync(path.join(root, "src", "Orders.csproj"), "<Project />");
      fs.writeFileSync(path.join(root, "src", "Function.cs"), 'namespace Shop; public class Function { public Task Handle(string input) => new Amazon.S3.AmazonS3Client().DeleteBucketAsync("b"); }');
      const beside = await read();
      expect(beside.calls.map(({ service, operation }) => `${service}:${operation}`)).to.deep.equal(["s3:DeleteBucket"]);
      expect(beside.status).to.equal("read");
    } finally {
      fs.rmSync(root, { recursive: true });
    }
  });
});
