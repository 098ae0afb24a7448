import * as fs from "node:fs";
import * as path from "node:path";
import type { CodeCache } from "./code-cache";

/** The files below a folder that somebody may have written, nearest first. */
export interface SourceListing {
  /** Absolute, with forward slashes. */
  readonly files: readonly string[];
  /** Whether there are more than were looked at, so that "the only one" can't be said. */
  readonly isCut: boolean;
}

/** Files and folders that one look for sources meets at most. */
const maxEntries = 6000;

/** Lists a folder of a project without what is installed, built by tools, or tests; links are not followed. */
export function listSources(folder: string, cache: CodeCache): SourceListing {
  return cache.once(`source-listing:${folder}`, () => walk(folder));
}

function walk(top: string): SourceListing {
  const files: string[] = [];
  const waiting = [top];
  let seen = 0;
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    for (const entry of entriesOf(folder)) {
      seen += 1;
      if (seen > maxEntries) return { files, isCut: true };
      const child = path.posix.join(folder, entry.name);
      if (entry.isFile()) files.push(child);
      else if (entry.isDirectory() && !isForeign(entry.name)) waiting.push(child);
    }
  }
  return { files, isCut: false };
}

function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch {
    return [];
  }
}

/** Folders of dependencies, tools and tests; those with a dot belong to tools. */
function isForeign(folder: string): boolean {
  return folder.startsWith(".") || /^(node_modules|bower_components|vendor|venv|site-packages|__pycache__|tests?|__tests__|__mocks__|spec|cdk\.out|.*\.(dist|egg)-info)$/.test(folder);
}
