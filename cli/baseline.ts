import { makeBaseline } from "../core";
import { checkInputs } from "./check-inputs";
import { exitCodes } from "./failure";
import { writeReport } from "./write-report";

/** How `leastwise baseline` is called. */
export interface BaselineOptions {
  readonly source?: string;
  readonly config?: string;
  readonly output: string;
}

/** Writes a baseline of what a check finds now. */
export async function runBaseline(inputs: readonly string[], options: BaselineOptions): Promise<number> {
  const { result } = await checkInputs(inputs, options);
  const baseline = makeBaseline(result.findings);
  await writeReport(`${JSON.stringify(baseline, null, 2)}\n`, options.output);
  process.stderr.write(`leastwise: ${baseline.findings.length} findings are known from now on (${options.output})\n`);
  return exitCodes.clean;
}
