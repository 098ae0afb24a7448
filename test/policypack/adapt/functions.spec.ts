import { expect } from "chai";
import type { CodeSource, LambdaFunction } from "../../../core";
import { adapted, lambda, outputOf, resource, role, unknownValue } from "../../support/pulumi/stack";

const publisher = role("publisher");

async function functionWith(props: Readonly<Record<string, unknown>>, ...others: readonly ReturnType<typeof resource>[]): Promise<LambdaFunction> {
  const { functions } = await adapted(publisher, lambda("publish", publisher, props), ...others);
  return functions.find(({ address }) => address.endsWith("::publish"))!;
}

const archive = (assets: Readonly<Record<string, unknown>>): object => ({ class: "AssetArchive", assets });
const folder = (path: string): object => ({ class: "FileArchive", path });
const text = (content: string): object => ({ class: "StringAsset", text: content });

describe("policypack/adapt/functions", () => {
  it("reads names, runtime and handler", async () => {
    expect(await functionWith({})).to.deep.include({
      name: { kind: "known", value: "publish-1a2b3c4" },
      runtime: { kind: "known", value: "nodejs22.x" },
      handler: { kind: "known", value: "index.handler" },
      packageType: "Zip",
      change: "create",
    });
  });

  it("takes a container image for one, also natively", async () => {
    for (const props of [{ packageType: "Image", imageUri: unknownValue, code: null }, { code: { imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1" } }]) {
      const fn = await functionWith({ ...props, runtime: null, handler: null });
      expect(fn).to.deep.include({ packageType: "Image", runtime: { kind: "known", value: null } });
      expect(fn.code.kind).to.equal("image");
    }
  });

  const environments: readonly [string, unknown, unknown][] = [
    ["absent", undefined, { kind: "map", entries: new Map() }],
    ["unknown as a whole", unknownValue, { kind: "unknown", reason: "computed-at-apply", references: [] }],
    [
      "of which one variable is unknown",
      { variables: { STAGE: "dev", QUEUE: unknownValue } },
      { kind: "map", entries: new Map<string, unknown>([["STAGE", { kind: "string", parts: [{ kind: "literal", text: "dev" }] }], ["QUEUE", { kind: "unknown", reason: "computed-at-apply", references: [] }]]) },
    ],
    ["of which one variable is a secret", { variables: { TOKEN: { $secret: "hunter2" } } }, { kind: "map", entries: new Map([["TOKEN", { kind: "unknown", reason: "secret", references: [] }]]) }],
  ];
  for (const [title, environment, expected] of environments) {
    it(`keeps an environment that is ${title}`, async () => {
      expect((await functionWith(environment === undefined ? {} : { environment })).environment).to.deep.equal(expected);
    });
  }

  const sources: readonly [string, Readonly<Record<string, unknown>>, CodeSource][] = [
    ["a folder", { code: folder("./app") }, { kind: "path", path: "./app" }],
    ["an archive of a folder", { code: archive({ ".": folder("./app") }) }, { kind: "several", sources: [{ kind: "path", path: "./app" }] }],
    [
      "text, and a folder at its place",
      { code: archive({ "index.js": text("exports.handler = 1"), "node_modules/lib": folder("node_modules/lib") }) },
      { kind: "several", sources: [{ kind: "inline", files: new Map([["index.js", "exports.handler = 1"]]) }, { kind: "path", path: "node_modules/lib", prefix: "node_modules/lib" }] },
    ],
    ["a file under its own name", { code: archive({ "src/app.js": { class: "FileAsset", path: "./build/app.js" } }) }, { kind: "several", sources: [{ kind: "path", path: "./build/app.js", prefix: "src" }] }],
    [
      "a file under another name",
      { code: archive({ "index.js": { class: "FileAsset", path: "./build/app.js" } }) },
      { kind: "several", sources: [{ kind: "unknown", reason: "unreadable", detail: "./build/app.js is packed under another name, index.js", references: [] }] },
    ],
    ["an address, without its credentials", { code: { class: "RemoteArchive", uri: "https://user:pw@example.com/a.zip?token=1" } }, { kind: "unknown", reason: "unreadable", detail: "it is fetched from example.com", references: [] }],
    ["text in the native provider's way", { code: { zipFile: "def handler(e, c): pass" }, runtime: "python3.13" }, { kind: "inline", files: new Map([["index.py", "def handler(e, c): pass"]]) }],
    ["an object of another stack", { code: null, s3Bucket: "b", s3Key: "k.zip" }, { kind: "remote", bucket: { kind: "string", parts: [{ kind: "literal", text: "b" }] }, key: { kind: "string", parts: [{ kind: "literal", text: "k.zip" }] } }],
  ];
  for (const [title, props, expected] of sources) {
    it(`finds code that is ${title}`, async () => {
      expect((await functionWith(props)).code).to.deep.equal(expected);
    });
  }

  it("finds code that this stack puts into a bucket", async () => {
    const object = resource("aws:s3/bucketObjectv2:BucketObjectv2", "code", { key: "app.zip", source: folder("./dist") });
    for (const s3Key of ["app.zip", outputOf(object)]) {
      expect((await functionWith({ code: null, s3Bucket: "b", s3Key }, object)).code).to.deep.equal({ kind: "path", path: "./dist" });
    }
  });

  it("says that the file of a serialized callback was not seen, where it was not", async () => {
    const hidden = await functionWith({ handler: "__index.handler", code: archive({}) });
    expect(hidden.code.kind === "several" && hidden.code.sources.map(({ kind }) => kind)).to.deep.equal(["several", "unknown"]);
    const { functions } = await adapted(publisher, lambda("publish", publisher, { handler: "__index.handler", code: archive({}) }, { remediateView: { code: archive({ "__index.js": text("exports.handler = 1") }) } }));
    expect(functions[0]!.code).to.deep.equal({ kind: "several", sources: [{ kind: "inline", files: new Map([["__index.js", "exports.handler = 1"]]) }] });
  });

  it("reads layers of the stack, and says which are not of it", async () => {
    const layer = resource("aws:lambda/layerVersion:LayerVersion", "tools", { layerName: "tools", code: folder("./layer") });
    const { layers } = await functionWith({ layers: [outputOf(layer), "arn:aws:lambda:us-east-1:017000801446:layer:Powertools:1"] }, layer);
    expect(layers).to.deep.equal([
      { kind: "path", path: "./layer" },
      { kind: "unknown", reason: "unreadable", detail: "the layer arn:aws:lambda:us-east-1:017000801446:layer:Powertools:1 is not part of this stack", references: [] },
    ]);
  });

  it("reads settings that need permissions", async () => {
    const config = resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "c", { functionName: "publish-1a2b3c4", destinationConfig: { onFailure: { destination: "arn:aws:sqs:us-east-1:123456789012:dead" } } });
    const { configuration } = await functionWith(
      {
        vpcConfig: { subnetIds: unknownValue, securityGroupIds: [] },
        tracingConfig: { mode: "Active" },
        deadLetterConfig: { targetArn: "arn:aws:sns:us-east-1:123456789012:dead" },
        kmsKeyArn: unknownValue,
        fileSystemConfig: { arn: unknownValue, localMountPath: "/mnt" },
        loggingConfig: { logFormat: "JSON", logGroup: "shared" },
      },
      config,
    );
    expect(configuration.tracing).to.equal(true);
    expect(configuration.vpc).to.deep.include({ kind: "unknown" });
    expect(configuration.deadLetterTarget).to.deep.include({ kind: "string" });
    expect(configuration.environmentKey).to.deep.include({ kind: "unknown" });
    expect(configuration.fileSystemAccessPoints).to.have.length(1);
    expect(configuration.logGroup).to.deep.include({ parts: [{ kind: "literal", text: "shared" }] });
    expect(configuration.destinations).to.have.length(1);
    expect((await functionWith({ vpcConfig: { subnetIds: [], securityGroupIds: [] }, tracingConfig: { mode: "PassThrough" } })).configuration).to.deep.equal({ tracing: false });
  });
});
