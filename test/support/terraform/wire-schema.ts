import type { BlockFacts, NestedBlockFacts, ProviderFacts, TypeFacts } from "./provider-facts";

const nestings = { single: 1, list: 2, set: 3, map: 4, group: 5 } as const;

function block({ attributes, blocks = {} }: BlockFacts): object {
  return {
    attributes: Object.entries(attributes).map(([name, [marks, type]]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      required: marks.includes("r"),
      optional: marks.includes("o"),
      computed: marks.includes("c"),
      sensitive: marks.includes("s"),
      write_only: marks.includes("w"),
    })),
    block_types: Object.entries(blocks).map(([name, nested]) => nestedBlock(name, nested)),
  };
}

function nestedBlock(name: string, { nesting, min = 0, max = 0, ...inside }: NestedBlockFacts): object {
  return { type_name: name, block: block(inside), nesting: nestings[nesting], min_items: min, max_items: max };
}

function schemas(types: Readonly<Record<string, TypeFacts>>): object {
  return Object.fromEntries(Object.entries(types).map(([name, facts]) => [name, { version: facts.version, block: block(facts) }]));
}

/** A provider's schema as the protocol's GetSchema answers it. */
export function wireSchema(facts: ProviderFacts): object {
  return { provider: { version: 0, block: block(facts.provider) }, resource_schemas: schemas(facts.resources), data_source_schemas: schemas(facts.data) };
}
