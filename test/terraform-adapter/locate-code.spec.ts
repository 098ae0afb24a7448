import { expect } from "chai";
import { fromPlain, unknown, type CodeSource, type Symbolic } from "../../core";
import { normalizePath } from "../../terraform-adapter/code-paths";
import { CodeLocator } from "../../terraform-adapter/locate-code";
import { InstanceCollection, type ResourceInstance } from "../../terraform-adapter/resource-instances";
import { ResourceLinks } from "../../terraform-adapter/resource-links";

function resource(address: string, attributes: Record<string, unknown>): ResourceInstance {
  const [, module = "", data, type = "", name = ""] = /^(?:(module\.[^.]+)\.)?(data\.)?([^.]+)\.(.+)$/.exec(address)!;
  const symbolic = (value: unknown): Symbolic => (typeof value === "object" && value !== null && "kind" in value ? (value as Symbolic) : fromPlain(value));
  return {
    address, module, type, name, key: undefined, mode: data ? "data" : "managed", change: "create",
    attribute: (attribute) => symbolic(attributes[attribute]),
    isSet: () => undefined,
    placeOf: () => undefined,
    region: () => undefined,
  };
}

function codeOf(of: Record<string, unknown>, others: ResourceInstance[], address = "aws_lambda_function.f"): CodeSource {
  const instance = resource(address, of);
  const instances = new InstanceCollection({ toolchain: "terraform", kind: "plan", version: null }, [instance, ...others]);
  return new CodeLocator(instances, new ResourceLinks(instances)).codeOf(instance);
}

/** `path`, `path as prefix`, or what else it is. */
function told(source: CodeSource): string {
  switch (source.kind) {
    case "path":
      return source.prefix === undefined ? source.path : `${source.path} as ${source.prefix}`;
    case "several":
      return source.sources.map(told).join(" + ");
    case "inline":
      return [...source.files].map(([file, text]) => `${file}: ${text}`).join(", ");
    case "unknown":
      return `unknown: ${source.detail}`;
    default:
      return source.kind;
  }
}

const later = unknown("computed-at-apply", undefined, ["data.archive_file.a.output_path"]);
const archive = (values: Record<string, unknown>): ResourceInstance => resource("data.archive_file.a", { output_path: "./build/a.zip", ...values });

function external(buildPlan: unknown, sourcePath: unknown = "src"): ResourceInstance {
  return resource("module.m.data.external.archive_prepare", { result: { filename: "builds/x.zip", build_plan: typeof buildPlan === "string" ? buildPlan : JSON.stringify({ build_plan: buildPlan }) }, query: { source_path: JSON.stringify(sourcePath) } });
}

const table: [string, Record<string, unknown>, ResourceInstance[], string][] = [
  ["a zip", { filename: "./dist/../a.zip" }, [], "a.zip"],
  ["the folder that is archived", { filename: "build/a.zip" }, [archive({ source_dir: "./src/" })], "src"],
  ["the file that is archived", { filename: "build/a.zip" }, [archive({ source_file: "src/app.py" })], "src/app.py"],
  ["texts that are archived", { filename: "build/a.zip" }, [archive({ source: [{ filename: "a.js", content: "1" }, { filename: "b.js", content: "2" }] })], "a.js: 1, b.js: 2"],
  ["one text that is archived", { filename: "build/a.zip" }, [archive({ source_content: "1", source_content_filename: "a.js" })], "a.js: 1"],
  ["a text that only apply tells, said beside the others", { filename: "build/a.zip" }, [archive({ source: [{ filename: "a.js", content: "1" }, { filename: "b.js", content: later }] })], "a.js: 1 + unknown: the text of b.js cannot be told before apply"],
  ["an archive of nobody knows what", { filename: "build/a.zip" }, [archive({})], "unknown: what data.archive_file.a archives cannot be told before apply"],
  ["an archive whose name only apply tells", { filename: later }, [archive({ source_dir: "src" })], "src"],
  ["an archive that the hash is taken from", { filename: unknown("computed-at-apply"), source_code_hash: unknown("computed-at-apply", undefined, ["data.archive_file.a.output_base64sha256"]) }, [archive({ source_dir: "src" })], "src"],
  ["a name that leads nowhere", { filename: unknown("computed-at-apply", undefined, ["local.x"]) }, [], "unknown: the name of the code's file cannot be told before apply"],
  ["a file that is copied", { filename: "out.zip" }, [resource("local_file.f", { filename: "out.zip", source: "in.zip" })], "in.zip"],
  ["an uploaded archive", { s3_bucket: "b", s3_key: "k" }, [resource("aws_s3_object.o", { bucket: "b", key: "k", source: "build/a.zip" }), archive({ source_dir: "src" })], "src"],
  ["an object of another bucket", { s3_bucket: "b", s3_key: "k" }, [resource("aws_s3_object.o", { bucket: "c", key: "k", source: "a.zip" })], "remote"],
  ["an object from elsewhere", { s3_bucket: "b", s3_key: "k" }, [], "remote"],
  ["an image", { package_type: "Image", image_uri: "x:1" }, [], "image"],
  ["nothing at all", {}, [], "unknown: neither a file, an object nor an image is configured"],
];

