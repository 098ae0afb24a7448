import { formatSymbolic, literal, literalText, symbolicString, type Symbolic, type SymbolicMap, type SymbolicString } from "../values";

const NULL: Symbolic = { kind: "null" };

/** A `statement` block of `aws_iam_policy_document` in IAM's own form. */
export function statementOf(block: SymbolicMap): SymbolicMap {
  const argument = (name: string): Symbolic => block.entries.get(name) ?? NULL;
  const entries = new Map<string, Symbolic>();
  const put = (name: string, value: Symbolic | undefined): void => {
    if (value && value.kind !== "null") entries.set(name, value);
  };
  const sid = argument("sid");
  if (!(sid.kind === "string" && literalText(sid) === "")) put("Sid", sid);
  put("Effect", orAllow(argument("effect")));
  put("Action", texts(argument("actions")));
  put("NotAction", texts(argument("not_actions")));
  put("Resource", texts(argument("resources")));
  put("NotResource", texts(argument("not_resources")));
  put("Principal", principals(argument("principals")));
  put("NotPrincipal", principals(argument("not_principals")));
  put("Condition", conditions(argument("condition")));
  return { kind: "map", entries, ...(block.rest ? { rest: block.rest } : {}), ...(block.at ? { at: block.at } : {}) };
}

function orAllow(effect: Symbolic): Symbolic {
  const isUnset = effect.kind === "null" || (effect.kind === "string" && literalText(effect) === "");
  return isUnset ? literal("Allow") : effect;
}

/** A set of texts in the order in which the provider prints them: sorted backwards; `undefined` where it is empty. */
function texts(value: Symbolic): Symbolic | undefined {
  if (value.kind === "null") return undefined;
  if (value.kind === "choice") return { ...value, alternatives: value.alternatives.map((alternative) => texts(alternative) ?? NULL) };
  if (value.kind !== "list") return withVariables(value);
  if (value.items.length === 0 && !value.rest) return undefined;
  const items = value.items.filter(({ kind }) => kind !== "null").map(withVariables);
  const sorted = [...items].sort((a, b) => compareBackwards(sortKey(a), sortKey(b)));
  return { ...value, items: withoutDuplicates(sorted) };
}

function sortKey(value: Symbolic): string {
  return value.kind === "string" ? formatSymbolic(value) : "";
}

function compareBackwards(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}

/** It is a set: the same literal twice is one element. */
function withoutDuplicates(items: readonly Symbolic[]): Symbolic[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = item.kind === "string" ? literalText(item) : undefined;
    if (text === undefined) return true;
    return !seen.has(text) && seen.add(text) !== undefined;
  });
}

function principals(value: Symbolic): Symbolic | undefined {
  if (value.kind === "null") return undefined;
  if (value.kind !== "list") return value.kind === "map" ? principalMap([value]) : value;
  if (value.items.length === 0 && !value.rest) return undefined;
  const opaque = value.items.find((item) => item.kind !== "map");
  if (opaque) return opaque.kind === "unknown" ? opaque : { kind: "unknown", reason: "computed-at-apply", references: [] };
  const map = principalMap(value.items as readonly SymbolicMap[]);
  return value.rest && map.kind === "map" ? { ...map, rest: value.rest } : map;
}

function principalMap(blocks: readonly SymbolicMap[]): Symbolic {
  const byType = new Map<string, Symbolic>();
  for (const block of blocks) {
    const type = block.entries.get("type");
    const name = type?.kind === "string" ? literalText(type) : undefined;
    const identifiers = texts(block.entries.get("identifiers") ?? NULL);
    if (name === undefined) return { kind: "unknown", reason: "computed-at-apply", detail: "the type of a principal", references: [] };
    if (identifiers) byType.set(name, join(byType.get(name), identifiers));
  }
  const everyone = byType.get("*");
  if (everyone?.kind === "list" && byType.size === 1 && everyone.items.length === 1) {
    const [only] = everyone.items;
    if (only?.kind === "string" && literalText(only) === "*") return only;
  }
  return { kind: "map", entries: byType };
}

function conditions(value: Symbolic): Symbolic | undefined {
  if (value.kind === "null") return undefined;
  if (value.kind !== "list" && value.kind !== "map") return value;
  const blocks = value.kind === "map" ? [value] : value.items;
  const rest = value.kind === "list" ? value.rest : undefined;
  if (blocks.length === 0 && !rest) return undefined;
  const byTest = new Map<string, SymbolicMap>();
  let unread = rest;
  for (const block of blocks) {
    const read = block.kind === "map" ? conditionOf(block) : undefined;
    if (!read) {
      unread ??= block.kind === "unknown" ? block : { kind: "unknown", reason: "computed-at-apply", detail: "a condition", references: [] };
      continue;
    }
    const keys = new Map(byTest.get(read.test)?.entries);
    const earlier = keys.get(read.variable);
    const isSingle = read.values.kind === "list" && read.values.items.length === 1 && !read.values.rest;
    // The provider appends lists, and lets a single value replace what was there.
    keys.set(read.variable, isSingle ? read.values : join(earlier, read.values));
    byTest.set(read.test, { kind: "map", entries: keys });
  }
  return { kind: "map", entries: byTest, ...(unread ? { rest: unread } : {}) };
}

function conditionOf(block: SymbolicMap): { test: string; variable: string; values: Symbolic } | undefined {
  const text = (name: string): string | undefined => {
    const value = block.entries.get(name);
    return value?.kind === "string" ? literalText(value) : undefined;
  };
  const test = text("test");
  const variable = text("variable");
  if (test === undefined || variable === undefined) return undefined;
  const values = block.entries.get("values") ?? block.rest ?? NULL;
  const list = values.kind === "list" ? { ...values, items: values.items.map(withVariables) } : withVariables(values);
  return { test, variable, values: list };
}

function join(earlier: Symbolic | undefined, later: Symbolic): Symbolic {
  if (!earlier) return later;
  const items = [earlier, later].flatMap((value) => (value.kind === "list" ? value.items : [value]));
  const rest = [earlier, later].map((value) => (value.kind === "list" ? value.rest : undefined)).find((item) => item !== undefined);
  return { kind: "list", items, ...(rest ? { rest } : {}) };
}

/** `&{aws:username}` is how HCL writes the policy variable `${aws:username}`. */
function withVariables(value: Symbolic): Symbolic {
  if (value.kind !== "string" || !value.parts.some((part) => part.kind === "literal" && part.text.includes("&{"))) return value;
  const parts = value.parts.map((part) => (part.kind === "literal" ? { ...part, text: part.text.replaceAll("&{", "${") } : part));
  const replaced: SymbolicString = symbolicString(parts, value.at);
  return value.places ? { ...replaced, places: value.places } : replaced;
}
