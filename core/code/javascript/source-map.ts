/** A place in a compiled file, from 1 on. */
export interface GeneratedPlace {
  readonly line: number;
  readonly column: number;
}

/** What a place was compiled from. */
export interface OriginalPlace extends GeneratedPlace {
  /** As the map names the file, below its `sourceRoot`. */
  readonly source: string;
}

interface MapData {
  readonly mappings: string;
  readonly sources: readonly (string | null)[];
  readonly sourceRoot?: string;
}

/** Where a compiled file says that its map is: a path beside it, or the map itself in a `data:` URL. */
export function mapReference(text: string): string | undefined {
  const at = text.lastIndexOf("//# sourceMappingURL=");
  return at < 0 ? undefined : /^\S+/.exec(text.slice(at + "//# sourceMappingURL=".length))?.[0];
}

/** The text of a map in a `data:` URL. */
export function inlineMap(reference: string): string | undefined {
  const [, encoding, body] = /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(reference) ?? [];
  if (body === undefined) return undefined;
  try {
    return encoding ? Buffer.from(body, "base64").toString("utf8") : decodeURIComponent(body);
  } catch {
    return undefined;
  }
}

/** What each of the places was compiled from, `undefined` where the map does not tell or is none. Format: https://tc39.es/ecma426/ */
export function tracePlaces(mapText: string, places: readonly GeneratedPlace[]): (OriginalPlace | undefined)[] {
  const map = parseMap(mapText);
  if (!map) return places.map(() => undefined);
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const found: (OriginalPlace | undefined)[] = places.map(() => undefined);
  let next = 0;
  let last: Segment | undefined;
  const settleBefore = (line: number, column: number): void => {
    for (let wanted = order[next]; wanted && (wanted.place.line < line || (wanted.place.line === line && wanted.place.column < column)); wanted = order[(next += 1)]) {
      if (last?.line === wanted.place.line) found[wanted.index] = originalOf(map, last);
    }
  };
  for (const segment of segmentsOf(map.mappings)) {
    settleBefore(segment.line, segment.column);
    if (next >= order.length) return found;
    last = segment;
  }
  settleBefore(Infinity, 0);
  return found;
}

function parseMap(text: string): MapData | undefined {
  try {
    // Servers put `)]}'` before JSON, and the format lets a map begin with it.
    const data = JSON.parse(text.replace(/^\)\]\}'[^\n]*\n/, "")) as Partial<MapData>;
    return typeof data.mappings === "string" && Array.isArray(data.sources) ? (data as MapData) : undefined;
  } catch {
    return undefined;
  }
}

function originalOf(map: MapData, { source, originalLine, originalColumn }: Segment): OriginalPlace | undefined {
  const name = source === undefined ? undefined : map.sources[source];
  if (typeof name !== "string") return undefined;
  const root = typeof map.sourceRoot === "string" && map.sourceRoot !== "" ? `${map.sourceRoot.replace(/\/$/, "")}/` : "";
  return { source: `${root}${name}`, line: originalLine + 1, column: originalColumn + 1 };
}

interface Segment {
  /** Place in the compiled file, from 1 on. */
  readonly line: number;
  readonly column: number;
  /** Index of the source; absent for what was compiled from nothing. */
  readonly source?: number;
  readonly originalLine: number;
  readonly originalColumn: number;
}

const digits = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((digit, value) => [digit.charCodeAt(0), value]));
const [COMMA, SEMICOLON] = [44, 59];

/** The segments of `mappings` in their order: numbers in base 64, each the difference to the one before. */
function* segmentsOf(mappings: string): Generator<Segment> {
  let [line, column, source, originalLine, originalColumn] = [1, 0, 0, 0, 0];
  let fields: number[] = [];
  let [value, shift] = [0, 0];
  for (let index = 0; index <= mappings.length; index += 1) {
    const code = index < mappings.length ? mappings.charCodeAt(index) : SEMICOLON;
    if (code !== COMMA && code !== SEMICOLON) {
      const digit = digits.get(code);
      if (digit === undefined || shift > 30) return;
      value += (digit & 31) * 2 ** shift;
      if (digit & 32) shift += 5;
      else {
        fields.push(value % 2 === 1 ? -Math.floor(value / 2) : value / 2);
        [value, shift] = [0, 0];
      }
      continue;
    }
    if (fields.length > 0) {
      column += fields[0]!;
      source += fields[1] ?? 0;
      originalLine += fields[2] ?? 0;
      originalColumn += fields[3] ?? 0;
      yield { line, column: column + 1, originalLine, originalColumn, ...(fields.length >= 4 ? { source } : {}) };
      fields = [];
    }
    if (code === SEMICOLON) [line, column] = [line + 1, 0];
  }
}