describe("CodeLocator", () => {
  for (const [name, of, others, expected] of table) it(`finds ${name}`, () => expect(told(codeOf(of, others))).to.equal(expected));

  const builds: [string, ResourceInstance, string][] = [
    ["its build plan, without what is installed", external([[["zip", "./src", null], ["pip", "requirements.txt", null]], [["zip", "../lib", "vendored"]]]), "src + ../lib as vendored"],
    ["source_path where the plan has only other steps", external([[["npm", "package.json"]]], "app"), "app"],
    ["source_path where the plan is broken", external("{", ["app", { path: "lib", prefix_in_zip: "p" }]), "app + lib as p"],
  ];
  for (const [name, build, expected] of builds) {
    it(`follows the packaging of terraform-aws-lambda: ${name}`, () => expect(told(codeOf({ filename: "builds/x.zip" }, [build]))).to.equal(expected));
  }

  it("follows the only packaging of the same module where the zip's name is hidden", () => {
    const hidden = { filename: unknown("computed-at-apply", undefined, ["module.m.local.filename"]) };
    expect(told(codeOf(hidden, [external([[["zip", "src", null]]])], "module.m.aws_lambda_function.this"))).to.equal("src");
    expect(told(codeOf(hidden, [external([[["zip", "src", null]]])], "module.n.aws_lambda_function.this"))).to.match(/^unknown/);
  });

  it("follows what the packaging asks for where nothing has answered yet, as before a plan", () => {
    const asked = resource("module.m.data.external.archive_prepare", { result: unknown("computed-at-apply"), query: { source_path: "../src/app.py" } });
    const hidden = { filename: unknown("computed-at-apply", undefined, ["module.m.local.filename"]) };
    expect(told(codeOf(hidden, [asked], "module.m.aws_lambda_function.this"))).to.equal("../src/app.py");
    const encoded: Symbolic = { kind: "json", value: fromPlain([{ path: "app", patterns: ["!x"] }, "lib"]) };
    expect(told(codeOf(hidden, [resource("module.m.data.external.archive_prepare", { result: unknown("computed-at-apply"), query: { kind: "map", entries: new Map([["source_path", encoded]]) } })], "module.m.aws_lambda_function.this"))).to.equal("app + lib");
    const open = resource("module.m.data.external.archive_prepare", { result: unknown("computed-at-apply"), query: { kind: "map", entries: new Map([["source_path", unknown("computed-at-apply")]]) } });
    expect(told(codeOf(hidden, [open], "module.m.aws_lambda_function.this"))).to.match(/^unknown/);
  });

  it("writes paths in one way", () => {
    expect(["./a/", "a\\b", "../x/./y", "/abs/a.zip", "."].map(normalizePath)).to.deep.equal(["a", "a/b", "../x/y", "/abs/a.zip", "."]);
  });
});
