import type { SourceLocation } from "../../core";
import type { SourceText } from "./source-text";

interface Node {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** The place of an expression, argument or block. */
export function placeOf(node: Node): SourceLocation {
  return node.source.place(node.start, node.end);
}

/** A literal of the language: `null`, a boolean, or a number. */
export interface LiteralExpression extends Node {
  readonly kind: "literal";
  readonly value: null | boolean | number;
}

/** Text in quotes, a heredoc, or the text of a template file. */
export interface TemplateExpression extends Node {
  readonly kind: "template";
  readonly parts: readonly TemplatePart[];
}

/** A run of text that stands in the source as it is, but for its escapes; `text` is what it means. */
export interface TemplateText {
  readonly kind: "text";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type TemplatePart =
  | TemplateText
  | { readonly kind: "interpolation"; readonly value: Expression }
  | { readonly kind: "if"; readonly condition: Expression; readonly then: readonly TemplatePart[]; readonly otherwise: readonly TemplatePart[] }
  | { readonly kind: "for"; readonly keyName?: string; readonly valueName: string; readonly collection: Expression; readonly body: readonly TemplatePart[] };

export interface ListExpression extends Node {
  readonly kind: "list";
  readonly items: readonly Expression[];
}

export interface ObjectItem {
  /** A bare word is a literal key; anything in parentheses, and text, is evaluated. */
  readonly key: string | Expression;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: Expression;
}

export interface ObjectExpression extends Node {
  readonly kind: "object";
  readonly items: readonly ObjectItem[];
}

export interface VariableExpression extends Node {
  readonly kind: "variable";
  readonly name: string;
}

export interface AttributeExpression extends Node {
  readonly kind: "attribute";
  readonly object: Expression;
  readonly name: string;
}

export interface IndexExpression extends Node {
  readonly kind: "index";
  readonly object: Expression;
  readonly key: Expression;
}

/** `object[*]` or `object.*` with what is taken of each element. */
export interface SplatExpression extends Node {
  readonly kind: "splat";
  readonly object: Expression;
  /** Applied to each element, which it finds under the name `SPLAT_ELEMENT`. */
  readonly each: Expression;
}

/** No identifier of the language, so that nothing written can meet it. */
export const SPLAT_ELEMENT = "[*]";

export interface CallExpression extends Node {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
  /** The last argument was followed by `...`. */
  readonly isExpanded: boolean;
}

export interface UnaryExpression extends Node {
  readonly kind: "unary";
  readonly operator: string;
  readonly operand: Expression;
}

export interface BinaryExpression extends Node {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface ConditionalExpression extends Node {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface ForExpression extends Node {
  readonly kind: "for";
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  /** Present where the result is an object. */
  readonly key?: Expression;
  readonly value: Expression;
  readonly condition?: Expression;
  readonly isGrouped: boolean;
}

/** A part of the source that is no expression of the language. */
export interface InvalidExpression extends Node {
  readonly kind: "invalid";
  readonly detail: string;
}

export type Expression =
  | LiteralExpression
  | TemplateExpression
  | ListExpression
  | ObjectExpression
  | VariableExpression
  | AttributeExpression
  | IndexExpression
  | SplatExpression
  | CallExpression
  | UnaryExpression
  | BinaryExpression
  | ConditionalExpression
  | ForExpression
  | InvalidExpression;

/** `name = value` in a block. */
export interface Argument extends Node {
  readonly name: string;
  readonly value: Expression;
}

/** A block with its labels; `headerEnd` is behind the opening brace. */
export interface Block extends Node {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly headerEnd: number;
}

/** What stands between the braces of a block, or in a file. */
export interface Body {
  readonly arguments: readonly Argument[];
  readonly blocks: readonly Block[];
  /** A place in it that could not be understood: an argument that seems absent may be there. */
  readonly broken?: SourceLocation;
}
