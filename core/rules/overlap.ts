import { globsIntersect } from "../access";
import type { NamedResources } from "../model";
import type { ReferencePart, SymbolicString, Unknown } from "../values";

const letters = new Map<string, string>();

/**
 * Whether two (canonical) resource patterns may have a resource in common. Sure where it says no: partition, region and account are not compared,
 * a name that could be any text overlaps everything, and only resources that the deployment itself manages are told apart by their references.
 */
export function mayOverlap(a: SymbolicString | Unknown, b: SymbolicString | Unknown, resources: NamedResources): boolean {
  if (a.kind === "unknown" || b.kind === "unknown") return true;
  const [one, other] = [arnParts(encode(a, resources)), arnParts(encode(b, resources))];
  if (!one || !other) return globsIntersect(encode(a, resources), encode(b, resources));
  return globsIntersect(one.service, other.service) && globsIntersect(one.resource, other.resource);
}

function encode(pattern: SymbolicString, resources: NamedResources): string {
  return pattern.parts
    .map((part) => {
      if (part.kind === "literal") return part.text.replace(/\$\{[^{}]*\}/g, "*");
      return part.kind === "reference" && resources.get(part.address) ? letterOf(part) : "*";
    })
    .join("");
}

/** A character of its own for each reference. */
function letterOf({ address, attribute }: ReferencePart): string {
  const key = `${address}.${attribute}`;
  let letter = letters.get(key);
  if (letter === undefined) letters.set(key, (letter = String.fromCodePoint(0x100000 + letters.size)));
  return letter;
}

/** What of an ARN is compared: its service and its resource. */
function arnParts(text: string): { service: string; resource: string } | undefined {
  const segments = text.split(":");
  return segments.length < 6 || segments[0] !== "arn" ? undefined : { service: segments[2]!, resource: segments.slice(5).join(":") };
}
