import type { Command } from "commander";

/** `leastwise explain RULE|ACTION|ARN`. */
export function addExplainCommand(program: Command): void {
  program
    .command("explain")
    .description("a rule's page; or what an IAM action allows, on what, and what it puts at risk")
    .argument("<subject>", "a rule (no-wildcard-action), an action (s3:PutObject, \"s3:Get*\") or an ARN")
    .action((subject: string) => {
      const { explain } = require("./explain") as typeof import("./explain");
      process.stdout.write(explain(subject));
    });
}
