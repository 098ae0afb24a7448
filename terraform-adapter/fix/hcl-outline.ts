import type { Block, Body, Expression, TemplateExpression } from "../hcl/syntax";
import { outlineJson } from "./json-outline";
import { syntaxNode, type SyntaxMember, type SyntaxNode } from "./syntax-node";

/** The blocks and expressions of an HCL file as nodes. */
export function outlineBody(body: Body, text: string): SyntaxNode {
  return syntaxNode({ kind: "other", language: "hcl", interpolates: true, start: 0, end: text.length, members: membersOf(body, text) });
}

function membersOf(body: Body, text: string): SyntaxMember[] {
  const written = body.arguments.map((argument): SyntaxMember => ({
    name: argument.name,
    start: argument.start,
    keyEnd: argument.start + argument.name.length,
    value: outlineExpression(argument.value, text),
  }));
  const blocks = body.blocks.map((block): SyntaxMember => ({ name: block.type, start: block.start, keyEnd: block.headerEnd, value: outlineBlock(block, text) }));
  return [...written, ...blocks].sort((a, b) => a.start - b.start);
}

function outlineBlock(block: Block, text: string): SyntaxNode {
  return syntaxNode({ kind: "block", language: "hcl", interpolates: true, start: block.start, end: block.end, members: membersOf(block.body, text) });
}

function outlineExpression(expression: Expression, text: string): SyntaxNode {
  const base = { language: "hcl" as const, interpolates: true, start: expression.start, end: expression.end };
  const all = (children: readonly (Expression | undefined)[]): SyntaxNode[] => children.flatMap((child) => (child ? [outlineExpression(child, text)] : []));
  switch (expression.kind) {
    case "template":
      return syntaxNode({ ...base, kind: "text", children: [...all(expression.parts.map((part) => (part.kind === "interpolation" ? part.value : undefined))), ...documentIn(expression, text)] });
    case "list":
      return syntaxNode({ ...base, kind: "list", items: all(expression.items) });
    case "object":
      return syntaxNode({
        ...base,
        kind: "object",
        members: expression.items.map((item) => ({ name: keyText(item.key), start: item.keyStart, keyEnd: item.keyEnd, value: outlineExpression(item.value, text) })),
      });
    case "call":
      return syntaxNode({ ...base, kind: "other", children: all(expression.args) });
    case "conditional":
      return syntaxNode({ ...base, kind: "other", children: all([expression.condition, expression.then, expression.otherwise]) });
    case "binary":
      return syntaxNode({ ...base, kind: "other", children: all([expression.left, expression.right]) });
    case "unary":
      return syntaxNode({ ...base, kind: "other", children: all([expression.operand]) });
    case "index":
      return syntaxNode({ ...base, kind: "other", children: all([expression.object, expression.key]) });
    case "attribute":
      return syntaxNode({ ...base, kind: "other", children: expression.object.start === expression.start && expression.object.kind === "variable" ? [] : all([expression.object]) });
    case "for":
      return syntaxNode({ ...base, kind: "other", children: all([expression.collection, expression.key, expression.value, expression.condition]) });
    default:
      return syntaxNode({ ...base, kind: "other" });
  }
}

function keyText(key: string | Expression): string {
  if (typeof key === "string") return key;
  const [part] = key.kind === "template" ? key.parts : [];
  return key.kind === "template" && key.parts.length === 1 && part?.kind === "text" ? part.text : "";
}

/** The JSON document in a heredoc. */
function documentIn(expression: TemplateExpression, text: string): SyntaxNode[] {
  if (!text.startsWith("<<", expression.start)) return [];
  const start = text.indexOf("\n", expression.start) + 1;
  const whole = text.slice(start, expression.end);
  const closing = /\r?\n[ \t]*[\w-]+\s*$/.exec(whole);
  if (start === 0 || !closing) return [];
  const document = outlineJson(text, start, start + closing.index, true);
  return document ? [document] : [];
}
