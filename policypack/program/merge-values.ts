import { isSameSymbolic, parseSymbolicJson, toPlain, type Symbolic, type SymbolicString } from "../../core";
import { shownOfSecret } from "../shown-of-secret";

/**
 * What the engine knows of a property, with what the program's source tells where the engine does not know. The engine is right where it knows:
 * the source then only says where that is written. `dependencies` are the resources that the value was computed from, as the engine has it: a
 * value from the source that refers to others is not the one.
 */
export function mergeValues(engine: Symbolic, source: Symbolic | undefined, dependencies: readonly string[]): Symbolic {
  if (source === undefined || engine.kind === "null") return engine;
  // Where remediations do not run, the engine shows secrets as plain text; the source tells what they are.
  if (holdsSecret(source)) return hideSecrets(engine, source);
  if (source.kind === "unknown") return engine;
  const addresses = [...new Set(addressesIn(source))].filter((address) => address !== "aws");
  const isOfThese = dependencies.length === 0 || addresses.every((address) => dependencies.includes(address));
  return isOfThese ? merge(engine, source) : engine;
}

function hideSecrets(engine: Symbolic, source: Symbolic): Symbolic {
  if (engine.kind === "map" && source.kind === "map") {
    return { ...engine, entries: new Map([...engine.entries].map(([key, item]) => [key, hideEntry(item, source.entries.get(key))])) };
  }
  if (engine.kind === "list" && source.kind === "list" && engine.items.length === source.items.length) {
    return { ...engine, items: engine.items.map((item, index) => hideEntry(item, source.items[index])) };
  }
  if (engine.kind === "unknown") return engine.reason === "computed-at-apply" && source.kind !== "unknown" ? source : engine;
  return shownOfSecret(toPlain(engine));
}

function hideEntry(engine: Symbolic, source: Symbolic | undefined): Symbolic {
  return source && holdsSecret(source) ? hideSecrets(engine, source) : mergeEntry(engine, source);
}

function holdsSecret(value: Symbolic): boolean {
  switch (value.kind) {
    case "unknown":
      return value.reason === "secret";
    case "string":
      return value.parts.some((part) => part.kind === "unknown-text" && part.unknown.reason === "secret");
    case "list":
      return value.items.some(holdsSecret);
    case "map":
      return [...value.entries.values()].some(holdsSecret);
    case "json":
      return holdsSecret(value.value);
    case "choice":
      return value.alternatives.some(holdsSecret);
    default:
      return false;
  }
}

function merge(engine: Symbolic, source: Symbolic): Symbolic {
  switch (engine.kind) {
    case "unknown":
      return engine.reason === "computed-at-apply" && source.kind !== "unknown" ? source : engine;
    case "string":
      return mergeText(engine, source);
    case "list":
      if (source.kind !== "list" || source.rest || source.items.length !== engine.items.length) return engine;
      return { ...engine, items: engine.items.map((item, index) => merge(item, source.items[index]!)), ...(source.at ? { at: source.at } : {}) };
    case "map":
      if (source.kind !== "map") return engine;
      return { ...engine, entries: new Map([...engine.entries].map(([key, item]) => [key, mergeEntry(item, source.entries.get(key))])), ...(source.at ? { at: source.at } : {}) };
    default:
      return engine;
  }
}

function mergeEntry(engine: Symbolic, source: Symbolic | undefined): Symbolic {
  return source === undefined ? engine : merge(engine, source);
}

/** Text that the engine knows stays; where the source is the same, it has the places. */
function mergeText(engine: SymbolicString, source: Symbolic): Symbolic {
  if (engine.parts.some(({ kind }) => kind === "unknown-text")) return source.kind === "string" || source.kind === "json" ? source : engine;
  if (source.kind === "string") return isSameSymbolic(engine, source) ? source : engine;
  if (source.kind !== "json" && source.kind !== "map") return engine;
  const written = toPlain(source.kind === "json" ? source.value : source);
  const known = toPlain(parseSymbolicJson(engine).value);
  return written !== undefined && canonical(written) === canonical(known) ? source : engine;
}

/** JSON with its keys in order: the provider sorts them. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === "object" && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item)) ?? "";
}

/** The resources that a value refers to. */
export function addressesIn(value: Symbolic): string[] {
  switch (value.kind) {
    case "string":
      return value.parts.flatMap((part) => (part.kind === "reference" ? [part.address] : []));
    case "list":
      return value.items.flatMap(addressesIn);
    case "map":
      return [...value.entries.values()].flatMap(addressesIn);
    case "json":
      return addressesIn(value.value);
    case "choice":
      return value.alternatives.flatMap(addressesIn);
    default:
      return [];
  }
}
