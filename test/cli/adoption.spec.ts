import { expect } from "chai";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckResult } from "../../core";
import { repository, runCli, type CliRun } from "./run-cli";

const reader = 'import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";\nexport const handler = () => new S3Client({}).send(new GetObjectCommand({ Bucket: "invoices", Key: "a" }));\n';

/** A function with a wide role; `resources` are those of its first statement. */
function messyFunction(name: string, resources: readonly string[] = ["arn:aws:s3:::invoices/*"]): string {
  return `
resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_iam_role_policy" "${name}" {
  role = aws_iam_role.${name}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = ${JSON.stringify(resources)} },
      { Effect = "Allow", Action = ["dynamodb:*", "sqs:*"], Resource = "*" },
    ]
  })
}

resource "aws_lambda_function" "${name}" {
  function_name = "${name}"
  role          = aws_iam_role.${name}.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src"
}
`;
}

describe("cli: a messy root is adopted", () => {
  const names = Array.from({ length: 25 }, (_, index) => `worker${index}`);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "leastwise-messy-"));
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src/index.mjs"), reader);
    writeFileSync(join(folder, "main.tf"), names.map((name) => messyFunction(name)).join(""));
    expect(runCli(["baseline", "."], { cwd: folder }).stderr).to.match(/(?:[1-9]\d{2,}) findings are known from now on/);
  });
  after(() => rmSync(folder, { recursive: true }));

  const check = (...more: readonly string[]): CliRun => runCli(["check", ".", "--baseline", "leastwise-baseline.json", ...more], { cwd: folder });
  const json = (): CheckResult => JSON.parse(check("--format", "json").stdout) as CheckResult;

  it("passes as it is, reformatted, reordered and with other things added", () => {
    expect(check().status).to.equal(0);
    const rewritten = [...names].reverse().map((name) => messyFunction(name).replace('["dynamodb:*", "sqs:*"]', '[\n  "sqs:*",\n  "dynamodb:*",\n]')).join("\n\n# moved\n");
    writeFileSync(join(folder, "main.tf"), `${rewritten}\nresource "aws_s3_bucket" "new" {}\n`);
    expect(check().status).to.equal(0);
  });

  it("fails with exactly one new finding for one new wildcard, in every report", () => {
    writeFileSync(join(folder, "main.tf"), names.map((name) => messyFunction(name, name === "worker7" ? ["arn:aws:s3:::invoices/*", "*"] : undefined)).join(""));
    const result = json();
    const fresh = result.findings.filter(({ status }) => status === "new");
    expect(fresh.map(({ ruleId, address, path }) => [ruleId, address, path])).to.deep.equal([["no-wildcard-resource", "aws_iam_role_policy.worker7", "Statement[0].Resource[1]"]]);
    expect(result.summary.known).to.be.at.least(100);
    const reports = check("--format", "text", "--output", "r.txt", "--format", "sarif", "--output", "r.sarif", "--format", "junit", "--output", "r.xml", "--format", "markdown", "--output", "r.md");
    expect([reports.status, reports.stdout]).to.deep.equal([1, ""]);
    const [fingerprint] = fresh.map((finding) => finding.fingerprint);
    const sarif = JSON.parse(readFileSync(join(folder, "r.sarif"), "utf8")) as { runs: { results: { baselineState?: string }[] }[] };
    expect(sarif.runs[0]!.results.filter(({ baselineState }) => baselineState === "new").length).to.equal(1);
    expect(JSON.stringify(sarif)).to.include(fingerprint);
    expect(readFileSync(join(folder, "r.xml"), "utf8").match(/<failure/g)).to.have.length(1);
    // text and Markdown show and count the one finding; Markdown folds away what is known
    for (const file of ["r.txt", "r.md"]) {
      const text = readFileSync(join(folder, file), "utf8").split("<details>")[0]!;
      expect(text.match(/no-(?:wildcard|unused)-\w+/g), file).to.deep.equal(["no-wildcard-resource"]);
      expect(text.match(/\b\d+ (?:critical|high|medium|low)\b/g), file).to.deep.equal(["1 high"]);
    }
  });
});

