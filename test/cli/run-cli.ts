import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { schemaProblems } from "../support/json-schema";

export const repository = join(__dirname, "../..");

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line; `npm test` builds it first. Every JSON result that it prints has to be valid. */
export function runCli(args: readonly string[], options: { readonly input?: string | Buffer; readonly cwd?: string } = {}): CliRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, "dist/cli/main.js"), ...args], {
    cwd: options.cwd ?? repository,
    input: options.input ?? "",
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: "1" },
  });
  requireValidResult(args, status, stdout);
  return { status, stdout, stderr };
}

function requireValidResult(args: readonly string[], status: number | null, stdout: string): void {
  const schema = ({ check: "result", diff: "diff", needs: "needs" } as Partial<Record<string, "result" | "diff" | "needs">>)[args[0] ?? ""];
  const format = args.findIndex((arg, index) => arg === "json" && args[index - 1] === "--format" && args[index + 1] !== "--output");
  if (schema === undefined || format < 0 || (status !== 0 && status !== 1)) return;
  const problems = schemaProblems(schema, JSON.parse(stdout));
  if (problems.length > 0) throw new Error(`leastwise ${args.join(" ")} printed JSON that its schema refuses:\n${problems.join("\n")}`);
}
