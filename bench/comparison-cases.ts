/** One kind of mistake: the Terraform that has it, beside the function of `surroundings`. */
export interface ComparisonCase {
  readonly title: string;
  readonly terraform: string;
}

/** A function that reads one object of the bucket invoices, and writes its logs. */
export const surroundings = `terraform {
  required_providers {
    aws     = { source = "hashicorp/aws", version = "~> 6.0" }
    archive = { source = "hashicorp/archive" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

data "archive_file" "invoices" {
  type        = "zip"
  source_dir  = "\${path.module}/src"
  output_path = "\${path.module}/build/invoices.zip"
}

resource "aws_lambda_function" "invoices" {
  function_name = "invoices"
  role          = aws_iam_role.invoices.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = data.archive_file.invoices.output_path
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.invoices.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
`;

/** Its code. */
export const code = `import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = (event) => s3.send(new GetObjectCommand({ Bucket: "invoices", Key: event.key }));
`;

function roleWith(inside: string): string {
  return `
resource "aws_iam_role" "invoices" {
  name = "invoices"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
${inside}}
`;
}

const document = (statements: string): string => `jsonencode({
    Version   = "2012-10-17"
    Statement = [${statements}]
  })`;

function policy(statements: string): string {
  return `${roleWith("")}
resource "aws_iam_role_policy" "invoices" {
  role   = aws_iam_role.invoices.id
  policy = ${document(statements)}
}
`;
}

const allow = (action: string, resource: string): string => `{ Effect = "Allow", Action = ${action}, Resource = ${resource} }`;
const exact = allow('["s3:GetObject"]', '"arn:aws:s3:::invoices/*"');

/** What the function needs, and nothing more. */
export const exactly: ComparisonCase = { title: "what is needed, and nothing more", terraform: policy(exact) };

/** The mistakes that people make, from the widest to the smallest. */
export const mistakes: readonly ComparisonCase[] = [
  { title: "`*` on `*`", terraform: policy(allow('"*"', '"*"')) },
  { title: "`s3:*` on `*`", terraform: policy(allow('"s3:*"', '"*"')) },
  { title: "`s3:*` on the bucket", terraform: policy(allow('"s3:*"', '["arn:aws:s3:::invoices", "arn:aws:s3:::invoices/*"]')) },
  { title: "`s3:Get*` on the bucket's objects", terraform: policy(allow('"s3:Get*"', '"arn:aws:s3:::invoices/*"')) },
  { title: "the right action on every bucket, `arn:aws:s3:::*/*`", terraform: policy(allow('"s3:GetObject"', '"arn:aws:s3:::*/*"')) },
  { title: "one exact action that the code never calls", terraform: policy(allow('["s3:GetObject", "s3:DeleteObject"]', '"arn:aws:s3:::invoices/*"')) },
  { title: "another bucket than the code reads", terraform: policy(allow('["s3:GetObject"]', '"arn:aws:s3:::reports/*"')) },
  { title: "an action with a slip, `s3:GetObjet`", terraform: policy(`${exact}, ${allow('["s3:GetObjet"]', '"arn:aws:s3:::invoices/*"')}`) },
  { title: "an action on objects, granted on the bucket's ARN", terraform: policy(allow('["s3:GetObject"]', '"arn:aws:s3:::invoices"')) },
  { title: "NotAction", terraform: policy(`{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }`) },
  { title: "`s3:*` on `*`, beside an ARN that is not known before apply", terraform: `${policy(`${allow('"s3:*"', '"*"')}, ${allow('"sqs:SendMessage"', "aws_sqs_queue.jobs.arn")}`)}\nresource "aws_sqs_queue" "jobs" {}\n` },
  { title: "`s3:*` on `*` in an `inline_policy` block", terraform: roleWith(`  inline_policy {\n    name   = "invoices"\n    policy = ${document(allow('"s3:*"', '"*"'))}\n  }\n`) },
  { title: "AmazonS3FullAccess attached", terraform: `${roleWith("")}\nresource "aws_iam_role_policy_attachment" "full" {\n  role       = aws_iam_role.invoices.name\n  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"\n}\n` },
  {
    title: "two functions with one role",
    terraform: `${policy(exact)}\nresource "aws_lambda_function" "second" {\n  function_name = "second"\n  role          = aws_iam_role.invoices.arn\n  runtime       = "nodejs22.x"\n  handler       = "index.handler"\n  filename      = data.archive_file.invoices.output_path\n}\n`,
  },
  {
    title: "S3 may invoke it on behalf of anyone (no `source_arn`)",
    terraform: `${policy(exact)}\nresource "aws_lambda_permission" "bucket" {\n  action        = "lambda:InvokeFunction"\n  function_name = aws_lambda_function.invoices.function_name\n  principal     = "s3.amazonaws.com"\n}\n`,
  },
];