describe("cli: several inputs", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "leastwise-several-"));
    for (const name of ["dev", "prod"]) copyFileSync(join(repository, "examples/ladder/plan.json"), join(folder, `${name}.json`));
  });
  after(() => rmSync(folder, { recursive: true }));

  const plans = (): string[] => ["dev", "prod"].map((name) => join(folder, `${name}.json`));
  const check = (...more: readonly string[]): CliRun => runCli(["check", ...plans(), "--source", "examples/ladder", "--format", "json", ...more]);
  const one = (): CheckResult => JSON.parse(runCli(["check", plans()[0]!, "--source", "examples/ladder", "--format", "json"]).stdout) as CheckResult;

  it("make one report, with each address under its input and each fingerprint once", () => {
    const { status, stdout, stderr } = check();
    const result = JSON.parse(stdout) as CheckResult;
    const single = one();
    expect([status, stderr]).to.deep.equal([1, ""]);
    expect(result.functions.map(({ address }) => address)).to.deep.equal(plans().flatMap((plan) => single.functions.map(({ address }) => `${plan}: ${address}`)));
    expect(result.summary.functions).to.equal(2 * single.summary.functions);
    expect(result.findings.length).to.equal(2 * single.findings.length);
    expect(new Set(result.findings.map(({ fingerprint }) => fingerprint)).size).to.equal(result.findings.length);
    expect(result.findings[0]!.location!.file).to.equal("examples/ladder/main.tf");
  });

  it("have a baseline together, which one of them alone does not silence", () => {
    const baseline = join(folder, "baseline.json");
    runCli(["baseline", ...plans(), "--source", "examples/ladder", "--output", baseline]);
    expect(check("--baseline", baseline).status).to.equal(0);
    runCli(["baseline", plans()[0]!, "--source", "examples/ladder", "--output", baseline]);
    const result = JSON.parse(check("--baseline", baseline).stdout) as CheckResult;
    expect([result.summary.decision, result.summary.known]).to.deep.equal(["fail", one().findings.length]);
  });

  it("cannot be checked where one of them cannot, or is given twice", () => {
    expect(runCli(["check", plans()[0]!, join(folder, "gone.json")]).status).to.equal(2);
    const twice = runCli(["check", plans()[0]!, plans()[0]!]);
    expect([twice.status, twice.stdout]).to.deep.equal([2, ""]);
    expect(twice.stderr).to.match(/given twice/);
  });
});

describe("cli: --changed-only", () => {
  it("leaves out what a plan does not change", () => {
    const plan = JSON.parse(readFileSync(join(repository, "examples/ladder/plan.json"), "utf8")) as { resource_changes: { address: string; change: { actions: string[]; before: unknown; after: unknown } }[] };
    for (const row of plan.resource_changes) {
      if (/\.everything(_logs)?$/.test(row.address)) Object.assign(row.change, { actions: ["no-op"], before: row.change.after });
    }
    const { stdout } = runCli(["check", "--changed-only", "--format", "json", "--source", "examples/ladder"], { input: JSON.stringify(plan) });
    const result = JSON.parse(stdout) as CheckResult;
    expect(result.functions.map(({ address }) => address)).not.to.include("aws_lambda_function.everything");
    expect(result.functions.length).to.be.above(0);
    expect(result.findings.filter(({ address }) => address.endsWith(".everything"))).to.deep.equal([]);
    expect(result.notices.join("\n")).to.match(/findings? on what this plan does not change (is|are) left out/);
  });

  it("needs a plan", () => {
    const { status, stderr } = runCli(["check", "examples/ladder", "--changed-only"]);
    expect(status).to.equal(2);
    expect(stderr).to.match(/--changed-only needs a plan/);
  });
});
