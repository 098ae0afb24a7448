import { expect } from "chai";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
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

  it("puts the others back where one cannot be written", () => {
    const lost = { ...changed("b.tf"), path: join(project.root, "gone", "b.tf") };
    expect(() => writeFiles([changed("a.tf"), lost])).to.throw();
    expect(readFileSync(join(project.root, "a.tf"), "utf8")).to.equal("# a.tf\n");
    expect(readdirSync(project.root).sort()).to.deep.equal(["a.tf", "b.tf", "src"]);
  });
});
