import { isAtLeast, type Finding, type Undecided } from "../findings";
import type { CheckResult, FunctionResult } from "./check-result";
import { fileFromRepository, type ReportOptions } from "./report-options";

/** One suite: a function, or a resource that belongs to none. */
interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

interface TestCase {
  readonly outcome: "passed" | "failed" | "skipped";
  readonly xml: readonly string[];
}

/**
 * The result as JUnit XML: a suite a function, a test case a finding. A new finding at or above `failOn` is a failure, so that failures and exit code agree;
 * what is below it, known, suppressed or undecided is skipped with a word; a function without any has one test that passes.
 */
export function reportJUnit(result: CheckResult, options: ReportOptions = {}): string {
  const suites = suitesOf(result, options);
  const cases = suites.flatMap((suite) => suite.cases);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="leastwise"${totals(cases)}>`,
    ...suites.flatMap(({ name, cases: members }) => [`  <testsuite name="${escapeXml(name)}"${totals(members)}>`, ...members.flatMap((member) => member.xml), "  </testsuite>"]),
    "</testsuites>",
    "",
  ].join("\n");
}

function totals(cases: readonly TestCase[]): string {
  const count = (outcome: TestCase["outcome"]): number => cases.filter((candidate) => candidate.outcome === outcome).length;
  return ` tests="${cases.length}" failures="${count("failed")}" errors="0" skipped="${count("skipped")}"`;
}

function suitesOf({ functions, findings, undecided }: CheckResult, options: ReportOptions): Suite[] {
  const suites = new Map<string, TestCase[]>(functions.map((fn) => [fn.address, []]));
  const add = (name: string, testCase: TestCase): void => {
    const suite = suites.get(name);
    if (suite) suite.push(testCase);
    else suites.set(name, [testCase]);
  };
  for (const finding of findings) add(finding.function ?? finding.address, findingCase(finding, options));
  for (const entry of undecided) add(entry.address, undecidedCase(entry));
  const byAddress = new Map(functions.map((fn) => [fn.address, fn]));
  return [...suites].map(([name, cases]) => ({ name, cases: cases.length > 0 ? cases : [quietCase(byAddress.get(name)!)] }));
}

/** A function that nothing is said of passes, unless nothing could be said because its code was not read. */
function quietCase({ address, code }: FunctionResult): TestCase {
  const open = `    <testcase classname="${escapeXml(address)}" name="least privilege"`;
  if (code.status === "read") return { outcome: "passed", xml: [`${open}/>`] };
  return { outcome: "skipped", xml: [`${open}>`, `      <skipped message="${escapeXml(`its code was ${code.status === "partly" ? "read in part" : "not read"}: ${code.reasons.join("; ")}`)}"/>`, "    </testcase>"] };
}

function findingCase(finding: Finding, options: ReportOptions): TestCase {
  const { failOn = "low" } = options;
  const { ruleId, severity, message, remediation, address, path, location, status, suppression } = finding;
  const file = fileFromRepository(location, options);
  const place = location ? `${file}:${location.line}:${location.column}` : "";
  const at = location ? ` file="${escapeXml(file)}" line="${location.line}"` : "";
  const open = `    <testcase classname="${escapeXml(finding.function ?? address)}" name="${escapeXml([ruleId, address, path].filter(Boolean).join(" "))}"${at}>`;
  const skipped = (why: string): TestCase => ({ outcome: "skipped", xml: [open, `      <skipped message="${escapeXml(why)}"/>`, "    </testcase>"] });
  if (status === "known") return skipped(`known (${severity}): ${message}`);
  if (status === "suppressed") return skipped(`suppressed: ${suppression?.reason ?? "no reason given"}`);
  if (!isAtLeast(severity, failOn)) return skipped(`${severity}, below ${failOn === "never" ? "what fails" : failOn}: ${message} ${remediation}`);
  const body = [message, remediation, place].filter((line) => line !== "").join("\n");
  return { outcome: "failed", xml: [open, `      <failure type="${severity}" message="${escapeXml(message)}">${escapeXml(body)}</failure>`, "    </testcase>"] };
}

function undecidedCase({ ruleId, address, path, reason, detail }: Undecided): TestCase {
  const name = [ruleId, address, path].filter(Boolean).join(" ");
  return { outcome: "skipped", xml: [`    <testcase classname="${escapeXml(address)}" name="${escapeXml(name)}">`, `      <skipped message="${escapeXml(`undecided: ${detail ?? reason}`)}"/>`, "    </testcase>"] };
}

/** Text for an attribute or an element; characters that XML 1.0 cannot hold become `�`. */
function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    .replace(/[&<>"'\n\r\t]/g, (character) => entities[character]!);
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;" };
