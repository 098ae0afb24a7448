import type { SourceLocation, Symbolic } from "../../core";
import { alternativesOf, choiceOf, mapCombinations } from "./choices";
import { knownBoolean, knownNumber } from "./convert";
import { isEqual } from "./equality";
import { failure, unknownBecause } from "./failure";

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};
const COMPARISON: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** `!operand` or `-operand`. */
export function applyUnary(operator: string, operand: Symbolic, at: SourceLocation): Symbolic {
  return mapCombinations([operand], ([value]) => {
    const known = operator === "!" ? knownBoolean(value) : knownNumber(value);
    if (known === undefined) return undecided([value!], operator, at);
    return typeof known === "boolean" ? { kind: "boolean", value: !known, at } : { kind: "number", value: -known, at };
  }, at);
}

export function applyBinary(operator: string, left: Symbolic, right: Symbolic, at: SourceLocation): Symbolic {
  if (operator === "&&" || operator === "||") return applyLogic(operator, left, right, at);
  if (operator === "==" || operator === "!=") return applyEquality(operator, left, right, at);
  return mapCombinations([left, right], ([a, b]) => {
    const x = knownNumber(a);
    const y = knownNumber(b);
    if (x === undefined || y === undefined) return undecided([a!, b!], operator, at);
    const compare = COMPARISON[operator];
    if (compare) return { kind: "boolean", value: compare(x, y), at };
    if ((operator === "/" || operator === "%") && y === 0) return failure("division by zero", at);
    // Terraform computes in decimals: 0.1 + 0.2 is 0.3.
    return { kind: "number", value: Number(ARITHMETIC[operator]!(x, y).toPrecision(15)), at };
  }, at);
}

/** One side that decides is enough, whatever the other turns out to be. */
function applyLogic(operator: string, left: Symbolic, right: Symbolic, at: SourceLocation): Symbolic {
  return mapCombinations([left, right], ([a, b]) => {
    const deciding = operator === "||";
    const x = knownBoolean(a);
    const y = knownBoolean(b);
    if (x === deciding || y === deciding) return { kind: "boolean", value: deciding, at };
    return x === undefined || y === undefined ? undecided([a!, b!], operator, at) : { kind: "boolean", value: !deciding, at };
  }, at);
}

function applyEquality(operator: string, left: Symbolic, right: Symbolic, at: SourceLocation): Symbolic {
  const results = new Set<boolean | undefined>();
  for (const a of alternativesOf(left)) for (const b of alternativesOf(right)) results.add(isEqual(a, b));
  if (results.has(undefined)) return unknownBecause([left, right], "whether two values are equal is not known yet", at);
  return choiceOf([...results].map((result) => ({ kind: "boolean", value: result === (operator === "=="), at }) as const), at);
}

function undecided(values: readonly Symbolic[], operator: string, at: SourceLocation): Symbolic {
  const wrong = values.find((value) => ["null", "list", "map", "json"].includes(value.kind));
  return wrong ? failure(`"${operator}" cannot be applied to a ${wrong.kind}`, at) : unknownBecause(values, `the result of "${operator}" is not known yet`, at);
}
