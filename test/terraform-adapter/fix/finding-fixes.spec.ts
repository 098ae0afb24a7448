import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Log, Replacement, Result } from "sarif";
import { reportSarif } from "../../../core";
import type { SourceFix } from "../../../terraform-adapter/fix";
import { Project, READER } from "./fixing";

const SENDER_CODE = `import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
export const handler = () => new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: "x" }));
`;
const SENDER = `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_iam_role" "sender" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_iam_role_policy_attachment" "sender_logs" {
  role       = aws_iam_role.sender.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy_attachment" "sender_queues" {
  role       = aws_iam_role.sender.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"
}

resource "aws_lambda_function" "sender" {
  function_name = "sender"
  role          = aws_iam_role.sender.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/sender"

  environment {
    variables = { QUEUE = aws_sqs_queue.jobs.url }
  }
}
`;
const WIDE = `resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["*"] }] })
}

# nothing is needed of it
resource "aws_iam_role_policy" "old" {
  role   = aws_iam_role.reader.id
  policy = <<-EOT
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sns:*", "Resource": "*"}]}
  EOT
}
`;

describe("fix: the edits that answer a finding, in SARIF", () => {
  const projects: readonly (readonly [title: string, files: Readonly<Record<string, string>>, groups: number])[] = [
    ["one role", { "main.tf": READER, "policy.tf": WIDE }, 1],
    ["two roles, a managed policy replaced", { "main.tf": READER, "policy.tf": WIDE, "sender.tf": SENDER, "src/sender/index.mjs": SENDER_CODE }, 2],
    ["a shared role that is split", { "main.tf": READER, "policy.tf": WIDE, "sender.tf": SENDER.replace("role          = aws_iam_role.sender.arn", "role          = aws_iam_role.reader.arn"), "src/sender/index.mjs": SENDER_CODE }, 1],
    ["Windows line ends", { "main.tf": READER, "policy.tf": WIDE.replace(/\n/g, "\r\n") }, 1],
    ["a byte order mark", { "main.tf": READER, "policy.tf": `\uFEFF${WIDE}` }, 1],
  ];
  for (const [title, files, groups] of projects) {
    it(`make the same texts as fix: ${title}`, async () => {
      const project = new Project(files);
      try {
        const fix = await project.fix();
        const results = resultsOf(fix);
        const fixed = results.filter((result) => result.fixes);
        expect(fixed.length).to.be.greaterThan(0);
        expect(new Set(fixed.map((result) => JSON.stringify(result.fixes))).size).to.equal(groups);
        const texts = appliedTo(project.root, fixed);
        expect(texts).to.deep.equal(Object.fromEntries(fix.files.map(({ file, after }) => [file, after])));
      } finally {
        project.remove();
      }
    });
  }

  it("each alone gives its role what it is to have, and no other", async () => {
    const project = new Project({ "main.tf": READER, "policy.tf": WIDE, "sender.tf": SENDER, "src/sender/index.mjs": SENDER_CODE });
    try {
      const fix = await project.fix();
      const ofSender = resultsOf(fix).filter((result) => result.fixes && result.ruleId === "no-broad-managed-policy");
      expect(ofSender).to.have.length(1);
      expect(appliedTo(project.root, ofSender)).to.deep.equal({ "sender.tf": fix.files.find(({ file }) => file === "sender.tf")!.after });
      expect(ofSender[0]!.fixes![0]!.description!.text).to.equal("Gives aws_iam_role.sender what the code is seen to need and nothing more.");
    } finally {
      project.remove();
    }
  });

  it("what stays has none", async () => {
    const project = new Project({ "main.tf": READER, "policy.tf": WIDE.replace('Effect = "Allow", Action = ["s3:*"]', 'Effect = var.open ? "Allow" : "Deny", Action = ["s3:*"]'), "variables.tf": 'variable "open" {\n  default = true\n}\n' });
    try {
      const fix = await project.fix();
      const left = resultsOf(fix).filter((result) => result.properties!["address"] === "aws_iam_role_policy.p");
      expect(left.length).to.be.greaterThan(0);
      expect(left.flatMap((result) => result.fixes ?? [])).to.deep.equal([]);
    } finally {
      project.remove();
    }
  });
});

function resultsOf({ result, fixes }: SourceFix): Result[] {
  return (JSON.parse(reportSarif(result, { fixes })) as Log).runs[0]!.results!;
}

/** The files with the fixes in them, as an editor would apply them: regions are of the text without its byte order mark. */
function appliedTo(root: string, results: readonly Result[]): Record<string, string> {
  const changes = new Map<string, Map<string, Replacement>>();
  for (const { artifactLocation, replacements } of results.flatMap(({ fixes }) => fixes ?? []).flatMap(({ artifactChanges }) => artifactChanges)) {
    const known = changes.get(artifactLocation.uri!) ?? new Map<string, Replacement>();
    for (const replacement of replacements) known.set(JSON.stringify(replacement), replacement);
    changes.set(artifactLocation.uri!, known);
  }
  return Object.fromEntries([...changes].map(([file, replacements]) => [file, applied(readFileSync(join(root, file), "utf8"), [...replacements.values()])]));
}

function applied(raw: string, replacements: readonly Replacement[]): string {
  const mark = raw.startsWith("\uFEFF") ? "\uFEFF" : "";
  const lines = raw.slice(mark.length).split(/(?<=\n)/);
  const offset = (line: number, column: number): number => lines.slice(0, line - 1).join("").length + column - 1;
  const ordered = replacements.map(({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => ({ start: offset(startLine!, startColumn!), end: offset(endLine!, endColumn!), text: insertedContent?.text ?? "" })).sort((a, b) => b.start - a.start || b.end - a.end);
  return mark + ordered.reduce((text, { start, end, text: inserted }) => text.slice(0, start) + inserted + text.slice(end), lines.join(""));
}
