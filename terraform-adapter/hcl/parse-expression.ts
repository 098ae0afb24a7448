import { parseHeredoc, parseQuoted } from "./parse-template";
import type { SourceText } from "./source-text";
import { SPLAT_ELEMENT, type Expression, type ObjectItem } from "./syntax";
import type { RawNode } from "./syntax-tree";

const OPERATORS = new Set(["==", "!=", "<", "<=", ">", ">=", "&&", "||", "+", "-", "*", "/", "%", "!"]);
const POSTFIX = new Set(["get_attr", "index", "splat"]);
const NOISE = new Set(["comment", ",", "tuple_start", "tuple_end", "object_start", "object_end"]);

/** The expression that a node of the tree stands for; `invalid` where there is none, or where a part of it could not be understood. */
export function parseExpression(node: RawNode | undefined, source: SourceText, around: RawNode): Expression {
  if (!node) return invalid(around, source);
  return new ExpressionParser(source).parse(node);
}

function invalid(node: RawNode, source: SourceText): Expression {
  return { kind: "invalid", detail: "this is no valid expression", source, start: node.start, end: node.end };
}

class ExpressionParser {
  constructor(private readonly source: SourceText) {}

  parse(node: RawNode): Expression {
    switch (node.type) {
      case "expression":
      case "collection_value":
      case "literal_value":
      case "template_expr":
      case "operation":
      case "for_expr":
        return this.parseSequence(node, node.children.filter(isMeaning));
      case "numeric_lit":
        return this.number(node);
      case "bool_lit":
        return this.literal(node, this.text(node) === "true");
      case "null_lit":
        return this.literal(node, null);
      case "string_lit":
      case "quoted_template":
        return { kind: "template", parts: parseQuoted(node, this.source, parseExpression), ...this.span(node) };
      case "heredoc_template":
        return { kind: "template", parts: parseHeredoc(node, this.source, parseExpression), ...this.span(node) };
      case "tuple":
        return this.checked(node, () => ({ kind: "list", items: node.children.filter(isMeaning).map((item) => this.parse(item)), ...this.span(node) }));
      case "object":
        return this.parseObject(node);
      case "variable_expr":
        return { kind: "variable", name: this.text(node), ...this.span(node) };
      case "function_call":
        return this.parseCall(node);
      case "conditional":
        return this.parseConditional(node);
      case "unary_operation":
        return this.parseUnary(node);
      case "binary_operation":
        return this.parseBinary(node);
      case "for_tuple_expr":
      case "for_object_expr":
        return this.parseFor(node);
      default:
        return invalid(node, this.source);
    }
  }

  /** One operand, in parentheses or not, with what follows it: `.name`, `[key]`, `[*]`. */
  private parseSequence(node: RawNode, nodes: readonly RawNode[]): Expression {
    const first = nodes[0];
    if (!first || nodes.some((child) => child.type === "ERROR")) return invalid(node, this.source);
    const isGrouped = first.type === "(";
    const inner = isGrouped ? nodes[1] : first;
    if (!inner) return invalid(node, this.source);
    return this.parsePostfix(this.parse(inner), first.start, nodes.slice(isGrouped ? 3 : 1));
  }

  private parsePostfix(operand: Expression, start: number, nodes: readonly RawNode[]): Expression {
    let result = operand;
    for (let index = 0; index < nodes.length; index++) {
      const node = nodes[index]!;
      const inner = node.children[0];
      const span = { source: this.source, start, end: node.end };
      if (node.type === "splat" && inner) {
        result = this.parseSplat(result, start, inner);
      } else if (node.type === "get_attr") {
        result = { kind: "attribute", object: result, name: this.text(node.children[node.children.length - 1]!), ...span };
      } else if (node.type === "index" && inner?.type === "legacy_index") {
        result = { kind: "index", object: result, key: this.literal(node, Number(this.text(node).slice(1))), ...span };
      } else if (node.type === "index" && inner) {
        const key = inner.children.find((child) => child.type === "expression");
        result = { kind: "index", object: result, key: key ? this.parse(key) : invalid(node, this.source), ...span };
      } else {
        return invalid(node, this.source);
      }
    }
    return result;
  }

  /** `[*]` takes all that follows of each element; `.*` only the attributes, and an index after them is one of the result. */
  private parseSplat(object: Expression, start: number, node: RawNode): Expression {
    const followers = node.children.filter((child) => POSTFIX.has(child.type));
    const isFull = node.type === "full_splat";
    const cut = isFull ? followers.length : followers.findIndex((child) => child.type !== "get_attr");
    const own = cut === -1 ? followers : followers.slice(0, cut);
    const element: Expression = { kind: "variable", name: SPLAT_ELEMENT, source: this.source, start, end: node.end };
    const each = this.parsePostfix(element, start, own);
    const splat: Expression = { kind: "splat", object, each, source: this.source, start, end: own[own.length - 1]?.end ?? node.end };
    return this.parsePostfix(splat, start, followers.slice(own.length));
  }

