import { check, readAllCode, UsageError, type CheckOptions, type CheckResult, type Configuration, type Deployment, type ReportedFix } from "../core";
import { adaptTerraform, hasSources } from "../terraform-adapter";
import { configurationFor } from "./configuration-for";
import { namingInput, openInput } from "./read-input";

/** How inputs are checked. */
export interface CheckInputsOptions {
  readonly source?: string;
  readonly config?: string;
  readonly failOn?: Configuration["failOn"];
  readonly changedOnly?: boolean;
  /** Whether the edits that answer findings are asked for too. */
  readonly withFixes?: boolean;
}

/** The result of one input, or of several as one; places in it start from `root`. */
export interface CheckedInputs {
  readonly result: CheckResult;
  readonly root: string;
  readonly failOn: Configuration["failOn"];
  /** What answers findings, by fingerprint. */
  readonly fixes?: ReadonlyMap<string, ReportedFix>;
}

/** Checks one input; `known` are the fingerprints of the baseline, `onStep` is told what is being done. */
export async function checkInput(input: string, options: CheckInputsOptions, known: ReadonlySet<string> = new Set(), onStep: (text: string) => void = () => {}): Promise<CheckedInputs> {
  const { text, root } = await openInput(input, options.source);
  const opened = { ...(text === undefined ? {} : { text }), source: root };
  const deployment = await namingInput(input, () => adaptTerraform(opened));
  if (options.changedOnly && deployment.input.kind !== "plan") {
    throw new UsageError(`--changed-only needs a plan, and ${input === "-" ? "standard input" : input} is ${deployment.input.kind === "state" ? "a state" : "a folder of sources"}`, "Only a plan tells what changes: terraform show -json plan.bin.");
  }
  const configuration = configurationFor(options, root);
  const changedOnly = options.changedOnly === true;
  const readings = await readAllCode(deployment, root, (done, total) => onStep(`reading the code of function ${done} of ${total}`));
  const checkOptions = { configuration, readings, known, changedOnly };
  const fixes = options.withFixes && hasSources(root) ? await fixesOf(deployment, opened, checkOptions) : undefined;
  return { result: check(deployment, checkOptions), root, failOn: configuration.failOn, ...(fixes === undefined ? {} : { fixes }) };
}

/** What answers the findings. A gate does not fail for want of a suggestion: that is said, and the suggestion left out. */
async function fixesOf(deployment: Deployment, opened: { readonly text?: Buffer; readonly source: string }, options: CheckOptions): Promise<CheckedInputs["fixes"]> {
  const { fixSources, Workspace } = require("../terraform-adapter/fix") as typeof import("../terraform-adapter/fix");
  try {
    return fixSources(await Workspace.open(opened, deployment), options).fixes;
  } catch (error) {
    process.stderr.write(`the fixes could not be worked out: ${(error as Error).message}\n`);
    return undefined;
  }
}
