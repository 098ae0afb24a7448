import { expect } from "chai";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { readConfiguration, rules } from "../../core";
import { runCli } from "./run-cli";

describe("cli: init", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "leastwise-init-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries({ ".git/HEAD": "", ...files })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  };
  const text = (file: string): string => readFileSync(join(folder, file), "utf8");

  const table: readonly (readonly [name: string, files: Readonly<Record<string, string>>, command: RegExp])[] = [
    ["Terraform", { "main.tf": "" }, /- run: terraform show -json plan\.bin > plan\.json\n/],
    ["OpenTofu", { "main.tofu": "", "other.tf": "" }, /- run: tofu show -json plan\.bin > plan\.json\n/],
    ["Pulumi", { "Pulumi.yaml": "name: x" }, /- run: pulumi preview --policy-pack node_modules\/leastwise\n/],
  ];
  for (const [name, files, command] of table) {
    it(`sees ${name}, and writes a configuration that can be read and a workflow that is YAML`, () => {
      put(files);
      const { status, stdout } = runCli(["init"], { cwd: folder });
      expect(status).to.equal(0);
      expect(() => readConfiguration(JSON.parse(text("leastwise.json")), rules, "leastwise.json")).not.to.throw();
      expect(text(".github/workflows/leastwise.yml")).to.match(command);
      expect((parse(text(".github/workflows/leastwise.yml")) as { jobs: object }).jobs).to.have.property("leastwise");
      expect(existsSync(join(folder, ".pre-commit-config.yaml"))).to.equal(name !== "Pulumi");
      expect(stdout).to.match(/wrote {2}leastwise\.json[^]*Try it:/);
    });
  }

  it("writes the job of GitLab where that is what the repository has, in the folder that is named", () => {
    put({ ".gitlab-ci.yml": "", "infra/main.tf": "" });
    expect(runCli(["init", "infra"], { cwd: folder }).status).to.equal(0);
    expect(existsSync(join(folder, ".github"))).to.equal(false);
    const job = parse(text(".gitlab/leastwise.yml")) as { leastwise: { script: string[]; artifacts: { reports: { codequality: string } } } };
    expect(job.leastwise.script[0]).to.equal('cd "infra"');
    expect(job.leastwise.artifacts.reports.codequality).to.equal("infra/gl-code-quality-report.json");
    expect(text("infra/leastwise.json")).to.match(/\$schema/);
    expect(text(".pre-commit-config.yaml")).to.match(/leastwise check infra\n/);
  });

  it("says how the policy pack gets into a Pulumi program, with and without packages of its own", () => {
    put({ "Pulumi.yaml": "name: x\nruntime: python\n" });
    expect(runCli(["init"], { cwd: folder }).stdout).to.contain("Try it:\n  npm install --no-save leastwise\n  pulumi preview --policy-pack node_modules/leastwise\n");
    expect(text(".github/workflows/leastwise.yml")).to.contain("- run: npm install --no-save leastwise\n").and.contain("PULUMI_ACCESS_TOKEN");
    rmSync(join(folder, ".github"), { recursive: true });
    put({ "package.json": "{}" });
    expect(runCli(["init"], { cwd: folder }).stdout).to.contain("Try it:\n  npm install --save-dev leastwise\n  pulumi preview --policy-pack node_modules/leastwise\n");
    expect(text(".github/workflows/leastwise.yml")).to.contain("- run: npm ci\n");
  });

  it("has the job take notice of the baseline that is there", () => {
    put({ "main.tf": "", "leastwise-baseline.json": '{ "baselineVersion": 1, "findings": [] }' });
    const { stdout } = runCli(["init"], { cwd: folder });
    expect(text(".github/workflows/leastwise.yml")).to.contain("leastwise check plan.json --baseline leastwise-baseline.json --format sarif");
    expect(stdout).to.contain("  leastwise check plan.json --baseline leastwise-baseline.json\n").and.not.contain("leastwise baseline plan.json");
  });

  it("never overwrites, and says what to add by hand", () => {
    put({ "main.tf": "", "leastwise.json": "{}", ".pre-commit-config.yaml": "repos: []\n" });
    const { status, stdout } = runCli(["init"], { cwd: folder });
    expect([status, text("leastwise.json"), text(".pre-commit-config.yaml")]).to.deep.equal([0, "{}", "repos: []\n"]);
    expect(stdout).to.match(/kept {3}leastwise\.json\n/);
    expect(stdout).to.match(/kept {3}\.pre-commit-config\.yaml; to add:\n {2}- repo: local/);
  });

  it("a folder without infrastructure, and no folder, are errors that write nothing", () => {
    put({ "README.md": "" });
    const none = runCli(["init"], { cwd: folder });
    expect([none.status, existsSync(join(folder, "leastwise.json"))]).to.deep.equal([2, false]);
    expect(none.stderr).to.match(/neither Terraform/);
    expect(runCli(["init", "nowhere"], { cwd: folder }).status).to.equal(2);
  });
});
