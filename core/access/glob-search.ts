import { ANY, HOLE, lowerCase, SEGMENT_ANY, SEGMENT_STAR, STAR, WORD_ANY, WORD_STAR, type Glob } from "./glob";
import { areDistinct, FIRST_LETTER, letterWith } from "./letters";

/**
 * One glob in a search for a word. `certain`: it matches for every text that the references may have; `possible`: for some;
 * `free`: as possible, with a policy variable having a value of its own in the request that is looked for.
 * The word has to match one glob of each group, and none that is excluded.
 */
export interface SearchedGlob {
  readonly glob: Glob;
  readonly mode: "source" | "certain" | "possible" | "free";
  readonly group: number | "excluded";
}

/** A word of characters, letters and holes; `too-complex` where the search was given up. */
export type SearchResult = readonly number[] | "none" | "too-complex";

const MOST_STATES = 6000;
/** Inside the text of a reference: at its start, after some of it, after exactly one other reference's text. */
const FRESH = 0;
const INSIDE = 1;
const OTHER = 2;
const COLON = 58;
const SLASH = 47;
const PLAIN = [..."xyzwq0189XYZ_-"].map((sign) => sign.charCodeAt(0));

/** Items are packed: glob, position, how far inside a reference. A longer glob is no name of anything: an ARN has at most 2,048 characters. */
const POSITIONS = 4096 * 4;

type State = readonly number[];

/** The shortest word that matches one glob of each group and no excluded one. */
export function findWord(globs: readonly SearchedGlob[], groups: number): SearchResult {
  const search = new WordSearch(globs, groups);
  return search.find((state) => search.isFound(state));
}

/** Every set of globs that some word matches together, each with the shortest such word. */
export function findSignatures(globs: readonly Glob[]): Map<string, readonly number[]> | "too-complex" {
  const found = new Map<string, readonly number[]>();
  const search = new WordSearch(globs.map((glob) => ({ glob, mode: "certain", group: "free" })), 0);
  const end = search.find((state, word) => {
    const signature = search.matched(state).join();
    if (!found.has(signature)) found.set(signature, word());
    return false;
  });
  return end === "too-complex" ? end : found;
}

interface Member extends Omit<SearchedGlob, "group"> {
  readonly group: number | "excluded" | "free";
}

interface Visited {
  readonly state: State;
  readonly from?: Visited;
  readonly sign: number;
}

class WordSearch {
  /** The characters that all globs begin with: each word does too. */
  private readonly prefix: readonly number[];

  constructor(
    private readonly members: readonly Member[],
    private readonly groups: number,
  ) {
    const [first] = members;
    let shared = groups === 0 || !first ? 0 : first.glob.prefix;
    for (const { glob } of members) {
      shared = glob.ignoresCase ? 0 : Math.min(shared, glob.prefix);
      for (let index = 0; index < shared; index++) if (glob.tokens[index] !== first!.glob.tokens[index]) shared = index;
    }
    this.prefix = first?.glob.tokens.slice(0, shared) ?? [];
  }

  find(isEnd: (state: State, word: () => number[]) => boolean): SearchResult {
    if (this.members.some(({ glob }) => glob.tokens.length * 4 >= POSITIONS)) return "too-complex";
    const start: Visited = { state: this.start(), sign: 0 };
    const queue: Visited[] = [start];
    const seen = new Set<string>([start.state.join()]);
    for (let index = 0; index < queue.length; index++) {
      const visited = queue[index]!;
      if (isEnd(visited.state, () => wordOf(visited))) return [...this.prefix, ...wordOf(visited)];
      for (const sign of this.signsAfter(visited.state)) {
        const state = this.step(visited.state, sign);
        if (!state) continue;
        const key = state.join();
        if (seen.has(key)) continue;
        if (seen.size >= MOST_STATES) return "too-complex";
        seen.add(key);
        queue.push({ state, from: visited, sign });
      }
    }
    return "none";
  }

  isFound(state: State): boolean {
    const hit = new Set<number>();
    for (const item of state) {
      const member = this.members[Math.floor(item / POSITIONS)]!;
      if (!isAtEnd(item, member)) continue;
      if (member.group === "excluded") return false;
      if (member.group !== "free") hit.add(member.group);
    }
    return hit.size === this.groups;
  }

