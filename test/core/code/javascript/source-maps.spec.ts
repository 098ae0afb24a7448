import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { buildSync, type BuildOptions } from "esbuild";
import { strToU8, zipSync } from "fflate";
import { readCode, type CodeReading } from "../../../../core/code";
import { tracePlaces } from "../../../../core/code/javascript/source-map";
import { known, unknown } from "../../../../core/values";

const app = `import { save } from "./lib/store";

export const handler = async (event: { id: string }): Promise<void> => {
  await save(event.id);
};
`;
const store = `import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";
const client = new S3Client({});

export async function save(id: string): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: "orders", Key: \`incoming/\${id}\` }));
}
`;

describe("JavaScript: source maps", () => {
  let root: string;
  beforeEach(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-maps-")));
    write("src/app.ts", app);
    write("src/lib/store.ts", store);
  });
  afterEach(() => {
    fs.rmSync(root, { recursive: true });
  });

  function write(name: string, content: string | Uint8Array): void {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }

  function build(options: BuildOptions = {}): void {
    buildSync({ absWorkingDir: root, entryPoints: ["src/app.ts"], outfile: "dist/app.js", bundle: true, platform: "node", external: ["@aws-sdk/*"], sourcemap: true, logLevel: "silent", ...options });
  }

  function read(source = "dist"): Promise<CodeReading> {
    return readCode({ source: { kind: "path", path: source }, handler: known("app.handler"), runtime: known("nodejs22.x"), environment: unknown("decided-at-run-time"), root });
  }

  const places = ({ calls }: CodeReading): string[] => calls.map(({ at }) => `${at.file}:${at.line}:${at.column}`);

  const kinds: readonly (readonly [title: string, options: BuildOptions])[] = [
    ["beside the bundle, with the sources in it", {}],
    ["beside the bundle, without the sources", { sourcesContent: false }],
    ["beside the bundle, which does not name it", { sourcemap: "external" }],
    ["in the bundle", { sourcemap: "inline" }],
    ["of a minified bundle", { minify: true }],
    ["with a root for its sources", { sourceRoot: "webpack://shop/./" }],
  ];
  for (const [title, options] of kinds) {
    it(`lead to the source: a map ${title}`, async () => {
      build(options);
      const reading = await read();
      expect(reading).to.deep.include({ status: "read", files: ["dist/app.js"] });
      expect(places(reading)).to.deep.equal(["src/lib/store.ts:5:21"]);
    });
  }

  it("lead from a zip to the sources beside it", async () => {
    build();
    write("build/app.zip", zipSync({ "app.js": strToU8(fs.readFileSync(path.join(root, "dist/app.js"), "utf8")), "app.js.map": strToU8(fs.readFileSync(path.join(root, "dist/app.js.map"), "utf8")) }));
    expect(places(await read("build/app.zip"))).to.deep.equal(["src/lib/store.ts:5:21"]);
  });

  it("lead from what could not be followed, too", async () => {
    write("src/app.ts", `${app}\nexport const strange = async (name: string): Promise<unknown> => import(name);\nvoid strange(process.argv[2]!);\n`);
    build();
    const { reasons } = await read();
    expect(reasons.map(({ at }) => at?.file)).to.deep.equal(["src/app.ts"]);
  });

  for (const [title, spoil] of [
    ["the sources are gone", () => fs.rmSync(path.join(root, "src"), { recursive: true })],
    ["the map is broken", () => write("dist/app.js.map", "{ not a map")],
    ["the mappings are nonsense", () => write("dist/app.js.map", JSON.stringify({ version: 3, sources: ["../src/app.ts"], mappings: "!!!!" }))],
    ["the map is gone", () => fs.rmSync(path.join(root, "dist/app.js.map"))],
    ["the map leads out of the project", () => write("dist/app.js.map", JSON.stringify({ version: 3, sources: ["/etc/passwd"], mappings: "AAAA;".repeat(60) }))],
  ] as const) {
    it(`leave the place in the bundle where ${title}`, async () => {
      build();
      spoil();
      const reading = await read();
      expect(reading.calls.map(({ at }) => at.file)).to.deep.equal(["dist/app.js"]);
    });
  }

  it("are read as the format says: differences, several lines, segments of nothing", () => {
    const map = JSON.stringify({ version: 3, sourceRoot: "src/", sources: ["a.ts", "b.ts"], mappings: "AAAA,IAAI;;ACCJ,E" });
    const traced = tracePlaces(map, [{ line: 3, column: 1 }, { line: 1, column: 1 }, { line: 1, column: 9 }, { line: 2, column: 1 }, { line: 3, column: 4 }]);
    expect(traced).to.deep.equal([{ source: "src/b.ts", line: 2, column: 1 }, { source: "src/a.ts", line: 1, column: 1 }, { source: "src/a.ts", line: 1, column: 5 }, undefined, undefined]);
  });
});
