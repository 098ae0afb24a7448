import type { Parser } from "web-tree-sitter";
import { unknown, type SourceLocation, type Symbolic, type SymbolicMap } from "../../core";
import { alternativesOf, choiceOf, mapAlternatives, mapCombinations } from "./choices";
import { isShapeless, knownBoolean, knownText, ofOneType, placed } from "./convert";
import { failure, hasFailure, unknownBecause } from "./failure";
import { evaluateFor, iterate } from "./for-expression";
import { callFunction } from "./functions";
import { isHandle } from "./object-handle";
import { parseTemplateText } from "./parse-file";
import { applyBinary, applyUnary } from "./operators";
import { bind, type Scope } from "./scope";
import { placeOf, SPLAT_ELEMENT, type AttributeExpression, type CallExpression, type ConditionalExpression, type Expression, type ObjectExpression, type SplatExpression, type TemplateExpression, type TemplatePart } from "./syntax";
import { joinPieces, type Piece } from "./template-text";
import { attributeOf, elementOf } from "./traverse";
import { isTooLarge, type Work } from "./work";

/** More spellings of one text than these are not told apart. */
const MOST_SPELLINGS = 32;

/** Evaluates expressions to symbolic values. Never throws but for `WorkExceeded`, and never touches anything outside the scope it is given. */
export class Evaluator {
  private readonly templates = new Map<string, Expression>();

  constructor(
    private readonly work: Work,
    private readonly parser: Parser,
  ) {}

  /** The text of a template file, parsed once. */
  parseTemplate(file: string, text: string): Expression {
    const parsed = this.templates.get(file) ?? parseTemplateText(this.parser, file, text);
    this.templates.set(file, parsed);
    return parsed;
  }

  evaluate(expression: Expression, scope: Scope): Symbolic {
    return this.work.nested(() => {
      const value = placed(this.evaluateKind(expression, scope), placeOf(expression));
      return isTooLarge(value) ? unknown("unreadable", "the value is too large", [], placeOf(expression)) : value;
    }) ?? unknown("unreadable", "it is nested too deeply", [], placeOf(expression));
  }

  private evaluateKind(expression: Expression, scope: Scope): Symbolic {
    const at = placeOf(expression);
    switch (expression.kind) {
      case "literal":
        return literalValue(expression.value, at);
      case "template":
        return this.evaluateTemplate(expression, scope);
      case "list":
        return { kind: "list", items: expression.items.map((item) => this.evaluate(item, scope)), at };
      case "object":
        return this.evaluateObject(expression, scope);
      case "variable":
        return scope.bindings.get(expression.name) ?? failure(`"${expression.name}" is not known here`, at);
      case "attribute":
        return this.evaluateRoot(expression, scope) ?? attributeOf(this.evaluate(expression.object, scope), expression.name, at);
      case "index":
        return elementOf(this.evaluate(expression.object, scope), this.evaluate(expression.key, scope), at);
      case "splat":
        return this.evaluateSplat(expression, scope);
      case "call":
        return this.evaluateCall(expression, scope);
      case "unary":
        return applyUnary(expression.operator, this.evaluate(expression.operand, scope), at);
      case "binary":
        return applyBinary(expression.operator, this.evaluate(expression.left, scope), this.evaluate(expression.right, scope), at);
      case "conditional":
        return this.evaluateConditional(expression, scope);
      case "for":
        return evaluateFor(expression, scope, this);
      case "invalid":
        return unknown("unreadable", expression.detail, [], at);
    }
  }

  /** `var.x`, `local.x`, `each.key`, `aws_s3_bucket.b`, `data.aws_region.r` …: what the first names stand for. */
  private evaluateRoot(expression: AttributeExpression, scope: Scope): Symbolic | undefined {
    const { object, name } = expression;
    const at = placeOf(expression);
    const { module } = scope;
    if (object.kind === "attribute" && object.object.kind === "variable" && !scope.bindings.has(object.object.name)) {
      const mode = object.object.name === "data" ? "data" : object.object.name === "resource" ? "managed" : undefined;
      return mode && module ? module.resource(mode, object.name, name, at) : undefined;
    }
    if (object.kind !== "variable" || scope.bindings.has(object.name) || !module) return undefined;
    switch (object.name) {
      case "var":
        return module.variable(name, at);
      case "local":
        return module.local(name, at);
      case "module":
        return module.call(name, at);
      case "path":
        return module.pathOf(name, at);
      case "terraform":
        return { kind: "string", parts: [{ kind: "reference", address: "terraform", attribute: name }], at };
      case "each":
        return (name === "key" ? scope.instance?.value && scope.instance.key : name === "value" ? scope.instance?.value : undefined) ?? failure(`there is no each.${name} here`, at);
      case "count":
        return (scope.instance?.value === undefined && name === "index" ? scope.instance?.key : undefined) ?? failure("there is no count here", at);
      case "data":
      case "resource":
        return undefined;
      case "self":
      case "ephemeral":
        return unknown("computed-at-apply", `${object.name} is known only while applying`, [], at);
      default:
        return module.resource("managed", object.name, name, at);
    }
  }

