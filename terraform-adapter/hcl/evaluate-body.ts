import { unknown, type SourceLocation, type Symbolic, type SymbolicMap } from "../../core";
import { mapAlternatives, mapCombinations } from "./choices";
import type { Evaluator } from "./evaluate";
import { unknownBecause } from "./failure";
import { iterate } from "./for-expression";
import { callFunction } from "./functions";
import { blockName } from "./module-definition";
import { bind, type Scope } from "./scope";
import { placeOf, type Block, type Body } from "./syntax";

/** Arguments of Terraform itself, which are no attributes of a resource. */
const META = new Set(["count", "for_each", "depends_on", "provider", "providers", "lifecycle", "provisioner", "connection"]);

/** The names that are written in a resource's block. */
export function attributeNames(body: Body): string[] {
  const names = [...body.arguments.map((argument) => argument.name), ...body.blocks.map(blockName)];
  return [...new Set(names)].filter((name) => !META.has(name));
}

/** The argument of that name, or the list of all nested blocks of that name; `undefined` where there is neither. */
export function evaluateAttribute(body: Body, name: string, scope: Scope, evaluator: Evaluator): Symbolic | undefined {
  const argument = body.arguments.find((other) => other.name === name);
  if (argument) return evaluator.evaluate(argument.value, scope);
  const blocks = body.blocks.filter((block) => blockName(block) === name);
  if (blocks.length > 0) return evaluateBlocks(blocks, scope, evaluator);
  return body.broken ? unknown("unreadable", "the block could not be read as a whole", [], body.broken) : undefined;
}

/** Where the argument or the first block of that name is written. */
export function placeOfAttribute(body: Body, name: string): SourceLocation | undefined {
  const found = body.arguments.find((argument) => argument.name === name) ?? body.blocks.find((block) => blockName(block) === name);
  return found && placeOf(found);
}

function evaluateBlocks(blocks: readonly Block[], scope: Scope, evaluator: Evaluator): Symbolic {
  const lists = blocks.map((block): Symbolic => {
    if (block.type === "dynamic") return expandDynamic(block, scope, evaluator);
    return { kind: "list", items: [evaluateBody(block.body, scope, evaluator, placeOf(block))] };
  });
  const at = placeOf(blocks[0]!);
  return mapCombinations(lists, (values) => callFunction(values, { at, name: "concat", scope, evaluator }), at);
}

/** All that a nested block holds. */
export function evaluateBody(body: Body, scope: Scope, evaluator: Evaluator, at: SourceLocation): SymbolicMap {
  const entries = new Map(attributeNames(body).map((name) => [name, evaluateAttribute(body, name, scope, evaluator)!]));
  return { kind: "map", entries, ...(body.broken ? { rest: unknown("unreadable", "the block could not be read as a whole", [], body.broken) } : {}), at };
}

function expandDynamic(block: Block, scope: Scope, evaluator: Evaluator): Symbolic {
  const at = placeOf(block);
  const argument = (name: string) => block.body.arguments.find((other) => other.name === name)?.value;
  const forEach = argument("for_each");
  const content = block.body.blocks.find((nested) => nested.type === "content");
  if (!forEach || !content) return { kind: "list", items: [], rest: unknown("unreadable", "a dynamic block without for_each or content", [], at), at };
  const iterator = argument("iterator");
  const name = iterator?.kind === "variable" ? iterator.name : (block.labels[0] ?? "");
  return mapAlternatives(evaluator.evaluate(forEach, scope), (collection) => {
    const { entries, rest } = iterate(collection, placeOf(forEach));
    const items = entries.map(([key, value]) => {
      const each: Symbolic = { kind: "map", entries: new Map([["key", key], ["value", value]]) };
      return evaluateBody(content.body, bind(scope, { [name]: each }), evaluator, placeOf(content));
    });
    return { kind: "list", items, ...(rest ? { rest: unknownBecause([rest], "how many blocks there are is not known yet", at) } : {}), at };
  });
}
