import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { checkInputs } from "../../cli/check-inputs";
import { reportJson } from "../../core";
import { repository } from "./run-cli";

/** A plan with so many wildcards that checking a few of its kind takes longer than a second thread needs to start. */
function widePlan(seed: number): string {
  const resources = Array.from({ length: 150 }, (_, index) => {
    const trust = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }] });
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:*", "sqs:Send*"], Resource: `arn:aws:s3:::bucket-${seed}-${index}/*` }] });
    const name = `f${index}`;
    const row = (type: string, after: object, unknown: object): object => ({ address: `${type}.${name}`, mode: "managed", type, name, change: { actions: ["create"], before: null, after, after_unknown: unknown, after_sensitive: {} } });
    return [row("aws_iam_role", { name, assume_role_policy: trust }, { arn: true }), row("aws_iam_role_policy", { name, role: name, policy }, {}), row("aws_lambda_function", { function_name: name, role: `arn:aws:iam::123456789012:role/${name}`, package_type: "Image" }, {})];
  }).flat();
  return JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", planned_values: { root_module: {} }, resource_changes: resources, configuration: { root_module: {} } });
}

describe("cli: several inputs on several threads", () => {
  let folder: string;
  let plans: string[];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "leastwise-threads-"));
    plans = Array.from({ length: 6 }, (_, index) => join(folder, `${index}.json`));
    for (const [index, plan] of plans.entries()) writeFileSync(plan, widePlan(index));
    // each thread that runs leaves a file behind
    writeFileSync(join(folder, "trace.cjs"), `const { threadId } = require("node:worker_threads"); require("node:fs").writeFileSync(require("node:path").join(${JSON.stringify(folder)}, "thread-" + threadId), "");`);
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (inputs: readonly string[]): { status: number | null; stdout: string; stderr: string; threads: number } => {
    for (const file of readdirSync(folder)) if (file.startsWith("thread-")) rmSync(join(folder, file));
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", join(folder, "trace.cjs"), join(repository, "dist/cli/main.js"), "check", ...inputs, "--format", "json"], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
    return { status, stdout, stderr, threads: readdirSync(folder).filter((file) => file.startsWith("thread-")).length };
  };

  it("print what one thread prints, to the byte", async function () {
    this.timeout(120_000);
    const { status, stdout, stderr, threads } = run(plans);
    expect([status, stderr]).to.deep.equal([1, ""]);
    if (availableParallelism() > 1) expect(threads).to.be.above(1);
    const home = process.cwd();
    process.chdir(folder); // places start from the folder of the run
    try {
      const { result } = await checkInputs(plans, {}); // the sources have no built command line beside them: one thread
      expect(stdout === reportJson(result)).to.equal(true);
    } finally {
      process.chdir(home);
    }
  });

  it("fail with the first input that cannot be checked, and print nothing", () => {
    writeFileSync(join(folder, "broken.json"), "[]");
    const { status, stdout, stderr } = run([...plans.slice(0, 2), join(folder, "broken.json"), join(folder, "gone.json")]);
    expect([status, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.match(/^leastwise: .*plan/).and.not.to.match(/gone\.json|\n\s+at /);
  });
});
