import { expect } from "chai";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findProgram } from "../../../policypack/program/find-program";

const urn = "urn:pulumi:dev::shop::aws:iam/role:Role::publisher";

describe("policypack/program/find-program", () => {
  let base: string;
  const environment = { ...process.env };

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(base, name)), { recursive: true });
      fs.writeFileSync(path.join(base, name), text);
    }
  }

  beforeEach(() => {
    base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-program-")));
  });
  afterEach(() => {
    fs.rmSync(base, { recursive: true, force: true });
    process.env = { ...environment };
  });

  it("takes the folder that the shell is in, or one above it", () => {
    write({ "Pulumi.yaml": "name: shop\nruntime: nodejs\n", "infra/deep/x.ts": "" });
    process.env["PWD"] = path.join(base, "infra/deep");
    expect(findProgram(urn, undefined)).to.deep.equal({ folder: base, codeFolder: base, main: undefined, runtime: "nodejs" });
  });

  it("does not take another project's folder", () => {
    write({ "Pulumi.yaml": "name: other\nruntime: nodejs\n" });
    process.env["PWD"] = base;
    expect(findProgram(urn, undefined)).to.equal(undefined);
  });

  it("takes what is configured, then the environment, before it looks around", () => {
    write({ "a/Pulumi.yaml": "name: renamed\nruntime:\n  name: python\n  options: { virtualenv: venv }\n", "b/Pulumi.json": '{"name":"b","runtime":"nodejs"}' });
    process.env["LEASTWISE_PROGRAM_DIR"] = path.join(base, "b");
    expect(findProgram(urn, path.join(base, "a"))).to.deep.include({ folder: path.join(base, "a"), runtime: "python" });
    expect(findProgram(urn, undefined)).to.deep.include({ folder: path.join(base, "b") });
  });

  const mains: readonly [string, string][] = [
    ["a folder", "infra"],
    ["a file", "infra/program.ts"],
  ];
  for (const [title, main] of mains) {
    it(`starts relative paths from main, where that is ${title}`, () => {
      write({ "Pulumi.yaml": `name: shop\nruntime: nodejs\nmain: ${main}\n`, "infra/program.ts": "" });
      process.env["PWD"] = base;
      expect(findProgram(urn, undefined)).to.deep.include({ folder: base, codeFolder: path.join(base, "infra"), main: path.join(base, main) });
    });
  }

  it("finds nothing in a project file that cannot be read", () => {
    write({ "Pulumi.yaml": "name: [shop\n" });
    process.env["PWD"] = base;
    expect(findProgram(urn, undefined)).to.equal(undefined);
  });
});
