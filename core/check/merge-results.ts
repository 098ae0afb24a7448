import { createHash } from "node:crypto";
import { compareSeverity, isAtLeast, severities, type Finding, type Severity } from "../findings";
import type { CheckResult, CheckSummary } from "../report";
import { deploymentScore } from "./deployment-score";

/** The result of one input among several. */
export interface NamedResult {
  /** The input as it was named. */
  readonly name: string;
  /** Folder of the sources, relative to where all places are to start from; empty where it is the same. */
  readonly folder: string;
  readonly result: CheckResult;
  readonly failOn: Severity | "never";
}

/**
 * One result of several: addresses carry the name of their input, `plans/dev.json: aws_lambda_function.reader`, and places the folder of theirs.
 * The same problem in two inputs is two findings with two fingerprints, so `known` is a baseline of the same inputs together.
 */
export function mergeResults(parts: readonly NamedResult[], known: ReadonlySet<string> = new Set()): CheckResult {
  const numbered = new Map<string, number>();
  const byPart = parts.map(({ name, folder, result, failOn }) => ({ failOn, findings: result.findings.map((finding) => withStatus(named(finding, name, folder), numbered, known)) }));
  const findings = byPart.flatMap((part) => part.findings);
  const functions = parts.flatMap(({ name, folder, result }) => result.functions.map((fn) => functionOf(fn, name, folder)));
  const scores = functions.map(({ score }) => score);
  const [first] = parts;
  const fails = byPart.some((part) => part.findings.some(({ status, severity }) => status === "new" && isAtLeast(severity, part.failOn)));
  return {
    ...first!.result,
    input: inputOf(parts.map(({ result }) => result.input)),
    summary: { ...summed(parts.map(({ result }) => result.summary)), ...counted(findings), score: deploymentScore(scores), decision: fails ? "fail" : "pass" },
    functions,
    findings: findings.sort((a, b) => compareSeverity(a.severity, b.severity)),
    undecided: parts.flatMap(({ name, result }) => result.undecided.map((row) => ({ ...row, address: `${name}: ${row.address}` }))),
    notices: noticesOf(parts),
  };
}

function named(finding: Finding, name: string, folder: string): Finding {
  return {
    ...finding,
    address: `${name}: ${finding.address}`,
    ...(finding.function === undefined ? {} : { function: `${name}: ${finding.function}` }),
    location: finding.location && { ...finding.location, file: inFolder(folder, finding.location.file) },
  };
}

function withStatus(finding: Finding, numbered: Map<string, number>, known: ReadonlySet<string>): Finding {
  const occurrence = numbered.get(finding.fingerprint) ?? 0;
  numbered.set(finding.fingerprint, occurrence + 1);
  const fingerprint = occurrence === 0 ? finding.fingerprint : createHash("sha256").update(`${finding.fingerprint}#${occurrence}`).digest("hex").slice(0, 20);
  return { ...finding, fingerprint, status: finding.status === "suppressed" ? "suppressed" : known.has(fingerprint) ? "known" : "new" };
}

function functionOf(fn: CheckResult["functions"][number], name: string, folder: string): CheckResult["functions"][number] {
  return {
    ...fn,
    address: `${name}: ${fn.address}`,
    role: fn.role === null ? null : `${name}: ${fn.role}`,
    code: { ...fn.code, files: fn.code.files.map((file) => inFolder(folder, file)) },
    required: fn.required.map((row) => ({ ...row, evidence: row.evidence.map((one) => (one.file === undefined ? one : { ...one, file: inFolder(folder, one.file) })) })),
    granted: fn.granted.map((row) => ({ ...row, policy: `${name}: ${row.policy}` })),
    unused: fn.unused.map((row) => ({ ...row, policy: `${name}: ${row.policy}` })),
  };
}

function inFolder(folder: string, file: string): string {
  return folder === "" || file.startsWith("/") ? file : `${folder}/${file}`;
}

function inputOf(inputs: readonly CheckResult["input"][]): CheckResult["input"] {
  const same = <T>(values: readonly T[], otherwise: T): T => (values.every((value) => value === values[0]) ? values[0]! : otherwise);
  return { toolchain: same(inputs.map(({ toolchain }) => toolchain), "terraform"), kind: same(inputs.map(({ kind }) => kind), "plan"), version: same(inputs.map(({ version }) => version), null) };
}

function summed(summaries: readonly CheckSummary[]): Pick<CheckSummary, "functions" | "executionRoles" | "policyDocuments"> {
  const sum = (of: (summary: CheckSummary) => number): number => summaries.reduce((total, summary) => total + of(summary), 0);
  return {
    functions: sum(({ functions }) => functions),
    executionRoles: sum(({ executionRoles }) => executionRoles),
    policyDocuments: { decided: sum(({ policyDocuments }) => policyDocuments.decided), undecided: sum(({ policyDocuments }) => policyDocuments.undecided) },
  };
}

function counted(findings: readonly Finding[]): Pick<CheckSummary, "findings" | "suppressed" | "known"> {
  const ofStatus = (wanted: Finding["status"]): Finding[] => findings.filter(({ status }) => status === wanted);
  const fresh = ofStatus("new");
  return {
    findings: Object.fromEntries(severities.map((severity) => [severity, fresh.filter((finding) => finding.severity === severity).length])) as Record<Severity, number>,
    suppressed: ofStatus("suppressed").length,
    known: ofStatus("known").length,
  };
}

/** What every input says is said once, the rest with the input's name. */
function noticesOf(parts: readonly NamedResult[]): string[] {
  const [first, ...others] = parts;
  const shared = new Set(first!.result.notices.filter((notice) => others.every(({ result }) => result.notices.includes(notice))));
  return [...shared, ...parts.flatMap(({ name, result }) => result.notices.filter((notice) => !shared.has(notice)).map((notice) => `${name}: ${notice}`))];
}
