/**
 * Renews the facts that the stand-in provider of the tests knows about resource types: what `terraform providers schema -json` says of them, in short.
 *
 *   terraform providers schema -json > schemas.json      (in a folder with the real providers installed)
 *   npx ts-node --transpile-only scripts/refresh-provider-schemas.ts schemas.json [MORE_TYPE or data.MORE_TYPE ...]
 *
 * Types that are in the table already are renewed, the named ones are added.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BlockFacts, NestedBlockFacts, ProviderFacts, TypeName } from "../test/support/terraform/provider-facts";

interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, { readonly type: TypeName; readonly required?: boolean; readonly optional?: boolean; readonly computed?: boolean; readonly sensitive?: boolean; readonly write_only?: boolean }>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: NestedBlockFacts["nesting"]; readonly block: SchemaBlock; readonly min_items?: number; readonly max_items?: number }>>;
}
interface Schema {
  readonly version: number;
  readonly block: SchemaBlock;
}
interface ProviderSchema {
  readonly provider?: Schema;
  readonly resource_schemas?: Readonly<Record<string, Schema>>;
  readonly data_source_schemas?: Readonly<Record<string, Schema>>;
}

const table = join(__dirname, "../test/support/terraform/schemas.json");
/** Blocks that are long and that no fixture sets. */
const leftOut = new Set(["endpoints"]);

const marks = { r: "required", o: "optional", c: "computed", s: "sensitive", w: "write_only" } as const;

function blockFacts(block: SchemaBlock): BlockFacts {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]) => [name, [Object.entries(marks).flatMap(([mark, key]) => (attribute[key] ? [mark] : [])).join(""), attribute.type]] as const);
  const blocks = Object.entries(block.block_types ?? {}).filter(([name]) => !leftOut.has(name)).map(([name, nested]) => [name, { nesting: nested.nesting_mode, ...(nested.min_items ? { min: nested.min_items } : {}), ...(nested.max_items ? { max: nested.max_items } : {}), ...blockFacts(nested.block) }] as const);
  return { attributes: Object.fromEntries(attributes), ...(blocks.length > 0 ? { blocks: Object.fromEntries(blocks) } : {}) };
}

function renewed(known: Readonly<Record<string, unknown>>, schemas: Readonly<Record<string, Schema>>, added: readonly string[]): ProviderFacts["resources"] {
  const names = [...new Set([...Object.keys(known), ...added.filter((name) => schemas[name])])].sort();
  return Object.fromEntries(names.map((name) => {
    const schema = schemas[name];
    if (!schema) throw new Error(`the schemas have no ${name}: it would be lost`);
    return [name, { version: schema.version, ...blockFacts(schema.block) }];
  }));
}

/** A line for each type, so that a change is seen for what it is. */
function lines(facts: Readonly<Record<string, ProviderFacts>>): string {
  const members = (entries: Readonly<Record<string, unknown>>, indent: string): string => Object.entries(entries).map(([name, value]) => `\n${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(",");
  const providers = Object.entries(facts).map(([name, { provider, resources, data }]) => `\n  ${JSON.stringify(name)}: {\n    "provider": ${JSON.stringify(provider)},\n    "resources": {${members(resources, "      ")}},\n    "data": {${members(data, "      ")}}\n  }`);
  return `{${providers.join(",")}\n}\n`;
}

const [file, ...more] = process.argv.slice(2);
if (!file) throw new Error("the output of `terraform providers schema -json` is needed");
const { provider_schemas: schemas } = JSON.parse(readFileSync(file, "utf8")) as { provider_schemas: Readonly<Record<string, ProviderSchema>> };
const known = JSON.parse(readFileSync(table, "utf8")) as Readonly<Record<string, ProviderFacts>>;
const names = [...new Set([...Object.keys(known), ...more.map((type) => type.replace(/^data\./, "").split("_")[0]!)])].sort();
const facts = names.map((name) => {
  const schema = schemas[`registry.terraform.io/hashicorp/${name}`];
  if (!schema) throw new Error(`the schemas have no provider ${name}`);
  const before = known[name];
  return [name, {
    provider: blockFacts(schema.provider?.block ?? {}),
    resources: renewed(before?.resources ?? {}, schema.resource_schemas ?? {}, more),
    data: renewed(before?.data ?? {}, schema.data_source_schemas ?? {}, more.filter((type) => type.startsWith("data.")).map((type) => type.slice("data.".length))),
  }] as const;
});
writeFileSync(table, lines(Object.fromEntries(facts)));
