import { ConfigurationError } from "../errors";
import type { Finding } from "./finding";

/** Findings that are known and no longer fail a run. The fingerprints decide; the rest is for people who read the file. */
export interface Baseline {
  readonly baselineVersion: 1;
  readonly findings: readonly { readonly fingerprint: string; readonly ruleId: string; readonly address: string; readonly path?: string }[];
}

/** A baseline of all findings that are not suppressed, in the order of their fingerprints. */
export function makeBaseline(findings: readonly Finding[]): Baseline {
  const rows = findings
    .filter(({ status }) => status !== "suppressed")
    .map(({ fingerprint, ruleId, address, path }) => ({ fingerprint, ruleId, address, ...(path === undefined ? {} : { path }) }));
  return { baselineVersion: 1, findings: rows.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)) };
}

/** The fingerprints in a baseline file's text; `file` names it in errors. */
export function readBaseline(text: string, file: string): Set<string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(`${file} is no JSON: ${(error as Error).message}`, "Write it anew with `leastwise baseline`.", undefined, { cause: error });
  }
  const { baselineVersion, findings } = (value ?? {}) as { baselineVersion?: unknown; findings?: unknown };
  if (baselineVersion === undefined || !Array.isArray(findings)) throw new ConfigurationError(`${file} is no baseline`, "Write one with `leastwise baseline`.");
  if (baselineVersion !== 1) throw new ConfigurationError(`${file} is a baseline of version ${String(baselineVersion)}; this leastwise reads version 1`, "Write it anew with `leastwise baseline`.");
  return new Set(
    findings.map((row: { fingerprint?: unknown } | null, index) => {
      if (typeof row?.fingerprint !== "string") throw new ConfigurationError(`${file}: findings[${index}] has no fingerprint`, "Write it anew with `leastwise baseline`.");
      return row.fingerprint;
    }),
  );
}
