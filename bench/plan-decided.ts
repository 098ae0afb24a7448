/**
 * How much of plans is decided from the plan alone: node -r ts-node/register/transpile-only bench/plan-decided.ts FOLDER... [--list]
 * Each FOLDER is searched for *.json and *.json.gz; lists what stays undecided with --list.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { undecidedElements, type Deployment, type Policy } from "../core";
import { adaptTerraform } from "../terraform-adapter";

interface Tally {
  plans: number;
  failures: string[];
  functions: number;
  linked: number;
  unlinked: string[];
  permission: [decided: number, all: number];
  trust: [decided: number, all: number];
  unresolved: number;
  undecided: string[];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function plansIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return plansIn(path);
      return /\.json(\.gz)?$/.test(name) && !/^(index|expected)\.json/.test(name) ? [path] : [];
    });
}

function count(tally: Tally, file: string, deployment: Deployment): void {
  for (const { address, role } of deployment.functions) {
    tally.functions++;
    if (role.kind === "known") tally.linked++;
    else tally.unlinked.push(`${file} ${address}: ${role.detail} ${role.references.join(" ")}`);
  }
  const seen = new Set<string>();
  for (const role of deployment.executionRoles) {
    for (const policy of [...role.policies, role.trustPolicy]) {
      const key = `${policy.address} ${policy.pathPrefix ?? ""}`;
      if (policy.kind === "aws-managed" || seen.has(key)) continue;
      seen.add(key);
      const why = undecided(policy);
      const counter = policy.kind === "trust" ? tally.trust : tally.permission;
      counter[1]++;
      if (why === undefined) counter[0]++;
      else tally.undecided.push(`${file} ${key}: ${why}`);
    }
    tally.unresolved += role.unresolvedPolicies.length;
    for (const item of role.unresolvedPolicies) tally.undecided.push(`${file} ${role.address} unresolved ${item.address} ${item.path ?? ""}: ${item.unknown.detail} ${item.unknown.references.join(" ")}`);
  }
}

function undecided({ document }: Policy): string | undefined {
  if (document.kind === "unknown") return `${document.reason} ${document.detail ?? ""} ${document.references.join(" ")}`;
  const [first] = undecidedElements(document.value);
  return first && `${first.path} ${first.reason} ${first.references.join(" ")}`;
}

async function main(): Promise<void> {
  const folders = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  for (const folder of folders) {
    const tally: Tally = { plans: 0, failures: [], functions: 0, linked: 0, unlinked: [], permission: [0, 0], trust: [0, 0], unresolved: 0, undecided: [] };
    for (const path of plansIn(folder)) {
      const bytes = readFileSync(path);
      const text = path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
      tally.plans++;
      try {
        count(tally, path.slice(folder.length + 1), await adaptTerraform({ text }));
      } catch (error) {
        tally.failures.push(`${path}: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
    const share = ([decided, all]: [number, number]): string => `${decided} of ${all} (${all === 0 ? "-" : Math.round((100 * decided) / all)} %)`;
    print(`${folder}: ${tally.plans} plans, ${tally.failures.length} failures; ${tally.linked} of ${tally.functions} functions linked; permission documents ${share(tally.permission)}, trust ${share(tally.trust)}; unresolved attachments ${tally.unresolved}`);
    if (process.argv.includes("--list")) print([...tally.failures, ...tally.unlinked, ...tally.undecided].join("\n"));
    else if (tally.failures.length > 0) print(tally.failures.join("\n"));
  }
}

void main();
