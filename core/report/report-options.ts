import type { Severity } from "../findings";
import type { SourceLocation } from "../values";

/** What a report may say of a rule beside its findings; handed in, since a report reads nothing but the result. */
export interface ReportedRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly rationale: string;
  readonly remediation: string;
  readonly references: readonly string[];
  /** Its whole page as Markdown. */
  readonly page?: string;
}

/** Text to put in place of what stands at a place of a source; an insertion has an empty place. */
export interface ReportedEdit {
  readonly at: SourceLocation;
  readonly text: string;
}

/** Edits of the sources that answer a finding, all of them together. */
export interface ReportedFix {
  /** One sentence. */
  readonly description: string;
  readonly edits: readonly ReportedEdit[];
}

/** What reports for machines are told beside the result. */
export interface ReportOptions {
  readonly rules?: readonly ReportedRule[];
  /** The folder of the sources, relative to the repository, that the locations' files are in; empty where it is the same. */
  readonly folder?: string;
  /** The file that was checked, relative to the repository: where a finding without a source is shown. */
  readonly inputFile?: string;
  /** The lowest severity that fails the run. */
  readonly failOn?: Severity | "never";
  /** What answers findings, by fingerprint; handed in where a report shows it. */
  readonly fixes?: ReadonlyMap<string, ReportedFix>;
}

/** The file of a location, from the repository's root; that of the input where there is no source. */
export function fileFromRepository(location: SourceLocation | null, { folder = "", inputFile = "plan.json" }: ReportOptions): string {
  if (!location) return inputFile;
  return folder === "" ? location.file : normalize(`${folder}/${location.file}`);
}

/** `infra/../modules/a.tf` → `modules/a.tf`. */
function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
