import type { Command } from "commander";

/** `leastwise init [FOLDER]`. */
export function addInitCommand(program: Command): void {
  program
    .command("init")
    .description("write a configuration and the CI files of a repository; what is there already stays")
    .argument("[folder]", "folder of the infrastructure code", ".")
    .addHelpText("after", "\nExamples:\n  $ leastwise init\n  $ leastwise init infra")
    .action(async (folder: string) => {
      const { runInit } = require("./init") as typeof import("./init");
      process.exitCode = runInit(folder);
    });
}
