import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { allCommands, outputShown } from "../support/doc-commands";
import { repository } from "./run-cli";

/** Commands of the documents that are run here, in this order, with the exit code that their reader gets. */
const run: readonly (readonly [command: string, code: number])[] = [
  ["terraform plan -out plan.bin", 0],
  ["terraform show -json plan.bin | leastwise check", 1],
  ["terraform show -json plan.bin | leastwise check --source infra", 1],
  ["leastwise check infra/", 1],
  ["leastwise check plan.json --source infra --format sarif --output leastwise.sarif --format text", 1],
  ["leastwise check plan.json --source infra --changed-only", 1],
  ["leastwise check plans/*.json --source infra", 1],
  ["leastwise diff plan.json", 1],
  ["leastwise init infra", 0],
  ["leastwise baseline plan.json", 0],
  ["leastwise check plan.json --baseline leastwise-baseline.json", 0],
  ["leastwise baseline plan.json --source infra", 0],
  ["leastwise check plan.json --source infra --baseline leastwise-baseline.json", 0],
  // names of commands, without what they work on
  ...["check", "fix", "needs FILE", "diff", "explain", "init", "baseline"].map((name) => [`leastwise ${name}`, 0] as const),
];

/** A command that this spec does not run: why, and the file that does, with the words that run it there. */
interface RunElsewhere {
  readonly because: string;
  readonly by?: readonly [file: string, words: string];
}

const previewWith = (spec: string, words: string): RunElsewhere => ({ because: "it needs the real Pulumi CLI", by: [`test/e2e/${spec}.spec.ts`, words] });
const elsewhere: Readonly<Record<string, RunElsewhere>> = {
  "npm run demo": { because: "it may build; what it does then is run below", by: ["package.json", '"demo": "node scripts/prepare.js && node examples/demo.js"'] },
  "npm test": { because: "it is what runs this spec", by: [".ci/run", "npm test"] },
  "npm run typecheck": { because: "it is a step of its own in CI", by: [".ci/run", "npm run --silent typecheck"] },
  "npm run lint": { because: "it is a step of its own in CI", by: [".ci/run", "npm run --silent lint"] },
  "npm run test:e2e": { because: "it is a step of its own in CI", by: [".ci/run", "npm run --silent test:e2e"] },
  "npm run docs": { because: "it writes the sources; that nothing is left to write is compared", by: ["test/house/docs.spec.ts", "renderRulePage(rule)"] },
  "npm run refresh-reference": { because: "it reads registry packages of today; its steps are tested", by: ["package.json", "scripts/refresh-reference/main.ts"] },
  "npm install --save-dev leastwise": { because: "the package is not published yet; what it holds is tested", by: ["test/e2e/pulumi-package.spec.ts", '["pack", "--dry-run", "--json"]'] },
  "npm pack leastwise && tar -xzf leastwise-*.tgz && cd package": { because: "the package is not published yet; what it holds is tested", by: ["test/e2e/pulumi-package.spec.ts", '["pack", "--dry-run", "--json"]'] },
  "npm install --omit=dev": { because: "the package is not published yet; an installed pack is run on another machine", by: ["test/e2e/pulumi-organisation.spec.ts", "refuses a preview on another machine"] },
  "pulumi preview --policy-pack node_modules/leastwise": previewWith("pulumi-ladder", '"preview", "--policy-pack", policyPack'),
  "pulumi preview --policy-pack node_modules/leastwise --policy-pack-config pack.json": previewWith("pulumi-pack", '"preview", "--policy-pack", policyPack, "--policy-pack-config"'),
  "echo '{ \"no-unused-permission\": \"remediate\" }' > pack.json": previewWith("pulumi-remediation", '"no-unused-permission": "remediate"'),
  "pulumi preview --diff --show-policy-remediations --policy-pack node_modules/leastwise --policy-pack-config pack.json": previewWith("pulumi-remediation", '"--show-policy-remediations"'),
  "pulumi up": previewWith("pulumi-ladder", '"up", "--yes"'),
  "pulumi policy publish": previewWith("pulumi-organisation", '"policy", "publish"'),
  "pulumi policy publish ORG": previewWith("pulumi-organisation", '"policy", "publish"'),
  "pulumi policy enable ORG/leastwise VERSION --policy-group GROUP --config advisory.json": previewWith("pulumi-organisation", '"policy", "enable"'),
  "pulumi policy disable ORG/leastwise --policy-group GROUP": previewWith("pulumi-organisation", '"policy", "disable"'),
  "pulumi policy validate-config": previewWith("pulumi-organisation", '"policy", "validate-config"'),
  "pulumi policy analyze --stack STACK --policy-pack node_modules/leastwise": previewWith("pulumi-pack", '"policy", "analyze", "--stack"'),
  "tofu show -json": { because: "its output has Terraform's format, and it is not there on every machine" },
  "terraform init": { because: "it downloads providers" },
};

describe("documents: every command line", () => {
  const shown = allCommands(repository).map(({ command }) => command);

  it("is run, here or where it says", () => {
    const known = [...run.map(([command]) => command), ...Object.keys(elsewhere)];
    expect(shown.filter((command) => !known.includes(command)), "new in the documents").to.deep.equal([]);
    expect(known.filter((command) => !shown.includes(command)), "no longer in the documents").to.deep.equal([]);
  });

  for (const [command, { because, by }] of Object.entries(elsewhere)) {
    it(`${command}: ${because}`, () => {
      if (by) expect(readFileSync(join(repository, by[0]), "utf8")).to.contain(by[1]);
      else expect(because).to.match(/\w+ \w+/);
    });
  }
});

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

  for (const [command, code] of run) {
    const isName = /^leastwise [a-z]+(?: [A-Z]+)?$/.test(command);
    it(`${command}: exit ${code}`, () => {
      const { status, stdout, stderr } = shell(isName ? `${command.replace(/ [A-Z]+$/, "")} --help` : command);
      expect(status, stdout + stderr).to.equal(code);
      expect(stderr).not.to.match(/internal error|\n\s+at /);
      if (code === 1) expect(stdout).to.match(/score \d+\/100|^ {2}\+ s3:/m);
    });
  }

  it("leaves the files that they speak of", () => {
    for (const file of ["leastwise.sarif", "leastwise-baseline.json", "infra/leastwise.json", ".github/workflows/leastwise.yml", ".pre-commit-config.yaml"]) expect(existsSync(join(folder, file)), file).to.equal(true);
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
