import { CodeCache, readCode } from "../code";
import type { CodeNeeds, NeedsResult } from "../report";
import { requiredByCalls } from "../required";
import { known, unknown } from "../values";
import { withUnmapped } from "./read-all-code";
import { codeRow, requiredRow } from "./rows";

/** What to read, and how it is run, where that is known. */
export interface NeedsRequest {
  /** Files or folders, relative to the root or absolute. */
  readonly paths: readonly string[];
  readonly handler?: string;
  readonly runtime?: string;
  /** Absolute. */
  readonly root: string;
}

/** What code alone needs: no infrastructure is asked, so environment variables stay open. */
export async function needsOfCode({ paths, handler, runtime, root }: NeedsRequest): Promise<NeedsResult> {
  const cache = new CodeCache();
  const functions: CodeNeeds[] = [];
  for (const path of paths) {
    const read = await readCode({
      source: { kind: "path", path },
      ...(handler === undefined ? {} : { handler: known(handler) }),
      ...(runtime === undefined ? {} : { runtime: known(runtime) }),
      environment: { kind: "map", entries: new Map(), rest: unknown("decided-at-run-time", "the environment is not known without the infrastructure") },
      root,
      cache,
    });
    const reading = withUnmapped(read);
    functions.push({ file: path, code: codeRow(reading), required: requiredByCalls(reading.calls).map((row) => requiredRow(row)) });
  }
  return { schemaVersion: 1, functions };
}
