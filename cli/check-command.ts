import { Option, type Command } from "commander";
import type { CheckOptions } from "./check";
import { formats, type Format } from "./report-target";

/** `leastwise check [PLAN|STATE|FOLDER|-]...`. */
export function addCheckCommand(program: Command): void {
  const targets: { format?: Format; file?: string }[] = [];
  program
    .command("check")
    .description("compare what each function's code needs with what its execution role grants")
    .argument("[inputs...]", "plans or states from `terraform show -json`, folders of .tf files, or - for standard input (the default); several make one report")
    .option("--source <dir>", "root module folder: *.tf, and what relative code paths start from")
    .addOption(
      new Option("--format <format>", "report to write; may be given several times, each followed by its --output").choices(formats).argParser((value: string) => {
        if (!(formats as readonly string[]).includes(value)) throw new (require("commander") as typeof import("commander")).InvalidArgumentError(`Use ${formats.join(", ")}.`);
        targets.push({ format: value as Format });
        return value;
      }),
    )
    .option("--output <file>", "file for the report (default: standard output)", (value: string) => {
      const last = targets.at(-1);
      if (last && last.file === undefined) last.file = value;
      else targets.push({ file: value });
      return value;
    })
    .option("--config <file>", "configuration (default: leastwise.json found upward from --source)")
    .option("--changed-only", "leave out what the plan does not change")
    .option("--baseline <file>", "findings listed there are known and never fail the run")
    .addOption(new Option("--fail-on <severity>", "lowest severity that fails the run (default: high)").choices(["critical", "high", "medium", "low", "never"]))
    .addHelpText(
      "after",
      `
Examples:
  $ terraform plan -out plan.bin && terraform show -json plan.bin | leastwise check
  $ leastwise check plan.json --source infra --fail-on medium
  $ leastwise check plans/*.json --changed-only
  $ leastwise check infra/ --format sarif --output leastwise.sarif --format markdown --output comment.md --format text`,
    )
    .action(async (inputs: readonly string[], options: Omit<CheckOptions, "reports">) => {
      const { runCheck } = require("./check") as typeof import("./check");
      const reports = targets.length > 0 ? targets.map(({ format = "text", file }) => ({ format, ...(file === undefined ? {} : { file }) })) : [{ format: "text" as const }];
      process.exitCode = await runCheck(inputs.length === 0 ? ["-"] : inputs, { ...options, reports });
    });
}
