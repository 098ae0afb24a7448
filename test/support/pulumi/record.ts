/**
 * Records what a policy pack is given at the first preview of each fixture's program, with the real CLI: `recording.json` beside its `index.ts`.
 * usage: npm run recordings [-- FOLDER...]      (without folders: all fixtures that have a recording or a twin)
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { PulumiProject } from "./cli";

const fixtures = path.resolve(__dirname, "../../fixtures");
/** What belongs to the other toolchain, and what is made here. */
const notOfTheProgram = new Set(["main.tf", "terraform.tfvars", "modules", "policies", "plan.json", "recording.json"]);

async function record(folder: string): Promise<void> {
  const written = path.join(folder, "recording.json");
  const project = new PulumiProject({}, {}, { LEASTWISE_RECORD: written });
  try {
    for (const name of fs.readdirSync(folder)) if (!notOfTheProgram.has(name)) fs.cpSync(path.join(folder, name), path.join(project.folder, name), { recursive: true });
    await project.createStack();
    const { code, output } = await project.pulumi("preview", "--policy-pack", path.join(__dirname, "recorder"));
    if (code !== 0) throw new Error(output);
    process.stdout.write(`${path.relative(fixtures, folder)}: ${fs.statSync(written).size} bytes\n`);
  } finally {
    project.remove();
  }
}

function programs(): string[] {
  const twins = path.join(fixtures, "twins");
  return [path.join(fixtures, "pulumi/callback"), ...fs.readdirSync(twins).sort().map((name) => path.join(twins, name))];
}

async function main(): Promise<void> {
  const named = process.argv.slice(2).map((folder) => path.resolve(folder));
  let failures = 0;
  for (const folder of named.length > 0 ? named : programs()) {
    try {
      await record(folder);
    } catch (error) {
      failures += 1;
      process.stderr.write(`${path.relative(fixtures, folder)}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

void main();