  private evaluateObject(expression: ObjectExpression, scope: Scope): Symbolic {
    const at = placeOf(expression);
    const entries = new Map<string, Symbolic>();
    const hidden: Symbolic[] = [];
    for (const item of expression.items) {
      const key = typeof item.key === "string" ? undefined : this.evaluate(item.key, scope);
      const name = typeof item.key === "string" ? item.key : knownText(key);
      const value = this.evaluate(item.value, scope);
      if (name !== undefined) entries.set(name, value);
      else hidden.push(key!);
    }
    const map: SymbolicMap = { kind: "map", entries, at };
    return hidden.length === 0 ? map : { ...map, rest: unknownBecause(hidden, "a key is not known yet", at) };
  }

  private evaluateSplat(expression: SplatExpression, scope: Scope): Symbolic {
    const at = placeOf(expression);
    const each = (value: Symbolic) => this.evaluate(expression.each, bind(scope, { [SPLAT_ELEMENT]: value }));
    return mapAlternatives(this.evaluate(expression.object, scope), (value) => {
      if (value.kind === "null") return { kind: "list", items: [], at };
      if (value.kind === "list") return { kind: "list", items: value.items.map(each), ...(value.rest ? { rest: value.rest } : {}), at };
      if (isHandle(value) && !value.instanceOf) return { kind: "list", items: [each(value)], at };
      if (isShapeless(value)) return { kind: "list", items: [], rest: unknownBecause([value], "the elements are not known yet", at), at };
      return { kind: "list", items: [each(value)], at };
    });
  }

  private evaluateConditional(expression: ConditionalExpression, scope: Scope): Symbolic {
    const condition = this.evaluate(expression.condition, scope);
    const known = knownBoolean(condition);
    if (known !== undefined) return this.evaluateTaken(known ? expression.then : expression.otherwise, known ? expression.otherwise : expression.then, scope);
    if (hasFailure(condition)) return condition;
    return choiceOf([this.evaluate(expression.then, scope), this.evaluate(expression.otherwise, scope)], placeOf(expression));
  }

  /** Both branches have one type: a number beside a text is a text. */
  private evaluateTaken(taken: Expression, other: Expression, scope: Scope): Symbolic {
    const value = this.evaluate(taken, scope);
    return value.kind === "number" || value.kind === "boolean" ? ofOneType([value, this.evaluate(other, scope)])[0]! : value;
  }

  private evaluateCall(expression: CallExpression, scope: Scope): Symbolic {
    const at = placeOf(expression);
    if (expression.name === "try") return this.evaluateTry(expression.args, scope, at);
    if (expression.name === "can") return this.evaluateCan(expression.args[0], scope, at);
    const args = expression.args.map((arg) => this.evaluate(arg, scope));
    const context = { at, name: expression.name, scope, evaluator: this };
    if (!expression.isExpanded) return mapCombinations(args, (values) => callFunction(values, context), at);
    return mapCombinations(args, (values) => {
      const last = values[values.length - 1];
      if (last?.kind !== "list" || last.rest) return last?.kind === "list" || (last && isShapeless(last)) ? unknownBecause(values, "the arguments of a function are not known yet", at) : failure("only a list can be expanded into arguments", at);
      return mapCombinations([...values.slice(0, -1), ...last.items], (all) => callFunction(all, context), at);
    }, at);
  }

  /** The first that Terraform would not refuse. One whose success nobody can tell is one of several. */
  private evaluateTry(args: readonly Expression[], scope: Scope, at: SourceLocation): Symbolic {
    const possible: Symbolic[] = [];
    let last: Symbolic = failure("try without arguments", at);
    for (const arg of args) {
      last = this.evaluate(arg, scope);
      if (hasFailure(last)) continue;
      possible.push(last);
      const mayFail = alternativesOf(last).some((value) => value.kind === "unknown" && !isHandle(value));
      if (!mayFail) break;
    }
    return possible.length === 0 ? last : choiceOf(possible, at);
  }

