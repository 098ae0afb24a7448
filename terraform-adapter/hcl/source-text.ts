import type { SourceLocation } from "../../core";

/** The text of one source file, and the place of each offset in it. */
export class SourceText {
  private lineStarts: readonly number[] | undefined;

  constructor(
    /** Relative to the root that is read, with forward slashes. */
    readonly file: string,
    readonly text: string,
  ) {}

  /** The place from one offset to another, `end` exclusive. */
  place(start: number, end: number): SourceLocation {
    const from = this.position(start);
    const to = this.position(Math.max(start, end));
    return { file: this.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  private position(offset: number): { readonly line: number; readonly column: number } {
    const starts = (this.lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
