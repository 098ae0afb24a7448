import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { UsageError } from "../../core";
import type { ChangedFile } from "./source-changes";

/** Writes all files or none of them; one that is no longer as it was read is refused. */
export function writeFiles(files: readonly ChangedFile[]): void {
  for (const { file, path, before } of files) {
    if (textOf(path) !== before) throw new UsageError(`${file} has changed since it was read; nothing is written`, "Run the fix again.");
  }
  // Through a link to the file that it leads to: the link itself stays.
  const targets = files.map((file) => ({ ...file, path: realpathSync(file.path) }));
  const locked = targets.find(({ path }) => (statSync(path).mode & 0o222) === 0);
  if (locked) throw new UsageError(`${locked.file} is read-only; nothing is written`, "Give write access to it, or apply the diff that `leastwise fix` prints.");
  const drafts = targets.map((file) => ({ ...file, draft: `${file.path}.${process.pid}.tmp` }));
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

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
