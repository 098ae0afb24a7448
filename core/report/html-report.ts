import type { CheckResult } from "./check-result";

/** The result as one page that needs nothing else; it is large, so it is loaded when it is asked for. */
export function reportHtml(result: CheckResult): string {
  const html = require("./html") as typeof import("./html");
  return html.reportHtml(result);
}
