import { expect } from "chai";
import { checkJava, java } from "./java";
import { readProgram } from "../check-program";

const app = (body: string, more = ""): string => `${more}\npublic class App implements RequestHandler<String, String> { public String handleRequest(String e, Context c) { ${body} return e; } }`;

describe("Java: what cannot be read", () => {
  checkJava([
    { title: "says that the handler's class is not there", source: app(""), handler: "com.acme.Missing::handle", calls: [], reason: /class of the handler com\.acme\.Missing::handle is not in the sources/ },
    { title: "says that the handler's method is not there", source: app(""), handler: "App::other", calls: [], reason: /handler App::other is not in the sources/ },
    { title: "says that the handler may be in a library's class", source: "public class App extends com.vendor.BaseHandler { }", calls: [], reason: /may be in com\.vendor\.BaseHandler/ },
    { title: "says that a client is handed to a library", source: app("new Uploader(S3Client.create()).run();", "import com.vendor.Uploader;"), calls: [], reason: /s3 client is given to new Uploader/ },
    { title: "names a library that looks as if it called AWS", source: app('new SqsTemplate().send("q", e);', "import io.awspring.cloud.sqs.operations.SqsTemplate;"), calls: [], reason: /io\.awspring\.cloud\.sqs/ },
    { title: "says that classes of another module of the program are missing", source: { "com/acme/orders/App.java": "package com.acme.orders; import com.acme.common.Dao; public class App { private final Dao dao = new Dao(); public String handle(String e) { dao.save(e); return e; } }" }, handler: "com.acme.orders.App::handle", calls: [], reason: /com\.acme\.common\.Dao is not in the sources/ },
    { title: "takes generated classes of the program's own packages for data", source: { "com/acme/orders/App.java": "package com.acme.orders; public class App { public String handle(String e) { return OrderProto.newBuilder().setId(e).build().toString(); } }" }, handler: "com.acme.orders.App::handle", calls: [] },
    { title: "says that Kotlin is not read", source: { "src/main/kotlin/App.kt": "class App { fun handle(e: String) = e }" }, handler: "App::handle", calls: [], status: "unavailable", reason: /Kotlin/ },
    { title: "says that Kotlin beside Java is not read", source: { "App.java": "public class App { public String handle(String e) { return e; } }", "Helper.kt": "class Helper" }, handler: "App::handle", calls: [], reason: /1 files? .*Kotlin/ },
    { title: "says that there are compiled classes only", source: { "com/acme/App.class": "\u00ca\u00fe" }, handler: "com.acme.App", calls: [], status: "unavailable", reason: /compiled classes/ },
    { title: "says where a file cannot be parsed, and reads the rest", source: app("int x = = 3; S3Client.create().listBuckets();"), calls: ["s3:ListBuckets"], reason: /cannot be parsed/ },
    { title: "says that a method of a client is not known", source: app("S3Client.create().frobnicateBucket(e);"), calls: [], reason: /frobnicateBucket\(\) of the s3 client is not an operation/ },
    { title: "says that requests are signed by hand", source: app('Aws4Signer.create().sign(null, null);', "import software.amazon.awssdk.auth.signer.Aws4Signer;"), calls: [], reason: /signed/ },
    { title: "says that classes are looked up by names which are not known", source: app('Object o = Class.forName(e).getDeclaredConstructor().newInstance();'), calls: [], reason: /by (its|a) name/ },
  ]);

  it("ends for deep nesting, code that calls itself and very many calls", async () => {
    const deep = await readProgram(java, { source: app(`String x = ${"(".repeat(1500)}e${")".repeat(1500)}; String y = ${'"a" + '.repeat(3000)}e; S3Client.create().listBuckets(); loop(e);`).replace(/ }$/, " String loop(String x) { return loop(x + x); } }") });
    expect(deep.calls.map(({ operation }) => operation)).to.include("ListBuckets");
    const methods = Array.from({ length: 12 }, (_, index) => `void f${index}(String x) { f${index + 1}(x + "a"); f${index + 1}(x + "b"); f${index + 1}(x + "c"); }`).join("\n");
    const wide = await readProgram(java, { source: app('f0("");').replace(/ }$/, `${methods} void f12(String x) { S3Client.create().headBucket(b -> b.bucket(x)); } }`) });
    expect(new Set(wide.calls.map(({ operation }) => operation))).to.deep.equal(new Set(["HeadBucket"]));
  });
});