  private parseObject(node: RawNode): Expression {
    return this.checked(node, () => {
      const items = node.children.filter(isMeaning).map((item): ObjectItem => {
        const [key, value] = item.children.filter((child) => child.type === "expression");
        const at = key ?? item;
        return {
          key: key ? this.parseKey(key) : invalid(item, this.source),
          keyStart: at.start,
          keyEnd: at.end,
          value: value ? this.parse(value) : invalid(item, this.source),
        };
      });
      return { kind: "object", items, ...this.span(node) };
    });
  }

  private parseKey(node: RawNode): string | Expression {
    const parsed = this.parse(node);
    const isGrouped = node.children[0]?.type === "(";
    return parsed.kind === "variable" && !isGrouped ? parsed.name : parsed;
  }

  private parseCall(node: RawNode): Expression {
    return this.checked(node, () => {
      const opening = node.children.findIndex((child) => child.type === "(");
      const name = this.source.text.slice(node.start, node.children[opening]?.start ?? node.end).trim();
      const list = node.children.find((child) => child.type === "function_arguments");
      if (list?.children.some((child) => child.type === "ERROR")) return invalid(node, this.source);
      const args = (list?.children ?? []).filter((child) => child.type === "expression").map((child) => this.parse(child));
      const isExpanded = list?.children.some((child) => child.type === "ellipsis") ?? false;
      return { kind: "call", name, args, isExpanded, ...this.span(node) };
    });
  }

  private parseConditional(node: RawNode): Expression {
    const [condition, then, otherwise] = node.children.filter((child) => child.type === "expression");
    if (!condition || !then || !otherwise) return invalid(node, this.source);
    return this.checked(node, () => ({
      kind: "conditional",
      condition: this.parse(condition),
      then: this.parse(then),
      otherwise: this.parse(otherwise),
      ...this.span(node),
    }));
  }

  private parseUnary(node: RawNode): Expression {
    const operator = node.children[0]!;
    const operand = this.parseSequence(node, node.children.slice(1).filter(isMeaning));
    return { kind: "unary", operator: operator.type, operand, ...this.span(node) };
  }

  private parseBinary(node: RawNode): Expression {
    const children = node.children.filter(isMeaning);
    const at = children.findIndex((child, index) => index > 0 && OPERATORS.has(child.type));
    if (at === -1) return invalid(node, this.source);
    return {
      kind: "binary",
      operator: children[at]!.type,
      left: this.parseSequence(node, children.slice(0, at)),
      right: this.parseSequence(node, children.slice(at + 1)),
      ...this.span(node),
    };
  }

  private parseFor(node: RawNode): Expression {
    return this.checked(node, () => {
      const intro = node.children.find((child) => child.type === "for_intro");
      const names = (intro?.children ?? []).filter((child) => child.type === "identifier").map((child) => this.text(child));
      const collection = intro?.children.find((child) => child.type === "expression");
      const results = node.children.filter((child) => child.type === "expression");
      const condition = node.children.find((child) => child.type === "for_cond")?.children.find((child) => child.type === "expression");
      const value = results[results.length - 1];
      const isObject = node.type === "for_object_expr";
      if (!collection || !value || (isObject && results.length < 2) || intro?.children.some((child) => child.type === "ERROR")) return invalid(node, this.source);
      return {
        kind: "for",
        ...(names.length > 1 ? { keyName: names[0]! } : {}),
        valueName: names[names.length - 1] ?? "",
        collection: this.parse(collection),
        ...(isObject ? { key: this.parse(results[0]!) } : {}),
        value: this.parse(value),
        ...(condition ? { condition: this.parse(condition) } : {}),
        isGrouped: node.children.some((child) => child.type === "ellipsis"),
        ...this.span(node),
      };
    });
  }

  private checked(node: RawNode, parse: () => Expression): Expression {
    return node.children.some((child) => child.type === "ERROR") ? invalid(node, this.source) : parse();
  }

  private literal(node: RawNode, value: null | boolean | number): Expression {
    return { kind: "literal", value, ...this.span(node) };
  }

  /** Terraform computes with more digits than we do: a number that would lose some is not understood. */
  private number(node: RawNode): Expression {
    const text = this.text(node);
    const value = Number(text);
    if (String(value) === text || String(value) === text.replace(/\.?0+$/, "")) return this.literal(node, value);
    return { kind: "invalid", detail: `the number ${text.slice(0, 40)} is too long or too unusual`, ...this.span(node) };
  }

  private text(node: RawNode): string {
    return this.source.text.slice(node.start, node.end);
  }

  private span(node: RawNode): { readonly source: SourceText; readonly start: number; readonly end: number } {
    return { source: this.source, start: node.start, end: node.end };
  }
}

function isMeaning(node: RawNode): boolean {
  return !NOISE.has(node.type);
}
