import { Option, type Command } from "commander";
import type { DiffOptions } from "./diff";

/** `leastwise diff PLAN` and `leastwise diff BEFORE AFTER`. */
export function addDiffCommand(program: Command): void {
  program
    .command("diff")
    .description("access before and after, per role: what a change really gains and loses; exit 1 where access grows")
    .argument("<before>", "a plan (its before and after), or the earlier of two plans, states or policy documents; - for standard input")
    .argument("[after]", "the later plan, state or policy document")
    .option("--source <dir>", "root module folder of the plans")
    .addOption(new Option("--format <format>", "report to write").choices(["text", "json"]).default("text"))
    .addHelpText("after", "\nExamples:\n  $ leastwise diff plan.json\n  $ leastwise diff old-policy.json new-policy.json --format json")
    .action(async (before: string, after: string | undefined, options: DiffOptions) => {
      const { runDiff } = require("./diff") as typeof import("./diff");
      process.exitCode = await runDiff(before, after, options);
    });
}
