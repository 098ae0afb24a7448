/**
 * Reads every recording of a folder as the policy pack would, and says what came of it.
 * usage: npx ts-node --transpile-only bench/pulumi-recordings.ts FOLDER
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { check, readAllCode } from "../core";
import { adaptStack } from "../policypack/adapt";
import { readStack } from "../policypack/read-stack";
import { withoutUrns } from "../policypack/report";
import { readRecording } from "../test/support/pulumi/recording";

interface Tally {
  functions: number;
  linked: number;
  roles: number;
  policies: number;
  decided: number;
  unresolved: number;
  defaulted: number;
  findings: number;
  undecided: number;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function measure(folder: string): Promise<number> {
  const total: Tally = { functions: 0, linked: 0, roles: 0, policies: 0, decided: 0, unresolved: 0, defaulted: 0, findings: 0, undecided: 0 };
  let failures = 0;
  for (const name of fs.readdirSync(folder).filter((file) => /\.json(\.gz)?$/.test(file)).sort()) {
    try {
      await addTo(total, path.join(folder, name));
    } catch (error) {
      failures += 1;
      print(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  print(JSON.stringify({ ...total, failures }));
  return failures;
}

async function addTo(total: Tally, file: string): Promise<void> {
  const { resources, inputs } = readRecording(file);
  const deployment = adaptStack(await readStack(resources, inputs), { kind: "preview" });
  total.functions += deployment.functions.length;
  total.roles += deployment.executionRoles.length;
  for (const { role, address } of deployment.functions) {
    if (role.kind === "known") total.linked += 1;
    else print(`${path.basename(file)}: ${address}: ${role.detail ?? role.reason}`);
  }
  for (const role of deployment.executionRoles) {
    total.policies += role.policies.length;
    total.decided += role.policies.filter(({ document }) => document.kind === "known").length;
    total.unresolved += role.unresolvedPolicies.length;
    if (role.policies.some(({ defaultedBy }) => defaultedBy !== undefined)) total.defaulted += 1;
    for (const { unknown } of role.unresolvedPolicies) print(`${path.basename(file)}: ${role.address}: ${unknown.detail ?? unknown.reason}`);
    for (const policy of role.policies) if (policy.document.kind === "unknown") print(`${path.basename(file)}: ${policy.address}: ${policy.document.reason} ${policy.document.references.join(" ")}`);
  }
  const { findings, summary } = check(deployment, { readings: await readAllCode(deployment, "/nowhere") });
  total.findings += findings.length;
  total.undecided += summary.policyDocuments.undecided;
  for (const { ruleId, severity, message, remediation } of findings) print(`${path.basename(file)}: ${severity} ${ruleId}: ${withoutUrns(`${message} ${remediation}`)}`);
  for (const notice of deployment.notices) print(`${path.basename(file)}: ${notice.message}`);
}

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write("usage: bench/pulumi-recordings.ts FOLDER\n");
  process.exitCode = 2;
} else {
  void measure(folder).then((failures) => {
    process.exitCode = failures === 0 ? 0 : 1;
  });
}
