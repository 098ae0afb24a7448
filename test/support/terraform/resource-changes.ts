import { createHash } from "node:crypto";
import { elementsOf, isWhollyKnown, membersOf, textOf, unknown, Unknown, type Members, type Plain } from "./dynamic-value";
import type { BlockFacts, TypeFacts, TypeName } from "./provider-facts";
import { account, behaviours, type ResourceBehaviour } from "./resource-behaviour";

/** What a provider block settles for all resources. */
export interface ProviderSettings {
  readonly region: string;
  readonly defaultTags: Members;
}

/** What the provider proposes for one resource: what is computed and not set is unknown until apply, and keeps its value in an update. */
export function plannedState(type: string, facts: TypeFacts, settings: ProviderSettings, proposed: Members, prior: Plain): Members {
  const isUpdate = prior !== null;
  const behaviour = behaviours[type] ?? {};
  const given = (name: string): boolean => proposed[name] !== null && proposed[name] !== undefined;
  const defaults = Object.entries(behaviour.defaults ?? {}).filter(([name]) => name in facts.attributes && !given(name));
  const filled = (behaviour.filledBlocks ?? []).filter((name) => !isUpdate && facts.blocks?.[name] && elementsOf(proposed[name]).length === 0 && !(proposed[name] instanceof Unknown));
  const named = behaviour.named !== undefined && !given(behaviour.named) ? { [behaviour.named]: isUpdate ? (membersOf(prior)[behaviour.named] ?? unknown) : unknown } : {};
  const planned = {
    ...openBlock(facts, proposed, isUpdate),
    ...named,
    ...Object.fromEntries(defaults),
    ...Object.fromEntries(filled.map((name) => [name, unknown])),
    ...regionAndTags(facts, settings, proposed, membersOf(prior), isUpdate),
  };
  const json = (behaviour.json ?? []).map((name) => [name, compactJson(planned[name] ?? null)] as const);
  return withChangedCode(type, { ...planned, ...Object.fromEntries(json) }, prior);
}

/** The arguments that change and cannot without a new resource. */
export function replacingArguments(type: string, planned: Members, prior: Plain): string[] {
  if (prior === null) return [];
  return (behaviours[type]?.replacing ?? []).filter((name) => JSON.stringify(planned[name]) !== JSON.stringify(membersOf(prior)[name]));
}

function openBlock({ attributes, blocks = {} }: BlockFacts, given: Members, isUpdate: boolean): Members {
  const opened = Object.entries(attributes).map(([name, [marks]]) => {
    const value = given[name] ?? null;
    if (marks.includes("w")) return [name, null] as const;
    return [name, value === null && marks.includes("c") && !isUpdate ? unknown : value] as const;
  });
  const inside = Object.entries(blocks).map(([name, nested]) => {
    const value = given[name] ?? null;
    if (Array.isArray(value)) return [name, value.map((element) => openBlock(nested, membersOf(element as Plain), isUpdate))] as const;
    return [name, value instanceof Unknown || value === null ? value : openBlock(nested, membersOf(value), isUpdate)] as const;
  });
  return Object.fromEntries([...opened, ...inside]);
}

function regionAndTags({ attributes }: TypeFacts, { region, defaultTags }: ProviderSettings, proposed: Members, prior: Members, isUpdate: boolean): Members {
  const regional: Members = attributes["region"]?.[0].includes("c") && (proposed["region"] ?? null) === null ? { region } : {};
  if (!attributes["tags_all"] || !isWhollyKnown(proposed["tags"] ?? null)) return regional;
  const all = { ...defaultTags, ...membersOf(proposed["tags"]) };
  const tags = Object.keys(all).length > 0 ? all : isUpdate ? (prior["tags_all"] ?? null) : unknown;
  return { ...regional, tags_all: tags };
}

/** New code is a new version of a function, and a new time. */
function withChangedCode(type: string, planned: Members, prior: Plain): Members {
  if (type !== "aws_lambda_function" || prior === null || planned["source_code_hash"] === membersOf(prior)["source_code_hash"]) return planned;
  return { ...planned, last_modified: unknown, code_sha256: unknown };
}

