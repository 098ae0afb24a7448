import { join } from "node:path";
import type { Parser } from "web-tree-sitter";
import type { Notice } from "../../core";
import { parseFile, type ParsedFile } from "./parse-file";
import { parseJsonFile } from "./parse-json-file";
import type { SourceFolder } from "./source-folder";
import { SourceText } from "./source-text";
import type { Block, Body, Expression } from "./syntax";

/** The block of a resource or data source. */
export interface ResourceBlock {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly block: Block;
}

/** All that the files of one module's folder declare. */
export interface ModuleDefinition {
  readonly folder: string;
  readonly files: readonly ParsedFile[];
  readonly variables: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Expression>;
  readonly outputs: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  /** By `aws_s3_bucket.b` or `data.aws_region.here`. */
  readonly resources: ReadonlyMap<string, ResourceBlock>;
  readonly providers: readonly Block[];
  readonly notices: readonly Notice[];
}

const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;
const OVERRIDE = /^(?:override|.*_override)\.(?:tf|tofu)(?:\.json)?$/;

/** Reads the configuration files of a folder; `undefined` where there are none. Override files replace what the others declare. */
export function readModuleDefinition(folder: string, sources: SourceFolder, parser: Parser): ModuleDefinition | undefined {
  const all = (sources.filesIn(folder) ?? []).filter((name) => CONFIGURATION.test(name) && !name.startsWith("."));
  // OpenTofu takes `x.tofu` in place of `x.tf`; whoever writes both means that.
  const names = all.filter((name) => !/\.tf(\.json)?$/.test(name) || !all.includes(name.replace(/\.tf(\.json)?$/, ".tofu$1")));
  if (names.length === 0) return undefined;
  const builder = new DefinitionBuilder(folder);
  const ordered = [...names.filter((name) => !OVERRIDE.test(name)), ...names.filter((name) => OVERRIDE.test(name))];
  for (const name of ordered) {
    const path = join(folder, name);
    const text = sources.readSource(path);
    if (text === undefined) {
      builder.notices.push({ message: `${sources.display(path)} cannot be read` });
      continue;
    }
    const source = new SourceText(sources.display(path), text);
    builder.add(name.endsWith(".json") ? parseJsonFile(parser, source) : parseFile(parser, source), OVERRIDE.test(name));
  }
  return builder;
}

class DefinitionBuilder implements ModuleDefinition {
  readonly files: ParsedFile[] = [];
  readonly variables = new Map<string, Block>();
  readonly locals = new Map<string, Expression>();
  readonly outputs = new Map<string, Block>();
  readonly calls = new Map<string, Block>();
  readonly resources = new Map<string, ResourceBlock>();
  readonly providers: Block[] = [];
  readonly notices: Notice[] = [];

  constructor(readonly folder: string) {}

  add(file: ParsedFile, isOverride: boolean): void {
    this.files.push(file);
    const [first] = file.problems;
    if (first) this.notices.push({ message: `${file.source.file} is not valid in ${file.problems.length} place(s); the rest of it is used`, at: first });
    for (const block of file.body.blocks) this.addBlock(block, isOverride);
  }

  private addBlock(block: Block, isOverride: boolean): void {
    const [first = "", second = ""] = block.labels;
    switch (block.type) {
      case "variable":
        return merge(this.variables, first, block, isOverride);
      case "output":
        return merge(this.outputs, first, block, isOverride);
      case "module":
        return merge(this.calls, first, block, isOverride);
      case "locals":
        for (const argument of block.body.arguments) this.locals.set(argument.name, argument.value);
        return;
      case "provider":
        this.providers.push(block);
        return;
      case "resource":
      case "data":
        return this.addResource(block.type === "data" ? "data" : "managed", first, second, block, isOverride);
    }
  }

  private addResource(mode: "managed" | "data", type: string, name: string, block: Block, isOverride: boolean): void {
    const key = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
    const before = this.resources.get(key);
    this.resources.set(key, { mode, type, name, block: before && isOverride ? overridden(before.block, block) : block });
  }
}

function merge(blocks: Map<string, Block>, name: string, block: Block, isOverride: boolean): void {
  const before = blocks.get(name);
  blocks.set(name, before && isOverride ? overridden(before, block) : block);
}

/** Arguments one by one, nested blocks all of one type together. */
function overridden(block: Block, by: Block): Block {
  const names = new Set(by.body.arguments.map((argument) => argument.name));
  const types = new Set(by.body.blocks.map(blockName));
  const body: Body = {
    arguments: [...block.body.arguments.filter((argument) => !names.has(argument.name)), ...by.body.arguments],
    blocks: [...block.body.blocks.filter((nested) => !types.has(blockName(nested))), ...by.body.blocks],
    ...(block.body.broken ?? by.body.broken ? { broken: (block.body.broken ?? by.body.broken)! } : {}),
  };
  return { ...block, body };
}

/** The name under which a nested block, `dynamic` or not, is an attribute of its resource. */
export function blockName(block: Block): string {
  return block.type === "dynamic" ? (block.labels[0] ?? "") : block.type;
}
