import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A type as schemas write it: `"string"`, `["list", "string"]`, `["object", { "name": "string" }]`. */
export type TypeName = string | readonly [string, TypeName | Readonly<Record<string, TypeName>>];

/** What a schema says of one block: its attributes with their marks (required, optional, computed, sensitive, write-only) and types, and the blocks inside. */
export interface BlockFacts {
  readonly attributes: Readonly<Record<string, readonly [marks: string, type: TypeName]>>;
  readonly blocks?: Readonly<Record<string, NestedBlockFacts>>;
}

/** A block inside a block, and how often it may stand there. */
export interface NestedBlockFacts extends BlockFacts {
  readonly nesting: "single" | "list" | "set" | "map" | "group";
  readonly min?: number;
  readonly max?: number;
}

/** A resource type or data source. */
export interface TypeFacts extends BlockFacts {
  readonly version: number;
}

/** The part of a provider's schema that fixtures and end-to-end tests use. */
export interface ProviderFacts {
  readonly provider: BlockFacts;
  readonly resources: Readonly<Record<string, TypeFacts>>;
  readonly data: Readonly<Record<string, TypeFacts>>;
}

/** The providers by name; scripts/refresh-provider-schemas.ts writes the table. */
export function readProviderFacts(): Readonly<Record<string, ProviderFacts>> {
  return JSON.parse(readFileSync(join(__dirname, "schemas.json"), "utf8")) as Readonly<Record<string, ProviderFacts>>;
}
