import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../cli/run-cli";
import { runsRealTerraform, TerraformProject } from "../support/terraform/cli";
import { bucket, document, encoded, handler, heredoc, objects, readerSources } from "../support/terraform/reader-sources";

interface Result {
  readonly functions: readonly { readonly address: string; readonly required: readonly object[]; readonly missing: readonly object[]; readonly unused: readonly object[] }[];
  readonly findings: readonly { readonly ruleId: string; readonly address: string; readonly location: { readonly file: string; readonly line: number } | null }[];
  readonly undecided: readonly { readonly address: string }[];
  readonly input: { readonly kind: string };
}

(runsRealTerraform ? describe : describe.skip)("terraform plan, terraform show -json, leastwise (LEASTWISE_E2E=1)", () => {
  let project: TerraformProject;
  const check = (plan: string, ...args: readonly string[]): { readonly status: number | null; readonly result: Result } => {
    const { status, stdout, stderr } = runCli(["check", "--format", "json", ...args], { cwd: project.folder, input: plan });
    if (status === 2) throw new Error(stderr);
    return { status, result: JSON.parse(stdout) as Result };
  };

  beforeEach(async () => (project = await TerraformProject.create({ files: { "src/index.mjs": handler } })));
  afterEach(() => project.remove());

  const rungs: readonly { readonly title: string; readonly policy: string; readonly found: readonly string[] }[] = [
    { title: "s3:* on *", policy: encoded("s3:*", '"*"'), found: ["no-unused-permission", "no-wildcard-action", "no-wildcard-resource"] },
    { title: "s3:* on the bucket", policy: encoded("s3:*", bucket, objects), found: ["no-unused-permission", "no-wildcard-action"] },
    { title: "s3:GetObject on the bucket's objects", policy: encoded("s3:GetObject", objects), found: [] },
    { title: "s3:* on the bucket's objects, in a heredoc", policy: heredoc("s3:*", "${aws_s3_bucket.orders.arn}/*"), found: ["no-unused-permission", "no-wildcard-action"] },
    { title: "s3:GetObject on the bucket's objects, in a heredoc", policy: heredoc("s3:GetObject", "${aws_s3_bucket.orders.arn}/*"), found: [] },
    { title: "s3:* on the bucket's objects, in a data source that waits for apply", policy: document("s3:*", objects), found: ["no-unused-permission", "no-wildcard-action"] },
    { title: "s3:GetObject on the bucket's objects, in a data source that waits for apply", policy: document("s3:GetObject", objects), found: [] },
  ];
  for (const { title, policy, found } of rungs) {
    it(`${found.length > 0 ? "refuses" : "passes"} ${title}`, async () => {
      project.write({ "main.tf": readerSources(policy) });
      const { status, result } = check(await project.plan());
      expect([...new Set(result.findings.map(({ ruleId }) => ruleId))].sort()).to.deep.equal(found);
      expect([status, result.undecided]).to.deep.equal([found.length > 0 ? 1 : 0, []]);
      for (const { location } of result.findings) expect(location).to.include({ file: "main.tf" });
    });
  }

  it("says what it cannot read where the sources are not at hand: never silence", async () => {
    project.write({ "main.tf": readerSources(encoded("s3:*", objects)) });
    const plan = await project.plan();
    project.write({ "elsewhere/README.md": "" });
    const { result } = check(plan, "--source", "elsewhere");
    expect(result.undecided.map(({ address }) => address)).to.include("aws_iam_role_policy.read");
  });

  it("tells what an update grants beyond what is deployed, and what a narrower one takes back", async () => {
    project.write({ "main.tf": readerSources(encoded("s3:GetObject", objects)) });
    await project.apply();
    project.write({ "main.tf": readerSources(encoded("s3:*", objects)), "strict.json": JSON.stringify({ rules: { "no-new-access": "high" } }) });
    const wider = await project.plan();
    const grown = runCli(["diff", "-", "--format", "json"], { cwd: project.folder, input: wider });
    expect(grown.status, grown.stderr).to.equal(1);
    const { roles } = JSON.parse(grown.stdout) as { readonly roles: readonly { readonly address: string; readonly grows: string; readonly shrinks: string; readonly gained: readonly { readonly action: string; readonly resource: string }[] }[] };
    expect(roles.map(({ address, grows, shrinks }) => [address, grows, shrinks])).to.deep.equal([["aws_iam_role.reader", "yes", "no"]]);
    expect(roles[0]?.gained[0]?.resource).to.match(/^arn:aws:s3:::terraform-/);
    expect(check(wider, "--config", "strict.json").result.findings.map(({ ruleId }) => ruleId)).to.include("no-new-access");

    await project.apply();
    project.write({ "main.tf": readerSources(encoded("s3:GetObject", objects)) });
    const narrower = await project.plan();
    const shrunk = runCli(["diff", "-", "--format", "json"], { cwd: project.folder, input: narrower });
    expect(shrunk.status, shrunk.stderr).to.equal(0);
    expect(check(narrower, "--config", "strict.json").result.findings).to.deep.equal([]);
  });

  it("reads a state: terraform show -json without a plan", async () => {
    project.write({ "main.tf": readerSources(encoded("s3:*", objects)) });
    await project.apply();
    const { status, result } = check(await project.terraform("show", "-json"));
    expect([status, result.input.kind, result.undecided]).to.deep.equal([1, "state", []]);
    expect(result.findings.map(({ ruleId, location }) => [ruleId, location?.file])).to.deep.include(["no-wildcard-action", "main.tf"]);
  });

  it("reads a plan that PowerShell has redirected: UTF-16 with a byte order mark", async () => {
    project.write({ "main.tf": readerSources(encoded("s3:GetObject", objects)) });
    writeFileSync(join(project.folder, "plan.json"), Buffer.from(`\ufeff${await project.plan()}`, "utf16le"));
    const { status, stdout, stderr } = runCli(["check", "plan.json"], { cwd: project.folder });
    expect(status, stdout + stderr).to.equal(0);
  });
});
