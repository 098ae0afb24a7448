import { literalText, parseSymbolicJson, type SourceLocation, type Symbolic, type SymbolicString, type Unknown } from "../core";
import { agreement, matchElements } from "./align-values";

/** What the plan knows, with the places of the sources; what it does not know, as the sources tell it. */
export function mergeWithSource(planned: Symbolic, source: Symbolic | undefined): Symbolic {
  if (!source) return planned;
  const chosen = chooseAlternative(planned, source);
  switch (planned.kind) {
    case "unknown":
      return fillUnknown(planned, source);
    case "string":
      return literalText(planned) === undefined ? fillSymbol(planned, source) : placeText(planned, chosen);
    case "list":
      return mergeList(planned, chosen);
    case "map": {
      if (chosen.kind !== "map") return placed(planned, chosen.at);
      const entries = new Map([...planned.entries].map(([key, value]) => [key, mergeWithSource(value, chosen.entries.get(key))]));
      return { ...planned, entries, ...(chosen.at ? { at: chosen.at } : {}) };
    }
    default:
      return placed(planned, chosen.at);
  }
}

/** Of several spellings the one that the plan took. */
function chooseAlternative(planned: Symbolic, source: Symbolic): Symbolic {
  if (source.kind !== "choice") return source;
  const scored = source.alternatives.map((alternative) => ({ alternative, score: agreement(planned, alternative) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { alternative: source as Symbolic, score: 0 });
  return best.alternative;
}

function fillUnknown(planned: Unknown, source: Symbolic): Symbolic {
  if (source.kind === "null") return planned;
  if (planned.reason === "secret") return showsNoSecret(source) ? source : placed(planned, source.at);
  if (source.kind !== "unknown" || planned.references.length === 0) return source;
  // What the plan's references lead to can still be followed, and the sources say why they do not tell.
  return { ...source, references: [...new Set([...planned.references, ...source.references])] };
}

/** A text that is written out is the secret itself; a structure keeps what is secret in it as an Unknown. */
function showsNoSecret(source: Symbolic): boolean {
  return source.kind === "json" || source.kind === "map" || source.kind === "list" || (source.kind === "string" && literalText(source) === undefined);
}

/** A symbol that was made from the plan's references says less than the expression does. */
function fillSymbol(planned: SymbolicString, source: Symbolic): Symbolic {
  return source.kind === "null" || source.kind === "unknown" ? placed(planned, source.at) : source;
}

/** Known text is the plan's; where it is JSON, each part of it has the place at which that part was written. */
function placeText(planned: SymbolicString, source: Symbolic): Symbolic {
  if (source.kind === "string" && literalText(source) === literalText(planned)) return source;
  const written = source.kind === "json" ? source.value : source.kind === "string" ? parseSymbolicJson(source).value : undefined;
  if (!written || (written.kind !== "map" && written.kind !== "list")) return placed(planned, source.at);
  const value = parseSymbolicJson(planned).value;
  if (value.kind !== "map" && value.kind !== "list") return placed(planned, source.at);
  return { kind: "json", value: placeAll(value, written), ...(source.at ? { at: source.at } : {}) };
}

/** The planned value with the places of what was written for each part of it. */
function placeAll(planned: Symbolic, written: Symbolic): Symbolic {
  const source = chooseAlternative(planned, written);
  const at = source.at;
  if (planned.kind === "map") {
    const entries = source.kind === "map" ? source.entries : undefined;
    return placed({ ...planned, entries: new Map([...planned.entries].map(([key, value]) => [key, placeIfWritten(value, entries?.get(key))])) }, at);
  }
  if (planned.kind === "list") {
    const items = source.kind === "list" ? source.items : [source];
    const matches = matchElements(planned.items, items);
    return placed({ ...planned, items: planned.items.map((item, index) => placeIfWritten(item, matches[index])) }, at);
  }
  if (source.kind === "list" && source.items.length === 1) return placeAll(planned, source.items[0]!);
  return placed(planned, at);
}

function placeIfWritten(planned: Symbolic, written: Symbolic | undefined): Symbolic {
  return written ? placeAll(planned, written) : planned;
}

function mergeList(planned: Extract<Symbolic, { kind: "list" }>, source: Symbolic): Symbolic {
  if (source.kind !== "list") return placed(planned, source.at);
  const matches = matchElements(planned.items, source.items);
  const items = planned.items.map((item, index) => mergeWithSource(item, matches[index]));
  return placed({ ...planned, items }, source.at);
}

function placed<T extends Symbolic>(value: T, at: SourceLocation | undefined): T {
  return at ? { ...value, at } : value;
}
