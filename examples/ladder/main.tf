# One function that reads one object, and three ways to give it the right to: the two that people write first, and the one it needs.

terraform {
  required_providers {
    aws     = { source = "hashicorp/aws", version = "~> 6.0" }
    archive = { source = "hashicorp/archive" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_s3_bucket" "invoices" {
  bucket_prefix = "invoices-"
}

data "archive_file" "reader" {
  type        = "zip"
  source_dir  = "${path.module}/src"
  output_path = "${path.module}/build/reader.zip"
}

data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

# First rung: every action on every bucket.

resource "aws_iam_role" "everything" {
  name               = "reader-everything"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_iam_role_policy_attachment" "everything_logs" {
  role       = aws_iam_role.everything.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "everything" {
  name = "invoices"
  role = aws_iam_role.everything.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:*"]
      Resource = ["*"]
    }]
  })
}

resource "aws_lambda_function" "everything" {
  function_name    = "reader-everything"
  role             = aws_iam_role.everything.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = data.archive_file.reader.output_path
  source_code_hash = data.archive_file.reader.output_base64sha256

  environment {
    variables = { BUCKET = aws_s3_bucket.invoices.id }
  }
}

# Second rung: every action, on the one bucket.

resource "aws_iam_role" "bucket" {
  name               = "reader-bucket"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_iam_role_policy_attachment" "bucket_logs" {
  role       = aws_iam_role.bucket.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "bucket" {
  name = "invoices"
  role = aws_iam_role.bucket.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:*"]
      Resource = [aws_s3_bucket.invoices.arn, "${aws_s3_bucket.invoices.arn}/*"]
    }]
  })
}

resource "aws_lambda_function" "bucket" {
  function_name    = "reader-bucket"
  role             = aws_iam_role.bucket.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = data.archive_file.reader.output_path
  source_code_hash = data.archive_file.reader.output_base64sha256

  environment {
    variables = { BUCKET = aws_s3_bucket.invoices.id }
  }
}

# Third rung: what the code does.

resource "aws_iam_role" "exact" {
  name               = "reader-exact"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

resource "aws_iam_role_policy_attachment" "exact_logs" {
  role       = aws_iam_role.exact.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "exact" {
  name = "invoices"
  role = aws_iam_role.exact.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = ["${aws_s3_bucket.invoices.arn}/*"]
    }]
  })
}

resource "aws_lambda_function" "exact" {
  function_name    = "reader-exact"
  role             = aws_iam_role.exact.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = data.archive_file.reader.output_path
  source_code_hash = data.archive_file.reader.output_base64sha256

  environment {
    variables = { BUCKET = aws_s3_bucket.invoices.id }
  }
}
