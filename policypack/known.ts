import { literal, symbolicString, unknown, type StringPart, type Symbolic, type Unknown } from "../core";
import { shownOfSecret } from "./shown-of-secret";

/**
 * The only place that meets what Pulumi puts in the way of a plain value: proxies that throw when an unknown is read, the marks that stand for
 * unknowns, secrets, and assets whose content is behind promises.
 */

/** Marks of unknown boolean, number, string, array, asset, archive and object, as the engine sends them. */
const unknownMarks: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const stringMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What stands for a value that only the source may tell. */
export const unknownMark: string = stringMark;

/** Values deeper than this are not followed: nothing that AWS accepts is. */
const deepest = 200;

/** The value behind all proxies. */
export function unwrap(value: unknown): unknown {
  let inner = value;
  // Reading the two names never throws: the proxies answer them themselves.
  while (isObject(inner) && inner["__isSpecialProxy"] === true) inner = inner["__getSpecialProxyTarget"];
  return inner;
}

/** A property of a value of the engine, unwrapped; `undefined` where there is none. Does not throw where it is unknown. */
export function readProperty(value: unknown, name: string): unknown {
  const target = unwrap(value);
  if (!isObject(target) || !Object.hasOwn(target, name)) return undefined;
  return unwrap(target[name]);
}

/** Names of the properties, without those that only the engine uses. */
export function propertyNames(value: unknown): string[] {
  const target = unwrap(value);
  return isObject(target) ? Object.keys(target).filter((name) => name !== "__defaults") : [];
}

export function isUnknownMark(value: unknown): boolean {
  return unknownMarks.has(unwrap(value));
}

/** What a secret hides, `undefined` where the value is no secret. Only the view of a remediation tells. */
export function secretContent(value: unknown): { readonly content: unknown } | undefined {
  const target = unwrap(value);
  if (!isObject(target) || target.constructor?.name !== "Secret" || !Object.hasOwn(target, "value")) return undefined;
  return { content: unwrap(target["value"]) };
}

/** Whether any part of the value, however deep, is unknown. */
export function holdsUnknown(value: unknown, depth = 0): boolean {
  const target = unwrap(value);
  if (typeof target === "string") return target.includes(stringMark) || unknownMarks.has(target);
  if (!isObject(target) || depth > deepest || assetOf(target)) return false;
  return Object.keys(target).some((key) => holdsUnknown(target[key], depth + 1));
}

/** A value of the engine as the core knows it; `references` are the resources that its unknown parts may depend on. */
export function toSymbolic(value: unknown, references: readonly string[] = [], depth = 0): Symbolic {
  const target = unwrap(value);
  if (target === null || target === undefined) return { kind: "null" };
  switch (typeof target) {
    case "boolean":
      return { kind: "boolean", value: target };
    case "number":
      return { kind: "number", value: target };
    case "string":
      return textToSymbolic(target, references);
    case "object":
      return objectToSymbolic(target as Readonly<Record<string, unknown>>, references, depth);
    default:
      return unknown("unreadable", `a ${typeof target}`);
  }
}

function objectToSymbolic(target: Readonly<Record<string, unknown>>, references: readonly string[], depth: number): Symbolic {
  if (depth > deepest) return unknown("unreadable", "nested too deeply", references);
  const secret = secretContent(target);
  if (secret) return shownOfSecret(withoutProxies(secret.content));
  if (Array.isArray(target)) return { kind: "list", items: target.map((item) => toSymbolic(item, references, depth + 1)) };
  if (assetOf(target)) return unknown("unreadable", "an asset or archive");
  const keys = propertyNames(target);
  return { kind: "map", entries: new Map(keys.map((key) => [key, toSymbolic(target[key], references, depth + 1)])) };
}

/** A plain copy, in which unknowns are gone together with what could not be shown anyway. */
function withoutProxies(value: unknown, depth = 0): unknown {
  const target = unwrap(value);
  if (!isObject(target) || depth > deepest) return unknownMarks.has(target) ? null : target;
  if (Array.isArray(target)) return target.map((item) => withoutProxies(item, depth + 1));
  return Object.fromEntries(propertyNames(target).map((key) => [key, withoutProxies(target[key], depth + 1)]));
}

function textToSymbolic(text: string, references: readonly string[]): Symbolic {
  if (unknownMarks.has(text)) return computedAtApply(references);
  if (!text.includes(stringMark)) return literal(text);
  const parts = text.split(stringMark).flatMap((piece, index): StringPart[] => {
    const known: StringPart = { kind: "literal", text: piece };
    return index === 0 ? [known] : [{ kind: "unknown-text", unknown: computedAtApply(references) }, known];
  });
  return symbolicString(parts);
}

function computedAtApply(references: readonly string[]): Unknown {
  return unknown("computed-at-apply", undefined, references);
}

/** An asset or archive as it was written in the program. Paths are relative to the program, not to this pack. */
export type Asset =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "remote"; readonly uri: string }
  | { readonly kind: "file-archive"; readonly path: string }
  | { readonly kind: "assets"; readonly assets: ReadonlyMap<string, Asset> }
  | { readonly kind: "remote-archive"; readonly uri: string }
  /** Something of an asset that could not be told. */
  | { readonly kind: "unknown"; readonly unknown: Unknown };

interface AssetForm {
  readonly kind: Exclude<Asset["kind"], "unknown">;
  readonly content: "path" | "text" | "uri" | "assets";
}

const assetForms: readonly AssetForm[] = [
  { kind: "file", content: "path" },
  { kind: "text", content: "text" },
  { kind: "remote", content: "uri" },
];
const archiveForms: readonly AssetForm[] = [
  { kind: "file-archive", content: "path" },
  { kind: "assets", content: "assets" },
  { kind: "remote-archive", content: "uri" },
];

/** Told by the marks that the SDK puts on them, since a policy pack and the library may have loaded two copies of the classes. */
function assetOf(target: unknown): AssetForm | undefined {
  if (!isObject(target)) return undefined;
  const forms = target["__pulumiAsset"] === true ? assetForms : target["__pulumiArchive"] === true ? archiveForms : [];
  return forms.find(({ content }) => Object.hasOwn(target, content));
}

/** Reads an asset or archive, also one inside a secret; `undefined` where the value is neither. */
export async function readAsset(value: unknown): Promise<Asset | undefined> {
  const secret = secretContent(value);
  const target = secret ? secret.content : unwrap(value);
  if (unknownMarks.has(target)) return { kind: "unknown", unknown: computedAtApply([]) };
  const form = assetOf(target);
  if (!form) return undefined;
  const content = unwrap(await (target as Readonly<Record<string, unknown>>)[form.content]);
  if (form.kind === "assets") return { kind: "assets", assets: await readAssets(content) };
  if (typeof content !== "string" || holdsUnknown(content)) return { kind: "unknown", unknown: computedAtApply([]) };
  switch (form.kind) {
    case "text":
      return { kind: "text", text: content };
    case "file":
    case "file-archive":
      return { kind: form.kind, path: content };
    case "remote":
    case "remote-archive":
      return { kind: form.kind, uri: content };
  }
}

async function readAssets(content: unknown): Promise<Map<string, Asset>> {
  const assets = new Map<string, Asset>();
  if (!isObject(content)) return assets;
  for (const name of Object.keys(content)) {
    assets.set(name, (await readAsset(content[name])) ?? { kind: "unknown", unknown: unknown("unreadable", `${name} is no asset`) });
  }
  return assets;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
