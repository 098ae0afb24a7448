import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readAllCode, recommended } from "../../../core";
import { fixSources, Workspace, type SourceFix } from "../../../terraform-adapter/fix";

/** A function that reads objects of a bucket and sends to a queue, with the role of that name. */
export const READER = `
resource "aws_s3_bucket" "invoices" {
  bucket = "invoices"
}

resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.reader.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_lambda_function" "reader" {
  function_name = "reader"
  role          = aws_iam_role.reader.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/reader"

  environment {
    variables = { BUCKET = aws_s3_bucket.invoices.id }
  }
}
`;

export const READER_CODE = `
import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
const client = new S3Client({});
export const handler = (event) => client.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
`;

/** A folder of sources that is gone after the test. */
export class Project {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "leastwise-fix-")));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries({ "src/reader/index.mjs": READER_CODE, ...files })) {
      mkdirSync(dirname(join(this.root, name)), { recursive: true });
      writeFileSync(join(this.root, name), text);
    }
  }

  async fix(text?: string): Promise<SourceFix> {
    const workspace = await Workspace.open({ source: this.root, ...(text === undefined ? {} : { text }) });
    return fixSources(workspace, { configuration: recommended, readings: await readAllCode(workspace.deployment, this.root) });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The fix of a policy for the reader: what becomes of its text, and what is left. */
export async function fixPolicy(policy: string, files: Readonly<Record<string, string>> = {}): Promise<{ after: string; left: string[]; changed: Readonly<Record<string, string>> }> {
  const project = new Project({ "main.tf": READER, "policy.tf": policy, ...files });
  try {
    const { files: changed, left } = await project.fix();
    const texts = Object.fromEntries(changed.map(({ file, after }) => [file, after]));
    return { after: texts["policy.tf"] ?? policy, left: left.map(({ address, reason }) => `${address}: ${reason}`), changed: texts };
  } finally {
    project.remove();
  }
}
