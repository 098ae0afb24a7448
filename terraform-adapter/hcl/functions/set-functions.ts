import type { Symbolic, SymbolicList } from "../../../core";
import { ofOneType, toSet } from "../convert";
import { isEqual } from "../equality";
import { failure } from "../failure";
import { concat } from "./collection-functions";
import { contained, listOf } from "./elements";
import { notKnown, type TerraformFunction } from "./function";

const MOST_PRODUCTS = 20_000;

function isSure(a: Symbolic, b: Symbolic): boolean {
  return isEqual(a, b) === true;
}

/** Both operands are needed whole; elements that may be equal leave the result open. */
function setOperation(keep: (item: Symbolic, isIn: readonly (boolean | undefined)[]) => boolean | undefined): TerraformFunction {
  return (args, call) => {
    if (args.some((arg) => arg.kind !== "list" || arg.rest)) return notKnown(args, call);
    const sets = args.map((arg) => (arg as SymbolicList).items);
    const kept: Symbolic[] = [];
    for (const item of sets[0] ?? []) {
      const isIn = sets.slice(1).map((set) => contained(item, set));
      const isKept = keep(item, isIn);
      if (isKept === undefined) return notKnown(args, call);
      if (isKept) kept.push(item);
    }
    return toSet(kept, undefined, isSure, call.at);
  };
}

const setproduct: TerraformFunction = (args, call) => {
  if (args.some((arg) => arg.kind !== "list" || arg.rest)) return notKnown(args, call);
  const lists = args as readonly SymbolicList[];
  if (lists.reduce((product, list) => product * list.items.length, 1) > MOST_PRODUCTS) return failure("setproduct is too large", call.at);
  const rows = lists.reduce<Symbolic[][]>((product, list) => product.flatMap((row) => list.items.map((item) => [...row, item])), [[]]);
  return listOf(rows.map((row) => listOf(row, call)), call);
};

/** Functions of sets. */
export const SET_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  setintersection: setOperation((_, isIn) => (isIn.includes(false) ? false : isIn.includes(undefined) ? undefined : true)),
  setproduct,
  setsubtract: setOperation((_, isIn) => (isIn[0] === undefined && isIn.length > 0 ? undefined : !isIn[0])),
  setunion: (args, call) => {
    const all = concat(args, call);
    return all.kind === "list" ? toSet(ofOneType(all.items), all.rest, isSure, call.at) : all;
  },
};
