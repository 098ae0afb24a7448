import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { check, readAllCode, readConfiguration, rules, type CheckResult, type Deployment, type Rule, type RuleExample } from "../../../core";
import { adaptTerraform } from "../../../terraform-adapter";

/** The function that every example stands beside. */
const surroundings = `
provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_role" "invoices" {
  name = "invoices"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.invoices.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_lambda_function" "invoices" {
  function_name = "invoices"
  role          = aws_iam_role.invoices.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/invoices"
}
`;

/** It reads one object of the bucket invoices, unless the example brings other code. */
const code = `import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = (event) => s3.send(new GetObjectCommand({ Bucket: "invoices", Key: event.key }));
`;

async function deploymentOf(folder: string, terraform: string, files: Readonly<Record<string, string>>): Promise<Deployment> {
  for (const [file, text] of Object.entries({ "src/invoices/index.mjs": code, ...files, "main.tf": surroundings + terraform })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return adaptTerraform({ source: folder });
}

async function run(rule: Rule, example: RuleExample): Promise<CheckResult> {
  const folder = mkdtempSync(join(tmpdir(), "leastwise-example-"));
  try {
    const before = example.before === undefined ? undefined : await deploymentOf(folder, example.before, example.code ?? {});
    const after = await deploymentOf(folder, example.terraform, example.code ?? {});
    const deployment = before ? { ...after, before } : after;
    const configuration = readConfiguration({ rules: { [rule.id]: rule.severity } }, rules, "example");
    return check(deployment, { rules: [rule], configuration, readings: await readAllCode(deployment, folder) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("rules on their own examples", () => {
  for (const rule of rules) {
    describe(rule.id, () => {
      for (const example of rule.examples.invalid) {
        it(`reports: ${example.title}`, async () => {
          const { findings, functions } = await run(rule, example);
          expect(functions.length).to.be.greaterThan(0);
          expect([...new Set(findings.map((finding) => finding.messageId))]).to.have.members([...example.messageIds]);
          for (const finding of findings) {
            expect(finding.location, finding.address).to.include({ file: "main.tf" });
            expect(finding.message + finding.remediation).not.to.match(/\{\{|undefined|\bNaN\b/);
          }
        });
      }
      for (const example of rule.examples.valid) {
        it(`is silent: ${example.title}`, async () => {
          const { findings, undecided, functions } = await run(rule, example);
          expect(functions.length).to.be.greaterThan(0);
          expect(findings.map((finding) => finding.message)).to.deep.equal([]);
          expect(undecided).to.deep.equal([]);
        });
      }
      for (const example of rule.examples.undecided) {
        it(`says that it cannot decide: ${example.title}`, async () => {
          const { findings, undecided } = await run(rule, example);
          expect(findings.map((finding) => finding.message)).to.deep.equal([]);
          expect(undecided.map(({ ruleId, references }) => [ruleId, references.length > 0])).to.deep.include([rule.id, true]);
        });
      }
    });
  }
});
