import { check, makeBaseline, readAllCode } from "../core";
import type { BaselineCommandOptions } from "./baseline-command";
import { configurationFor } from "./configuration-for";
import { exitCodes } from "./failure";
import { readDeployment } from "./read-input";
import { writeReport } from "./write-report";

/** Writes a baseline of what a check finds now. */
export async function runBaseline(input: string, options: BaselineCommandOptions): Promise<number> {
  const { deployment, root } = await readDeployment(input, options.source);
  const result = check(deployment, { configuration: configurationFor(options, root), readings: await readAllCode(deployment, root) });
  const baseline = makeBaseline(result.findings);
  await writeReport(`${JSON.stringify(baseline, null, 2)}\n`, options.output);
  process.stderr.write(`leastwise: ${baseline.findings.length} findings are known from now on (${options.output})\n`);
  return exitCodes.clean;
}
