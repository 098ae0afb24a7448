import type { Expression } from "../program/program";
import { field, textOf, type Syntax } from "../syntax";
import { symbolName } from "./ruby-symbols";
import { callTo, placed } from "./ruby-syntax";

/** Assigns what a pattern binds of a value; where in the value it is may be open, never whether it is bound. */
export function bindPattern(pattern: Syntax, value: Expression): Expression[] {
  const { children } = pattern;
  switch (pattern.type) {
    case "identifier":
      return textOf(pattern) === "_" ? [] : [{ kind: "assign", targets: [{ kind: "name", name: textOf(pattern), ...placed(pattern) }], values: [value], isSum: false, ...placed(pattern) }];
    case "array_pattern":
    case "destructured_parameter":
      return children.flatMap((child, index) => bindPattern(child, children.some((one) => one.type === "splat_parameter") ? element(value, child) : part(value, { kind: "number", value: index, ...placed(child) }, child)));
    case "hash_pattern":
      return children.flatMap((child) => bindKey(child, value));
    case "as_pattern": {
      const name = field(pattern, "name");
      return [...(name ? bindPattern(name, value) : []), ...bindPattern(field(pattern, "value")!, value)];
    }
    case "splat_parameter":
    case "hash_splat_parameter": {
      const name = field(pattern, "name");
      return name ? bindPattern(name, value) : [];
    }
    default:
      return children.flatMap((child) => bindPattern(child, element(value, child)));
  }
}

/** `name:` binds a variable of that name, `name: pattern` what the pattern does. */
function bindKey(node: Syntax, value: Expression): Expression[] {
  const key = field(node, "key");
  if (node.type !== "keyword_pattern" || !key) return bindPattern(node, value);
  const of = part(value, { kind: "text", value: symbolName(textOf(key)), ...placed(key) }, node);
  const inner = field(node, "value");
  return bindPattern(inner ?? { ...key, type: "identifier" }, of);
}

function part(object: Expression, key: Expression, node: Syntax): Expression {
  return { kind: "call", callee: { kind: "member", object, name: "[]", ...placed(node) }, args: [key], ...placed(node) };
}

function element(value: Expression, node: Syntax): Expression {
  return callTo("(element)", [value], node);
}
