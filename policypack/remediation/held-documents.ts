import { kindOfToken } from "../adapt/kinds";
import { holdsUnknown, readProperty, secretContent, unwrap } from "../known";
import type { PlainDocument } from "./narrow-policy";
import type { SeenResource } from "./planned-stack";

type Properties = Readonly<Record<string, unknown>>;

/** A policy document inside of a resource's properties, all of it known and none of it secret. */
export interface HeldDocument {
  /** Which of a role's own documents it is, in the words of the model. */
  readonly pathPrefix: string | undefined;
  readonly document: PlainDocument;
  /** The properties with another document in its place, and all else as it came. */
  replaced(properties: Properties, document: PlainDocument): Properties;
}

/** Both AWS providers have their own spelling. */
const documentProperties = ["policy", "policyDocument"];
const blockProperties = ["inlinePolicies", "policies"];

/** The documents that a remediation may narrow. */
export function heldDocuments({ type, props }: SeenResource): readonly HeldDocument[] {
  switch (kindOfToken(type)) {
    case "rolePolicy":
    case "policy":
      return documentIn(props, undefined);
    case "role":
      return blockProperties.flatMap((property) => documentsOfBlocks(props, property));
    default:
      return [];
  }
}

/** The properties as they came, with the marks of unknowns and secrets: the library sends them back as such. */
export function propertiesOf(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.keys(unwrap(value) as object).map((name) => [name, readProperty(value, name)]));
}

function documentIn(holder: unknown, pathPrefix: string | undefined): HeldDocument[] {
  for (const property of documentProperties) {
    const value = readProperty(holder, property);
    if (value === undefined || value === null || secretContent(value) || holdsUnknown(value)) continue;
    const document = plainOf(value);
    if (!document) continue;
    const isText = typeof value === "string";
    return [{ pathPrefix, document, replaced: (properties, narrowed) => ({ ...properties, [property]: isText ? JSON.stringify(narrowed) : narrowed }) }];
  }
  return [];
}

function documentsOfBlocks(props: unknown, property: string): HeldDocument[] {
  const blocks = readProperty(props, property);
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block: unknown, position) => {
    const name = readProperty(block, "name") ?? readProperty(block, "policyName");
    if (holdsUnknown(name) || secretContent(name) || secretContent(block)) return [];
    return documentIn(block, `inline_policy[${typeof name === "string" ? name : position}]`).map((held): HeldDocument => ({
      ...held,
      replaced: (properties, narrowed) => {
        const others = properties[property] as readonly unknown[];
        return { ...properties, [property]: others.map((other, index) => (index === position ? held.replaced(propertiesOf(other), narrowed) : unwrap(other))) };
      },
    }));
  });
}

function plainOf(value: unknown): PlainDocument | undefined {
  try {
    const plain = JSON.parse(typeof value === "string" ? value : JSON.stringify(value)) as { Statement?: unknown } | null;
    return typeof plain === "object" && plain !== null && typeof plain.Statement === "object" && plain.Statement !== null ? (plain as PlainDocument) : undefined;
  } catch {
    return undefined;
  }
}
