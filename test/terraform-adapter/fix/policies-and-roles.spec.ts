import { expect } from "chai";
import { fixPolicy, READER } from "./fixing";

const trust = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })';

describe("fix: managed policies and roles", () => {
  it("puts a policy of the role's own in place of a broad managed one, under the names that rest on it", async () => {
    const { after, left } = await fixPolicy(`resource "aws_iam_role_policy_attachment" "s3" {
  role       = aws_iam_role.reader.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}

resource "aws_sqs_queue" "q" {
  depends_on = [aws_iam_role_policy_attachment.s3]
}
`);
    expect(left).to.deep.equal([]);
    expect(after).to.equal(`resource "aws_iam_role_policy" "s3" {
  name = "least-privilege"
  role = aws_iam_role.reader.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadInvoices"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["\${aws_s3_bucket.invoices.arn}/*"]
      },
    ]
  })
}

resource "aws_sqs_queue" "q" {
  depends_on = [aws_iam_role_policy.s3]
}
`);
  });

  it("only detaches a managed policy of which nothing is needed", async () => {
    const { after } = await fixPolicy(`resource "aws_iam_role_policy" "objects" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.invoices.arn}/*" }] })
}

resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.reader.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`);
    expect(after).not.to.contain("AdministratorAccess");
    expect(after).to.contain("s3:GetObject");
  });

  it("does not refer to what depends on the policy itself", async () => {
    const { after } = await fixPolicy(`resource "aws_sqs_queue" "q" {
  name       = "jobs"
  depends_on = [aws_iam_role_policy.p]
}

resource "aws_lambda_function" "sender" {
  function_name = "sender"
  role          = aws_iam_role.sender.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/sender"
}

resource "aws_iam_role" "sender" {
  assume_role_policy = ${trust}
}

resource "aws_iam_role_policy_attachment" "sender_logs" {
  role       = aws_iam_role.sender.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.sender.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}
`, { "src/sender/index.mjs": `import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
export const handler = () => new SQSClient({}).send(new SendMessageCommand({ QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/jobs", MessageBody: "x" }));
` });
    expect(after).to.contain('Action = "sqs:SendMessage"');
    expect(after).not.to.contain("Resource = aws_sqs_queue.q.arn");
  });

  it("never turns a resource that the running function decides into a new wildcard, and keeps what is granted", async () => {
    const { after, left } = await fixPolicy(`resource "aws_lambda_function" "sender" {
  function_name = "sender"
  role          = aws_iam_role.sender.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/sender"
}

resource "aws_iam_role" "sender" {
  assume_role_policy = ${trust}
}

resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.sender.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sqs:*"], Resource = ["arn:aws:sqs:*:*:jobs-*"] }] })
}

resource "aws_iam_role_policy_attachment" "queues" {
  role       = aws_iam_role.sender.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"
}
`, { "src/sender/index.mjs": `import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import { DynamoDBClient, DeleteItemCommand } from "@aws-sdk/client-dynamodb";
export const handler = async (event) => {
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: event.queue, MessageBody: "x" }));
  await new DynamoDBClient({}).send(new DeleteItemCommand({ TableName: event.table, Key: {} }));
};
` });
    expect(after).to.contain('Action = ["sqs:SendMessage"], Resource = ["arn:aws:sqs:*:*:jobs-*"]');
    expect(after).to.contain("AmazonDynamoDBFullAccess");
    expect(left.join("\n")).to.match(/aws_iam_role_policy_attachment\.queues: which resource dynamodb:DeleteItem works on is decided when the function runs \(src\/sender\/index\.mjs:5\)/);
  });

  for (const [lookup, written] of [["", "*"], ['data "aws_caller_identity" "me" {}\n\n', "${data.aws_caller_identity.me.account_id}"]] as const) {
    it(`names the account as ${written}, not by the number that this plan knows`, async () => {
      const { after } = await fixPolicy(`provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]
}

${lookup}resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }, { Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.invoices.arn}/*" }] })
}
`, { "main.tf": READER.replace(/resource "aws_iam_role_policy_attachment" "logs" \{[^}]*\}\n/, "") });
      expect(after).to.contain(`Resource = "arn:aws:logs:eu-west-1:${written}:log-group:/aws/lambda/reader:*"`);
    });
  }

  it("leaves a role that others may assume too", async () => {
    const { after, left } = await fixPolicy(`resource "aws_iam_role" "both" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["lambda.amazonaws.com", "ec2.amazonaws.com"] } }] })
}

resource "aws_lambda_function" "both" {
  function_name = "both"
  role          = aws_iam_role.both.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/reader"
}

resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.both.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
`);
    expect(after).to.contain('"s3:*"');
    expect(left).to.contain("aws_iam_role.both: ec2.amazonaws.com may assume the role too, and what it needs is not seen");
  });

  it("leaves a customer managed policy that something else uses", async () => {
    const { after, left } = await fixPolicy(`resource "aws_iam_policy" "p" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}

resource "aws_iam_role_policy_attachment" "p" {
  role       = aws_iam_role.reader.name
  policy_arn = aws_iam_policy.p.arn
}

resource "aws_iam_user_policy_attachment" "p" {
  user       = "someone"
  policy_arn = aws_iam_policy.p.arn
}
`);
    expect(after).to.contain('"s3:*"');
    expect(left[0]).to.equal("aws_iam_policy.p: aws_iam_user_policy_attachment.p uses the policy too");
  });

  it("does not bring back what a removed statement overrides", async () => {
    const policy = `data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Debug"
    actions   = ["dynamodb:*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "quiet" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]

  statement {
    sid       = "Debug"
    actions   = ["dynamodb:DescribeTable"]
    resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/orders"]
  }
}

resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.reader.id
  policy = data.aws_iam_policy_document.quiet.json
}
`;
    const { after, left } = await fixPolicy(policy);
    expect(after).to.equal(policy);
    expect(left.join()).to.match(/would allow dynamodb:/);
  });

  it("gives each function of a shared role its own", async () => {
    const { after, changed, left } = await fixPolicy(`resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_function" "sender" {
  function_name = "sender"
  role          = aws_iam_role.reader.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "src/sender"

  environment {
    variables = { QUEUE = aws_sqs_queue.jobs.url }
  }
}

resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.reader.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.invoices.arn}/*" },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn },
    ]
  })
}
`, { "src/sender/index.mjs": `import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
export const handler = () => new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: "x" }));
` });
    expect(left).to.deep.equal([]);
    expect(after).to.contain("aws_iam_role.reader_sender.arn");
    expect(after).not.to.contain("sqs:SendMessage");
    expect(changed["main.tf"]).to.contain('resource "aws_iam_role" "reader_sender" {\n  name               = "reader-sender"');
    expect(changed["main.tf"]).to.contain("Resource = [aws_sqs_queue.jobs.arn]");
    expect(changed["main.tf"]).to.contain('resource "aws_iam_role_policy_attachment" "logs_sender"');
  });
});
