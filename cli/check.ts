import { check, findConfiguration, loadConfiguration, readAllCode, recommended, reportJson, reportText, rules, UsageError, type CheckResult, type Configuration } from "../core";
import type { CheckCommandOptions, Format, ReportTarget } from "./check-command";
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
  const result = check(deployment, { configuration, readings });
  for (const target of options.reports) await writeReport(render(result, target, input, options), target.file);
  return result.summary.decision === "fail" ? exitCodes.findings : exitCodes.clean;
}

/** The configuration that is named, else the one found upward from the sources, else the recommended one. */
function configurationFor({ config, failOn }: CheckCommandOptions, root: string): Configuration {
  const file = config ?? findConfiguration(root);
  const configuration = file === undefined ? recommended : loadConfiguration(file, rules);
  return { ...configuration, ...(failOn === undefined ? {} : { failOn }) };
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
