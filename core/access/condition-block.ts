import type { Condition, PrincipalElement, Statement } from "../iam";
import type { Unknown } from "../values";
import { compileValue, type ConditionValue } from "./condition-values";
import { PRINCIPAL, variablesIn, wordOfText, type Context, type Word } from "./context";
import { FIRST_LETTER } from "./letters";
import { compilePrincipals } from "./principal-set";
import { and, MAYBE, NO, not, or, truthOf, YES, type Truth } from "./truth";

/** One operator and key of a Condition block, ready to be asked; the principals of a statement are one too. */
export interface CompiledCondition {
  /** In lower case. */
  readonly key: string;
  readonly quantifier?: "any" | "all";
  readonly isNegated: boolean;
  readonly isIfExists: boolean;
  readonly isNull: boolean;
  readonly values: readonly ConditionValue[];
  /** Present where nobody can tell what it asks, and why. */
  readonly unread?: Unknown | string;
  /** Present where it compares with policy variables: a context may say of the condition as a whole that it holds (`TRUE`) or not. */
  readonly asWhole?: string;
}

export const TRUE: readonly Word[] = [wordOfText("true")];
export const FALSE: readonly Word[] = [wordOfText("false")];

const OPERATOR = /^(?:For(Any|All)Values?:)?(.+?)(IfExists)?$/i;
const NEGATIVES: ReadonlyMap<string, string> = new Map([
  ["stringnotequals", "StringEquals"], ["stringnotequalsignorecase", "StringEqualsIgnoreCase"], ["stringnotlike", "StringLike"],
  ["numericnotequals", "NumericEquals"], ["datenotequals", "DateEquals"], ["notipaddress", "IpAddress"],
  ["arnnotequals", "ArnEquals"], ["arnnotlike", "ArnLike"],
]);
const POSITIVES: ReadonlyMap<string, string> = new Map(
  [
    "StringEquals", "StringEqualsIgnoreCase", "StringLike", "NumericEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
    "DateEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress", "ArnEquals", "ArnLike", "Null",
  ].map((name) => [name.toLowerCase(), name]),
);

/** All that a statement asks of a request besides action and resource: its conditions, and who makes it. */
export class ConditionBlock {
  readonly conditions: readonly CompiledCondition[];

  constructor(statement: Statement, hasVariables: boolean) {
    const unread = statement.unreadConditions;
    this.conditions = [
      ...statement.conditions.map((condition) => compileCondition(condition, hasVariables)),
      ...principalCondition(statement.principals, false),
      ...principalCondition(statement.notPrincipals, true),
      ...(unread ? [{ key: "", isNegated: false, isIfExists: false, isNull: false, values: [], unread }] : []),
    ];
  }

  holds(context: Context): Truth {
    let truth: Truth = YES;
    for (const condition of this.conditions) truth = and(truth, holdsIn(condition, context, false));
    return truth;
  }

  /** As `holds`, with all that is written out being different from what references stand for. */
  holdsApart(context: Context): Truth {
    let truth: Truth = YES;
    for (const condition of this.conditions) truth = and(truth, holdsIn(condition, context, true));
    return truth;
  }
}

function compileCondition(condition: Condition, hasVariables: boolean): CompiledCondition {
  const compiled = compileComparison(condition, hasVariables);
  const hasVariable = compiled.values.some(({ glob }) => glob && variablesIn(glob).length > 0);
  if (!hasVariable || compiled.unread !== undefined) return compiled;
  const values = compiled.values.map(({ glob, samples }) => glob?.id ?? samples.join());
  return { ...compiled, asWhole: ` ${condition.operator.toLowerCase()} ${compiled.key} ${values.sort().join()}` };
}

function compileComparison({ operator, key, values }: Condition, hasVariables: boolean): CompiledCondition {
  const [, quantifier, name = "", ifExists] = OPERATOR.exec(operator) ?? [];
  const lower = name.toLowerCase();
  const negative = NEGATIVES.get(lower);
  const positive = negative ?? POSITIVES.get(lower);
  const unread = positive === undefined ? `the operator ${operator} is not known` : key.includes("${") ? `the key ${key} is only known later` : "kind" in values ? values : undefined;
  return {
    key: key.toLowerCase(),
    ...(quantifier === undefined ? {} : { quantifier: quantifier.toLowerCase() as "any" | "all" }),
    isNegated: negative !== undefined,
    isIfExists: ifExists !== undefined,
    isNull: positive === "Null",
    values: positive === undefined || "kind" in values ? [] : values.map((value) => compileValue(positive === "Null" ? "Bool" : positive, value, hasVariables)),
    ...(unread === undefined ? {} : { unread }),
  };
}

function principalCondition(elements: readonly PrincipalElement[] | undefined, isNegated: boolean): CompiledCondition[] {
  if (!elements) return [];
  return [{ key: PRINCIPAL, isNegated, isIfExists: false, isNull: false, values: compilePrincipals(elements) }];
}

function holdsIn(condition: CompiledCondition, context: Context, isApart: boolean): Truth {
  if (condition.unread !== undefined) return MAYBE;
  const asWhole = condition.asWhole === undefined ? undefined : context.get(condition.asWhole);
  if (asWhole) return truthOf(asWhole === TRUE);
  const words = context.get(condition.key);
  if (words === undefined) return MAYBE;
  if (condition.isNull) return holdsNull(condition, words);
  if (words === "absent" || (words.length === 0 && condition.quantifier)) return truthOf(holdsOnAbsence(condition));
  const each = words.map((word) => holdsFor(condition, word, context, isApart));
  const needsAll = condition.quantifier ? condition.quantifier === "all" : condition.isNegated;
  return needsAll ? and(...each) : or(...each);
}

/** A key that is not there meets what is negated, IfExists and ForAllValues. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function holdsOnAbsence({ quantifier, isNegated, isIfExists }: CompiledCondition): boolean {
  if (quantifier) return quantifier === "all" || isIfExists;
  return isNegated || isIfExists;
}

function holdsFor({ values, isNegated }: CompiledCondition, word: Word, context: Context, isApart: boolean): Truth {
  let matched: Truth = NO;
  for (const value of values) {
    const own = value.matches(word, context);
    matched = or(matched, own === MAYBE && isApart && value.glob && !value.glob.hasHole && isWritten(word) ? NO : own);
    if (matched === YES) break;
  }
  return isNegated ? not(matched) : matched;
}

function isWritten(word: Word): boolean {
  return word.every((sign) => sign < FIRST_LETTER);
}

function holdsNull({ values }: CompiledCondition, words: readonly Word[] | "absent"): Truth {
  const asked = [..."true"].map((sign) => sign.charCodeAt(0));
  const wanted = [..."false"].map((sign) => sign.charCodeAt(0));
  return or(...values.map((value) => value.matches(words === "absent" ? asked : wanted, new Map())));
}
