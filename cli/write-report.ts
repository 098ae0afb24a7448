import { renameSync, rmSync, writeFileSync } from "node:fs";
import { UsageError } from "../core";

/** Writes a report to standard output, or to a file that is replaced as a whole or not at all. */
export async function writeReport(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return;
  }
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new UsageError(`cannot write ${file}: ${(error as Error).message}`, "Give --output a file in a folder that exists and can be written.", { cause: error });
  }
}
