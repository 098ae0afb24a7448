import { expect } from "chai";
import { runCli } from "../cli/run-cli";
import { runsRealTerraform, TerraformProject } from "../support/terraform/cli";
import { bucket, document, encoded, handler, heredoc, objects, readerSources } from "../support/terraform/reader-sources";

interface Result {
  readonly functions: readonly { readonly address: string; readonly required: readonly { readonly action: string }[]; readonly missing: readonly object[] }[];
  readonly findings: readonly object[];
  readonly undecided: readonly object[];
}

const writer = `
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

data "archive_file" "writer" {
  type        = "zip"
  source_file = "src/writer.mjs"
  output_path = "build/writer.zip"
}

# The second function with the role of the first.
resource "aws_lambda_function" "writer" {
  function_name = "writer"
  role          = aws_iam_role.reader.arn
  runtime       = "nodejs22.x"
  handler       = "writer.handler"
  filename      = data.archive_file.writer.output_path

  environment {
    variables = { QUEUE = aws_sqs_queue.jobs.url }
  }
}
`;
const writerHandler = `
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
const sqs = new SQSClient({});
export const handler = async (event) => sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: event.body }));
`;

const managed = `
resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.reader.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}
`;

const roots: readonly { readonly title: string; readonly files: Readonly<Record<string, string>> }[] = [
  { title: "jsonencode, s3:* on *", files: { "main.tf": readerSources(encoded("s3:*", '"*"')) } },
  { title: "jsonencode, s3:* on the bucket and its objects", files: { "main.tf": readerSources(encoded("s3:*", bucket, objects)) } },
  { title: "a heredoc", files: { "main.tf": readerSources(heredoc("s3:*", "*")) } },
  { title: "aws_iam_policy_document", files: { "main.tf": readerSources(document("s3:*", '"*"')) } },
  { title: "an AWS managed policy", files: { "main.tf": readerSources(managed) } },
  { title: "nothing granted yet", files: { "main.tf": readerSources("") } },
  { title: "a role for two functions", files: { "main.tf": readerSources(encoded("*", '"*"')), "writer.tf": writer, "src/writer.mjs": writerHandler } },
];

(runsRealTerraform ? describe : describe.skip)("leastwise fix --write, then terraform validate and plan (LEASTWISE_E2E=1)", () => {
  let project: TerraformProject;

  beforeEach(async () => (project = await TerraformProject.create({ files: { "src/index.mjs": handler } })));
  afterEach(() => project.remove());

  const checked = (plan: string): Result => {
    const { status, stdout, stderr } = runCli(["check", "--format", "json"], { cwd: project.folder, input: plan });
    if (status === 2) throw new Error(stderr);
    return JSON.parse(stdout) as Result;
  };
  const needs = ({ functions }: Result): unknown => functions.map(({ address, required }) => [address, required.map(({ action }) => action)]);

  for (const { title, files } of roots) {
    it(`${title}: valid, clean, and nothing that is needed is lost`, async () => {
      project.write(files);
      const plan = await project.plan();
      const before = checked(plan);
      expect(before.findings).to.not.deep.equal([]);
      project.write({ "plan.json": plan });
      const { status, stderr } = runCli(["fix", "plan.json", "--write"], { cwd: project.folder });
      expect(status, stderr).to.equal(0);
      expect(await project.terraform("validate", "-no-color")).to.contain("Success");
      const after = checked(await project.plan());
      expect([after.findings, after.undecided, after.functions.map(({ missing }) => missing).flat()]).to.deep.equal([[], [], []]);
      expect(needs(after)).to.deep.equal(needs(before));
    });
  }

  it("in place of a deployed stack: the plan takes back what was too much, and grants nothing new", async () => {
    project.write({ "main.tf": readerSources(encoded("s3:*", bucket, objects)) });
    await project.apply();
    project.write({ "plan.json": await project.plan() });
    const { status, stderr } = runCli(["fix", "plan.json", "--write"], { cwd: project.folder });
    expect(status, stderr).to.equal(0);
    const change = await project.plan();
    expect(runCli(["diff", "-"], { cwd: project.folder, input: change }).status).to.equal(0);
    expect(checked(change).findings).to.deep.equal([]);
  });
});
