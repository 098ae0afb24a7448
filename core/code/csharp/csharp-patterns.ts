import type { Case, Expression, Statement, TypeDeclaration } from "../program/program";
import { childrenOf, field, textOf, type Syntax } from "../syntax";
import type { CSharpSource } from "./csharp-source";
import { readType } from "./csharp-types";
import { assignment, declareHidden, giveBack, hidden, other, placeOf, run } from "./csharp-written";

/** Names that a pattern gives to parts of a value. Source: https://learn.microsoft.com/en-us/dotnet/csharp/language-reference/operators/patterns */
export function bindPattern(pattern: Syntax, value: Expression): Expression[] {
  const type = readType(field(pattern, "type"));
  const cast: Expression = type ? { kind: "cast", type, value, ...placeOf(pattern) } : value;
  const name = field(pattern, "name");
  const own = name && name.type === "identifier" && /^(declaration|recursive|var|list)_pattern$/.test(pattern.type) ? [assignment({ kind: "name", name: textOf(name), ...placeOf(name) }, cast)] : [];
  const inner = pattern.children.flatMap((child): Expression[] => {
    if (child.type === "property_pattern_clause") return childrenOf(child, "subpattern").flatMap((part) => bindProperty(part, cast));
    if (child.type === "positional_pattern_clause") return childrenOf(child, "subpattern").flatMap((part, index) => part.children.flatMap((one) => bindPattern(one, { kind: "member", object: cast, name: `(${index})`, ...placeOf(part) })));
    return child.type.endsWith("_pattern") ? bindPattern(child, value) : [];
  });
  return [...own, ...inner];
}

function bindProperty(part: Syntax, value: Expression): Expression[] {
  const [name, pattern] = part.children;
  return name && pattern ? bindPattern(pattern, { kind: "member", object: value, name: textOf(name), ...placeOf(part) }) : [];
}

/** `x is T t`, `x is "a"`, `x is not null` */
export function readIs(node: Syntax, unit: CSharpSource, owner?: TypeDeclaration): Expression {
  const value = unit.readValue((field(node, "expression") ?? field(node, "left"))!, owner);
  const pattern = field(node, "pattern");
  if (!pattern) return other(node, [value]);
  const constant = pattern.type === "constant_pattern" ? pattern.children[0] : undefined;
  if (constant && /literal$/.test(constant.type) && constant.type !== "null_literal") return { kind: "compare", left: value, right: unit.readValue(constant, owner), isEqual: true, ...placeOf(node) };
  return other(node, [value, ...bindPattern(pattern, value)]);
}

/** Labels that a pattern stands for; `undefined` where it takes everything. */
function labelsOf(pattern: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined): Expression[] | undefined {
  if (pattern.type === "discard" || pattern.type === "var_pattern" || textOf(pattern) === "_") return undefined;
  if (pattern.type === "or_pattern") return [field(pattern, "left")!, field(pattern, "right")!].flatMap((side) => labelsOf(side, unit, owner) ?? []);
  if (pattern.type === "constant_pattern" && pattern.children[0]) return [unit.readValue(pattern.children[0], owner)];
  return [other(pattern, [])];
}

/** A case of a switch by its pattern; one with a condition decides nothing. */
function readCase(parts: readonly Syntax[], subject: Expression, body: readonly Statement[], unit: CSharpSource, owner: TypeDeclaration | undefined): Case {
  const pattern = parts.find((part) => part.type !== "when_clause");
  const when = parts.find((part) => part.type === "when_clause");
  const bound = pattern ? bindPattern(pattern, subject).map(run) : [];
  const tested = when?.children[0] ? [run(unit.readValue(when.children[0], owner))] : [];
  const labels = pattern && isPattern(pattern) ? labelsOf(pattern, unit, owner) : pattern ? [unit.readValue(pattern, owner)] : undefined;
  const values = when ? [other(when, [])] : labels;
  return { ...(values ? { values } : {}), body: [...bound, ...tested, ...body] };
}

function isPattern(node: Syntax): boolean {
  return node.type.endsWith("_pattern") || node.type === "discard";
}

/** `x switch { … }` */
export function readSwitchExpression(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined): Expression {
  const [value, ...arms] = node.children;
  const subject = hidden(node, "subject");
  const cases = arms.filter((arm) => arm.type === "switch_expression_arm").map((arm) => readCase(arm.children.slice(0, -1), subject, [giveBack(unit.readValue(arm.children[arm.children.length - 1]!, owner))], unit, owner));
  return { kind: "block", body: [declareHidden(subject, unit.readValue(value!, owner)), { kind: "switch", subject, cases, at: subject.at }], ...placeOf(node) };
}

/** `switch (x) { case "a": … }`; labels without statements belong to what follows. */
export function readSwitchStatement(node: Syntax, unit: CSharpSource, owner: TypeDeclaration | undefined, readBody: (statements: readonly Syntax[]) => Statement[]): Statement[] {
  const subject = hidden(node, "subject");
  const cases: Case[] = [];
  let waiting: Syntax[][] = [];
  for (const section of field(node, "body")?.children ?? []) {
    const isLabel = (child: Syntax): boolean => isPattern(child) || child.type === "when_clause" || (!/statement$|^block$/.test(child.type));
    waiting.push(section.children.filter(isLabel));
    const statements = section.children.filter((child) => !isLabel(child));
    if (statements.length === 0) continue;
    const read = waiting.map((parts) => readCase(parts, subject, [], unit, owner));
    const body = [...read.flatMap((one) => one.body), ...readBody(statements)];
    cases.push({ ...(read.every((one) => one.values) ? { values: read.flatMap((one) => one.values!) } : {}), body });
    waiting = [];
  }
  return [declareHidden(subject, unit.readValue(field(node, "value")!, owner)), { kind: "switch", subject, cases, at: subject.at }];
}
