import { existsSync } from "node:fs";
import { needsOfCode, reportNeedsText, UsageError } from "../core";
import { exitCodes } from "./failure";
import { paletteFor } from "./palette";
import { writeReport } from "./write-report";

/** How `leastwise needs` is called. */
export interface NeedsOptions {
  readonly handler?: string;
  readonly runtime?: string;
  readonly format: "text" | "json";
}

/** Prints what code needs. */
export async function runNeeds(paths: readonly string[], { handler, runtime, format }: NeedsOptions): Promise<number> {
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) throw new UsageError(`there is no file or folder ${missing}`, "Name the handler's file, its folder, or the zip that is deployed.");
  const result = await needsOfCode({ paths, root: process.cwd(), ...(handler === undefined ? {} : { handler }), ...(runtime === undefined ? {} : { runtime }) });
  await writeReport(format === "json" ? `${JSON.stringify(result, null, 2)}\n` : reportNeedsText(result, paletteFor(undefined)), undefined);
  return exitCodes.clean;
}
