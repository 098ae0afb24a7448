import { readFileSync } from "node:fs";
import { check, LeastwiseError, readAllCode, readBaseline, reportJson, reportText, UsageError, type CheckResult } from "../core";
import type { CheckCommandOptions, Format, ReportTarget } from "./check-command";
import { configurationFor } from "./configuration-for";
import { exitCodes } from "./failure";
import { paletteFor } from "./palette";
import { readDeployment } from "./read-input";
import { writeReport } from "./write-report";

/** Checks one input and writes its reports; returns the exit code. */
export async function runCheck(input: string, options: CheckCommandOptions): Promise<number> {
  const toStandardOutput = options.reports.filter((report) => report.file === undefined);
  if (toStandardOutput.length > 1) {
    throw new UsageError(`${toStandardOutput.map((report) => report.format).join(" and ")} would both go to standard output`, "Follow all but one --format by --output FILE.");
  }
  const { deployment, root } = await readDeployment(input, options.source);
  const configuration = configurationFor(options, root);
  const readings = await readAllCode(deployment, root);
  const known = options.baseline === undefined ? {} : { known: knownFindings(options.baseline) };
  const result = check(deployment, { configuration, readings, ...known });
  for (const target of options.reports) await writeReport(render(result, target, input, options), target.file);
  return result.summary.decision === "fail" ? exitCodes.findings : exitCodes.clean;
}

/** Fingerprints of the findings that are known. */
function knownFindings(file: string): Set<string> {
  try {
    return readBaseline(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof LeastwiseError) throw error;
    throw new UsageError(`cannot read the baseline ${file}: ${(error as Error).message}`, "Write one with `leastwise baseline`.", { cause: error });
  }
}

function render(result: CheckResult, target: ReportTarget, input: string, options: CheckCommandOptions): string {
  const renderers: Record<Format, () => string> = {
    json: () => reportJson(result),
    text: () => reportText(result, { palette: paletteFor(target.file), width: Math.min(process.stdout.columns ?? 100, 120) }),
  };
  void input;
  void options;
  return renderers[target.format]();
}
