import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export type Toolchain = "terraform" | "opentofu" | "pulumi";

/** What a folder's infrastructure is written for; `undefined` where it holds none. */
export function detectToolchain(folder: string): Toolchain | undefined {
  const names = readdirSync(folder);
  if (names.some((name) => /^Pulumi\.ya?ml$/.test(name))) return "pulumi";
  if (names.some((name) => /\.tofu(\.json)?$/.test(name) || name === ".opentofu-version")) return "opentofu";
  if (names.some((name) => /\.tf(\.json)?$/.test(name))) return "terraform";
  return undefined;
}

/** The root of the repository around a folder, or the folder itself. */
export function repositoryOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return resolve(folder);
  }
}
