/** 0 nothing at or above the threshold; 1 findings; 2 could not check. */
export const exitCodes = { clean: 0, findings: 1, cannotCheck: 2 } as const;

/** Says on standard error what went wrong: a known error in a line and what to do, a defect with its stack. */
export function reportFailure(error: unknown): void {
  process.exitCode = exitCodes.cannotCheck;
  if (isKnown(error)) {
    process.stderr.write(`leastwise: ${oneLine(error.message)}${error.hint === undefined ? "" : `\n  ${oneLine(error.hint)}`}\n`);
    return;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`leastwise: internal error, please report it: ${stack}\n`);
}

function isKnown(error: unknown): error is Error & { readonly hint?: string } {
  const { LeastwiseError } = require("../core/errors") as typeof import("../core/errors");
  return error instanceof LeastwiseError;
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}
