import type { Command } from "commander";

/** `leastwise rules`. */
export function addRulesCommand(program: Command): void {
  program
    .command("rules")
    .description("list the rules")
    .action(() => {
      const { rules } = require("../core") as typeof import("../core");
      const width = Math.max(...rules.map((rule) => rule.id.length));
      const lines = rules.map((rule) => `${rule.id.padEnd(width)}  ${(rule.isOnByDefault ? rule.severity : "off").padEnd(8)}  ${rule.title}`);
      process.stdout.write(`${lines.join("\n")}\n`);
    });
}
