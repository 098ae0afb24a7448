import { resolve } from "node:path";
import { findConfiguration, loadConfiguration, readAllCode, recommended, rules, UsageError, type Configuration } from "../core";
import { fixSources, formatDiff, Workspace, writeFiles, type SourceFix } from "../terraform-adapter/fix";
import type { FixCommandOptions } from "./fix-command";
import { exitCodes } from "./failure";
import { openInput } from "./read-input";
import { writeReport } from "./write-report";

/** Prints the fix of one input as a diff, or writes it; returns the exit code. */
export async function runFix(input: string, { source, config, write }: FixCommandOptions): Promise<number> {
  const { text, root } = await openInput(input, source);
  const workspace = await Workspace.open({ ...(text === undefined ? {} : { text }), source: root });
  const configuration = configurationFor(config, root);
  const readings = await readAllCode(workspace.deployment, root);
  const fix = fixSources(workspace, { configuration, readings });
  if (write) writeFix(fix, workspace);
  else await writeReport(formatDiff(fix.files), undefined);
  report(fix, write === true);
  return fix.left.length > 0 ? exitCodes.findings : exitCodes.clean;
}

function configurationFor(config: string | undefined, root: string): Configuration {
  const file = config ?? findConfiguration(resolve(root));
  return file === undefined ? recommended : loadConfiguration(file, rules);
}

function writeFix({ files }: SourceFix, { deployment }: Workspace): void {
  const mismatch = deployment.notices.find(({ message }) => message.startsWith("the sources do not match the plan"));
  if (mismatch && files.length > 0) throw new UsageError(`${mismatch.message}; nothing is written`, "Make the plan again from these sources.");
  writeFiles(files);
}

function report({ files, left }: SourceFix, isWritten: boolean): void {
  const lines = left.map(({ address, reason }) => `left: ${address}: ${reason}`);
  if (files.length > 0) lines.push(`${files.length === 1 ? files[0]!.file : `${files.length} files`} ${isWritten ? "changed" : "to change; --write does it"}`);
  else lines.push(left.length > 0 ? "nothing could be changed" : "nothing to fix");
  process.stderr.write(`${lines.map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ")).join("\n")}\n`);
}
