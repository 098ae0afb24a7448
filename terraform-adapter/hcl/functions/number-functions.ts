import type { SymbolicList } from "../../../core";
import { knownNumber } from "../convert";
import { notKnown, numberOf, ofKnown, Refused, type TerraformFunction } from "./function";

/** A function of numbers that need to be known; a list expanded into arguments, or given as one, is the same. */
function ofNumbers(compute: (...numbers: number[]) => number): TerraformFunction {
  return (args, call) => {
    const numbers = args.map((arg) => knownNumber(arg));
    return numbers.includes(undefined) ? notKnown(args, call) : numberOf(compute(...(numbers as number[])), call);
  };
}

const sum: TerraformFunction = (args, call) => {
  const list = args[0] as SymbolicList | undefined;
  if (list?.kind !== "list" || list.rest) return notKnown(args, call);
  return ofNumbers((...numbers) => numbers.reduce((total, number) => total + number, 0))(list.items, call);
};

/** Functions of numbers. */
export const NUMBER_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  abs: ofNumbers(Math.abs),
  ceil: ofNumbers(Math.ceil),
  floor: ofNumbers(Math.floor),
  log: ofNumbers((value, base) => Math.log(value) / Math.log(base ?? Math.E)),
  max: ofNumbers(Math.max),
  min: ofNumbers(Math.min),
  parseint: ofKnown((text: string, base: number) => {
    const value = parseInt(String(text), Number(base));
    if (Number.isNaN(value)) throw new Refused(`"${String(text)}" is no number`);
    return value;
  }),
  pow: ofNumbers((base, exponent) => base ** exponent),
  signum: ofNumbers(Math.sign),
  sum,
};
