/**
 * What sources add to reading a plan, in seconds of processor time: a root module of 20 files beside its plan, and of 300 files, each with a function,
 * a role, a policy whose ARN only apply tells, and a data source. Best of some runs in one process, the first of which loads the grammar.
 *
 *   npx ts-node --transpile-only bench/source-speed.ts [RUNS]
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adaptTerraform } from "../terraform-adapter";

const runs = Number(process.argv[2] ?? 5);

function sourceOf(index: number): string {
  return `
locals {
  name_${index} = "service-\${var.stage}-${index}"
}

resource "aws_sqs_queue" "q${index}" {
  name = local.name_${index}
}

data "aws_iam_policy_document" "d${index}" {
  dynamic "statement" {
    for_each = { send = ["sqs:SendMessage"], read = ["sqs:ReceiveMessage", "sqs:DeleteMessage"] }
    content {
      sid       = title(statement.key)
      actions   = statement.value
      resources = [aws_sqs_queue.q${index}.arn, "\${aws_sqs_queue.q${index}.arn}-dlq"]
    }
  }
}

resource "aws_iam_role" "r${index}" {
  name               = local.name_${index}
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_iam_role_policy" "p${index}" {
  role   = aws_iam_role.r${index}.id
  policy = data.aws_iam_policy_document.d${index}.json
}

resource "aws_lambda_function" "f${index}" {
  function_name = local.name_${index}
  role          = aws_iam_role.r${index}.arn
  runtime       = "python3.13"
  handler       = "app.handler"
  filename      = "app.zip"
  environment {
    variables = merge({ QUEUE = aws_sqs_queue.q${index}.url }, { for n in range(5) : "V\${n}" => "x-\${n}" })
  }
}
`;
}

function planOf(count: number): string {
  const configuration: object[] = [];
  const changes = Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const name = `service-dev-${index}`;
    const of = (type: string, id: string, after: object, unknown: object, expressions: object): object => {
      configuration.push({ address: `${type}.${id}`, mode: "managed", type, name: id, expressions });
      return { address: `${type}.${id}`, mode: "managed", type, name: id, change: { actions: ["create"], before: null, after, after_unknown: unknown, after_sensitive: {} } };
    };
    return [
      of("aws_sqs_queue", `q${index}`, { name }, { arn: true, id: true, url: true }, { name: { references: [`local.name_${index}`] } }),
      of("aws_iam_role", `r${index}`, { name }, { arn: true, id: true, assume_role_policy: true }, {}),
      of("aws_iam_role_policy", `p${index}`, {}, { policy: true, role: true }, { role: { references: [`aws_iam_role.r${index}.id`, `aws_iam_role.r${index}`] }, policy: { references: [`data.aws_iam_policy_document.d${index}.json`, `data.aws_iam_policy_document.d${index}`] } }),
      of("aws_lambda_function", `f${index}`, { function_name: name, runtime: "python3.13", handler: "app.handler", filename: "app.zip" }, { role: true, environment: true }, { role: { references: [`aws_iam_role.r${index}.arn`, `aws_iam_role.r${index}`] } }),
    ];
  });
  return JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", resource_changes: changes, planned_values: { root_module: {} }, configuration: { root_module: { resources: configuration } }, variables: { stage: { value: "dev" } } });
}

async function best(work: () => Promise<unknown>): Promise<string> {
  let least = Infinity;
  for (let run = 0; run < runs; run++) {
    const from = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(from);
    least = Math.min(least, (user + system) / 1e6);
  }
  return `${least.toFixed(2)} s`;
}

async function main(): Promise<void> {
  for (const count of [20, 300]) {
    const source = mkdtempSync(join(tmpdir(), "leastwise-sources-"));
    try {
      writeFileSync(join(source, "variables.tf"), 'variable "stage" {\n  type    = string\n  default = "dev"\n}\n');
      for (let index = 0; index < count; index++) writeFileSync(join(source, `service-${index}.tf`), sourceOf(index));
      const text = planOf(count);
      console.log(`${count} files: plan alone ${await best(() => adaptTerraform({ text }))}, with sources ${await best(() => adaptTerraform({ text, source }))}, sources alone ${await best(() => adaptTerraform({ source }))}`);
    } finally {
      rmSync(source, { recursive: true, force: true });
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
