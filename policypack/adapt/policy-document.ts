import { literal, literalText, parseSymbolicJson, readPolicyDocument, unknown, type PolicyDocument, type Symbolic, type Value } from "../../core";
import type { StackResource } from "../stack-resource";

/** Reads a property that holds a policy document, as text or as an object. */
export function documentOf(resource: StackResource, property: string): Value<PolicyDocument> {
  const secret = resource.secretText(property);
  const source = secret === undefined ? resource.property(property) : withoutSecrets(parseSymbolicJson(literal(secret)).value);
  return readDocument(source);
}

/** Reads a policy document; absent text is unknown, not an empty policy. */
export function readDocument(source: Symbolic): Value<PolicyDocument> {
  return source.kind === "null" ? unknown("unreadable", "no document is set") : readPolicyDocument(source);
}

const shownKeys = new Set(["effect", "action", "notaction", "service", "version"]);
const vocabulary = /^(?:Allow|Deny|\*|20\d\d-10-17|[a-z0-9-]+:[\w*?]+|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?)$/;

/**
 * A secret document as far as it may be shown: the words of IAM's own vocabulary stay, so that `s3:*` is found there too;
 * names, ARNs and the values of conditions do not.
 */
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