  matched(state: State): number[] {
    return state.filter((item) => isAtEnd(item, this.members[Math.floor(item / POSITIONS)]!)).map((item) => Math.floor(item / POSITIONS));
  }

  private start(): State {
    const items = new Set<number>();
    this.members.forEach((_, index) => this.add(items, index, this.prefix.length, FRESH));
    return sorted(items);
  }

  /** The signs that lead somewhere: those written at the places reached so far, and one for all that are not. A letter only where one that is looked for has it. */
  private signsAfter(state: State): number[] {
    const signs = new Set<number>();
    let hasOpen = this.groups === 0;
    let hasSegments = false;
    for (const item of state) {
      const member = this.members[Math.floor(item / POSITIONS)]!;
      const token = member.glob.tokens[Math.floor((item % POSITIONS) / 4)];
      if (token === undefined) continue;
      if (token >= FIRST_LETTER || token === HOLE) {
        if (isLoose(member.mode)) hasOpen = hasSegments = true;
        else if (member.group !== "excluded" && (token !== HOLE || member.mode === "source")) signs.add(token);
        continue;
      }
      if (token >= 0) {
        signs.add(token);
        if (member.glob.ignoresCase && token >= 97 && token <= 122) signs.add(token - 32);
        continue;
      }
      hasOpen = true;
      if (token !== STAR && token !== ANY) hasSegments = true;
    }
    if (hasSegments) signs.add(COLON).add(SLASH);
    if (hasOpen) {
      const plain = PLAIN.find((sign) => !signs.has(sign) && !signs.has(lowerCase(sign)));
      signs.add(plain ?? unusedSign(signs));
    }
    return [...signs].sort(byLooks);
  }

  /** The state after one more sign; `undefined` where no word that starts so can be what is looked for. */
  private step(state: State, sign: number): State | undefined {
    const items = new Set<number>();
    for (const item of state) {
      const index = Math.floor(item / POSITIONS);
      this.advance(items, index, Math.floor((item % POSITIONS) / 4), item % 4, sign);
    }
    if (items.size === 0) return this.groups === 0 ? [] : undefined;
    return this.isHopeless(items) ? undefined : sorted(items);
  }

  private isHopeless(items: ReadonlySet<number>): boolean {
    if (this.groups === 0) return false;
    const alive = new Set<number>();
    for (const item of items) {
      const member = this.members[Math.floor(item / POSITIONS)]!;
      if (member.group === "free") continue;
      if (member.group !== "excluded") alive.add(member.group);
      else if (isAtLastStar(item, member)) return true;
    }
    return alive.size < this.groups;
  }

  private advance(items: Set<number>, index: number, at: number, inside: number, sign: number): void {
    const { glob, mode } = this.members[index]!;
    const token = glob.tokens[at];
    if (token === undefined) {
      // The value of a policy variable may be empty; what a reference stands for never is.
      if (mode === "possible" && isVariable(sign)) this.add(items, index, at, FRESH);
      return;
    }
    const isText = sign < 0 || (sign >= FIRST_LETTER && !(mode === "free" && isVariable(sign)));
    if (isLoose(mode) && (isText || token === HOLE || (token >= FIRST_LETTER && !(mode === "free" && isVariable(token))))) {
      if (isText) this.advancePossibly(items, index, at, inside, sign);
      else this.advanceInside(items, index, at, inside, sign);
      return;
    }
    switch (token) {
      case STAR:
        return this.add(items, index, at, FRESH);
      case SEGMENT_STAR:
        if (isText ? isSegment(sign) : sign !== COLON) this.add(items, index, at, FRESH);
        return;
      case WORD_STAR:
        if (isText || (sign !== COLON && sign !== SLASH)) this.add(items, index, at, FRESH);
        return;
      case ANY:
        if (isText) return;
        if (sign < FIRST_LETTER) return this.add(items, index, at + 1, FRESH);
        // The value of a variable may be long, so that only `?*` takes it.
        return this.addAfterRun(items, index, at);
      case SEGMENT_ANY:
        if (!isText && sign < FIRST_LETTER && sign !== COLON) this.add(items, index, at + 1, FRESH);
        return;
      case WORD_ANY:
        if (isText || (sign !== COLON && sign !== SLASH)) this.add(items, index, at + 1, FRESH);
        return;
      case HOLE:
        if (mode === "source" && sign === HOLE) this.add(items, index, at + 1, FRESH);
        return;
      default:
        if (token === sign || (glob.ignoresCase && token === lowerCase(sign))) this.add(items, index, at + 1, FRESH);
    }
  }

