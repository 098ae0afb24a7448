import type { SourceLocation } from "./source-location";
import type { Symbolic } from "./symbolic";
import { formatPart, symbolicString, type StringPart, type SymbolicString } from "./symbolic-string";
import { unknown, type Unknown } from "./unknown";

/** Something in JSON text that a strict reader would refuse; `offset` counts each part that is no literal as one character. */
export interface JsonProblem {
  readonly message: string;
  readonly offset: number;
  readonly at?: SourceLocation;
}

/** What JSON text says: unknown as a whole only where it is no JSON at all. */
export interface ParsedJson {
  readonly value: Symbolic;
  readonly problems: readonly JsonProblem[];
}

/** Deeper than any policy, and shallow enough for every recursive reader of the value. */
const DEEPEST = 300;

/**
 * Reads JSON text of which some parts may be references or unknown, inside or outside of quotes. Never throws.
 * A part in place of a value is an unknown value; between values it says that further ones may follow (`rest`);
 * in a key, a reference is shown as `${address.attribute}`.
 */
export function parseSymbolicJson(text: SymbolicString): ParsedJson {
  return new JsonReader(text).read();
}

const WORDS: ReadonlyMap<string, Symbolic> = new Map<string, Symbolic>([
  ["true", { kind: "boolean", value: true }],
  ["false", { kind: "boolean", value: false }],
  ["null", { kind: "null" }],
]);
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["b", "\b"], ["f", "\f"], ["n", "\n"], ["r", "\r"], ["t", "\t"], ["/", "/"], ["\\", "\\"], ['"', '"'],
]);
const WORD = /[A-Za-z0-9_.+-]+/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Stands for a part in the joined text; that it is one is told by its offset, so the same character in the text itself does no harm. */
const PLACEHOLDER = "\uFFFC";

class SyntaxProblem extends Error {}

class JsonReader {
  private readonly text: string;
  private readonly parts = new Map<number, Exclude<StringPart, { kind: "literal" }>>();
  private readonly problems: JsonProblem[] = [];
  private offset = 0;
  private depth = 0;

  constructor(private readonly source: SymbolicString) {
    let text = "";
    for (const part of source.parts) {
      if (part.kind === "literal") {
        text += part.text;
        continue;
      }
      this.parts.set(text.length, part);
      text += PLACEHOLDER;
    }
    this.text = text;
  }

  read(): ParsedJson {
    if (this.text.charCodeAt(0) === 0xfeff) this.offset = 1;
    try {
      const value = this.readValue();
      const rest = this.skipParts();
      this.skipSpace();
      if (this.offset < this.text.length) this.fail("further text after the end of the JSON value");
      return { value: rest && value.kind !== "unknown" ? this.unknownFrom(rest) : value, problems: this.problems };
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      const last = this.problems[this.problems.length - 1];
      return { value: this.unreadable(last?.message ?? error.message), problems: this.problems };
    }
  }

  private readValue(): Symbolic {
    this.skipSpace();
    const start = this.offset;
    const part = this.parts.get(start);
    if (part) {
      this.offset++;
      return this.unknownFrom(part, start);
    }
    switch (this.text[start]) {
      case '"':
        return this.readString();
      case "{":
        return this.nested(start, () => this.readMap(start));
      case "[":
        return this.nested(start, () => this.readList(start));
      case undefined:
        return this.fail(start === 0 ? "the text is empty" : "the text ends too early");
      default:
        return this.readWord(start);
    }
  }

  private nested(start: number, read: () => Symbolic): Symbolic {
    if (this.depth >= DEEPEST) return this.skipTooDeep(start);
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }

