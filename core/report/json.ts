import type { CheckResult } from "./check-result";

/** The result as JSON, the same bytes for the same input. */
export function reportJson(result: CheckResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
