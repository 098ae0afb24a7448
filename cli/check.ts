import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { LeastwiseError, readBaseline, UsageError } from "../core";
import type { CheckInputsOptions } from "./check-input";
import { checkInputs } from "./check-inputs";
import { exitCodes } from "./failure";
import { renderReport } from "./render-report";
import type { ReportTarget } from "./report-target";
import { writeReport } from "./write-report";

/** How `leastwise check` is called. */
export interface CheckOptions extends CheckInputsOptions {
  readonly baseline?: string;
  readonly reports: readonly ReportTarget[];
}

/** Checks the inputs and writes the reports; returns the exit code. */
export async function runCheck(inputs: readonly string[], options: CheckOptions): Promise<number> {
  requireOwnPlaces(options.reports);
  const known = options.baseline === undefined ? new Set<string>() : knownFindings(options.baseline);
  const withFixes = options.reports.some(({ format }) => format === "sarif");
  const { result, root, failOn, fixes } = await checkInputs(inputs, { ...options, withFixes }, known);
  const context = { input: inputs.length === 1 ? inputs[0]! : "-", root, failOn, ...(fixes === undefined ? {} : { fixes }), ...(options.source === undefined ? {} : { source: options.source }) };
  const rendered = options.reports.map((target) => ({ text: renderReport(result, target, context), file: target.file }));
  for (const { text, file } of rendered) await writeReport(text, file);
  return result.summary.decision === "fail" ? exitCodes.findings : exitCodes.clean;
}

/** Fingerprints of the findings that are known. */
function knownFindings(file: string): Set<string> {
  try {
    return readBaseline(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof LeastwiseError) throw error;
    throw new UsageError(`cannot read the baseline ${file}: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : (error as Error).message}`, "Write one with `leastwise baseline`.", { cause: error });
  }
}

/** Each report needs a place of its own: standard output holds one, and a file too. */
function requireOwnPlaces(reports: readonly ReportTarget[]): void {
  const taken = new Map<string | undefined, ReportTarget>();
  for (const report of reports) {
    const file = report.file === undefined ? undefined : resolve(report.file);
    const other = taken.get(file);
    if (other) throw new UsageError(`${other.format} and ${report.format} would both go to ${report.file ?? "standard output"}`, "Follow each --format by an --output FILE of its own.");
    taken.set(file, report);
  }
}
