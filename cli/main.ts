#!/usr/bin/env node
import { isMainThread } from "node:worker_threads";
import { Command, CommanderError } from "commander";
import { addBaselineCommand } from "./baseline-command";
import { addCheckCommand } from "./check-command";
import { addDiffCommand } from "./diff-command";
import { addExplainCommand } from "./explain-command";
import { addFixCommand } from "./fix-command";
import { addInitCommand } from "./init-command";
import { addNeedsCommand } from "./needs-command";
import { addRulesCommand } from "./rules-command";
import { packageVersion } from "./package-version";
import { exitCodes, reportFailure } from "./failure";

/** Builds the command line; what a command does is loaded when it runs. */
function buildProgram(): Command {
  const program = new Command("leastwise")
    .description("Least privilege for AWS Lambda, checked before anything is deployed.")
    .version(packageVersion(), "-v, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      "after",
      `
Examples:
  $ terraform show -json plan.bin | leastwise check --source infra
  $ leastwise check infra/                      a folder of .tf files, where there is no plan
  $ leastwise check plan.json --format json --output result.json --format text
  $ leastwise explain no-wildcard-action        why a rule matters, what to write instead

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not check.`,
    );
  for (const add of [addCheckCommand, addFixCommand, addDiffCommand, addNeedsCommand, addBaselineCommand, addInitCommand, addRulesCommand, addExplainCommand]) add(program);
  return program;
}

async function main(): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
  const program = buildProgram();
  try {
    if (process.argv.length <= 2) {
      program.outputHelp({ error: true });
      process.exitCode = exitCodes.cannotCheck;
      return;
    }
    await program.parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitCodes.cannotCheck;
    else reportFailure(error);
  }
}

/** In a thread of its own: takes its share of the inputs of a check. */
async function help(): Promise<void> {
  const { serveThread } = require("./check-on-threads") as typeof import("./check-on-threads");
  await serveThread();
}

void (isMainThread ? main() : help());
