import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { UsageError } from "../core";

/** Writes a report to standard output, or to a file that is replaced as a whole or not at all. */
export async function writeReport(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return;
  }
  let draft: string | undefined;
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    // a device or a pipe is written to, not replaced
    if (existing && !existing.isFile() && !existing.isDirectory()) return writeFileSync(file, text);
    const target = existing ? realpathSync(file) : file;
    draft = `${target}.${process.pid}.tmp`;
    writeFileSync(draft, text, existing ? { mode: existing.mode } : {});
    renameSync(draft, target);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    throw new UsageError(`cannot write ${file}: ${reasonOf(error as NodeJS.ErrnoException)}`, "Give --output a file in a folder that exists and can be written.", { cause: error });
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  const reasons: Readonly<Record<string, string>> = { ENOENT: "its folder does not exist", ENOTDIR: "its folder is a file", EACCES: "no permission", EROFS: "the file system is read-only", EISDIR: "it is a folder", ENOSPC: "the disk is full" };
  return reasons[code ?? ""] ?? message;
}