  private readList(start: number): Symbolic {
    const items: Symbolic[] = [];
    let rest: Unknown | undefined;
    this.offset++;
    for (;;) {
      this.skipSpace();
      if (this.take("]")) {
        if (items.length > 0) this.report("a comma before the closing bracket", this.offset - 1);
        break;
      }
      const item = this.readValue();
      items.push(item);
      const between = this.skipParts();
      if (between) rest ??= this.unknownFrom(between);
      this.skipSpace();
      if (this.take(",") || ((between || item.kind === "unknown") && this.startsValue())) continue;
      if (this.take("]")) break;
      this.fail("expected a comma or a closing bracket");
    }
    return { kind: "list", items, ...(rest ? { rest } : {}), ...this.place(start) };
  }

  private readMap(start: number): Symbolic {
    const entries = new Map<string, Symbolic>();
    const duplicates = new Set<string>();
    let rest: Unknown | undefined;
    this.offset++;
    for (;;) {
      const between = this.skipParts();
      if (between) rest ??= this.unknownFrom(between);
      this.skipSpace();
      if (this.take("}")) {
        if (entries.size > 0 && this.lastSign() === ",") this.report("a comma before the closing brace", this.offset - 1);
        break;
      }
      if (between && this.take(",")) continue;
      if (this.text[this.offset] !== '"') this.fail("expected a key in quotes");
      const keyStart = this.offset;
      const { key, hidden } = this.readKey();
      this.skipSpace();
      if (!this.take(":")) this.fail("expected a colon after a key");
      const value = this.readValue();
      if (hidden) {
        rest ??= this.unknownFrom(hidden);
      } else {
        if (entries.has(key)) {
          duplicates.add(key);
          this.report(`the key "${key}" occurs more than once`, keyStart);
          entries.delete(key);
        }
        entries.set(key, value);
      }
      const after = this.skipParts();
      if (after) rest ??= this.unknownFrom(after);
      this.skipSpace();
      if (this.take(",") || ((after || value.kind === "unknown") && this.startsValue())) continue;
      if (this.take("}")) break;
      this.fail("expected a comma or a closing brace");
    }
    return {
      kind: "map",
      entries,
      ...(rest ? { rest } : {}),
      ...(duplicates.size > 0 ? { duplicateKeys: [...duplicates] } : {}),
      ...this.place(start),
    };
  }

  private readKey(): { key: string; hidden?: StringPart } {
    const parts = this.readStringParts();
    const hidden = parts.find((part) => part.kind === "unknown-text");
    return { key: parts.map(formatPart).join(""), ...(hidden ? { hidden } : {}) };
  }

  private readString(): SymbolicString {
    const start = this.offset;
    const parts = this.readStringParts();
    return symbolicString(parts, this.place(start).at);
  }

  private readStringParts(): StringPart[] {
    const start = ++this.offset;
    const end = this.text.indexOf('"', start);
    if (end > 0 && this.parts.size === 0 && isPlain(this.text, start, end)) {
      this.offset = end + 1;
      return end === start ? [] : [{ kind: "literal", text: this.text.slice(start, end) }];
    }
    return this.readEscapedParts();
  }

  private readEscapedParts(): StringPart[] {
    const parts: StringPart[] = [];
    let text = "";
    for (;;) {
      const part = this.parts.get(this.offset);
      const sign = this.text[this.offset];
      if (sign === undefined) this.fail("a string without closing quote");
      this.offset++;
      if (part) {
        parts.push({ kind: "literal", text }, part);
        text = "";
      } else if (sign === '"') {
        parts.push({ kind: "literal", text });
        return parts;
      } else if (sign === "\\") {
        text += this.readEscape();
      } else {
        if (sign! < " ") this.report("a line break or control character inside a string", this.offset - 1);
        text += sign;
      }
    }
  }

  private readEscape(): string {
    const sign = this.text[this.offset++] ?? "";
    const plain = ESCAPES.get(sign);
    if (plain !== undefined) return plain;
    const digits = this.text.slice(this.offset, this.offset + 4);
    if (sign === "u" && /^[0-9a-fA-F]{4}$/.test(digits)) {
      this.offset += 4;
      return String.fromCharCode(parseInt(digits, 16));
    }
    this.report(`"\\${sign}" is no escape of JSON`, this.offset - 2);
    return sign;
  }

