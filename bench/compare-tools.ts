import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformProject } from "../test/support/terraform/cli";
import { code, exactly, mistakes, surroundings, type ComparisonCase } from "./comparison-cases";
import { executableOf, peers, versionOf, type Peer } from "./peers";

/**
 * Which mistakes leastwise and other tools tell from a policy that is exact, on plans of real Terraform: `npm run build`, then
 * `CHECKOV=… PARLIAMENT=… CLOUDSPLAINING=… npx ts-node --transpile-only bench/compare-tools.ts`. It installs nothing; a tool that is not named is left out.
 * A mistake counts as found where a tool reports something about IAM or the function's permissions that it does not report on the exact policy.
 */
interface Prepared {
  readonly folder: string;
  readonly plan: string;
  /** The policies that the plan shows, for tools that read those alone. */
  readonly documents: readonly string[];
}

/** What a tool reports, as the names of its checks with the kind of resource. */
type Reports = ReadonlySet<string>;

const columns: Readonly<Record<"leastwise" | "checkov, plan" | "checkov, HCL" | "parliament" | "cloudsplaining", { readonly peer?: Peer; readonly run: (input: Prepared, executable: string) => Reports }>> = {
  leastwise: { run: ({ folder, plan }) => leastwise(folder, plan) },
  "checkov, plan": { peer: "checkov", run: ({ plan }, executable) => checkov(executable, "-f", plan, "--framework", "terraform_plan") },
  "checkov, HCL": { peer: "checkov", run: ({ folder }, executable) => checkov(executable, "-d", folder, "--framework", "terraform") },
  parliament: { peer: "parliament", run: ({ documents }, executable) => new Set(documents.flatMap((text) => lines(run(executable, "--json", "--string", text)).map((line) => (JSON.parse(line) as { issue: string }).issue))) },
  cloudsplaining: { peer: "cloudsplaining", run: ({ folder, documents }, executable) => new Set(documents.flatMap((text) => cloudsplaining(folder, executable, text))) },
};

function run(...[executable, ...args]: readonly string[]): string {
  const { stdout, error } = spawnSync(executable!, args, { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: "1" } });
  if (error) throw error;
  return stdout;
}

const lines = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

function leastwise(folder: string, plan: string): Reports {
  const { findings } = JSON.parse(run(process.execPath, join(__dirname, "../dist/cli/main.js"), "check", plan, "--source", folder, "--format", "json")) as { findings: { ruleId: string }[] };
  return new Set(findings.map(({ ruleId }) => ruleId));
}

function checkov(executable: string, ...input: readonly string[]): Reports {
  const text = run(executable, ...input, "--skip-download", "--compact", "--quiet", "-o", "json");
  const parsed = JSON.parse(text) as unknown;
  const results = (Array.isArray(parsed) ? parsed : [parsed]) as { results?: { failed_checks: { check_id: string; resource: string }[] } }[];
  const failed = results.flatMap(({ results: found }) => found?.failed_checks ?? []);
  return new Set(failed.filter(({ resource }) => /aws_iam_|aws_lambda_permission/.test(resource)).map(({ check_id, resource }) => `${check_id} ${resource.replace(/\..*/, "")}`));
}

function cloudsplaining(folder: string, executable: string, text: string): string[] {
  const file = join(folder, "document.json");
  writeFileSync(file, text);
  return [...run(executable, "scan-policy-file", "-i", file).matchAll(/found: (.*?)(?:\u001b|$)/gm)].map(([, name]) => name!);
}

async function prepare({ terraform }: ComparisonCase): Promise<Prepared & { readonly project: TerraformProject }> {
  const project = await TerraformProject.create({ files: { "main.tf": surroundings + terraform, "src/index.mjs": code } });
  const text = await project.plan();
  rmSync(join(project.folder, ".terraform"), { recursive: true, force: true });
  const plan = join(project.folder, "plan.json");
  writeFileSync(plan, text);
  const rows = (JSON.parse(text) as { resource_changes: { type: string; change: { after: { policy?: unknown; inline_policy?: { policy?: unknown }[] } } }[] }).resource_changes;
  const documents = rows.flatMap(({ change: { after } }) => [after.policy, ...(after.inline_policy ?? []).map((block) => block.policy)]).filter((policy): policy is string => typeof policy === "string");
  return { project, folder: project.folder, plan, documents };
}

async function main(): Promise<void> {
  const present = Object.entries(columns).filter(([, { peer }]) => peer === undefined || executableOf(peer) !== undefined);
  for (const peer of peers) {
    const executable = executableOf(peer);
    console.log(executable === undefined ? `${peer}: not named, left out` : `${peer} ${versionOf(executable)}`);
  }
  const reportsOn = async (one: ComparisonCase): Promise<readonly (Reports | undefined)[]> => {
    const input = await prepare(one);
    try {
      return present.map(([name, { peer, run: report }]) => (/parliament|cloudsplaining/.test(name) && input.documents.length === 0 ? undefined : report(input, peer === undefined ? "" : executableOf(peer)!)));
    } finally {
      input.project.remove();
    }
  };
  const clean = await reportsOn(exactly);
  const row = (title: string, cells: readonly string[]): void => console.log(`| ${[title, ...cells].join(" | ")} |`);
  row("", present.map(([name]) => name));
  row("---", present.map(() => "---"));
  for (const mistake of mistakes) {
    const reports = await reportsOn(mistake);
    row(mistake.title, reports.map((found, index) => (found === undefined ? "not in the plan" : [...found].some((name) => !clean[index]?.has(name)) ? "found" : "–")));
  }
  row(`${exactly.title}: what is reported`, clean.map((found) => (found === undefined || found.size === 0 ? "nothing" : String(found.size))));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
