import { readAllCode, UsageError } from "../core";
import { fixSources, formatDiff, Workspace, writeFiles, type SourceFix } from "../terraform-adapter/fix";
import { configurationFor } from "./configuration-for";
import { exitCodes } from "./failure";
import { namingInput, openInput } from "./read-input";
import { writeReport } from "./write-report";

/** How `leastwise fix` is called. */
export interface FixOptions {
  readonly source?: string;
  readonly config?: string;
  readonly write?: boolean;
}

/** Prints the fix of one input as a diff, or writes it; returns the exit code. */
export async function runFix(input: string, options: FixOptions): Promise<number> {
  const { text, root } = await openInput(input, options.source);
  const workspace = await namingInput(input, () => Workspace.open({ ...(text === undefined ? {} : { text }), source: root }));
  const configuration = configurationFor(options, root);
  const readings = await readAllCode(workspace.deployment, root);
  const fix = fixSources(workspace, { configuration, readings });
  if (options.write) writeFix(fix, workspace);
  else await writeReport(formatDiff(fix.files), undefined);
  report(fix, options.write === true);
  return fix.left.length > 0 ? exitCodes.findings : exitCodes.clean;
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