/** JSON as the provider stores it: the keys in order, no spaces. */
function compactJson(value: Plain): Plain {
  if (typeof value !== "string" || value === "") return value;
  try {
    return JSON.stringify(sorted(JSON.parse(value)));
  } catch {
    return value;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
}

/** A resource after apply: every unknown has a likely value, the same one for the same plan. */
export function appliedState(type: string, facts: TypeFacts, settings: ProviderSettings, planned: Members): Members {
  const behaviour = behaviours[type] ?? {};
  const hex = createHash("sha256").update(type).update(JSON.stringify(planned)).digest("hex");
  const name = behaviour.named !== undefined && planned[behaviour.named] instanceof Unknown ? { [behaviour.named]: `${textOf(planned[`${behaviour.named}_prefix`]) ?? "terraform-"}2026010100000000000000${hex.slice(0, 4)}` } : {};
  const texts = textHoles({ ...planned, ...name }, settings, hex);
  const arn = filledHoles(behaviour.arn ?? `arn:aws:${type.split("_")[1] ?? type}:{region}:{account}:${type}/{id10}`, texts);
  const id = filledHoles(behaviour.id ?? "{hex17}", { ...texts, arn });
  const holes = { ...texts, arn, id };
  const attributes = Object.entries(facts.attributes).map(([attribute, [, of]]) => {
    const value = name[attribute] ?? planned[attribute] ?? null;
    return [attribute, value instanceof Unknown && of === "string" ? madeText(attribute, behaviour, holes, hex) : known(value, of)] as const;
  });
  const blocks = Object.entries(facts.blocks ?? {}).map(([block, nested]) => [block, knownBlock(planned[block] ?? null, nested)] as const);
  return Object.fromEntries([...attributes, ...blocks]);
}

function textHoles(state: Members, { region }: ProviderSettings, hex: string): Readonly<Record<string, string>> {
  const own = Object.entries(state).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
  return { account, region, hex17: hex.slice(0, 17), id10: hex.slice(0, 10), uuid, ...Object.fromEntries(own) };
}

/** A text with its holes filled; a hole that nobody fills shows that the table of behaviours is wrong. */
export function filledHoles(form: string, holes: Readonly<Record<string, string>>): string {
  const text = form.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = holes[name];
    if (value === undefined) throw new Error(`nothing fills ${hole} of ${form}`);
    return value;
  });
  return text.replace(":parameter//", ":parameter/");
}

function madeText(attribute: string, { made = {} }: ResourceBehaviour, holes: Readonly<Record<string, string>>, hex: string): string {
  const form = made[attribute];
  if (form !== undefined) return filledHoles(form, holes);
  if (attribute === "id") return holes["id"]!;
  if (attribute.endsWith("arn")) return holes["arn"]!;
  if (attribute.endsWith("_prefix") || attribute.endsWith("policy")) return "";
  return attribute === "region" ? holes["region"]! : `made-up-${hex.slice(0, 8)}`;
}

function knownBlock(value: Plain, nested: BlockFacts & { readonly nesting: string }): Plain {
  if (value instanceof Unknown) return [];
  const inside = (element: Plain): Plain => Object.fromEntries([
    ...Object.entries(nested.attributes).map(([name, [, of]]) => [name, known(membersOf(element)[name] ?? null, of)] as const),
    ...Object.entries(nested.blocks ?? {}).map(([name, block]) => [name, knownBlock(membersOf(element)[name] ?? null, block)] as const),
  ]);
  if (Array.isArray(value)) return value.map((element) => inside(element as Plain));
  return value === null ? null : inside(value);
}

/** A value with something of its type in the place of each unknown. */
export function known(value: Plain, type: TypeName): Plain {
  if (value instanceof Unknown) return emptyOf(type);
  const inside = typeof type === "string" ? undefined : type[1];
  if (Array.isArray(value)) return value.map((element) => known(element as Plain, (inside ?? "string") as TypeName));
  if (typeof value !== "object" || value === null) return value;
  const typeOf = (name: string): TypeName => (typeof type !== "string" && type[0] === "object" ? (inside as Readonly<Record<string, TypeName>>)[name] : (inside as TypeName | undefined)) ?? "string";
  return Object.fromEntries(Object.entries(value as Members).map(([name, member]) => [name, known(member, typeOf(name))]));
}

/** Nothing, false, zero, an empty text, or null. */
export function emptyOf(type: TypeName): Plain {
  if (typeof type !== "string") return type[0] === "list" || type[0] === "set" ? [] : type[0] === "map" ? {} : null;
  return type === "bool" ? false : type === "number" ? 0 : "";
}
