import { areApart, covers, type Glob } from "./glob";
import { findWord, type SearchedGlob, type SearchResult } from "./glob-search";
import type { Grant } from "./grant";

type Resources = Grant["resources"];
/** `certain`: for every text that references may have; `possible`: for some. */
export type Mode = "certain" | "possible";

/** Looks for a resource that the source names, that is in each of some sets, and in none of others. */
export class ResourceSearch {
  private readonly globs: SearchedGlob[];
  private groups = 1;
  private isEmpty = false;

  constructor(private readonly source: Glob) {
    this.globs = [{ glob: source, mode: "source", group: 0 }];
  }

  /** The resource has to be in the set. */
  within({ globs, isNegated }: Resources, mode: Mode): this {
    if (!isNegated) this.require(globs.filter(({ isCertain }) => isCertain || mode === "possible").map(({ glob }) => glob), mode);
    else this.exclude(globs.filter(({ isCertain }) => isCertain || mode === "certain").map(({ glob }) => glob), opposite(mode));
    return this;
  }

  /** The resource may not be in the set; mode `possible` leaves out all that may be in it, `certain` only what surely is. */
  outside({ globs, isNegated }: Resources, mode: Mode): this {
    if (!isNegated) this.exclude(globs.filter(({ isCertain }) => isCertain || mode === "possible").map(({ glob }) => glob), mode);
    else this.require(globs.filter(({ isCertain }) => isCertain || mode === "certain").map(({ glob }) => glob), opposite(mode));
    return this;
  }

  require(globs: readonly Glob[], mode: Mode): this {
    const near = globs.filter((glob) => !areApart(this.source, glob));
    if (near.some((glob) => covers(glob, this.source))) return this;
    if (near.length === 0) this.isEmpty = true;
    for (const glob of near) this.globs.push({ glob, mode, group: this.groups });
    this.groups++;
    return this;
  }

  private exclude(globs: readonly Glob[], mode: Mode): void {
    for (const glob of globs) {
      if (areApart(this.source, glob)) continue;
      if (covers(glob, this.source)) this.isEmpty = true;
      this.globs.push({ glob, mode, group: "excluded" });
    }
  }

  find(): SearchResult {
    return this.isEmpty ? "none" : findMemoized(this.globs, this.groups);
  }
}

function opposite(mode: Mode): Mode {
  return mode === "certain" ? "possible" : "certain";
}

const MOST_REMEMBERED = 50_000;
const remembered = new Map<string, SearchResult>();

function findMemoized(globs: readonly SearchedGlob[], groups: number): SearchResult {
  const key = globs.map(({ glob, mode, group }) => `${glob.id}${mode[0]}${group}`).join();
  let result = remembered.get(key);
  if (result === undefined) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, (result = findWord(globs, groups)));
  }
  return result;
}
