import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { ChangedFile } from "../../terraform-adapter/fix";
import type { PlannedRoot } from "./find-roots";

/** A copy of the sources with the changes in them. */
export class ChangedCopy {
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "leastwise-fix-outcome-")));
  readonly root: string;

  constructor(
    private readonly planned: PlannedRoot,
    files: readonly ChangedFile[],
  ) {
    const tree = join(this.folder, "tree");
    cpSync(planned.tree, tree, { recursive: true, dereference: true });
    this.root = join(tree, planned.root);
    const from = realpathSync(planned.tree);
    for (const { path, after } of files) writeFileSync(join(tree, relative(from, realpathSync(path))), after);
  }

  /** The plan of the copy, made by a command with `{root}` and `{plan}` in it; a string is why there is none. */
  plan(planner: string): Buffer | string {
    const out = join(this.folder, "plan.json");
    const command = planner.replace(/\{root\}/g, quoted(this.root)).replace(/\{plan\}/g, quoted(out));
    const { status, stderr, stdout } = spawnSync("sh", ["-c", command], { encoding: "utf8", timeout: 300_000 });
    if (status !== 0) return `${this.planned.name}: ${(stderr || stdout).trim().split("\n").slice(0, 12).join(" | ")}`;
    return readFileSync(out);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
