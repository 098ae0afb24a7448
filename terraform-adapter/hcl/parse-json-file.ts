import { parseTree, type Node, type ParseError } from "jsonc-parser";
import type { Parser } from "web-tree-sitter";
import type { SourceLocation } from "../../core";
import { parseExpressionText, parseTemplateText, type ParsedFile } from "./parse-file";
import { SourceText } from "./source-text";
import type { Argument, Block, Body, Expression } from "./syntax";

/** How many labels a block of the top level has, in JSON: so many objects lie around its body. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1, variable: 1, output: 1, provider: 1 };

/** JSON does not tell a block from a map: these are the blocks that policies, roles and functions are made of. */
const NESTED_BLOCKS = new Set([
  "condition", "content", "cors", "cors_configuration", "dead_letter_config", "destination_config", "environment", "ephemeral_storage", "file_system_config", "filter_criteria",
  "image_config", "inline_policy", "lambda_function", "logging_config", "not_principals", "on_failure", "on_success", "principals", "queue", "scaling_config",
  "self_managed_event_source", "snap_start", "source", "source_access_configuration", "statement", "topic", "tracing_config", "vpc_config",
]);

/** Parses a `.tf.json` or `.tfvars.json` file into what the same configuration gives in the language itself. */
export function parseJsonFile(parser: Parser, source: SourceText): ParsedFile {
  const errors: ParseError[] = [];
  const root = parseTree(source.text, errors, { allowTrailingComma: false, disallowComments: true });
  const reader = new JsonFileReader(parser, source);
  const problems = errors.map((error) => source.place(error.offset, error.offset + error.length));
  const body = root?.type === "object" ? reader.readRoot(root, source.file.endsWith(".tfvars.json")) : { arguments: [], blocks: [] };
  return { source, body: problems[0] ? { ...body, broken: problems[0] } : body, comments: [], problems };
}

/** A text inside JSON, whose characters do not stand where those of its value do. */
class PlacedText extends SourceText {
  constructor(text: string, private readonly at: SourceLocation) {
    super(at.file, text);
  }

  override place(): SourceLocation {
    return this.at;
  }
}

class JsonFileReader {
  constructor(
    private readonly parser: Parser,
    private readonly source: SourceText,
  ) {}

  readRoot(root: Node, isVariables: boolean): Body {
    if (isVariables) return { arguments: propertiesOf(root).map(({ name, value, property }) => this.argument(name, value, property)), blocks: [] };
    const blocks = propertiesOf(root).flatMap(({ name, value, property }) => {
      const labels = LABELS[name];
      if (name === "locals") return objectsIn(value).map((body): Block => ({ type: name, labels: [], body: this.readArguments(body), ...this.span(property), headerEnd: value.offset + 1 }));
      return labels === undefined ? [] : this.readBlocks(name, labels, [], value, property);
    });
    return { arguments: [], blocks };
  }

  private readBlocks(type: string, depth: number, labels: readonly string[], node: Node, property: Node): Block[] {
    if (depth > 0) {
      return objectsIn(node).flatMap((object) => propertiesOf(object).flatMap((inner) => this.readBlocks(type, depth - 1, [...labels, inner.name], inner.value, inner.property)));
    }
    return objectsIn(node).map((object) => ({ type, labels, body: this.readBody(object, type), ...this.span(property), headerEnd: object.offset + 1 }));
  }

  private readBody(node: Node, type: string): Body {
    const isPlain = type === "variable" || type === "module" || type === "output";
    const found: Argument[] = [];
    const blocks: Block[] = [];
    for (const { name, value, property } of propertiesOf(node)) {
      if (name === "dynamic" && !isPlain) blocks.push(...this.readBlocks(name, 1, [], value, property));
      else if (!isPlain && NESTED_BLOCKS.has(name) && isBlockValue(value)) blocks.push(...this.readBlocks(name, 0, [], value, property));
      else if (type === "variable" && name === "type") found.push(this.typeArgument(value, property));
      else found.push(this.argument(name, value, property));
    }
    return { arguments: found, blocks };
  }

  private readArguments(node: Node): Body {
    return { arguments: propertiesOf(node).map(({ name, value, property }) => this.argument(name, value, property)), blocks: [] };
  }

  private argument(name: string, value: Node, property: Node): Argument {
    return { name, value: this.expression(value), ...this.span(property) };
  }

  private typeArgument(value: Node, property: Node): Argument {
    const parsed = typeof value.value === "string" ? parseExpressionText(this.parser, this.source.file, value.value) : undefined;
    return { name: "type", value: parsed ?? this.expression(value), ...this.span(property) };
  }

  private expression(node: Node): Expression {
    const span = this.span(node);
    switch (node.type) {
      case "object":
        return {
          kind: "object",
          items: propertiesOf(node).map(({ name, value, property }) => ({
            key: /[$%]\{/.test(name) ? this.text(name, property) : name,
            keyStart: property.offset,
            keyEnd: property.offset + property.length,
            value: this.expression(value),
          })),
          ...span,
        };
      case "array":
        return { kind: "list", items: (node.children ?? []).map((item) => this.expression(item)), ...span };
      case "string":
        return this.text(node.value as string, node);
      case "null":
        return { kind: "literal", value: null, ...span };
      default:
        return { kind: "literal", value: node.value as boolean | number, ...span };
    }
  }

  /** A string is a template. */
  private text(text: string, node: Node): Expression {
    const span = this.span(node);
    if (!/[$%]\{/.test(text)) return { kind: "template", parts: text === "" ? [] : [{ kind: "text", text, start: node.offset + 1, end: node.offset + node.length - 1 }], ...span };
    const at = this.source.place(node.offset, node.offset + node.length);
    return parseTemplateText(this.parser, this.source.file, text, (wrapped) => new PlacedText(wrapped, at));
  }

  private span(node: Node): { readonly source: SourceText; readonly start: number; readonly end: number } {
    return { source: this.source, start: node.offset, end: node.offset + node.length };
  }
}

interface Property {
  readonly name: string;
  readonly value: Node;
  readonly property: Node;
}

/** Properties named `//` are comments. */
function propertiesOf(node: Node): Property[] {
  return (node.type === "object" ? (node.children ?? []) : []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key && value && key.value !== "//" ? [{ name: String(key.value), value, property }] : [];
  });
}

function objectsIn(node: Node): Node[] {
  if (node.type === "array") return (node.children ?? []).flatMap(objectsIn);
  return node.type === "object" ? [node] : [];
}

function isBlockValue(node: Node): boolean {
  return node.type === "object" || (node.type === "array" && (node.children ?? []).every((child) => child.type === "object"));
}