  /** A character where a reference or a hole stands that could be any text. */
  private advanceInside(items: Set<number>, index: number, at: number, inside: number, sign: number): void {
    const token = this.members[index]!.glob.tokens[at]!;
    const isDelimiter = sign === COLON || sign === SLASH;
    if (token >= FIRST_LETTER && isDelimiter && (inside === OTHER || letterWith(token).isSegment)) return;
    this.add(items, index, at, INSIDE);
    this.add(items, index, at + 1, FRESH);
  }

  /** Text that is fixed but not known may match anything that follows, but for what its kind or its being another resource's forbids. */
  private advancePossibly(items: Set<number>, index: number, at: number, inside: number, sign: number): void {
    const { tokens } = this.members[index]!.glob;
    const token = tokens[at]!;
    if (inside === FRESH && token === sign && sign !== HOLE) return this.add(items, index, at + 1, FRESH);
    if (inside === FRESH && areDistinct(token, sign) && isDelimited(tokens, at)) return this.add(items, index, at, OTHER);
    for (let next = at; next <= tokens.length; next++) {
      this.add(items, index, next, FRESH);
      const passed = tokens[next];
      if (passed !== undefined && (passed >= FIRST_LETTER || passed === HOLE)) this.add(items, index, next, INSIDE);
      if ((passed === COLON || passed === SLASH) && isSegment(sign)) return;
    }
  }

  private addAfterRun(items: Set<number>, index: number, at: number): void {
    const { tokens } = this.members[index]!.glob;
    let next = at;
    while (tokens[next] === ANY) next++;
    if (tokens[next] === STAR) this.add(items, index, next, FRESH);
  }

  private add(items: Set<number>, index: number, at: number, inside: number): void {
    const item = index * POSITIONS + at * 4 + inside;
    if (items.has(item)) return;
    items.add(item);
    const { glob, mode } = this.members[index]!;
    const token = glob.tokens[at];
    const isSkipped = token === STAR || token === SEGMENT_STAR || token === WORD_STAR || (token === HOLE && isLoose(mode)) || (mode === "possible" && token !== undefined && isVariable(token)) || (inside === INSIDE && token !== undefined);
    if (isSkipped) this.add(items, index, at + 1, FRESH);
  }
}

function isLoose(mode: Member["mode"]): boolean {
  return mode === "possible" || mode === "free";
}

function isVariable(sign: number): boolean {
  return sign >= FIRST_LETTER && letterWith(sign).variable !== undefined;
}

function isAtEnd(item: number, { glob }: Member): boolean {
  return Math.floor((item % POSITIONS) / 4) === glob.tokens.length;
}

function isAtLastStar(item: number, { glob }: Member): boolean {
  const at = Math.floor((item % POSITIONS) / 4);
  return at === glob.tokens.length - 1 && glob.tokens[at] === STAR;
}

/** Whether the text of a reference ends where it can be seen: before a delimiter, or at the end. */
function isDelimited(tokens: readonly number[], at: number): boolean {
  const next = tokens[at + 1];
  return next === undefined || next === COLON || next === SLASH;
}

function isSegment(sign: number): boolean {
  return sign >= FIRST_LETTER && letterWith(sign).isSegment;
}

function unusedSign(signs: ReadonlySet<number>): number {
  let sign = 0x100;
  while (signs.has(sign)) sign++;
  return sign;
}

/** Plain signs first, so that words look like names. */
function byLooks(a: number, b: number): number {
  return looks(a) - looks(b) || a - b;
}

function looks(sign: number): number {
  if (sign === PLAIN[0]) return 0;
  if (sign < 0 || sign >= FIRST_LETTER) return 2;
  return 1;
}

function sorted(items: ReadonlySet<number>): State {
  return [...items].sort((a, b) => a - b);
}

function wordOf(visited: Visited): number[] {
  const word: number[] = [];
  for (let at: Visited | undefined = visited; at?.from; at = at.from) word.push(at.sign);
  return word.reverse();
}
