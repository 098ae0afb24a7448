import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";

/** The Pulumi program whose stack is being checked. */
export interface Program {
  /** The folder of its Pulumi.yaml. */
  readonly folder: string;
  /** The folder that relative paths of assets start from. */
  readonly codeFolder: string;
  /** The file that it starts with, where Pulumi.yaml names one. */
  readonly main: string | undefined;
  /** `nodejs`, `python`, `yaml`, … */
  readonly runtime: string;
}

/**
 * Finds the program of the stack that a URN belongs to. A policy pack runs in its own folder and is not told where the program is, so that this
 * asks the configuration, `LEASTWISE_PROGRAM_DIR`, the shell's folder, and those of the processes that started this one.
 */
export function findProgram(urn: string | undefined, configured: string | undefined): Program | undefined {
  const project = urn?.split("::")[1];
  const named = configured ?? process.env["LEASTWISE_PROGRAM_DIR"];
  if (named !== undefined) return programAbove(path.resolve(named), undefined);
  for (const folder of likelyFolders()) {
    const program = programAbove(folder, project);
    if (program) return program;
  }
  return undefined;
}

function* likelyFolders(): Generator<string> {
  const own = process.cwd();
  const shell = process.env["PWD"];
  if (shell !== undefined && shell !== own) yield shell;
  yield* foldersOfParents(own);
}

/** Linux alone tells where other processes are. */
function* foldersOfParents(own: string): Generator<string> {
  let id = process.ppid;
  for (let generation = 0; generation < 8 && id > 1; generation += 1) {
    try {
      const folder = fs.readlinkSync(`/proc/${id}/cwd`);
      if (folder !== own) yield folder;
      const status = fs.readFileSync(`/proc/${id}/stat`, "utf8");
      id = Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[1]);
    } catch {
      return;
    }
  }
}

/** The nearest Pulumi.yaml in the folder or above it, if it is that of the project. */
function programAbove(folder: string, project: string | undefined): Program | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].map((name) => path.join(at, name)).find((candidate) => fs.existsSync(candidate));
    if (file !== undefined) return readProject(file, project);
    if (path.dirname(at) === at) return undefined;
  }
}

function readProject(file: string, project: string | undefined): Program | undefined {
  try {
    const content = parse(fs.readFileSync(file, "utf8")) as { name?: unknown; main?: unknown; runtime?: unknown } | null;
    if (project !== undefined && content?.name !== project) return undefined;
    const folder = path.dirname(file);
    const main = typeof content?.main === "string" ? path.resolve(folder, content.main) : undefined;
    const runtime = typeof content?.runtime === "object" && content.runtime !== null ? (content.runtime as { name?: unknown }).name : content?.runtime;
    return { folder, codeFolder: main === undefined ? folder : isFolder(main) ? main : path.dirname(main), main, runtime: typeof runtime === "string" ? runtime : "" };
  } catch {
    return undefined;
  }
}

function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}
