import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { outputShown } from "../support/doc-commands";
import { commandsRun } from "../support/documented-commands";
import { repository } from "./run-cli";

describe("documents: commands do what the reader expects", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "leastwise-docs-"));
    const ladder = join(repository, "examples/ladder");
    for (const place of [".", "infra"]) cpSync(ladder, join(folder, place), { recursive: true });
    for (const place of ["plans", ".git"]) mkdirSync(join(folder, place));
    for (const plan of ["dev", "prod"]) cpSync(join(ladder, "plan.json"), join(folder, "plans", `${plan}.json`));
    mkdirSync(join(folder, "bin"));
    script("leastwise", `exec "${process.execPath}" "${join(repository, "dist/cli/main.js")}" "$@"`);
    // stands for Terraform, which made the plan of the example
    script("terraform", `case "$1 $2" in "plan -out") : > "$3" ;; "show -json") [ -f "$3" ] && cat plan.json ;; *) exit 64 ;; esac`);
  });
  after(() => rmSync(folder, { recursive: true }));

  const script = (name: string, text: string): void => {
    writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, "bin", name), 0o755);
  };
  const shell = (command: string): { status: number | null; stdout: string; stderr: string } =>
    spawnSync("sh", ["-c", command], { cwd: folder, encoding: "utf8", env: { ...process.env, PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"]}`, NO_COLOR: "1" } });

  for (const [command, code] of commandsRun) {
    const isName = /^leastwise [a-z]+(?: [A-Z]+)?$/.test(command);
    it(`${command}: exit ${code}`, () => {
      const { status, stdout, stderr } = shell(isName ? `${command.replace(/ [A-Z]+$/, "")} --help` : command);
      expect(status, stdout + stderr).to.equal(code);
      expect(stderr).not.to.match(/internal error|\n\s+at /);
      if (code === 1) expect(stdout).to.match(/score \d+\/100|^ {2}\+ s3:/m);
    });
  }

  it("leaves the files that they speak of", () => {
    expect(readFileSync(join(folder, ".github/workflows/leastwise.yml"), "utf8")).to.contain("--baseline leastwise-baseline.json");
    for (const file of ["leastwise.sarif", "leastwise-baseline.json", "infra/leastwise-baseline.json", "infra/leastwise.json", ".github/workflows/leastwise.yml", ".pre-commit-config.yaml"]) expect(existsSync(join(folder, file)), file).to.equal(true);
  });

  it("the demo shows the findings and the fix, and ends well", () => {
    const { status, stdout } = spawnSync(process.execPath, [join(repository, "examples/demo.js")], { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
    expect(status).to.equal(0);
    expect(stdout).to.match(/5 high in 2 of 3 functions/).and.match(/^\+ .*s3:GetObject/m);
  });

  it("the README shows what is printed", () => {
    const [{ command, parts }] = outputShown(readFileSync(join(repository, "README.md"), "utf8")) as [{ command: string; parts: string[] }];
    rmSync(join(folder, "infra/leastwise.json"), { force: true });
    const { stdout } = shell(command);
    let from = 0;
    for (const part of parts) {
      const at = stdout.indexOf(part, from);
      expect(at, `${part}\nis not what is printed:\n${stdout}`).to.be.at.least(0);
      from = at + part.length;
    }
  });
});
