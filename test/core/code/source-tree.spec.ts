import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { CodeCache } from "../../../core/code/code-cache";
import { SourceTree } from "../../../core/code/source-tree";
import type { CodeSource } from "../../../core/model";

describe("SourceTree", () => {
  let root: string;
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-tree-"));
  });
  afterEach(() => {
    fs.rmSync(root, { recursive: true });
  });

  function write(name: string, content: string | Uint8Array): void {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }
  function tree(source: CodeSource, layers: CodeSource[] = []): SourceTree {
    return new SourceTree(root, source, layers, new CodeCache());
  }
  function first(of: SourceTree, packagePath: string): string | undefined {
    return of.locate(packagePath).find((file) => of.isFile(file));
  }

  it("finds a file of a folder and reports it relative to the root", () => {
    write("src/lib/a.js", "1");
    const read = tree({ kind: "path", path: "src" });
    expect(read.read(first(read, "lib/a.js")!)).to.include({ shown: "src/lib/a.js", text: "1" });
    expect(read.list(read.packageRoots[0]!.path)).to.deep.equal(["lib"]);
  });

  it("reads members of an archive in memory and reports them with the archive's name", () => {
    write("build/app.zip", zipSync({ "src/index.js": strToU8("1"), "a.json": strToU8("{}") }));
    const read = tree({ kind: "path", path: "build/app.zip" });
    expect(read.read(first(read, "src/index.js")!)).to.include({ shown: "build/app.zip:src/index.js", text: "1" });
    expect(read.list(read.packageRoots[0]!.path)).to.deep.equal(["a.json", "src"]);
    expect(read.filesBelow(read.packageRoots[0]!.path)).to.have.length(2);
    expect(fs.readdirSync(path.join(root, "build"))).to.deep.equal(["app.zip"]);
  });

  it("reads inline files, several sources and prefixes as one package", () => {
    write("shared/util.py", "2");
    const read = tree({ kind: "several", sources: [{ kind: "inline", files: new Map([["index.py", "1"]]) }, { kind: "path", path: "shared", prefix: "vendor/shared" }] });
    expect(read.read(first(read, "index.py")!)).to.include({ shown: "index.py", text: "1" });
    expect(read.read(first(read, "vendor/shared/util.py")!)).to.include({ shown: "shared/util.py", text: "2" });
    expect(first(read, "util.py")).to.equal(undefined);
  });

  it("takes the sources of a layer that is yet to be built", () => {
    write("src/layers/common/util.ts", "1");
    write("src/app.js", "");
    const read = tree({ kind: "path", path: "src" }, [{ kind: "path", path: "dist/layers/" }]);
    expect(read.isFile(read.locate("/opt/common/util.ts")[0]!)).to.equal(true);
    expect(read.layerProblems).to.deep.equal([]);
  });

  it("keeps layers apart under /opt", () => {
    write("layer/nodejs/node_modules/x/index.js", "1");
    write("src/app.js", "");
    const read = tree({ kind: "path", path: "src" }, [{ kind: "path", path: "layer" }]);
    expect(first(read, "/opt/nodejs/node_modules/x/index.js")).to.match(/layer\/nodejs\/node_modules\/x\/index\.js$/);
    expect(read.layerProblems).to.deep.equal([]);
  });

  it("says why there is no package", () => {
    for (const [source, message] of [
      [{ kind: "path", path: "nowhere.zip" }, /nowhere\.zip does not exist/],
      [{ kind: "image", image: { kind: "known", value: "x" } }, /container image/],
      [{ kind: "unknown", reason: "unreadable", detail: "because", references: [] }, /because/],
    ] as const) {
      const read = tree(source);
      expect(read.packageRoots).to.deep.equal([]);
      expect(read.packageProblems.map((problem) => problem.message).join()).to.match(message);
    }
  });

  it("refuses members that would be written outside of the archive, and says so", () => {
    write("evil.zip", zipSync({ "../../up.js": strToU8("1"), "ok.js": strToU8("2") }));
    const read = tree({ kind: "path", path: "evil.zip" });
    expect(first(read, "../../up.js")).to.equal(undefined);
    expect(first(read, "ok.js")).to.be.a("string");
    expect(read.packageProblems).to.have.length(1);
  });

  it("does not unpack more than an entry declares", () => {
    const zip = zipSync({ "bomb.js": new Uint8Array(1_000_000) });
    // The declared size in local and central headers becomes 10 bytes.
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    for (let at = 0; at + 4 <= zip.length; at += 1) {
      if (view.getUint32(at, true) === 1_000_000) view.setUint32(at, 10, true);
    }
    write("bomb.zip", zip);
    const read = tree({ kind: "path", path: "bomb.zip" });
    const file = read.read(first(read, "bomb.js")!)!;
    expect(file.text.length).to.be.lessThan(11);
  });

  it("names archives that are none", () => {
    write("app.zip", "not a zip");
    expect(tree({ kind: "path", path: "app.zip" }).packageProblems[0]!.message).to.match(/app\.zip cannot be read as an archive/);
  });

  it("does not follow links out of the project", () => {
    const outside = fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-outside-"));
    try {
      fs.writeFileSync(path.join(outside, "secret.js"), "secret");
      write("src/app.js", "1");
      fs.symlinkSync(path.join(outside, "secret.js"), path.join(root, "src/link.js"));
      fs.symlinkSync(outside, path.join(root, "src/folder"));
      const read = tree({ kind: "path", path: "src" });
      for (const name of ["link.js", "folder/secret.js"]) {
        expect(read.read(first(read, name)!)).to.include({ text: "" }).and.have.property("problem").that.matches(/leads out/);
      }
    } finally {
      fs.rmSync(outside, { recursive: true });
    }
  });

  it("does not take binary files for text", () => {
    write("src/a.js", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    const read = tree({ kind: "path", path: "src" });
    expect(read.read(first(read, "a.js")!)).to.have.property("problem").that.matches(/binary/);
  });
});
