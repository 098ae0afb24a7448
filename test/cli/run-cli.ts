import { spawnSync } from "node:child_process";
import { join } from "node:path";

export const repository = join(__dirname, "../..");

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line; `npm test` builds it first. */
export function runCli(args: readonly string[], options: { readonly input?: string | Buffer; readonly cwd?: string } = {}): CliRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, "dist/cli/main.js"), ...args], {
    cwd: options.cwd ?? repository,
    input: options.input ?? "",
    encoding: "utf8",
    timeout: 60_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}
