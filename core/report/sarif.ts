import type { Fix, Log, Location, Notification, ReportingDescriptor, Result, Run } from "sarif";
import type { Finding, Severity, Undecided } from "../findings";
import type { SourceLocation } from "../values";
import type { CheckResult } from "./check-result";
import { fileFromRepository, type ReportedFix, type ReportedRule, type ReportOptions } from "./report-options";

/** The result as SARIF 2.1.0, as GitHub code scanning takes it. */
export function reportSarif(result: CheckResult, options: ReportOptions = {}): string {
  const log: Log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run(result, options)] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function run(result: CheckResult, options: ReportOptions): Run {
  const { findings, summary, tool, input } = result;
  const rules = describeRules(result, options.rules ?? []);
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const hasBaseline = summary.known > 0;
  return {
    tool: { driver: { name: tool.name, version: tool.version, semanticVersion: tool.version, rules } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(result, indexes, options) }],
    originalUriBaseIds: { [root]: { description: { text: "The root module folder, or the repository it is checked from." } } },
    columnKind: "utf16CodeUnits",
    results: findings.map((finding) => describeFinding(finding, { ruleIndex: indexes.get(finding.ruleId)!, options, hasBaseline })),
    properties: { toolchain: input.toolchain, kind: input.kind, score: summary.score, decision: summary.decision },
  };
}

/** The name that GitHub and Azure know for the root of the repository. */
const root = "%SRCROOT%";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = { critical: "error", high: "error", medium: "warning", low: "note" };

/** In the bands of CVSS, from which code scanning takes the severity it shows. */
const securitySeverities: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** Every known rule, and those that only the result names. */
function describeRules({ findings, undecided }: CheckResult, known: readonly ReportedRule[]): ReportingDescriptor[] {
  const described = known.map(describeRule);
  const ids = new Set(known.map(({ id }) => id));
  const others = new Set([...findings, ...undecided].map(({ ruleId }) => ruleId).filter((id) => !ids.has(id)));
  return [...described, ...[...others].sort().map((id): ReportingDescriptor => ({ id }))];
}

function describeRule({ id, title, severity, rationale, remediation, references, page }: ReportedRule): ReportingDescriptor {
  return {
    id,
    name: id.split("-").map((word) => word[0]!.toUpperCase() + word.slice(1)).join(""),
    shortDescription: { text: title },
    fullDescription: { text: rationale },
    help: { text: `${rationale}\n\n${remediation}\n\n${references.join("\n")}`, ...(page === undefined ? {} : { markdown: page }) },
    ...(references[0] === undefined ? {} : { helpUri: references[0] }),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ["security", "aws", "iam", "lambda", "least-privilege"], precision: "high", "problem.severity": levels[severity] === "note" ? "recommendation" : levels[severity], "security-severity": securitySeverities[severity] },
  };
}

interface FindingContext {
  readonly ruleIndex: number;
  readonly options: ReportOptions;
  readonly hasBaseline: boolean;
}

function describeFinding(finding: Finding, { ruleIndex, options, hasBaseline }: FindingContext): Result {
  const { ruleId, messageId, severity, message, remediation, address, path, fingerprint, status, suppression } = finding;
  const fix = status === "suppressed" ? undefined : options.fixes?.get(fingerprint);
  return {
    ruleId,
    ruleIndex,
    level: levels[severity],
    message: { text: `${message} ${remediation}` },
    locations: [{ ...physicalLocation(finding.location, options), logicalLocations: [{ fullyQualifiedName: path === undefined ? address : `${address}/${path}`, kind: "resource" }] }],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, "leastwise/v1": fingerprint },
    ...(hasBaseline && status !== "suppressed" ? { baselineState: status === "known" ? ("unchanged" as const) : ("new" as const) } : {}),
    ...(status === "suppressed" ? { suppressions: [{ kind: "external", status: "accepted", justification: suppression?.reason ?? "" }] } : { suppressions: [] }),
    ...(fix === undefined ? {} : { fixes: [describeFix(fix, options)] }),
    properties: { severity, messageId, remediation, address, ...(finding.function === undefined ? {} : { function: finding.function }), ...(path === undefined ? {} : { path }), "security-severity": securitySeverities[severity] },
  };
}

/** One change for each file, its replacements in the order of the text. */
function describeFix({ description, edits }: ReportedFix, options: ReportOptions): Fix {
  const files = [...new Set(edits.map(({ at }) => at.file))].sort();
  const ordered = [...edits].sort(({ at: a }, { at: b }) => a.line - b.line || a.column - b.column);
  return {
    description: { text: description },
    artifactChanges: files.map((file) => ({
      artifactLocation: physicalLocation(edits.find(({ at }) => at.file === file)!.at, options).physicalLocation!.artifactLocation!,
      replacements: ordered
        .filter(({ at }) => at.file === file)
        .map(({ at: { line: startLine, column: startColumn, endLine, endColumn }, text }) => ({ deletedRegion: { startLine, startColumn, endLine, endColumn }, ...(text === "" ? {} : { insertedContent: { text } }) })),
    })),
  };
}

/** What could not be decided is no finding, and is not left out either. */
function notifications({ undecided, notices }: CheckResult, indexes: ReadonlyMap<string, number>, options: ReportOptions): Notification[] {
  const open = undecided.map((entry): Notification => ({
    level: "note",
    message: { text: undecidedText(entry) },
    associatedRule: { id: entry.ruleId, index: indexes.get(entry.ruleId)! },
    locations: [{ ...physicalLocation(null, options), logicalLocations: [{ fullyQualifiedName: entry.path === undefined ? entry.address : `${entry.address}/${entry.path}`, kind: "resource" }] }],
  }));
  return [...open, ...notices.map((text): Notification => ({ level: "note", message: { text } }))];
}

function undecidedText({ ruleId, address, path, reason, detail }: Undecided): string {
  return `${ruleId} could not be decided for ${address}${path === undefined ? "" : ` ${path}`}: ${detail ?? reason}`;
}

function physicalLocation(location: SourceLocation | null, options: ReportOptions): Pick<Location, "physicalLocation"> {
  const artifactLocation = { uri: toUri(fileFromRepository(location, options)), uriBaseId: root };
  if (!location) return { physicalLocation: { artifactLocation } };
  const { line: startLine, column: startColumn, endLine, endColumn } = location;
  return { physicalLocation: { artifactLocation, region: { startLine, startColumn, endLine, endColumn } } };
}

/** A relative path as a URI reference: each part encoded, also what would read as a scheme; halves of surrogate pairs are no text. */
function toUri(path: string): string {
  return Buffer.from(path, "utf8").toString("utf8").split(/[\\/]/).map(encodeURIComponent).join("/");
}
