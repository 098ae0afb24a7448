import { Option, type Command } from "commander";
import type { NeedsOptions } from "./needs";

/** `leastwise needs FILE|DIR...`. */
export function addNeedsCommand(program: Command): void {
  program
    .command("needs")
    .description("what code needs of AWS; no infrastructure is asked")
    .argument("<path...>", "file, folder, zip or jar")
    .option("--handler <handler>", "where Lambda starts, for example app.handler; without it the whole file counts")
    .option("--runtime <runtime>", "for example nodejs22.x; without it the files tell")
    .addOption(new Option("--format <format>", "report to write").choices(["text", "json"]).default("text"))
    .addHelpText("after", "\nExamples:\n  $ leastwise needs src/app.py\n  $ leastwise needs build/orders.zip --handler index.handler --format json")
    .action(async (paths: string[], options: NeedsOptions) => {
      const { runNeeds } = require("./needs") as typeof import("./needs");
      process.exitCode = await runNeeds(paths, options);
    });
}
