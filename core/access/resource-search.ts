import { fillVariables, NOTHING_KNOWN, variableOf, wordOfText, type Context, type Word } from "./context";
import { areApart, covers, globOf, holdsText, type Glob } from "./glob";
import { findWord, type SearchedGlob, type SearchResult } from "./glob-search";
import type { Grant } from "./grant";

type Resources = Grant["resources"];
/** `certain`: for every text that references may have; `possible` and `free`: for some. */
export type Mode = "certain" | "possible" | "free";

/** Looks for a resource that the source names, that is in each of some sets, and in none of others. */
export class ResourceSearch {
  private readonly globs: SearchedGlob[];
  private isEmpty = false;
  private groups = 1;
  private readonly required: { globs: readonly Glob[]; mode: Mode }[] = [];
  private readonly excluded: Glob[] = [];

  constructor(private readonly source: Glob) {
    this.globs = [{ glob: source, mode: "source", group: 0 }];
  }

  /** The resource has to be in the set. */
  within({ globs, isNegated }: Resources, mode: Mode): this {
    if (!isNegated) this.require(globs.filter(({ isCertain }) => isCertain || mode !== "certain").map(({ glob }) => glob), mode);
    else this.exclude(globs.filter(({ isCertain }) => isCertain || mode === "certain").map(({ glob }) => glob), opposite(mode));
    return this;
  }

  /** The resource may not be in the set; mode `possible` leaves out all that may be in it, `certain` only what surely is. */
  outside({ globs, isNegated }: Resources, mode: Mode): this {
    if (!isNegated) this.exclude(globs.filter(({ isCertain }) => isCertain || mode !== "certain").map(({ glob }) => glob), mode);
    else this.require(globs.filter(({ isCertain }) => isCertain || mode === "certain").map(({ glob }) => glob), opposite(mode));
    return this;
  }

  require(globs: readonly Glob[], mode: Mode): this {
    const near = globs.filter((glob) => !areApart(this.source, glob) && holdsText(glob, this.source) !== false);
    if (near.length === 0) this.isEmpty = true;
    if (!near.some((glob) => covers(glob, this.source) || holdsText(glob, this.source))) this.required.push({ globs: near, mode });
    return this;
  }

  private exclude(globs: readonly Glob[], mode: Mode): void {
    for (const glob of globs) {
      if (areApart(this.source, glob) || holdsText(glob, this.source) === false) continue;
      if (covers(glob, this.source)) this.isEmpty = true;
      this.excluded.push(glob);
      this.globs.push({ glob, mode, group: "excluded" });
    }
  }

  /** A word with the values that it needs policy variables to have. */
  find(): FoundResource | "none" | "too-complex" {
    const word = this.findWord();
    if (typeof word === "string") return word;
    const values = chooseValues(word, this.globs.map(({ glob }) => glob), (filled) => {
      const globs = this.globs.map((one) => ({ ...one, glob: fillVariables(one.mode === "source" ? globOf(word) : one.glob, filled) ?? one.glob }));
      return findWord(globs, this.groups) !== "none";
    });
    return values ? { word, values } : "too-complex";
  }

  private findWord(): SearchResult {
    if (this.isEmpty) return "none";
    for (const { globs, mode } of this.required) {
      // Whatever a reference will be, what is in such a glob is in the excluded one too.
      const open = globs.filter((glob) => !this.excluded.some((excluded) => covers(excluded, glob)));
      if (open.length === 0) return "none";
      for (const glob of open) this.globs.push({ glob, mode, group: this.groups });
      this.groups++;
    }
    if (this.globs.length === 1 && this.source.isText) return this.source.tokens;
    return findMemoized(this.globs, this.groups);
  }
}

export interface FoundResource {
  readonly word: Word;
  readonly values: Context;
}

/** Texts for the policy variables in a word: a readable one where it fits, else one of a sign that no pattern has. */
function chooseValues(word: Word, globs: readonly Glob[], fits: (values: Context) => boolean): Context | undefined {
  const keys = [...new Set(word.flatMap((sign) => variableOf(sign) ?? []))];
  if (keys.length === 0) return NOTHING_KNOWN;
  const readable: Context = new Map(keys.map((key) => [key, [wordOfText(`any-${key.replace(/^.*[:/]/, "")}`)]]));
  if (fits(readable)) return readable;
  const used = new Set(globs.flatMap(({ tokens }) => tokens));
  const sign = [..."=+,@.-_~"].find((candidate) => !used.has(candidate.charCodeAt(0))) ?? "\u00a7";
  const odd: Context = new Map(keys.map((key, index) => [key, [wordOfText(sign.repeat(9 + index))]]));
  return fits(odd) ? odd : undefined;
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
