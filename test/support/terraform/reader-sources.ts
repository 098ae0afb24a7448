/** The function of the article: it reads objects of a bucket whose ARN only AWS can tell, with the policy that its author happened to write. */
export function readerSources(policy: string): string {
  return `
resource "aws_s3_bucket" "orders" {}

resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.reader.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

data "archive_file" "reader" {
  type        = "zip"
  source_dir  = "src"
  output_path = "build/reader.zip"
}

resource "aws_lambda_function" "reader" {
  function_name    = "reader"
  role             = aws_iam_role.reader.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = data.archive_file.reader.output_path
  source_code_hash = data.archive_file.reader.output_base64sha256

  environment {
    variables = { BUCKET = aws_s3_bucket.orders.id }
  }
}

${policy}
`;
}

/** What the function does: one object, of the bucket that its environment names. */
export const handler = `
import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (event) => s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
`;

/** The policy in `jsonencode`. */
export const encoded = (action: string, ...resources: readonly string[]): string => `
resource "aws_iam_role_policy" "read" {
  name   = "read"
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["${action}"], Resource = [${resources.join(", ")}] }] })
}`;
/** The policy as text. */
export const heredoc = (action: string, resource: string): string => `
resource "aws_iam_role_policy" "read" {
  name   = "read"
  role   = aws_iam_role.reader.id
  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [{ "Effect": "Allow", "Action": "${action}", "Resource": "${resource}" }]
    }
  JSON
}`;
/** The policy from `aws_iam_policy_document`, attached. */
export const document = (action: string, resource: string): string => `
data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["${action}"]
    resources = [${resource}]
  }
}

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.reader.name
  policy_arn = aws_iam_policy.read.arn
}`;

/** The bucket's ARN, as an expression. */
export const bucket = "aws_s3_bucket.orders.arn";
/** The ARNs of its objects, as an expression. */
export const objects = '"${aws_s3_bucket.orders.arn}/*"';
