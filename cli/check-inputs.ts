import { relative, resolve, sep } from "node:path";
import { mergeResults, UsageError } from "../core";
import { checkInput, type CheckedInputs, type CheckInputsOptions } from "./check-input";
import { checkOnThreads } from "./check-on-threads";
import { Progress } from "./progress";

/** Checks the inputs, several of them side by side; `known` are the fingerprints of the baseline. */
export async function checkInputs(inputs: readonly string[], options: CheckInputsOptions, known: ReadonlySet<string> = new Set()): Promise<CheckedInputs> {
  requireDistinct(inputs);
  const progress = new Progress();
  try {
    const [only] = inputs;
    if (only !== undefined && inputs.length === 1) return await checkInput(only, options, known, (step) => progress.show(`${nameOf(only)}: ${step}`));
    const checked = await checkOnThreads(inputs, { ...options, withFixes: false }, progress);
    const parts = checked.map(({ result, root, failOn }, index) => ({ name: inputs[index]!, folder: relative(process.cwd(), root).split(sep).join("/"), result, failOn }));
    return { result: mergeResults(parts, known), root: process.cwd(), failOn: parts[0]!.failOn };
  } finally {
    progress.clear();
  }
}

function requireDistinct(inputs: readonly string[]): void {
  const seen = new Set<string>();
  for (const input of inputs) {
    const place = input === "-" ? input : resolve(input);
    if (seen.has(place)) throw new UsageError(`${nameOf(input)} is given twice`, "Name each plan once.");
    seen.add(place);
  }
}

function nameOf(input: string): string {
  return input === "-" ? "standard input" : input;
}
