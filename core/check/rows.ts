import type { CodeReading } from "../code";
import type { NamedResources } from "../model";
import type { EvidenceRow, RequiredRow } from "../report";
import { formatRequiredResource, type Evidence, type RequiredPermission } from "../required";

/** A needed permission as a row of the result; without a deployment, nothing is folded into symbols. */
export function requiredRow(row: RequiredPermission, deployment?: { readonly resources: NamedResources }): RequiredRow {
  return {
    action: row.action,
    resources: row.resources.map((resource) => formatRequiredResource(resource, deployment)),
    origin: row.origin,
    certainty: row.certainty,
    evidence: row.evidence.map(evidenceRow),
  };
}

function evidenceRow({ at, call, note }: Evidence): EvidenceRow {
  return { ...(at ? { file: at.file, line: at.line, column: at.column } : {}), call, ...(note === undefined ? {} : { note }) };
}

/** What was read of some code, as the result shows it. */
export function codeRow({ status, files, reasons }: CodeReading): { status: CodeReading["status"]; files: readonly string[]; reasons: string[] } {
  return { status, files, reasons: reasons.map(({ message, at }) => (at ? `${at.file}:${at.line}: ${message}` : message)) };
}
