import { createTwoFilesPatch } from "diff";
import type { ChangedFile } from "./source-changes";

/** The changes as a unified diff that `patch -p1` and `git apply` take, from the folder of the root module. */
export function formatDiff(files: readonly ChangedFile[]): string {
  return files.map(({ file, before, after }) => createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 }).replace(/^=+\n/, "")).join("");
}
