import { makeBaseline } from "../core";
import type { BaselineCommandOptions } from "./baseline-command";
import { checkInputs } from "./check-inputs";
import { exitCodes } from "./failure";
import { writeReport } from "./write-report";

/** Writes a baseline of what a check finds now. */
export async function runBaseline(inputs: readonly string[], options: BaselineCommandOptions): Promise<number> {
  const { result } = await checkInputs(inputs, options);
  const baseline = makeBaseline(result.findings);
  await writeReport(`${JSON.stringify(baseline, null, 2)}\n`, options.output);
  process.stderr.write(`leastwise: ${baseline.findings.length} findings are known from now on (${options.output})\n`);
  return exitCodes.clean;
}
