import { expect } from "chai";
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "../../../terraform-adapter/fix";
import { Project } from "./fixing";

describe("fix: writing", () => {
  let project: Project;
  const changed = (name: string) => ({ file: name, path: join(project.root, name), before: `# ${name}\n`, after: `# new ${name}\n` });
  beforeEach(() => (project = new Project({ "a.tf": "# a.tf\n", "b.tf": "# b.tf\n" })));
  afterEach(() => project.remove());

  it("writes all files and leaves nothing behind", () => {
    writeFiles([changed("a.tf"), changed("b.tf")]);
    expect(readFileSync(join(project.root, "b.tf"), "utf8")).to.equal("# new b.tf\n");
    expect(readdirSync(project.root).sort()).to.deep.equal(["a.tf", "b.tf", "src"]);
  });

  it("writes none where one has changed since it was read", () => {
    writeFileSync(join(project.root, "b.tf"), "# edited\n");
    expect(() => writeFiles([changed("a.tf"), changed("b.tf")])).to.throw("b.tf has changed since it was read");
    expect(readFileSync(join(project.root, "a.tf"), "utf8")).to.equal("# a.tf\n");
  });

  it("keeps the mode of a file, and writes through a link to what it leads to", () => {
    mkdirSync(join(project.root, "shared"));
    writeFileSync(join(project.root, "shared/c.tf"), "# c.tf\n");
    symlinkSync("shared/c.tf", join(project.root, "c.tf"));
    chmodSync(join(project.root, "a.tf"), 0o640);
    writeFiles([changed("a.tf"), changed("c.tf")]);
    expect(lstatSync(join(project.root, "c.tf")).isSymbolicLink()).to.equal(true);
    expect(readFileSync(join(project.root, "shared/c.tf"), "utf8")).to.equal("# new c.tf\n");
    expect(statSync(join(project.root, "a.tf")).mode & 0o777).to.equal(0o640);
  });

  it("writes none where one is read-only", () => {
    chmodSync(join(project.root, "b.tf"), 0o444);
    expect(() => writeFiles([changed("a.tf"), changed("b.tf")])).to.throw("b.tf is read-only");
    expect(readFileSync(join(project.root, "a.tf"), "utf8")).to.equal("# a.tf\n");
  });

  it("puts the others back where one cannot be written", () => {
    const lost = { ...changed("b.tf"), path: join(project.root, "gone", "b.tf") };
    expect(() => writeFiles([changed("a.tf"), lost])).to.throw();
    expect(readFileSync(join(project.root, "a.tf"), "utf8")).to.equal("# a.tf\n");
    expect(readdirSync(project.root).sort()).to.deep.equal(["a.tf", "b.tf", "src"]);
  });
});
