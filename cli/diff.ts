import { readFileSync } from "node:fs";
import { diffDeployments, diffDocuments, literal, readPolicyDocument, reportAccessDiffText, UsageError, type AccessDiffResult } from "../core";
import { exitCodes } from "./failure";
import { paletteFor } from "./palette";
import { readDeployment } from "./read-input";
import { writeReport } from "./write-report";

/** How `leastwise diff` is called. */
export interface DiffOptions {
  readonly source?: string;
  readonly format: "text" | "json";
}

/** Compares access and prints what is gained and lost; 1 where it grows. */
export async function runDiff(before: string, after: string | undefined, { source, format }: DiffOptions): Promise<number> {
  const result = await compare(before, after, source);
  await writeReport(format === "json" ? `${JSON.stringify(result, null, 2)}\n` : reportAccessDiffText(result, paletteFor(undefined)), undefined);
  return result.roles.some((role) => role.grows === "yes") ? exitCodes.findings : exitCodes.clean;
}

async function compare(before: string, after: string | undefined, source: string | undefined): Promise<AccessDiffResult> {
  if (after === undefined) {
    const { deployment } = await readDeployment(before, source);
    return diffDeployments(deployment.before, deployment);
  }
  const documents = [policyText(before), policyText(after)];
  if (documents.every((text) => text !== undefined)) return diffDocuments(readPolicyDocument(literal(documents[0]!)), readPolicyDocument(literal(documents[1]!)));
  if (documents.some((text) => text !== undefined)) throw new UsageError("one of the two is a policy document, the other is not", "Compare two plans, two states, or two policy documents.");
  return diffDeployments((await readDeployment(before, source)).deployment, (await readDeployment(after, source)).deployment);
}

/** The text of a file that is a policy document, `undefined` for anything else. */
function policyText(file: string): string | undefined {
  if (file === "-") return undefined;
  try {
    const text = readFileSync(file, "utf8");
    const value = JSON.parse(text) as { Statement?: unknown } | null;
    return typeof value === "object" && value !== null && "Statement" in value ? text : undefined;
  } catch {
    // no policy document; reading it as a plan says what is wrong with it
    return undefined;
  }
}
