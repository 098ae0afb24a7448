import { check, readAllCode, UsageError, type CheckResult, type Configuration } from "../core";
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

/** Checks one input; `known` are the fingerprints of the baseline, `onStep` is told what is being done. */
export async function checkInput(input: string, options: CheckInputsOptions, known: ReadonlySet<string> = new Set(), onStep: (text: string) => void = () => {}): Promise<CheckedInputs> {
  const { deployment, root } = await readDeployment(input, options.source);
  if (options.changedOnly && deployment.input.kind !== "plan") {
    throw new UsageError(`--changed-only needs a plan, and ${input === "-" ? "standard input" : input} is ${deployment.input.kind === "state" ? "a state" : "a folder of sources"}`, "Only a plan tells what changes: terraform show -json plan.bin.");
  }
  const configuration = configurationFor(options, root);
  const changedOnly = options.changedOnly === true;
  const readings = await readAllCode(deployment, root, (done, total) => onStep(`reading the code of function ${done} of ${total}`));
  return { result: check(deployment, { configuration, readings, known, changedOnly }), root, failOn: configuration.failOn };
}
