import type { CodeReading } from "../code";
import { recommended, type Configuration } from "../config";
import { compareSeverity, fingerprints, isAtLeast, severities, type Finding, type Severity } from "../findings";
import { isDecided } from "../iam";
import { ConfigurationError } from "../errors";
import type { Deployment, Notice, Policy, SuppressionComment } from "../model";
import { dataVersions } from "../reference";
import type { CheckResult, CheckSummary } from "../report";
import { Analysis, rules as allRules, type FindingDraft, type Rule } from "../rules";
import { deploymentScore } from "./deployment-score";
import { describeFunction } from "./describe-function";
import { runRules } from "./run-rules";
import { Suppressions } from "./suppress";
import { untouchedAddresses } from "./untouched";
import { version } from "./version";

/** What a check is made of beside the deployment itself. */
export interface CheckOptions {
  /** What was read of each function's code, by the function's address (see readAllCode). */
  readonly readings?: ReadonlyMap<string, CodeReading>;
  readonly configuration?: Configuration;
  /** Fingerprints in the baseline. */
  readonly known?: ReadonlySet<string>;
  /** Only these rules; all of them where absent. */
  readonly rules?: readonly Rule[];
  /** ISO date that suppressions expire against; the current day where absent. */
  readonly today?: string;
  /** Leaves out what the plan does not change, and says how many findings that were. */
  readonly changedOnly?: boolean;
}

/** Checks a deployment: every function with what it needs and is granted, every finding, and what could not be decided. */
export function check(deployment: Deployment, options: CheckOptions = {}): CheckResult {
  const configuration = options.configuration ?? recommended;
  requireReasons(deployment.suppressions);
  const analysis = new Analysis(deployment, options.readings ?? new Map());
  const outcome = runRules(options.rules ?? allRules, analysis, configuration);
  const suppressions = new Suppressions(deployment.suppressions, configuration.suppressions, options.today ?? new Date().toISOString().slice(0, 10));
  const everything = finish(outcome.drafts, suppressions, options.known ?? new Set());
  const untouched: ReadonlySet<string> = options.changedOnly ? untouchedAddresses(deployment) : new Set();
  const isTouched = ({ address }: { readonly address: string }): boolean => !untouched.has(address);
  const findings = everything.filter(isTouched);
  const shown = { ...deployment, functions: deployment.functions.filter(isTouched), executionRoles: deployment.executionRoles.filter(isTouched) };
  const functions = shown.functions.map((fn) => describeFunction(fn, analysis));
  return {
    schemaVersion: 1,
    tool: { name: "leastwise", version, dataVersions: { ...dataVersions() } },
    input: { toolchain: deployment.input.toolchain, kind: deployment.input.kind, version: deployment.input.version },
    summary: summarize(shown, findings, functions.map((fn) => fn.score), configuration.failOn),
    functions,
    findings,
    undecided: outcome.undecided.filter(isTouched).sort((a, b) => compareText(a.address, b.address) || compareText(a.path ?? "", b.path ?? "") || compareText(a.ruleId, b.ruleId)),
    notices: [...deployment.notices, ...suppressions.unused(), ...leftOut(everything.length - findings.length)].map(formatNotice),
  };
}

function leftOut(count: number): Notice[] {
  if (count === 0) return [];
  return [{ message: `${count === 1 ? "1 finding" : `${count} findings`} on what this plan does not change ${count === 1 ? "is" : "are"} left out (--changed-only)` }];
}

/** A suppression without a reason is refused: nobody could tell later whether it still holds. */
function requireReasons(comments: readonly SuppressionComment[]): void {
  const bare = comments.find(({ reason }) => reason === undefined);
  if (bare) throw new ConfigurationError(`${bare.at.file}:${bare.at.line}: the suppression of ${bare.ruleId} gives no reason`, `Write \`leastwise:ignore ${bare.ruleId} -- why this one is right\`.`);
}

function finish(drafts: readonly FindingDraft[], suppressions: Suppressions, known: ReadonlySet<string>): Finding[] {
  const judged = [...drafts].sort(compareDrafts).map((draft) => ({ draft, suppression: suppressions.silence(draft) }));
  // the suppressed are numbered last, so that among equal ones the others have the numbers which the baseline knows
  const numbered = [...judged.filter(({ suppression }) => !suppression), ...judged.filter(({ suppression }) => suppression)];
  const prints = fingerprints(numbered.map(({ draft }) => ({ ...draft, subject: draft.identity })));
  const printOf = new Map(numbered.map(({ draft }, index) => [draft, prints[index]!]));
  return judged.map(({ draft, suppression }): Finding => {
    const { identity: _, ...rest } = draft;
    const fingerprint = printOf.get(draft)!;
    const status = suppression ? "suppressed" : known.has(fingerprint) ? "known" : "new";
    return { ...rest, fingerprint, status, ...(suppression ? { suppression } : {}) };
  });
}

/** Worst first, then by place: the same input gives the same order. */
function compareDrafts(a: FindingDraft, b: FindingDraft): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.address, b.address) ||
    compareText(a.path ?? "", b.path ?? "") ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.messageId, b.messageId) ||
    compareText(a.identity, b.identity)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function summarize(deployment: Deployment, findings: readonly Finding[], scores: readonly number[], failOn: Severity | "never"): CheckSummary {
  const fresh = findings.filter((finding) => finding.status === "new");
  const count = Object.fromEntries(severities.map((severity) => [severity, fresh.filter((finding) => finding.severity === severity).length])) as Record<Severity, number>;
  return {
    functions: deployment.functions.length,
    executionRoles: deployment.executionRoles.length,
    policyDocuments: countDocuments(deployment),
    findings: count,
    suppressed: findings.filter((finding) => finding.status === "suppressed").length,
    known: findings.filter((finding) => finding.status === "known").length,
    score: deploymentScore(scores),
    decision: fresh.some((finding) => isAtLeast(finding.severity, failOn)) ? "fail" : "pass",
  };
}

/** Permission documents of the execution roles, each once; trust policies grant nothing and do not count. */
function countDocuments(deployment: Deployment): CheckSummary["policyDocuments"] {
  const documents = new Map<string, Policy>();
  for (const role of deployment.executionRoles) {
    for (const policy of role.policies) documents.set(`${policy.address} ${policy.pathPrefix ?? ""}`, policy);
  }
  const unresolved = deployment.executionRoles.reduce((sum, role) => sum + role.unresolvedPolicies.length, 0);
  const decided = [...documents.values()].filter(({ document }) => document.kind === "known" && isDecided(document.value)).length;
  return { decided, undecided: documents.size - decided + unresolved };
}

function formatNotice({ message, at }: Notice): string {
  return at ? `${at.file}:${at.line}: ${message}` : message;
}
