import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatSymbolic, literal, reference, symbolicString, type SymbolicString } from "../../core";

/** What a person says a function needs. */
export interface LabelledNeed {
  readonly action: string;
  readonly resource: SymbolicString;
}

interface LabelledRow {
  readonly action: string;
  readonly resources: readonly string[];
}

type Labels = Readonly<Record<string, { readonly required?: readonly LabelledRow[]; readonly requiredByConfiguration?: readonly LabelledRow[] }>>;

/** The labelled needs by function; those whose resource is described in words rather than named are left out. */
export function labelledNeeds(folder: string | undefined, name: string): ReadonlyMap<string, readonly LabelledNeed[]> {
  const file = folder === undefined ? undefined : join(folder, `${name}.json`);
  if (file === undefined || !existsSync(file)) return new Map();
  const labels = (JSON.parse(readFileSync(file, "utf8")) as { readonly functions: Labels }).functions;
  return new Map(Object.entries(labels).map(([address, { required = [], requiredByConfiguration = [] }]) => [address, [...required, ...requiredByConfiguration].flatMap(needsOfRow)]));
}

function needsOfRow({ action, resources }: LabelledRow): LabelledNeed[] {
  return resources.flatMap((text) => {
    const resource = resourceOf(text);
    return resource ? [{ action, resource }] : [];
  });
}

/** `aws_s3_bucket.b.arn/*`, `${aws_s3_bucket.b.arn}/*`, an ARN, or `*`. */
function resourceOf(text: string): SymbolicString | undefined {
  if (text === "*") return literal("*");
  if (/^arn:/.test(text)) return text.includes("${") ? undefined : literal(text.replace(/\?/g, "*"));
  const match = /^(?:\$\{)?((?:module\.[\w-]+(?:\[[^\]]*\])?\.)*[a-z]\w*\.[\w-]+(?:\[[^\]]*\])?)\.(\w+)\}?(.*)$/.exec(text);
  if (!match || match[3]!.includes("${")) return undefined;
  return symbolicString([...reference(match[1]!, match[2]!).parts, ...(match[3] === "" ? [] : literal(match[3]!).parts)]);
}

export function formatNeed({ action, resource }: LabelledNeed): string {
  return `${action} on ${formatSymbolic(resource)}`;
}
