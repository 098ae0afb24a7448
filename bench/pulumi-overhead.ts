/**
 * What the policy pack adds to a preview with the real CLI: no pack, an empty compiled one, and this one, with few and with many resources.
 * usage: npx ts-node --transpile-only bench/pulumi-overhead.ts [RUNS]      (LEASTWISE_PACK: folder of the pack; default this repository)
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { policyPack, PulumiProject } from "../test/support/pulumi/cli";

const runs = Number(process.argv[2] ?? "3");

/** A fifth each of roles, inline policies, attachments, functions and queues. */
function program(resources: number): string {
  return `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
for (let n = 0; n < ${resources / 5}; n += 1) {
  const queue = new aws.sqs.Queue(\`queue-\${n}\`);
  const role = new aws.iam.Role(\`role-\${n}\`, { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) });
  new aws.iam.RolePolicyAttachment(\`logs-\${n}\`, { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" });
  new aws.iam.RolePolicy(\`policy-\${n}\`, { role: role.id, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: queue.arn }] }) });
  new aws.lambda.Function(\`function-\${n}\`, {
    role: role.arn, runtime: "nodejs22.x", handler: "index.handler", environment: { variables: { QUEUE_URL: queue.url } },
    code: new pulumi.asset.FileArchive("./app"),
  });
}
`;
}

const handler = `
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
const sqs = new SQSClient({});
export const handler = async (event) => sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: event.body }));
`;

function emptyPack(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-empty-pack-"));
  fs.symlinkSync(path.resolve(__dirname, "../node_modules"), path.join(folder, "node_modules"));
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }));
  fs.writeFileSync(path.join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  fs.writeFileSync(
    path.join(folder, "index.js"),
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [{ name: "nothing", description: "Nothing.", enforcementLevel: "mandatory", validateStack: () => {} }] });\n',
  );
  return folder;
}

async function measure(resources: number, packs: ReadonlyMap<string, string | undefined>): Promise<void> {
  const project = new PulumiProject({ "index.ts": program(resources), "app/index.mjs": handler });
  try {
    await project.createStack();
    const best = new Map<string, number>();
    for (let run = 0; run < runs; run += 1) {
      for (const [name, folder] of packs) {
        const from = process.hrtime.bigint();
        await project.pulumi("preview", ...(folder === undefined ? [] : ["--policy-pack", folder]));
        const seconds = Number(process.hrtime.bigint() - from) / 1e9;
        best.set(name, Math.min(best.get(name) ?? Infinity, seconds));
      }
    }
    for (const [name, seconds] of best) process.stdout.write(`${String(resources).padStart(5)} resources  ${name.padEnd(9)} ${seconds.toFixed(2)} s\n`);
  } finally {
    project.remove();
  }
}

async function main(): Promise<void> {
  const empty = emptyPack();
  const packs = new Map([["no pack", undefined], ["empty", empty], ["leastwise", policyPack]]);
  for (const resources of [20, 1000]) await measure(resources, packs);
  fs.rmSync(empty, { recursive: true, force: true });
}

void main();
