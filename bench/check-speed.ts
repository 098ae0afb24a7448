import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largePlan } from "./large-plan";
import { executableOf, measure, peers, versionOf, writeDocuments, type Measured, type Peer } from "./peers";

/**
 * How long `leastwise check` takes on plans of 3, 1,000 and 3,000 roles and functions, beside Node alone and a bare JSON.parse of the same plan, and beside
 * other tools where their executables are named (CHECKOV, PARLIAMENT, CLOUDSPLAINING; those that read policies alone are given the same policies).
 * All in one run, as ratios: the machine matters less then. Run it after `npm run build`: `npx ts-node --transpile-only bench/check-speed.ts [RUNS]`.
 */
const runs = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "leastwise-bench-"));
const cli = join(__dirname, "../dist/cli/main.js");

/** Median wall time in seconds. */
function timed(...args: readonly string[]): number {
  const times = Array.from({ length: runs }, () => {
    const from = process.hrtime.bigint();
    spawnSync(process.execPath, args, { stdio: "ignore" });
    return Number(process.hrtime.bigint() - from) / 1e9;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
}

/** How a tool is called on what lies in the folder. */
const calls: Readonly<Record<Peer, (executable: string, plan: string) => readonly string[]>> = {
  checkov: (executable, plan) => [executable, "-f", plan, "--framework", "terraform_plan", "--skip-download", "--compact", "--quiet", "-o", "json"],
  parliament: (executable) => [executable, "--directory", "documents", "--json"],
  cloudsplaining: (executable) => [executable, "scan", "--input-file", "account.json", "--output", ".", "--skip-open-report"],
};

/** One measured run beside another, as ratios. */
function ratios(other: Measured, own: Measured): string {
  const ratio = (of: (measured: Measured) => number | undefined, what: string): string[] => {
    const [theirs, ours] = [of(other), of(own)];
    return theirs === undefined || ours === undefined || ours === 0 ? [] : [`${(theirs / ours).toFixed(1)} times the ${what}`];
  };
  return [...ratio(({ seconds }) => seconds, "time"), ...ratio(({ processor }) => processor, "processor time"), ...ratio(({ megabytes }) => megabytes, "memory")].join(", ");
}

const node = timed("-e", "0");
console.log(`Node alone ${node.toFixed(3)} s`);
for (const count of [3, 1000, 3000]) {
  const { plan: text, documents } = largePlan(count);
  const plan = join(folder, `plan-${count}.json`);
  writeFileSync(plan, text);
  const parse = timed("-e", `JSON.parse(require("fs").readFileSync(${JSON.stringify(plan)}, "utf8"))`);
  const check = timed(cli, "check", plan, "--format", "json", "--output", join(folder, "result.json"));
  console.log(`${count} roles and functions: ${check.toFixed(3)} s, ${(check / node).toFixed(1)} times Node alone, ${(check / parse).toFixed(1)} times a bare JSON.parse`);
  if (count > 1000) continue;
  rmSync(join(folder, "documents"), { recursive: true, force: true });
  writeDocuments(folder, documents);
  for (const peer of peers) {
    const executable = executableOf(peer);
    if (executable === undefined) continue;
    const own = measure(folder, [process.execPath, cli, "check", plan, "--format", "json", "--output", "result.json"]);
    const other = measure(folder, calls[peer](executable, plan));
    console.log(`  ${peer} ${versionOf(executable)}: ${other.seconds.toFixed(2)} s against ${own.seconds.toFixed(2)} s: ${ratios(other, own)}`);
  }
}
rmSync(folder, { recursive: true });
