import { expect } from "chai";
import { Project, READER } from "./fixing";

/** A module as it is installed from a registry: its files go with the next `terraform init`, so only the call can be edited. */
const INSTALLED = `variable "role" {}
variable "attach_policy_statements" { default = false }
variable "policy_statements" { default = {} }
variable "attach_tracing_policy" { default = false }

data "aws_iam_policy_document" "statements" {
  count = var.attach_policy_statements ? 1 : 0

  dynamic "statement" {
    for_each = var.policy_statements

    content {
      sid       = replace(statement.key, "/[^0-9A-Za-z]*/", "")
      effect    = try(statement.value.effect, null)
      actions   = try(statement.value.actions, null)
      resources = try(statement.value.resources, null)
    }
  }
}

resource "aws_iam_role_policy" "statements" {
  count  = var.attach_policy_statements ? 1 : 0
  role   = var.role
  policy = data.aws_iam_policy_document.statements[0].json
}

resource "aws_iam_role_policy" "tracing" {
  count  = var.attach_tracing_policy ? 1 : 0
  role   = var.role
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource = "*" }] })
}
`;
const MODULES = JSON.stringify({ Modules: [{ Key: "", Source: "", Dir: "." }, { Key: "policies", Source: "registry/policies", Dir: ".terraform/modules/policies" }] });

/** A call of it in the way of terraform-aws-lambda. */
const call = (rest: string): string => `module "policies" {
  source = "registry/policies"
  role   = aws_iam_role.reader.name
${rest}}
`;

async function fixCall(rest: string): Promise<{ after: string; left: string[] }> {
  const before = call(rest);
  const project = new Project({ "main.tf": READER, "calls.tf": before, ".terraform/modules/modules.json": MODULES, ".terraform/modules/policies/main.tf": INSTALLED });
  try {
    const { files, left } = await project.fix();
    return { after: files.find(({ file }) => file === "calls.tf")?.after ?? before, left: left.map(({ address, reason }) => `${address}: ${reason}`) };
  } finally {
    project.remove();
  }
}

const READS = `    # what the reader is for
    objects = {
      actions   = ["s3:GetObject"]
      resources = ["\${aws_s3_bucket.invoices.arn}/*"]
    }
`;

describe("fix: policies that an installed module writes", () => {
  it("narrows the statement where the call hands it in, in the names of the caller", async () => {
    const { after, left } = await fixCall(`  attach_policy_statements = true
  policy_statements = {
    objects = { effect = "Allow", actions = ["s3:*"], resources = ["*"] }
  }
`);
    expect(left).to.deep.equal([]);
    expect(after).to.contain('objects = { effect = "Allow", actions = ["s3:GetObject"], resources = ["${aws_s3_bucket.invoices.arn}/*"] }');
  });

  it("takes away an entry that nobody needs, with its comment", async () => {
    const { after, left } = await fixCall(`  attach_policy_statements = true
  policy_statements = {
${READS}
    # from an old example
    tables = {
      actions   = ["dynamodb:*"]
      resources = ["*"]
    },
  }
`);
    expect(left).to.deep.equal([]);
    expect(after).to.equal(call(`  attach_policy_statements = true
  policy_statements = {
${READS}
  }
`));
  });

  it("leaves a policy out by the argument that decides on it alone", async () => {
    const { after, left } = await fixCall(`  attach_policy_statements = true
  policy_statements = {
${READS}  }

  attach_tracing_policy = true
`);
    expect(left).to.deep.equal([]);
    expect(after).to.contain("attach_tracing_policy = false").and.to.contain("attach_policy_statements = true");
  });

  it("makes an entry for each resource, under free names", async () => {
    const files = {
      "main.tf": READER,
      "calls.tf": call(`  attach_policy_statements = true
  policy_statements = {
    all = {
      actions   = ["s3:*", "sqs:*"]
      resources = ["*"]
    }
  }
`),
      "queue.tf": 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n',
      "src/reader/index.mjs": `
import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
export const handler = async (event) => {
  await new S3Client({}).send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: "x" }));
};
`,
      ".terraform/modules/modules.json": MODULES,
      ".terraform/modules/policies/main.tf": INSTALLED,
    };
    const project = new Project({ ...files, "main.tf": READER.replace("BUCKET = aws_s3_bucket.invoices.id", "BUCKET = aws_s3_bucket.invoices.id, QUEUE = aws_sqs_queue.jobs.url") });
    try {
      const fix = await project.fix();
      expect(fix.left).to.deep.equal([]);
      const after = fix.files.find(({ file }) => file === "calls.tf")!.after;
      expect(after).to.equal(call(`  attach_policy_statements = true
  policy_statements = {
    all = {
      actions   = ["s3:GetObject"]
      resources = ["\${aws_s3_bucket.invoices.arn}/*"]
    }
    all_2 = {
      actions   = ["sqs:SendMessage"]
      resources = [aws_sqs_queue.jobs.arn]
    }
  }
`));
    } finally {
      project.remove();
    }
  });

  it("says so where nothing leaves out what the module writes", async () => {
    const project = new Project({ "main.tf": READER, "calls.tf": call(""), ".terraform/modules/modules.json": MODULES, ".terraform/modules/policies/main.tf": INSTALLED.replace("count  = var.attach_tracing_policy ? 1 : 0\n", "") });
    try {
      const { files, left } = await project.fix();
      expect(files.map(({ file }) => file)).to.not.include(".terraform/modules/policies/main.tf");
      expect(left.map(({ reason }) => reason).join()).to.contain("it is written in a module that cannot be edited");
    } finally {
      project.remove();
    }
  });
});
