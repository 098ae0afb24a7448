import { literal, literalText, parseSymbolicJson, unknown, type Symbolic } from "../core";

/**
 * A secret as far as it may be shown. Of a policy document the words of IAM's own vocabulary stay, so that `s3:*` is found there too; names, ARNs,
 * the values of conditions, and everything that is no policy document do not.
 */
export function shownOfSecret(content: unknown): Symbolic {
  if (typeof content === "string") return /"Statement"/i.test(content) ? withoutSecrets(parseSymbolicJson(literal(content)).value) : unknown("secret");
  if (Array.isArray(content)) return { kind: "list", items: content.map(shownOfSecret) };
  if (typeof content !== "object" || content === null) return unknown("secret");
  return { kind: "map", entries: new Map(Object.entries(content).map(([key, item]) => [key, shownOfSecret(item)])) };
}

const shownKeys = new Set(["effect", "action", "notaction", "service", "version"]);
const vocabulary = /^(?:Allow|Deny|\*|20\d\d-10-17|[a-z0-9-]+:[\w*?]+|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?)$/;

function withoutSecrets(value: Symbolic, isShown = false): Symbolic {
  switch (value.kind) {
    case "map":
      return { kind: "map", entries: new Map([...value.entries].map(([key, item]) => [key, withoutSecrets(item, shownKeys.has(key.toLowerCase()) || holdsOnlyStar(item))])) };
    case "list":
      return { ...value, items: value.items.map((item) => withoutSecrets(item, isShown)) };
    case "string":
      return isShown && value.parts.every((part) => part.kind === "literal" && vocabulary.test(part.text)) ? value : unknown("secret");
    case "unknown":
      return unknown(value.reason === "unreadable" ? "secret" : value.reason, undefined, value.references);
    default:
      return value;
  }
}

function holdsOnlyStar(value: Symbolic): boolean {
  if (value.kind === "list") return value.items.length > 0 && value.items.every(holdsOnlyStar);
  return value.kind === "string" && literalText(value) === "*";
}
