import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatSymbolic, type Symbolic } from "../../../core";
import { loadTerraformSources } from "../../../terraform-adapter/hcl";
import type { PlanFacts, TerraformSources } from "../../../terraform-adapter/sources";

/** The sources that these files are, in a folder that is removed again. */
export async function withSources<T>(files: Readonly<Record<string, string>>, use: (sources: TerraformSources, folder: string) => T | Promise<T>, plan?: PlanFacts): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "leastwise-hcl-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await use(await loadTerraformSources(folder, plan), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The value of an expression beside these declarations, as `show` writes it. */
export async function evaluate(expression: string, declarations = "", files: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const main = `${declarations}\nresource "aws_probe" "probe" {\n  value = ${expression}\n}\n`;
  return withSources({ ...files, "main.tf": main }, (sources) => show(sources.resource("aws_probe.probe")?.attribute("value")));
}

/** References as `${…}`, `{ json }` for encoded values, `{ oneOf }` for choices, `?reason` for unknowns, and `…` for unknown further elements. */
export function show(value: Symbolic | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined;
    case "null":
      return null;
    case "boolean":
    case "number":
      return value.value;
    case "string":
      return formatSymbolic(value);
    case "list":
      return [...value.items.map(show), ...(value.rest ? ["…"] : [])];
    case "map":
      return { ...Object.fromEntries([...value.entries].map(([key, item]) => [key, show(item)])), ...(value.rest ? { "…": true } : {}) };
    case "json":
      return { json: show(value.value) };
    case "choice":
      return { oneOf: value.alternatives.map(show) };
    case "unknown":
      return `?${value.reason}`;
  }
}

/** What a plan tells, each part left out where a test does not need it. */
export function planOf(facts: Partial<PlanFacts>): PlanFacts {
  return { variables: new Map(), resourceKeys: () => undefined, moduleKeys: () => undefined, planned: () => undefined, ...facts };
}
