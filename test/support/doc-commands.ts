import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A command line as a document shows it. */
export interface DocCommand {
  readonly file: string;
  readonly command: string;
}

const programs = "leastwise|terraform|tofu|pulumi|npm|npx";

/** The documents that people follow. */
export function documentsOf(repository: string): string[] {
  const markdown = (folder: string): string[] =>
    readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? markdown(`${folder}/${entry.name}`) : entry.name.endsWith(".md") ? [`${folder}/${entry.name}`] : []));
  return ["README.md", "CONTRIBUTING.md", ...markdown("docs").sort()];
}

/** The command lines of a document in their order: those of its `sh` blocks without comments, and the spans of code that begin with a program's name. */
export function commandsOf(text: string): string[] {
  const commands: string[] = [];
  for (const [, language, block, span] of text.matchAll(/^```(\w*)\n([^]*?)^```$|`([^`\n]+)`/gm)) {
    if (language === "sh") commands.push(...block!.split("\n").map(withoutComment).filter((line) => line !== ""));
    else if (span !== undefined && new RegExp(`^(?:${programs}) `).test(span)) commands.push(span.replace(/\\\|/g, "|"));
  }
  return commands;
}

function withoutComment(line: string): string {
  return line.replace(/(?:^|\s+)#.*$/, "").trim();
}

/** The command lines of all documents, each with the first that shows it. */
export function allCommands(repository: string): DocCommand[] {
  const seen = new Map<string, DocCommand>();
  for (const file of documentsOf(repository)) {
    for (const command of commandsOf(readFileSync(join(repository, file), "utf8"))) if (!seen.has(command)) seen.set(command, { file, command });
  }
  return [...seen.values()];
}

/** Blocks that begin with `$ command`: the command, and the parts of its output between lines of `…`. */
export function outputShown(text: string): { command: string; parts: string[] }[] {
  return [...text.matchAll(/^```\n\$ (.*)\n([^]*?)^```$/gm)].map(([, command, output]) => ({ command: command!, parts: output!.split(/^…\n/m).map((part) => part.trim()) }));
}
