import type { Command } from "commander";
import type { FixOptions } from "./fix";

/** `leastwise fix [PLAN|FOLDER|-]`. */
export function addFixCommand(program: Command): void {
  program
    .command("fix")
    .description("least-privilege policies as a unified diff of the sources; exit 1 where something is left")
    .argument("[input]", "plan from `terraform show -json`, a folder of .tf files, or - for standard input", "-")
    .option("--source <dir>", "root module folder: *.tf, and what relative code paths start from")
    .option("--config <file>", "configuration (default: leastwise.json found upward from --source)")
    .option("--write", "change the sources: all of the files or none")
    .addHelpText("after", "\nExamples:\n  $ leastwise fix plan.json --source infra > least-privilege.diff\n  $ leastwise fix plan.json --source infra --write")
    .action(async (input: string, options: FixOptions) => {
      const { runFix } = require("./fix") as typeof import("./fix");
      process.exitCode = await runFix(input, options);
    });
}
