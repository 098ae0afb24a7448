import { expect } from "chai";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { schemaProblems } from "../support/json-schema";
import { repository, runCli } from "./run-cli";

const ladder = ["check", "examples/ladder/plan.json", "--source", "examples/ladder"];

describe("cli: reports", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "leastwise-reports-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes every format in one run, and one of them to standard output", () => {
    const formats = ["json", "sarif", "junit", "markdown", "html", "codequality", "text"];
    const { status, stdout, stderr } = runCli([...ladder, ...formats.flatMap((format) => ["--format", format, "--output", join(folder, format)]), "--format", "text"]);
    expect({ status, stderr }).to.deep.equal({ status: 1, stderr: "" });
    expect(readdirSync(folder).sort()).to.deep.equal([...formats].sort());
    expect(stdout).to.equal(readFileSync(join(folder, "text"), "utf8"));
    const read = (format: string): string => readFileSync(join(folder, format), "utf8");
    expect(schemaProblems("result", JSON.parse(read("json")))).to.deep.equal([]);
    expect(JSON.parse(read("sarif"))).to.have.property("version", "2.1.0");
    expect(JSON.parse(read("codequality"))).to.be.an("array").that.is.not.empty;
    expect(read("junit")).to.match(/^<\?xml/);
    expect(read("html")).to.match(/^<!doctype html>/);
    expect(read("markdown")).to.match(/^### ❌ leastwise/);
  });

  it("names the next command so that it can be typed as it is", () => {
    expect(runCli([...ladder]).stdout).to.contain("\nNext: leastwise fix examples/ladder/plan.json --source examples/ladder shows ");
    expect(runCli(["check", "examples/ladder"]).stdout).to.contain("\nNext: leastwise fix examples/ladder shows ");
  });

  it("SARIF has the edits that fix would make", () => {
    const log = JSON.parse(runCli([...ladder, "--format", "sarif"]).stdout) as { runs: { results: { fixes?: { artifactChanges: { artifactLocation: { uri: string }; replacements: { deletedRegion: object; insertedContent?: { text: string } }[] }[] }[] }[] }[] };
    const changes = log.runs[0]!.results.flatMap(({ fixes }) => fixes ?? []).flatMap(({ artifactChanges }) => artifactChanges);
    expect(changes.map(({ artifactLocation }) => artifactLocation.uri)).to.include("examples/ladder/main.tf");
    const diff = runCli(["fix", ...ladder.slice(1)]).stdout;
    const inserted = changes.flatMap(({ replacements }) => replacements.flatMap(({ insertedContent }) => insertedContent?.text.split("\n")[0] ?? []));
    expect(inserted.length).to.be.greaterThan(0);
    for (const text of inserted) expect(diff).to.contain(text);
  });

  it("points SARIF at the text that is meant, from the repository's root", () => {
    const log = JSON.parse(runCli([...ladder, "--format", "sarif"]).stdout) as { runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string }; region: Record<"startLine" | "startColumn" | "endLine" | "endColumn", number> } }[] }[] }[] };
    const texts = log.runs[0]!.results.map(({ locations: [location] }) => {
      const { artifactLocation, region } = location!.physicalLocation;
      const line = readFileSync(join(repository, artifactLocation.uri), "utf8").split("\n")[region.startLine - 1]!;
      return line.slice(region.startColumn - 1, region.endColumn - 1);
    });
    expect(texts).to.not.be.empty;
    for (const text of texts) expect(text).to.be.oneOf(['"s3:*"', '"*"', "aws_s3_bucket.invoices.arn"]);
  });

  it("the JSON of diff and needs is valid too", () => {
    const before = join(folder, "before.json");
    const after = join(folder, "after.json");
    const policy = (action: string): string => JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: action, Resource: "*" } });
    writeFileSync(before, policy("s3:GetObject"));
    writeFileSync(after, policy("s3:*"));
    expect(schemaProblems("diff", JSON.parse(runCli(["diff", before, after, "--format", "json"]).stdout))).to.deep.equal([]);
    expect(schemaProblems("diff", JSON.parse(runCli(["diff", "examples/ladder/plan.json", "--format", "json"]).stdout))).to.deep.equal([]);
    expect(schemaProblems("needs", JSON.parse(runCli(["needs", "examples/ladder/src", "--format", "json"]).stdout))).to.deep.equal([]);
  });

  it("keeps what was there when a report cannot be written, and says it in a line", () => {
    const taken = join(folder, "taken");
    mkdirSync(taken);
    for (const [file, why] of [[join(folder, "none/report.txt"), "its folder does not exist"], [taken, "it is a folder"]] as const) {
      const { status, stdout, stderr } = runCli([...ladder, "--format", "json", "--output", file]);
      expect({ status, stdout }).to.deep.equal({ status: 2, stdout: "" });
      expect(stderr.split("\n")[0]).to.equal(`leastwise: cannot write ${file}: ${why}`);
    }
    expect(readdirSync(folder)).to.deep.equal(["taken"]);
  });

  it("replaces a file as a whole, keeps its mode, and goes through a link", () => {
    const file = join(folder, "report.json");
    writeFileSync(file, "old");
    chmodSync(file, 0o600);
    symlinkSync(file, join(folder, "link.json"));
    runCli([...ladder, "--format", "json", "--output", join(folder, "link.json")]);
    expect(readFileSync(file, "utf8")).to.match(/^\{/);
    expect(readdirSync(folder).sort()).to.deep.equal(["link.json", "report.json"]);
  });

  it("writes to a device instead of replacing it", function () {
    if (!existsSync("/dev/null")) this.skip();
    expect(runCli([...ladder, "--format", "json", "--output", "/dev/null"]).status).to.equal(1);
    expect(readFileSync("/dev/null", "utf8")).to.equal("");
  });

  for (const formats of [["--format", "json", "--format", "text"], ["--format", "json", "--output", "x", "--format", "sarif", "--output", "./x"]]) {
    it(`refuses two reports in one place: ${formats.join(" ")}`, () => {
      const { status, stdout, stderr } = runCli([...ladder, ...formats]);
      expect({ status, stdout }).to.deep.equal({ status: 2, stdout: "" });
      expect(stderr).to.contain("would both go to");
    });
  }

  it("does not know a format that is not there", () => {
    const { status, stderr } = runCli([...ladder, "--format", "pdf"]);
    expect(status).to.equal(2);
    expect(stderr).to.contain("sarif").and.to.contain("markdown");
  });

  it("tells one new finding in every report when the rest is known", () => {
    const baseline = join(folder, "baseline.json");
    const sources = join(folder, "infra");
    mkdirSync(sources);
    const program = (...statements: readonly string[]): string => `resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}
resource "aws_s3_bucket" "b" {}
resource "aws_sqs_queue" "q" {}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements.join(", ")}] })
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  image_uri     = "not-read"
}
`;
    const known = `{ Effect = "Allow", Action = "s3:*", Resource = aws_s3_bucket.b.arn }`;
    writeFileSync(join(sources, "main.tf"), program(known));
    expect(runCli(["baseline", sources, "--output", baseline]).status).to.equal(0);
    writeFileSync(join(sources, "main.tf"), program(`{ Effect = "Allow", Action = "sqs:*", Resource = aws_sqs_queue.q.arn }`, known));
    const run = (format: string): string => runCli(["check", sources, "--baseline", baseline, "--format", format]).stdout;
    const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
    const news = (JSON.parse(run("json")) as { findings: { status: string; ruleId: string }[] }).findings.filter(({ status }) => status === "new");
    expect(news.map(({ ruleId }) => ruleId)).to.deep.equal(["no-wildcard-action"]);
    expect(count(run("text"), /no-wildcard-action/g)).to.equal(1);
    expect(count(run("sarif"), /"baselineState": "new"/g)).to.equal(1);
    expect(count(run("junit"), /<failure /g)).to.equal(1);
    expect(run("markdown")).to.match(/leastwise: 1 high\n/);
    expect(JSON.parse(run("codequality"))).to.have.length(1);
  });
});
