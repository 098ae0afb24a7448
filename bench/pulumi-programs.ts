/**
 * Previews every Pulumi program of a folder for the first time, with the real CLI and this pack, and says what came of it: whether the preview ended,
 * which share of the policy documents was decided and why the others were not, and all findings.
 * usage: npx ts-node --transpile-only bench/pulumi-programs.ts FOLDER [NAME...]      (dependencies: FOLDER/node_modules, or one folder further up)
 * LEASTWISE_RECORDINGS: a folder that keeps what the pack was given, for bench/pulumi-recordings.ts
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { check, readAllCode, type Deployment } from "../core";
import { adaptStack } from "../policypack/adapt";
import { findProgram, type Program } from "../policypack/program/find-program";
import { readProgram } from "../policypack/program/read-program";
import { readStack } from "../policypack/read-stack";
import { withoutUrns } from "../policypack/report";
import { policyPack, PulumiProject, type Outcome } from "../test/support/pulumi/cli";
import { readRecording } from "../test/support/pulumi/recording";

interface Tally {
  programs: number;
  failed: number;
  functions: number;
  codeRead: number;
  documents: number;
  decided: number;
  findings: number;
}

const recorder = path.resolve(__dirname, "../test/support/pulumi/recorder");

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Configuration that a program asks for and nobody has set gets a text; what a build would have made is an empty folder. */
async function preview(project: PulumiProject): Promise<Outcome> {
  await project.pulumi("config", "set", "aws:region", "us-east-1");
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await project.pulumi("preview", "--policy-pack", recorder, "--policy-pack", policyPack);
    const missing = /Missing required configuration variable '([^']+)'/.exec(outcome.output)?.[1];
    const unbuilt = /couldn't read archive path '([^']+)'/.exec(outcome.output)?.[1];
    if (attempt === 12 || (missing === undefined && unbuilt === undefined)) return outcome;
    if (missing !== undefined) await project.pulumi("config", "set", missing, "example");
    else if (unbuilt!.startsWith(project.folder)) fs.mkdirSync(unbuilt!, { recursive: true });
    else return outcome;
  }
}

function isCrash({ code, output }: Outcome): boolean {
  if (/error occurred while invoking policy|Error remediating|can't run policy|panic:|UnhandledPromiseRejection|policy pack .* failed/i.test(output)) return true;
  return code !== 0 && !output.includes("[mandatory]");
}

async function measure(folder: string, total: Tally): Promise<void> {
  const name = path.basename(folder);
  const recording = path.join(process.env["LEASTWISE_RECORDINGS"] ?? os.tmpdir(), `${name}.json`);
  const project = PulumiProject.copyOf(folder, { LEASTWISE_RECORD: recording });
  try {
    fs.rmSync(recording, { force: true });
    await project.createStack();
    const started = Date.now();
    const outcome = await preview(project);
    const seconds = (Date.now() - started) / 1000;
    if (isCrash(outcome) || !fs.existsSync(recording)) {
      total.failed += 1;
      print(`${name}: FAILED after ${seconds.toFixed(0)} s\n${outcome.output.split("\n").filter((line) => /error|Error/.test(line)).slice(0, 6).join("\n")}`);
      return;
    }
    const shown = outcome.output.split("\n").filter((line) => /^\s+- \[(?:mandatory|advisory)\]/.test(line)).length;
    print(`${name}: ${seconds.toFixed(0)} s, ${shown} lines of this pack`);
    await judge(name, project.folder, recording, total);
    total.programs += 1;
  } catch (error) {
    total.failed += 1;
    print(`${name}: FAILED ${error instanceof Error ? error.message.slice(0, 2000) : String(error)}`);
  } finally {
    project.remove();
  }
}

async function judge(name: string, folder: string, recording: string, total: Tally): Promise<void> {
  const { resources, inputs } = readRecording(recording);
  const stack = await readStack(resources, inputs);
  const program: Program | undefined = findProgram(undefined, folder);
  if (program) await readProgram(program, stack);
  const deployment = adaptStack(stack, { kind: "preview" });
  const result = check(deployment, { readings: await readAllCode(deployment, program?.codeFolder ?? folder), today: "2026-01-01" });
  const { decided, undecided } = result.summary.policyDocuments;
  total.functions += result.functions.length;
  total.codeRead += result.functions.filter(({ code }) => code.status === "read").length;
  total.documents += decided + undecided;
  total.decided += decided;
  total.findings += result.findings.length;
  print(`  ${result.functions.length} functions, ${decided} of ${decided + undecided} documents decided`);
  for (const reason of reasonsIn(deployment)) print(`  undecided: ${withoutUrns(reason)}`);
  for (const fn of result.functions) for (const reason of fn.code.reasons) print(`  code ${fn.code.status} of ${withoutUrns(fn.address)}: ${reason}`);
  for (const { severity, ruleId, address, location, message, remediation } of result.findings) {
    print(`  ${severity} ${ruleId} ${withoutUrns(address)}${location ? ` ${location.file}:${location.line}` : ""}: ${withoutUrns(`${message} ${remediation}`)}`);
  }
  for (const notice of result.notices) print(`  notice: ${withoutUrns(notice)}`);
}

function reasonsIn({ executionRoles }: Deployment): string[] {
  return executionRoles.flatMap(({ address, policies, trustPolicy, unresolvedPolicies }) => [
    ...[...policies, trustPolicy].flatMap(({ address: policy, document }) => (document.kind === "unknown" ? [`${policy}: ${document.reason} ${document.detail ?? ""} ${document.references.join(" ")}`] : [])),
    ...unresolvedPolicies.map(({ address: policy, unknown }) => `${address} <- ${policy}: ${unknown.reason} ${unknown.detail ?? ""}`),
  ]);
}

async function main(root: string, names: readonly string[]): Promise<void> {
  const total: Tally = { programs: 0, failed: 0, functions: 0, codeRead: 0, documents: 0, decided: 0, findings: 0 };
  const folders = fs.readdirSync(root).sort().map((name) => path.join(root, name)).filter((folder) => ["Pulumi.yaml", "Pulumi.yml"].some((file) => fs.existsSync(path.join(folder, file))));
  for (const folder of folders) if (names.length === 0 || names.includes(path.basename(folder))) await measure(folder, total);
  print(JSON.stringify(total));
  process.exitCode = total.failed === 0 ? 0 : 1;
}

const [root, ...names] = process.argv.slice(2);
if (root === undefined) {
  process.stderr.write("usage: bench/pulumi-programs.ts FOLDER [NAME...]\n");
  process.exitCode = 2;
} else void main(path.resolve(root), names);
