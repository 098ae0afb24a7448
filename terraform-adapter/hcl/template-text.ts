import { symbolicString, type SourceLocation, type StringPart, type Symbolic, type SymbolicString, type TextPlaces } from "../../core";
import { toParts } from "./convert";
import type { SourceText } from "./source-text";

/** A piece of a template: text as it is written, or a value that is inserted. */
export type Piece =
  | { readonly kind: "text"; readonly text: string; readonly source: SourceText; readonly start: number; readonly end: number }
  | { readonly kind: "value"; readonly value: Symbolic; readonly at: SourceLocation };

interface Segment {
  readonly offset: number;
  readonly length: number;
  readonly piece: Piece;
}

/** The text that the pieces make, with the place of each character where the pieces tell more than the whole. */
export function joinPieces(pieces: readonly Piece[], at: SourceLocation): SymbolicString {
  const parts: StringPart[] = [];
  const segments: Segment[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const own: readonly StringPart[] = piece.kind === "text" ? [{ kind: "literal", text: piece.text }] : toParts(piece.value);
    const length = own.reduce((sum, part) => sum + (part.kind === "literal" ? part.text.length : 1), 0);
    segments.push({ offset, length, piece });
    parts.push(...own);
    offset += length;
  }
  const text = symbolicString(parts, at);
  return isWorthPlaces(pieces, at) ? { ...text, places: new PiecePlaces(segments) } : text;
}

/** A short text on one line is found by its own place. */
function isWorthPlaces(pieces: readonly Piece[], at: SourceLocation): boolean {
  return at.line !== at.endLine || pieces.some((piece) => piece.kind === "text" && piece.end - piece.start !== piece.text.length) || pieces.some((piece) => piece.kind === "text" && piece.source.file !== at.file);
}

class PiecePlaces implements TextPlaces {
  constructor(private readonly segments: readonly Segment[]) {}

  locate(offset: number, length: number): SourceLocation | undefined {
    const first = this.placeAt(offset, length);
    const last = length > 1 ? this.placeAt(offset + length - 1, 1) : first;
    if (!first || !last || first.file !== last.file) return first;
    return { ...first, endLine: last.endLine, endColumn: last.endColumn };
  }

  private placeAt(offset: number, length: number): SourceLocation | undefined {
    const segment = this.find(offset);
    if (!segment) return undefined;
    const { piece } = segment;
    const within = offset - segment.offset;
    if (piece.kind === "value") {
      const inner = piece.value.kind === "string" ? piece.value : undefined;
      return inner?.places?.locate(within, Math.min(length, segment.length - within)) ?? piece.value.at ?? piece.at;
    }
    const isVerbatim = piece.end - piece.start === piece.text.length;
    if (!isVerbatim) return piece.source.place(piece.start, piece.end);
    return piece.source.place(piece.start + within, Math.min(piece.end, piece.start + within + length));
  }

  private find(offset: number): Segment | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.segments[middle]!.offset <= offset) low = middle;
      else high = middle - 1;
    }
    return this.segments[low];
  }
}
