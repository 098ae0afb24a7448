import type { Expression, Statement, TypeName } from "../program/program";
import { field, locationOf, textOf, type Syntax } from "../syntax";
import { pathOf } from "./rust-types";
import { placed } from "./rust-syntax";

/** A name that a pattern binds, and where in the value it is. */
export interface Bound {
  readonly name: string;
  readonly value: Expression;
}

/** What a pattern binds; `Some(x)`, `Ok(x)` and their kin stand for what they hold. */
export function boundIn(pattern: Syntax, value: Expression): Bound[] {
  const inner = (child: Syntax | undefined, of: Expression = value): Bound[] => (child ? boundIn(child, of) : []);
  switch (pattern.type) {
    case "identifier":
    case "shorthand_field_identifier":
      return /^[A-Z]/.test(textOf(pattern)) ? [] : [{ name: textOf(pattern), value }];
    case "match_pattern":
    case "mut_pattern":
    case "ref_pattern":
    case "reference_pattern":
      return inner(pattern.children.filter((child) => child.type !== "mutable_specifier")[0]);
    case "or_pattern":
      return inner(pattern.children[0]);
    case "captured_pattern":
      return [...inner(pattern.children[0]), ...inner(pattern.children[1])];
    case "tuple_pattern":
    case "slice_pattern":
      return pattern.children.flatMap((child, index) => inner(child, memberAt(value, String(index), child)));
    case "tuple_struct_pattern": {
      const name = pathOf(field(pattern, "type")!);
      const parts = pattern.children.filter((child) => child !== field(pattern, "type"));
      if (parts.length === 1 && /(^|::)(Some|Ok|Err)$/.test(name)) return inner(parts[0]);
      return parts.flatMap((child, index) => inner(child, memberAt(value, String(index), child)));
    }
    case "struct_pattern":
      return pattern.children.flatMap((child) => fieldBound(child, value));
    default:
      return [];
  }
}

function fieldBound(node: Syntax, value: Expression): Bound[] {
  if (node.type !== "field_pattern") return [];
  const name = field(node, "name")!;
  const of = memberAt(value, textOf(name), node);
  const pattern = field(node, "pattern");
  return pattern ? boundIn(pattern, of) : [{ name: textOf(name), value: of }];
}

function memberAt(object: Expression, name: string, node: Syntax): Expression {
  return { kind: "member", object, name, ...placed(node) };
}

/** The name of a parameter: where a pattern takes it apart, that of what it binds if it is one thing. */
export function parameterName(pattern: Syntax, index: number): string {
  const bound = boundIn(pattern, { kind: "null", ...placed(pattern) });
  return bound.length === 1 ? bound[0]!.name : `(${index})`;
}

/** Declares what a pattern binds of a value that is evaluated once. */
export function bindPattern(pattern: Syntax, value: Expression | undefined, node: Syntax, type?: TypeName): Statement[] {
  const at = locationOf(node);
  const [only] = pattern.children;
  const plain = pattern.type === "identifier" ? pattern : pattern.type === "mut_pattern" && only?.type === "identifier" ? only : undefined;
  if (plain) return [{ kind: "declare", bindings: [{ name: textOf(plain), ...(type ? { type } : {}) }], values: value ? [value] : [], at }];
  if (!value) return boundIn(pattern, { kind: "null", ...placed(node) }).map(({ name }) => ({ kind: "declare", bindings: [{ name }], values: [], at }));
  const whole: Expression = { kind: "name", name: "(value)", ...placed(pattern) };
  const bound = boundIn(pattern, whole);
  const declared: Statement = { kind: "declare", bindings: [{ name: "(value)", ...(type ? { type } : {}) }], values: [value], at };
  return [declared, ...bound.map((one): Statement => ({ kind: "declare", bindings: [{ name: one.name }], values: [one.value], at }))];
}

/** The texts that a pattern matches, if these are all that it matches. */
export function textsMatched(pattern: Syntax): Syntax[] | undefined {
  if (pattern.type === "match_pattern") return field(pattern, "condition") ? undefined : pattern.children[0] && textsMatched(pattern.children[0]);
  if (pattern.type === "string_literal" || pattern.type === "raw_string_literal") return [pattern];
  if (pattern.type === "tuple_struct_pattern") {
    const inner = pattern.children.filter((child) => child !== field(pattern, "type"));
    return inner.length === 1 && /(^|::)(Some|Ok)$/.test(pathOf(field(pattern, "type")!)) ? textsMatched(inner[0]!) : undefined;
  }
  if (pattern.type !== "or_pattern") return undefined;
  const parts = pattern.children.map(textsMatched);
  return parts.every((one) => one !== undefined) ? parts.flat() : undefined;
}