  private evaluateCan(arg: Expression | undefined, scope: Scope, at: SourceLocation): Symbolic {
    const value = arg ? this.evaluate(arg, scope) : failure("can without argument", at);
    if (hasFailure(value)) return { kind: "boolean", value: false, at };
    const isUndecided = alternativesOf(value).some((alternative) => alternative.kind === "unknown" && !isHandle(alternative));
    return isUndecided ? unknownBecause([value], "whether it can be evaluated is not known yet", at) : { kind: "boolean", value: true, at };
  }

  evaluateTemplate(expression: TemplateExpression, scope: Scope): Symbolic {
    const [only] = expression.parts;
    if (expression.parts.length === 1 && only?.kind === "interpolation") return this.evaluate(only.value, scope);
    const at = placeOf(expression);
    const spellings = this.spell(expression.parts, scope, expression);
    if (spellings) return choiceOf(spellings.map((pieces) => joinPieces(pieces, at)), at);
    return unknown("computed-at-apply", "it depends on too many undecided conditions", [], at);
  }

  /** Every text that the parts may turn out to be; `undefined` where these are too many. */
  private spell(parts: readonly TemplatePart[], scope: Scope, template: TemplateExpression): (readonly Piece[])[] | undefined {
    let spellings: (readonly Piece[])[] = [[]];
    for (const part of parts) {
      const added = this.spellPart(part, scope, template);
      if (!added) return undefined;
      spellings = added.length === 1 ? spellings.map((pieces) => [...pieces, ...added[0]!]) : spellings.flatMap((pieces) => added.map((more) => [...pieces, ...more]));
      if (spellings.length > MOST_SPELLINGS) return undefined;
    }
    return spellings;
  }

  private spellPart(part: TemplatePart, scope: Scope, template: TemplateExpression): (readonly Piece[])[] | undefined {
    switch (part.kind) {
      case "text":
        return [[{ ...part, source: template.source }]];
      case "interpolation": {
        const value = this.evaluate(part.value, scope);
        return alternativesOf(value).map((alternative) => [{ kind: "value", value: alternative, at: placeOf(part.value) }]);
      }
      case "if":
        return this.spellIf(part, scope, template);
      case "for":
        return this.spellFor(part, scope, template);
    }
  }

  private spellIf(part: Extract<TemplatePart, { kind: "if" }>, scope: Scope, template: TemplateExpression): (readonly Piece[])[] | undefined {
    const condition = this.evaluate(part.condition, scope);
    const known = knownBoolean(condition);
    if (known !== undefined) return this.spell(known ? part.then : part.otherwise, scope, template);
    if (hasFailure(condition)) return [[{ kind: "value", value: condition, at: placeOf(part.condition) }]];
    const then = this.spell(part.then, scope, template);
    const otherwise = this.spell(part.otherwise, scope, template);
    return then && otherwise ? [...then, ...otherwise] : undefined;
  }

  private spellFor(part: Extract<TemplatePart, { kind: "for" }>, scope: Scope, template: TemplateExpression): (readonly Piece[])[] | undefined {
    const at = placeOf(part.collection);
    const result: (readonly Piece[])[] = [];
    for (const collection of alternativesOf(this.evaluate(part.collection, scope))) {
      const { entries, rest } = iterate(collection, at);
      let spellings: (readonly Piece[])[] = [[]];
      for (const [key, value] of entries) {
        const added = this.spell(part.body, bind(scope, { ...(part.keyName ? { [part.keyName]: key } : {}), [part.valueName]: value }), template);
        if (!added || added.length * spellings.length > MOST_SPELLINGS) return undefined;
        spellings = spellings.flatMap((pieces) => added.map((more) => [...pieces, ...more]));
      }
      result.push(...(rest ? spellings.map((pieces) => [...pieces, { kind: "value", value: rest, at } as const]) : spellings));
    }
    return result;
  }
}

function literalValue(value: null | boolean | number, at: SourceLocation): Symbolic {
  if (value === null) return { kind: "null", at };
  return typeof value === "boolean" ? { kind: "boolean", value, at } : { kind: "number", value, at };
}
