import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { UsageError } from "../../core";
import type { ChangedFile } from "./source-changes";

/** Writes all files or none of them; one that is no longer as it was read is refused. */
export function writeFiles(files: readonly ChangedFile[]): void {
  for (const { file, path, before } of files) {
    if (readFileSync(path, "utf8") !== before) throw new UsageError(`${file} has changed since it was read; nothing is written`, "Run the fix again.");
  }
  const drafts = files.map((file) => ({ ...file, draft: `${file.path}.${process.pid}.tmp` }));
  const replaced: typeof drafts = [];
  try {
    for (const { draft, path, after } of drafts) {
      writeFileSync(draft, after);
      chmodSync(draft, statSync(path).mode);
    }
    for (const item of drafts) {
      renameSync(item.draft, item.path);
      replaced.push(item);
    }
  } catch (error) {
    for (const { path, before } of replaced) writeFileSync(path, before);
    throw new UsageError(`cannot write ${drafts.map(({ file }) => file).join(", ")}: ${(error as Error).message}; nothing is changed`, "Give write access to the sources.", { cause: error });
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
}
