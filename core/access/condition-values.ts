import type { PolicyElement } from "../iam";
import { literalText } from "../values";
import { fillVariables, matchesGlob, type Context, type Word } from "./context";
import { compileGlob, lowerCase, showTokens, type Glob } from "./glob";
import { parseIpRange, type IpRange } from "./ip-range";
import { MAYBE, NO, truthOf, type Truth } from "./truth";

/** One value of a condition: whether a value of the request meets it, and values of requests that tell requests apart. */
export interface ConditionValue {
  matches(word: Word, context: Context): Truth;
  readonly glob?: Glob;
  readonly samples: readonly string[];
}

const NEVER: ConditionValue = { matches: () => NO, samples: [] };
const UNTOLD: ConditionValue = { matches: () => MAYBE, samples: [] };

/** The comparison that a positive operator makes, without quantifier and IfExists: `StringEquals`, `NumericLessThan`. */
export function compileValue(operator: string, element: PolicyElement, hasVariables: boolean): ConditionValue {
  const compiled = compileCertainValue(operator, element, hasVariables);
  if (element.certainty !== "possible") return compiled;
  return { ...compiled, matches: (word, context) => Math.min(MAYBE, compiled.matches(word, context)) as Truth };
}

function compileCertainValue(operator: string, { value }: PolicyElement, hasVariables: boolean): ConditionValue {
  if (value.kind === "unknown") return UNTOLD;
  const text = literalText(value);
  switch (operator) {
    case "StringEquals":
    case "BinaryEquals":
      return globValue(compileGlob(value, { hasWildcards: false, hasVariables }));
    case "StringEqualsIgnoreCase":
      return globValue(compileGlob(value, { hasWildcards: false, hasVariables, ignoresCase: true }));
    case "StringLike":
      return globValue(compileGlob(value, { hasWildcards: true, hasVariables }));
    case "ArnEquals":
    case "ArnLike": {
      // A value that is no ARN of six parts is compared with nothing that AWS documents.
      const isArn = text === undefined || text.split(":").length >= 6;
      return isArn ? globValue(compileGlob(value, { hasWildcards: true, hasVariables, isArn: true })) : { ...UNTOLD, samples: [] };
    }
    case "Bool":
      return text === undefined ? UNTOLD : globValue(compileGlob(value, { hasWildcards: false, hasVariables, ignoresCase: true }), ["true", "false"]);
    case "IpAddress":
      return text === undefined ? UNTOLD : ipValue(parseIpRange(text));
    default:
      if (text === undefined) return UNTOLD;
      if (operator.startsWith("Numeric")) return orderedValue(operator.slice("Numeric".length), text, Number, String, 1);
      if (operator.startsWith("Date")) return orderedValue(operator.slice("Date".length), text, parseDate, (time) => new Date(time).toISOString(), 86_400_000);
      return UNTOLD;
  }
}

function globValue(glob: Glob, samples: readonly string[] = []): ConditionValue {
  return {
    glob,
    samples,
    matches: (word, context) => {
      const filled = fillVariables(glob, context);
      if (!filled) return NO;
      return matchesGlob(filled, filled.ignoresCase ? word.map(lowerCase) : word);
    },
  };
}

function ipValue(range: IpRange | undefined): ConditionValue {
  if (!range) return NEVER;
  return {
    samples: range.samples,
    matches: (word) => {
      if (word.some((sign) => sign > 0xffff || sign < 0)) return MAYBE;
      const address = parseIpRange(showTokens(word));
      return truthOf(address !== undefined && range.holds(address));
    },
  };
}

function orderedValue(comparison: string, text: string, parse: (text: string) => number, show: (value: number) => string, step: number): ConditionValue {
  const limit = text.trim() === "" ? NaN : parse(text);
  if (Number.isNaN(limit)) return NEVER;
  return {
    samples: [show(limit - step), show(limit), show(limit + step)],
    matches: (word) => {
      if (word.some((sign) => sign > 0xffff || sign < 0)) return MAYBE;
      const shown = showTokens(word);
      const value = shown.trim() === "" ? NaN : parse(shown);
      return Number.isNaN(value) ? NO : truthOf(compare(comparison, value, limit));
    },
  };
}

function compare(comparison: string, value: number, limit: number): boolean {
  switch (comparison) {
    case "LessThan":
      return value < limit;
    case "LessThanEquals":
      return value <= limit;
    case "GreaterThan":
      return value > limit;
    case "GreaterThanEquals":
      return value >= limit;
    default:
      return value === limit;
  }
}

/** ISO 8601, or seconds since 1970. */
function parseDate(text: string): number {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