  private readWord(start: number): Symbolic {
    WORD.lastIndex = start;
    const word = WORD.exec(this.text)?.[0] ?? "";
    this.offset = start + word.length;
    const glued = this.parts.get(this.offset);
    if (glued && word !== "") {
      this.skipParts();
      WORD.lastIndex = this.offset;
      this.offset += WORD.exec(this.text)?.[0].length ?? 0;
      return this.unknownFrom(glued, start);
    }
    const known = WORDS.get(word);
    if (known) return { ...known, ...this.place(start, this.offset) };
    if (NUMBER.test(word)) return { kind: "number", value: Number(word), ...this.place(start, this.offset) };
    this.offset = start;
    return this.fail(word === "" ? `unexpected "${this.text[start]}"` : `unexpected "${word.slice(0, 40)}"`);
  }

  /** Skips over a value that is nested too deeply to be kept, without recursion. */
  private skipTooDeep(start: number): Unknown {
    let open = 0;
    do {
      const sign = this.text[this.offset];
      if (sign === undefined) this.fail("the text ends too early");
      if (sign === '"') {
        this.readStringParts();
        continue;
      }
      if (sign === "[" || sign === "{") open++;
      if (sign === "]" || sign === "}") open--;
      this.offset++;
    } while (open > 0);
    this.report(`nested more than ${DEEPEST} levels deep`, start);
    return this.unreadable(`nested more than ${DEEPEST} levels deep`);
  }

  /** Skips parts that stand outside of any value, and returns the first. */
  private skipParts(): StringPart | undefined {
    let first: StringPart | undefined;
    for (;;) {
      this.skipSpace();
      const part = this.parts.get(this.offset);
      if (!part) return first;
      first ??= part;
      this.offset++;
    }
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.offset);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.offset++;
    }
  }

  private take(sign: string): boolean {
    if (this.text[this.offset] !== sign || this.parts.has(this.offset)) return false;
    this.offset++;
    return true;
  }

  /** Whether a value or key follows: an unknown part may have brought the comma before it. */
  private startsValue(): boolean {
    const sign = this.text[this.offset];
    return sign !== undefined && sign !== "]" && sign !== "}" && sign !== ":";
  }

  /** The last sign before the closing one that was just taken. */
  private lastSign(): string | undefined {
    let offset = this.offset - 2;
    while (offset >= 0 && /\s/.test(this.text[offset]!)) offset--;
    return this.text[offset];
  }

  private unknownFrom(part: StringPart, start?: number): Unknown {
    const place = start === undefined ? {} : this.place(start, this.offset);
    if (part.kind === "unknown-text") return { ...part.unknown, ...place };
    const references = part.kind === "reference" ? [`${part.address}.${part.attribute}`] : [];
    return { ...unknown("computed-at-apply", "its text is inserted when it is known", references), ...place };
  }

  private unreadable(detail: string): Unknown {
    const references = [...this.parts.values()].flatMap((part) =>
      part.kind === "reference" ? [`${part.address}.${part.attribute}`] : [...part.unknown.references],
    );
    return unknown("unreadable", `not valid JSON: ${detail}`, references, this.source.at);
  }

  private place(start: number, end = this.offset): { at?: SourceLocation } {
    const at = this.source.places?.locate(start, end - start) ?? this.source.at;
    return at ? { at } : {};
  }

  private report(message: string, offset: number): void {
    this.problems.push({ message, offset, ...this.place(offset, offset + 1) });
  }

  private fail(message: string): never {
    this.report(message, this.offset);
    throw new SyntaxProblem(message);
  }
}

/** Whether the text between the offsets needs no unescaping. */
function isPlain(text: string, start: number, end: number): boolean {
  for (let offset = start; offset < end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 92 || code < 32) return false;
  }
  return true;
}
