import type { Command } from "commander";
import type { BaselineOptions } from "./baseline";

/** `leastwise baseline PLAN`. */
export function addBaselineCommand(program: Command): void {
  program
    .command("baseline")
    .description("write the findings of today to a file, so that only new ones fail a run")
    .argument("[inputs...]", "plans, states, folders of .tf files, or - for standard input (the default): the same as for the check")
    .option("--source <dir>", "root module folder")
    .option("--config <file>", "configuration (default: leastwise.json found upward from --source)")
    .option("--output <file>", "file to write", "leastwise-baseline.json")
    .addHelpText("after", "\nExamples:\n  $ leastwise baseline plan.json --source infra\n  $ leastwise check plan.json --source infra --baseline leastwise-baseline.json")
    .action(async (inputs: readonly string[], options: BaselineOptions) => {
      const { runBaseline } = require("./baseline") as typeof import("./baseline");
      process.exitCode = await runBaseline(inputs.length === 0 ? ["-"] : inputs, options);
    });
}
