import { severities, type CheckResult, type Finding, type Severity } from "../core";

/** A finding in one line: what is wrong, where, what to write instead. */
export function describeFinding(finding: Finding): string {
  const place = finding.location ? `${finding.location.file}:${finding.location.line}` : finding.path;
  const text = `${finding.message} ${finding.remediation}`.replace(/\s+/g, " ").trim();
  return withoutUrns(inWordsOfPulumi(place === undefined ? text : `${place}: ${text}`));
}

/** Arguments that rules name as Terraform does. */
const argumentNames = /`(authorization_type|permissions_boundary|principal_org_id|source_account|source_arn|vpc_config)`/g;

function inWordsOfPulumi(text: string): string {
  return text.replace(argumentNames, (quoted) => quoted.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
}

/** URNs say more than a person can read in a line; the logical name is what stands in the program. */
export function withoutUrns(text: string): string {
  return text.replace(/urn:pulumi:[^\s`'"]*?::[^\s`'"]*?::[\w:/$.-]*?::([^\s`'"${}:]+?)(?=\.(?:arn|id|name|bucket|url)\b|[^\w-]|$)/gu, "$1");
}

/** What of the program could not be looked at. */
export interface ProgramSight {
  /** That of a program whose sources this pack does not read. */
  readonly unreadRuntime?: string | undefined;
  /** Whether its folder is not known. */
  readonly isWithoutProgram?: boolean;
}

/** One line about the whole stack; nothing where there is nothing to say. */
export function describeSummary(result: CheckResult, isActive: (ruleId: string) => boolean, reportedBefore: number, { unreadRuntime, isWithoutProgram = false }: ProgramSight = {}): string | undefined {
  const findings = result.findings.filter(({ status, ruleId }) => status === "new" && isActive(ruleId));
  if (findings.length === 0 && reportedBefore === 0) return undefined;
  const { functions, executionRoles, policyDocuments, score } = result.summary;
  const counts = severities.flatMap((severity) => countOf(findings, severity));
  const undecided = policyDocuments.undecided > 0 ? `; ${plural(policyDocuments.undecided, "policy document")} known only at deployment${unreadRuntime === undefined ? "" : `, since programs for the runtime ${unreadRuntime} are not read`}` : "";
  return `${plural(functions, "function")}, ${plural(executionRoles, "execution role")}: ${counts.length === 0 ? "no findings" : counts.join(", ")}${undecided}; score ${score} of 100${isWithoutProgram && functions > 0 ? withoutProgram : ""}`;
}

const withoutProgram = "; the program's folder is not known, so what is granted was judged without code, and nothing is called unused (programFolder of the policy leastwise, or LEASTWISE_PROGRAM_DIR, can name it)";

function countOf(findings: readonly Finding[], severity: Severity): string[] {
  const count = findings.filter((finding) => finding.severity === severity).length;
  return count === 0 ? [] : [`${count} ${severity}`];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
