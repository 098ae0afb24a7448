import { relative, resolve, sep } from "node:path";
import { check, mergeResults, readAllCode, UsageError, type CheckResult, type Configuration, type NamedResult } from "../core";
import { configurationFor } from "./configuration-for";
import { readDeployment } from "./read-input";

/** How inputs are checked. */
export interface CheckInputsOptions {
  readonly source?: string;
  readonly config?: string;
  readonly failOn?: Configuration["failOn"];
  readonly changedOnly?: boolean;
}

/** The result of one input, or of several as one; places in it start from `root`. */
export interface CheckedInputs {
  readonly result: CheckResult;
  readonly root: string;
  readonly failOn: Configuration["failOn"];
}

/** Checks one input after the other; `known` are the fingerprints of the baseline. */
export async function checkInputs(inputs: readonly string[], options: CheckInputsOptions, known: ReadonlySet<string> = new Set()): Promise<CheckedInputs> {
  requireDistinct(inputs);
  const [only] = inputs;
  if (only !== undefined && inputs.length === 1) return checkInput(only, options, known);
  const parts: NamedResult[] = [];
  for (const [index, input] of inputs.entries()) {
    showProgress(`checking ${index + 1} of ${inputs.length}: ${input}`);
    const { result, root, failOn } = await checkInput(input, options, new Set());
    parts.push({ name: input, folder: relative(process.cwd(), root).split(sep).join("/"), result, failOn });
  }
  showProgress("");
  return { result: mergeResults(parts, known), root: process.cwd(), failOn: parts[0]!.failOn };
}

async function checkInput(input: string, options: CheckInputsOptions, known: ReadonlySet<string>): Promise<CheckedInputs> {
  const { deployment, root } = await readDeployment(input, options.source);
  if (options.changedOnly && deployment.input.kind !== "plan") {
    throw new UsageError(`--changed-only needs a plan, and ${input === "-" ? "standard input" : input} is ${deployment.input.kind === "state" ? "a state" : "a folder of sources"}`, "Only a plan tells what changes: terraform show -json plan.bin.");
  }
  const configuration = configurationFor(options, root);
  const changedOnly = options.changedOnly === true;
  return { result: check(deployment, { configuration, readings: await readAllCode(deployment, root), known, changedOnly }), root, failOn: configuration.failOn };
}

function requireDistinct(inputs: readonly string[]): void {
  const seen = new Set<string>();
  for (const input of inputs) {
    const place = input === "-" ? input : resolve(input);
    if (seen.has(place)) throw new UsageError(`${input === "-" ? "standard input" : input} is given twice`, "Name each plan once.");
    seen.add(place);
  }
}

/** One line that replaces the one before, on a terminal only. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ")}`);
}
