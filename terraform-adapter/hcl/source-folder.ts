import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { FileResult, ReadableFiles } from "./scope";

/** Larger files are no configuration. */
const LARGEST_FILE = 20_000_000;

/** The folder of the root module and what may be read beside it. All paths that are shown are relative to it. */
export class SourceFolder implements ReadableFiles {
  readonly root: string;
  private readonly realFolders = new Set<string>();

  constructor(root: string) {
    this.root = resolve(root);
    this.allow(this.root);
  }

  /** A module's folder outside of the root may be read too: its files were chosen by whoever wrote the module call. */
  allow(folder: string): void {
    const real = realPath(folder);
    if (real !== undefined) this.realFolders.add(real);
  }

  /** As it is shown in a place: relative to the root, with forward slashes. */
  display(path: string): string {
    return relative(this.root, path).split(sep).join("/") || ".";
  }

  resolve(path: string): string {
    return isAbsolute(path) ? path : join(this.root, path);
  }

  read(path: string): FileResult {
    const full = this.resolve(path);
    const real = realPath(full);
    // Before anything else, so that nothing is told about files outside, not even whether they exist.
    if (!this.isInside(real ?? full)) return { kind: "refused", detail: `${path} is outside of the folder that is read` };
    if (real === undefined) return { kind: "refused", detail: `${path} is not there` };
    try {
      const { size } = statSync(real);
      if (size > LARGEST_FILE) return { kind: "refused", detail: `${path} is too large` };
      return { kind: "file", file: this.display(full), content: readFileSync(real) };
    } catch {
      return { kind: "refused", detail: `${path} cannot be read` };
    }
  }

  exists(path: string): boolean | undefined {
    const full = this.resolve(path);
    const real = realPath(full);
    if (!this.isInside(real ?? full)) return undefined;
    try {
      return real !== undefined && statSync(real).isFile();
    } catch {
      return false;
    }
  }

  /** The names of the files in a module's folder; `undefined` where there is no such folder. */
  filesIn(folder: string): readonly string[] | undefined {
    try {
      return readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory()).map((entry) => entry.name).sort();
    } catch {
      return undefined;
    }
  }

  /** The text of a configuration file; `undefined` where it cannot be read. */
  readSource(path: string): string | undefined {
    try {
      if (statSync(path).size > LARGEST_FILE) return undefined;
      return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
    } catch {
      return undefined;
    }
  }

  private isInside(path: string): boolean {
    const real = existsSync(path) ? path : join(realPath(dirname(path)) ?? dirname(path), "-");
    return [...this.realFolders].some((folder) => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
