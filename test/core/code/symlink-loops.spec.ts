import { expect } from "chai";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { CodeCache } from "../../../core/code/code-cache";
import { SourceTree } from "../../../core/code/source-tree";

describe("links to folders", () => {
  it("are followed once, and never round and round", () => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-links-"));
    try {
      for (const name of ["a", "b"]) {
        fs.mkdirSync(path.join(root, name));
        fs.writeFileSync(path.join(root, name, `${name}.txt`), name);
      }
      fs.symlinkSync(path.join(root, "b"), path.join(root, "a", "to-b"));
      fs.symlinkSync(path.join(root, "a"), path.join(root, "b", "to-a"));
      fs.symlinkSync("..", path.join(root, "a", "up"));
      const tree = new SourceTree(root, { kind: "path", path: root }, [], new CodeCache());
      const files = tree.filesBelow(tree.packageRoots[0]!.path).map((file) => path.posix.relative(root, file));
      expect(files).to.include.members(["a/a.txt", "b/b.txt"]);
      expect(files.length).to.be.lessThan(8);
    } finally {
      fs.rmSync(root, { recursive: true, force: true });
    }
  });
});
