import type { Symbolic } from "../../core";

/** Properties whose keys are the author's own. */
const ownKeys: ReadonlySet<string> = new Set(["variables", "tags", "policy", "assumeRolePolicy", "parameters", "metadata", "requestParameters", "responseParameters", "requestTemplates", "responseTemplates"]);

/** What the engine calls a property that Python calls `inline_policies`. */
export function enginesName(name: string): string {
  return name.replace(/_+$/, "").replace(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A property's value with the names of the engine in place of Python's. */
export function inEnginesNames(property: string, value: Symbolic): Symbolic {
  if (ownKeys.has(property)) return value;
  switch (value.kind) {
    case "map":
      return { ...value, entries: new Map([...value.entries].map(([key, item]) => [/^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(key) ? enginesName(key) : key, inEnginesNames(enginesName(key), item)])) };
    case "list":
      return { ...value, items: value.items.map((item) => inEnginesNames(property, item)) };
    case "choice":
      return { ...value, alternatives: value.alternatives.map((one) => inEnginesNames(property, one)) };
    default:
      return value;
  }
}
