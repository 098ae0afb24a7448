import type { Severity } from "../findings";
import type { CheckResult } from "./check-result";
import { fileFromRepository, type ReportOptions } from "./report-options";

const degrees: Readonly<Record<Severity, "blocker" | "critical" | "major" | "minor">> = { critical: "blocker", high: "critical", medium: "major", low: "minor" };

/** The new findings as a GitLab Code Quality report. */
export function reportCodeQuality({ findings }: CheckResult, options: ReportOptions = {}): string {
  const issues = findings
    .filter(({ status }) => status === "new")
    .map(({ ruleId, message, remediation, severity, fingerprint, location }) => ({
      description: `${message} ${remediation}`,
      check_name: ruleId,
      fingerprint,
      severity: degrees[severity],
      location: { path: fileFromRepository(location, options), lines: { begin: location?.line ?? 1, ...(location ? { end: location.endLine } : {}) } },
    }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}
