import { expect } from "chai";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { runsRealTerraform, TerraformProject, type Outcome } from "../support/terraform/cli";

const repository = resolve(__dirname, "../..");

(runsRealTerraform ? describe : describe.skip)("from a folder to a CI job that fails and then passes, with real Terraform (LEASTWISE_E2E=1)", function () {
  this.timeout(200_000);
  let project: TerraformProject;

  before(async () => {
    project = await TerraformProject.create({ from: join(repository, "examples/ladder"), files: { ".git/HEAD": "ref: refs/heads/main\n" } });
    const bin = join(project.folder, "..", "bin");
    mkdirSync(bin);
    const cli = `exec "${process.execPath}" "${join(repository, "dist/cli/main.js")}"`;
    for (const [name, text] of [["leastwise", `${cli} "$@"`], ["npx", `shift 2\n${cli} "$@"`]] as const) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`); // stands for the published package
      chmodSync(join(bin, name), 0o755);
    }
  });
  after(() => project.remove());

  const shell = (command: string): Promise<Outcome> => project.run("sh", ["-c", `PATH="$PWD/../bin:$PATH"; ${command}`]);

  /** The steps of the workflow, each in a shell of its own, up to the first that fails: as GitHub runs them. */
  const runJob = async (): Promise<Outcome> => {
    const workflow = parse(readFileSync(join(project.folder, ".github/workflows/leastwise.yml"), "utf8")) as { jobs: { leastwise: { steps: { run?: string }[] } } };
    let last: Outcome | undefined;
    for (const { run } of workflow.jobs.leastwise.steps) {
      if (run === undefined) continue;
      last = await shell(run);
      if (last.code !== 0) break;
    }
    return last!;
  };

  it("init writes the job", async () => {
    const { code, stdout } = await shell("leastwise init");
    expect(code).to.equal(0);
    expect(stdout).to.contain("wrote  .github/workflows/leastwise.yml");
  });

  it("the job fails and says what to write", async () => {
    const { code, stdout, stderr } = await runJob();
    expect(code, stderr).to.equal(1);
    expect(stdout).to.match(/no-wildcard-action/).and.match(/→ .*s3:GetObject/);
    expect(JSON.parse(readFileSync(join(project.folder, "leastwise.sarif"), "utf8"))).to.have.nested.property("runs[0].results[0]");
  });

  it("with a baseline it passes, and fails again with one new wildcard", async () => {
    const baseline = await shell("leastwise baseline plan.json");
    expect(baseline.code, baseline.stderr).to.equal(0);
    await shell("rm .github/workflows/leastwise.yml && leastwise init");
    const known = await runJob();
    expect(known.code, known.stdout + known.stderr).to.equal(0);
    const main = readFileSync(join(project.folder, "main.tf"), "utf8");
    writeFileSync(join(project.folder, "main.tf"), main.replace(/(Action\s*= \["s3:GetObject")\]/, '$1, "s3:Put*"]'));
    const fresh = await runJob();
    expect(fresh.code, fresh.stdout + fresh.stderr).to.equal(1);
    expect(fresh.stdout).to.contain("s3:Put*").and.not.match(/`s3:\*`/);
    writeFileSync(join(project.folder, "main.tf"), main);
  });

  it("after the fix it passes without one", async () => {
    await shell("rm leastwise-baseline.json .github/workflows/leastwise.yml && leastwise init");
    expect((await runJob()).code).to.equal(1);
    const fixed = await shell("leastwise fix plan.json --write");
    expect(fixed.code, fixed.stdout + fixed.stderr).to.equal(0);
    const { code, stdout, stderr } = await runJob();
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).to.match(/Score 100\/100/);
  });
});
