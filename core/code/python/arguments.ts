import type { Arguments, Frame, Machine } from "./machine";
import { choose } from "./store";
import { field, textOf, type Syntax } from "../syntax";
import { alternativesOf, lost, type PyValue } from "./values";

/** Arguments given by position only. */
export function positional(...values: readonly PyValue[]): Arguments {
  return { positional: values, keywords: new Map() };
}

/** Arguments of which nothing is known. */
export function anyArguments(detail: string): Arguments {
  return { positional: [], keywords: new Map(), restPositional: lost(detail), restKeywords: lost(detail) };
}

/** Evaluates the arguments of a call. */
export function readArguments(machine: Machine, list: Syntax | undefined, frame: Frame): Arguments {
  const given: PyValue[] = [];
  const keywords = new Map<string, PyValue>();
  const rests: { positional?: PyValue; keywords?: PyValue } = {};
  const children = list?.type === "generator_expression" ? [list] : (list?.children ?? []);
  for (const child of children) {
    switch (child.type) {
      case "keyword_argument":
        keywords.set(textOf(field(child, "name")!), machine.evaluate(field(child, "value")!, frame));
        break;
      case "dictionary_splat":
        spreadKeywords(machine, machine.evaluate(child.children[0]!, frame), keywords, rests);
        break;
      case "list_splat":
        spreadPositional(machine, machine.evaluate(child.children[0]!, frame), { node: child, frame }, given, rests);
        break;
      default: {
        const value = machine.evaluate(child, frame);
        if (rests.positional) rests.positional = choose([rests.positional, value]);
        else given.push(value);
      }
    }
  }
  return { positional: given, keywords, ...(rests.positional ? { restPositional: rests.positional } : {}), ...(rests.keywords ? { restKeywords: rests.keywords } : {}) };
}

function spreadPositional(machine: Machine, value: PyValue, site: { node: Syntax; frame: Frame }, given: PyValue[], rests: { positional?: PyValue }): void {
  const content = machine.iterate(value, site);
  if (rests.positional) rests.positional = choose([rests.positional, ...content.items]);
  else given.push(...content.items);
  if (content.rest) rests.positional = rests.positional ? choose([rests.positional, content.rest]) : content.rest;
}

function spreadKeywords(machine: Machine, value: PyValue, keywords: Map<string, PyValue>, rests: { keywords?: PyValue }): void {
  const alternatives = alternativesOf(value);
  const dicts = alternatives.filter((one) => one.kind === "dict");
  for (const dict of dicts) {
    for (const [name, entry] of dict.slots.map) {
      const before = keywords.get(name);
      keywords.set(name, dicts.length > 1 && before ? choose([before, entry]) : entry);
    }
    const more = [...dict.rest.map.values()];
    if (more.length > 0) rests.keywords = choose([...(rests.keywords ? [rests.keywords] : []), ...more]);
  }
  const others = alternatives.filter((one) => one.kind !== "dict" && !(one.kind === "data" && one.value.kind === "null"));
  if (others.length > 0) rests.keywords = choose([...(rests.keywords ? [rests.keywords] : []), ...others.map((one) => (one.kind === "data" ? one : lost("keyword arguments from an object")))]);
}

/** The argument for a parameter by position or name; what the rests may hold where neither is given. */
export function argument(args: Arguments, position: number | undefined, ...names: readonly string[]): PyValue | undefined {
  for (const name of names) {
    const named = args.keywords.get(name);
    if (named && named.kind !== "absent") return named;
  }
  if (position !== undefined && position < args.positional.length) return args.positional[position];
  if (position !== undefined && args.restPositional) return args.restPositional;
  return args.restKeywords && names.length > 0 ? args.restKeywords : undefined;
}

/** All values that are passed, in whatever way. */
export function allArguments(args: Arguments): PyValue[] {
  return [...args.positional, ...args.keywords.values(), ...(args.restPositional ? [args.restPositional] : []), ...(args.restKeywords ? [args.restKeywords] : [])];
}
