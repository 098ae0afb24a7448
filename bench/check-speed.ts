import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * How long `leastwise check` takes on plans of 3, 1,000 and 3,000 roles and functions, beside Node alone and a bare JSON.parse of the same plan, as ratios
 * in one run. Run it after `npm run build`: `npx ts-node --transpile-only bench/check-speed.ts [RUNS]`.
 */
const runs = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "leastwise-bench-"));
const cli = join(__dirname, "../dist/cli/main.js");

function planOf(count: number): string {
  const changes: unknown[] = [];
  const configuration: unknown[] = [];
  const add = (type: string, name: string, after: object, unknown: object, expressions: object): void => {
    const base = { address: `${type}.${name}`, mode: "managed", type, name };
    changes.push({ ...base, change: { actions: ["create"], before: null, after, after_unknown: unknown, after_sensitive: {} } });
    configuration.push({ ...base, expressions });
  };
  const trust = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }] });
  for (let index = 0; index < count; index++) {
    const Statement = [
      { Effect: "Allow", Action: index % 3 === 0 ? ["s3:*"] : ["s3:GetObject", "s3:PutObject"], Resource: [`arn:aws:s3:::bucket-${index}/*`] },
      { Effect: "Allow", Action: "sqs:SendMessage", Resource: `arn:aws:sqs:us-east-1:123456789012:queue-${index}` },
    ];
    const role = { references: [`aws_iam_role.r${index}.arn`, `aws_iam_role.r${index}`] };
    add("aws_iam_role", `r${index}`, { name: `r${index}`, assume_role_policy: trust }, { arn: true, id: true }, { name: { constant_value: `r${index}` } });
    add("aws_iam_role_policy", `p${index}`, { name: "p", policy: JSON.stringify({ Version: "2012-10-17", Statement }) }, { role: true }, { role });
    add("aws_lambda_function", `f${index}`, { function_name: `f${index}`, runtime: "nodejs22.x", handler: "index.handler", package_type: "Image" }, { role: true, arn: true }, { role });
  }
  return JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", planned_values: { root_module: {} }, resource_changes: changes, configuration: { root_module: { resources: configuration } } });
}

/** Median wall time in seconds. */
function timed(...args: readonly string[]): number {
  const times = Array.from({ length: runs }, () => {
    const from = process.hrtime.bigint();
    spawnSync(process.execPath, args, { stdio: "ignore" });
    return Number(process.hrtime.bigint() - from) / 1e9;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
}

const node = timed("-e", "0");
console.log(`Node alone ${node.toFixed(3)} s`);
for (const count of [3, 1000, 3000]) {
  const plan = join(folder, `plan-${count}.json`);
  writeFileSync(plan, planOf(count));
  const parse = timed("-e", `JSON.parse(require("fs").readFileSync(${JSON.stringify(plan)}, "utf8"))`);
  const check = timed(cli, "check", plan, "--format", "json", "--output", join(folder, "result.json"));
  console.log(`${count} roles and functions: ${check.toFixed(3)} s, ${(check / node).toFixed(1)} times Node alone, ${(check / parse).toFixed(1)} times a bare JSON.parse`);
}
rmSync(folder, { recursive: true });
