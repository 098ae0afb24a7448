import { expect } from "chai";
import { fixPolicy, READER } from "./fixing";

interface Form {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly left?: readonly string[];
}

const inRolePolicy = (policy: string): string => `resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.reader.id
  policy = ${policy}
}
`;

const forms: readonly Form[] = [
  {
    title: "one element of a list in jsonencode",
    before: inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["*"] }] })`),
    after: inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ["\${aws_s3_bucket.invoices.arn}/*"] }] })`),
  },
  {
    title: "scalars, and comments around them",
    before: inRolePolicy(`jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:*" # for now
      Resource = "\${aws_s3_bucket.invoices.arn}/*" /* all of them */
    }]
  })`),
    after: inRolePolicy(`jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject" # for now
      Resource = "\${aws_s3_bucket.invoices.arn}/*" /* all of them */
    }]
  })`),
  },
  {
    title: "an element that nobody needs, of several on lines of their own",
    before: inRolePolicy(`jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = [
        "s3:GetObject",
        "s3:DeleteObject",
        "s3:PutObject",
      ]
      Resource = "\${aws_s3_bucket.invoices.arn}/*"
    }]
  })`),
    after: inRolePolicy(`jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = [
        "s3:GetObject",
      ]
      Resource = "\${aws_s3_bucket.invoices.arn}/*"
    }]
  })`),
  },
  {
    title: "JSON in a heredoc",
    before: inRolePolicy(`<<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": ["s3:Get*", "sqs:*"], "Resource": "*" }
      ]
    }
  EOT`),
    after: inRolePolicy(`<<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "\${aws_s3_bucket.invoices.arn}/*" }
      ]
    }
  EOT`),
  },
  {
    title: "a heredoc whose indentation is kept, and another statement in it",
    before: inRolePolicy(`<<EOT
{
\t"Version": "2012-10-17",
\t"Statement": [
\t\t{
\t\t\t"Effect": "Allow",
\t\t\t"Action": ["sqs:*"],
\t\t\t"Resource": ["*"]
\t\t},
\t\t{
\t\t\t"Effect": "Allow",
\t\t\t"Action": [
\t\t\t\t"s3:GetObject",
\t\t\t\t"s3:*Object"
\t\t\t],
\t\t\t"Resource": ["*"]
\t\t}
\t]
}
EOT`),
    after: inRolePolicy(`<<EOT
{
\t"Version": "2012-10-17",
\t"Statement": [
\t\t{
\t\t\t"Effect": "Allow",
\t\t\t"Action": [
\t\t\t\t"s3:GetObject"
\t\t\t],
\t\t\t"Resource": ["\${aws_s3_bucket.invoices.arn}/*"]
\t\t}
\t]
}
EOT`),
  },
  {
    title: "tabs stay tabs",
    before: inRolePolicy(`jsonencode({
\t\tVersion = "2012-10-17"
\t\tStatement = [{
\t\t\tEffect   = "Allow"
\t\t\tAction   = ["s3:*", "sqs:*"]
\t\t\tResource = ["*"]
\t\t}]
\t})`),
    after: inRolePolicy(`jsonencode({
\t\tVersion = "2012-10-17"
\t\tStatement = [{
\t\t\tEffect   = "Allow"
\t\t\tAction   = ["s3:GetObject"]
\t\t\tResource = ["\${aws_s3_bucket.invoices.arn}/*"]
\t\t}]
\t})`),
  },
  {
    title: "a statement block of a policy document, and one that goes",
    before: `data "aws_iam_policy_document" "d" {
  statement {
    sid       = "Objects"
    actions   = ["s3:*"]
    resources = ["\${aws_s3_bucket.invoices.arn}/*"]
  }

  statement {
    actions   = ["dynamodb:*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.reader.id
  policy = data.aws_iam_policy_document.d.json
}
`,
    after: `data "aws_iam_policy_document" "d" {
  statement {
    sid       = "Objects"
    actions   = ["s3:GetObject"]
    resources = ["\${aws_s3_bucket.invoices.arn}/*"]
  }
}

resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.reader.id
  policy = data.aws_iam_policy_document.d.json
}
`,
  },
  {
    title: "NotAction becomes Action",
    before: inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = ["iam:*"], Resource = ["\${aws_s3_bucket.invoices.arn}/*"] }] })`),
    after: inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ["\${aws_s3_bucket.invoices.arn}/*"] }] })`),
  },
  {
    title: "a condition stays where it narrows",
    before: inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:ResourceAccount" = "123456789012" } } }] })`),
    after: inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.invoices.arn}/*", Condition = { StringEquals = { "aws:ResourceAccount" = "123456789012" } } }] })`),
  },
  {
    title: "a local that is used once is edited where it is written",
    before: `locals {
  actions = ["s3:*"]
}
${inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Resource = "\${aws_s3_bucket.invoices.arn}/*" }] })`)}`,
    after: `locals {
  actions = ["s3:GetObject"]
}
${inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Resource = "\${aws_s3_bucket.invoices.arn}/*" }] })`)}`,
  },
  {
    title: "a local that is used twice is left",
    before: `locals {
  actions = ["s3:*"]
}
output "actions" {
  value = local.actions
}
${inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Resource = "\${aws_s3_bucket.invoices.arn}/*" }] })`)}`,
    after: `locals {
  actions = ["s3:*"]
}
output "actions" {
  value = local.actions
}
${inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Resource = "\${aws_s3_bucket.invoices.arn}/*" }] })`)}`,
    left: ["aws_iam_role_policy.p: local.actions is used in 2 places"],
  },
  {
    title: "an Effect that a variable decides is left",
    before: `variable "admin" {
  default = true
}
${inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = var.admin ? "Allow" : "Deny", Action = "s3:*", Resource = "*" }] })`)}`,
    after: `variable "admin" {
  default = true
}
${inRolePolicy(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = var.admin ? "Allow" : "Deny", Action = "s3:*", Resource = "*" }] })`)}`,
    left: ["aws_iam_role_policy.p: its Effect is decided by an expression"],
  },
  {
    title: "a policy of which nothing is needed goes as a whole, with its name in depends_on",
    before: `resource "aws_iam_role_policy" "objects" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.invoices.arn}/*" }] })
}

# left over
resource "aws_iam_role_policy" "old" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}

resource "aws_sqs_queue" "q" {
  depends_on = [aws_iam_role_policy.objects, aws_iam_role_policy.old]
}
`,
    after: `resource "aws_iam_role_policy" "objects" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.invoices.arn}/*" }] })
}

resource "aws_sqs_queue" "q" {
  depends_on = [aws_iam_role_policy.objects]
}
`,
  },
];

describe("fix: each form of a policy document", () => {
  for (const { title, before, after, left = [] } of forms) {
    it(title, async () => {
      const fixed = await fixPolicy(before);
      expect(fixed.after).to.equal(after);
      expect(fixed.left).to.deep.equal(left);
    });
  }

  it("leaves JSON sources, and says so", async () => {
    const policy = JSON.stringify({ resource: { aws_iam_role_policy: { p: { role: "${aws_iam_role.reader.id}", policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:*"], Resource: ["*"] }] }) } } } });
    const { changed, left } = await fixPolicy("", { "more.tf.json": policy });
    expect(changed).to.deep.equal({});
    expect(left).to.deep.equal(["aws_iam_role_policy.p: it is written in more.tf.json: JSON sources are not edited"]);
  });

  it("does not narrow a module for one of its two callers alone", async () => {
    const module = `variable "role" {}

resource "aws_iam_role_policy" "objects" {
  role   = var.role
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["*"] }] })
}
`;
    const second = READER.slice(READER.indexOf('resource "aws_iam_role"')).replace(/"reader"/g, '"writer"').replace(/aws_iam_role\.reader/g, "aws_iam_role.writer").replace('"logs"', '"writer_logs"').replace("src/reader", "src/writer");
    const calls = ["reader", "writer"].map((role) => `module "${role}" {\n  source = "./modules/objects"\n  role   = aws_iam_role.${role}.id\n}\n`).join("\n");
    const code = (command: string): string => `import { S3Client, ${command} } from "@aws-sdk/client-s3";\nexport const handler = (event) => new S3Client({}).send(new ${command}({ Bucket: process.env.BUCKET, Key: event.key }));\n`;
    const different = await fixPolicy(calls, { "modules/objects/main.tf": module, "writer.tf": second, "src/writer/index.mjs": code("PutObjectCommand") });
    expect(different.changed).to.deep.equal({});
    expect(different.left.join("\n")).to.contain("module.reader.aws_iam_role_policy.objects: it is written once for several instances, which need different things");
    const same = await fixPolicy(calls, { "modules/objects/main.tf": module, "writer.tf": second, "src/writer/index.mjs": code("GetObjectCommand") });
    expect(same.changed["modules/objects/main.tf"]).to.contain('Action = ["s3:GetObject"]');
  });

  it("keeps Windows line ends", async () => {
    const form = forms.find(({ title }) => title.startsWith("an element that nobody needs"))!;
    const crlf = (text: string): string => text.replace(/\n/g, "\r\n");
    expect((await fixPolicy(crlf(form.before))).after).to.equal(crlf(form.after));
  });
});
