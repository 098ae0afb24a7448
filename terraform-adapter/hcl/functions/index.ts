import { unknown, type Symbolic } from "../../../core";
import { failure, unknownBecause } from "../failure";
import { COLLECTION_FUNCTIONS } from "./collection-functions";
import { ENCODING_FUNCTIONS } from "./encoding-functions";
import { FILE_FUNCTIONS } from "./file-functions";
import { Refused, type Call, type TerraformFunction } from "./function";
import { NUMBER_FUNCTIONS } from "./number-functions";
import { SET_FUNCTIONS } from "./set-functions";
import { TEXT_FUNCTIONS } from "./text-functions";
import { TYPE_FUNCTIONS } from "./type-functions";

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map(
  [COLLECTION_FUNCTIONS, ENCODING_FUNCTIONS, FILE_FUNCTIONS, NUMBER_FUNCTIONS, SET_FUNCTIONS, TEXT_FUNCTIONS, TYPE_FUNCTIONS].flatMap((table) => Object.entries(table)),
);

/** The result of a function of the language; of one that is not known here, an unknown that says so. */
export function callFunction(args: readonly Symbolic[], call: Call): Symbolic {
  const compute = FUNCTIONS.get(call.name.replace(/^core::/, ""));
  if (!compute) return { ...unknownBecause(args, "", call.at), reason: "unreadable", detail: `the function ${call.name}() is not evaluated` };
  const refused = args.find((arg) => arg.kind === "unknown" && "hasFailed" in arg);
  if (refused) return refused;
  try {
    return compute(args, call);
  } catch (error) {
    if (error instanceof Refused) return failure(`${call.name}: ${error.message}`, call.at);
    if (error instanceof RangeError) return unknown("unreadable", `${call.name}: the value is too large`, [], call.at);
    throw error;
  }
}
