import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Tools that are compared with, as executables that somebody else has installed: `CHECKOV=…/checkov PARLIAMENT=… CLOUDSPLAINING=…`. */
export const peers = ["checkov", "parliament", "cloudsplaining"] as const;
export type Peer = (typeof peers)[number];

/** The executable of a tool, from the environment; absent where it is not there to be measured. */
export function executableOf(peer: Peer): string | undefined {
  return process.env[peer.toUpperCase()];
}

/** What a tool prints of its version. */
export function versionOf(executable: string): string {
  const { stdout, stderr } = spawnSync(executable, ["--version"], { encoding: "utf8" });
  return /\d+\.\d+[\w.]*/.exec(stdout + stderr)?.[0] ?? "?";
}

export interface Measured {
  readonly stdout: string;
  readonly seconds: number;
  /** Processor time, which hardly depends on what else the machine does, and the most memory held, in MB; absent where GNU time is not installed. */
  readonly processor?: number;
  readonly megabytes?: number;
}

const gnuTime = "/usr/bin/time";

/** Runs a command to its end and measures it. */
export function measure(folder: string, command: readonly string[]): Measured {
  const report = join(folder, "time.txt");
  const words = existsSync(gnuTime) ? [gnuTime, "-o", report, "-f", "%U %S %M", ...command] : command;
  const from = process.hrtime.bigint();
  const { stdout } = spawnSync(words[0]!, words.slice(1), { cwd: folder, encoding: "utf8", maxBuffer: 1 << 29, env: { ...process.env, NO_COLOR: "1" } });
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  if (!existsSync(report)) return { stdout, seconds };
  const [user, system, kilobytes] = readFileSync(report, "utf8").trim().split("\n").at(-1)!.split(" ").map(Number);
  return { stdout, seconds, processor: user! + system!, megabytes: kilobytes! / 1024 };
}

/** Puts documents where the tools that read those alone look for them: a folder of files, and the details of an account. */
export function writeDocuments(folder: string, documents: readonly string[]): void {
  mkdirSync(join(folder, "documents"), { recursive: true });
  documents.forEach((text, index) => writeFileSync(join(folder, "documents", `${index}.json`), text));
  const RoleDetailList = documents.map((text, index) => ({
    Path: "/",
    RoleName: `r${index}`,
    RoleId: `AROA${String(index).padStart(16, "0")}`,
    Arn: `arn:aws:iam::123456789012:role/r${index}`,
    CreateDate: "2026-01-01T00:00:00Z",
    AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] },
    InstanceProfileList: [],
    RolePolicyList: [{ PolicyName: "p", PolicyDocument: JSON.parse(text) as unknown }],
    AttachedManagedPolicies: [],
    Tags: [],
  }));
  writeFileSync(join(folder, "account.json"), JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList, Policies: [] }));
}
