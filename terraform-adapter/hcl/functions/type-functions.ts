import { literalText, type Symbolic } from "../../../core";
import { isShapeless, knownBoolean, knownNumber, ofOneType, placed, toSet, toText } from "../convert";
import { isEqual } from "../equality";
import { failure, unknownBecause } from "../failure";
import { booleanOf, notKnown, numberOf, type TerraformFunction } from "./function";

function isSure(a: Symbolic, b: Symbolic): boolean {
  return isEqual(a, b) === true;
}

/** null stays null in every conversion. */
function conversion(convert: TerraformFunction): TerraformFunction {
  return (args, call) => (args[0]?.kind === "null" ? args[0] : args[0] ? convert(args, call) : failure(`${call.name} without argument`, call.at));
}

export const toListOf: TerraformFunction = conversion((args, call) => {
  const value = args[0]!;
  if (value.kind === "list") return { kind: "list", items: ofOneType(value.items), ...(value.rest ? { rest: value.rest } : {}), at: value.at ?? call.at };
  return isShapeless(value) ? value : failure(`a ${value.kind} is no list`, call.at);
});

export const toSetOf: TerraformFunction = conversion((args, call) => {
  const value = args[0]!;
  if (value.kind === "list") return toSet(ofOneType(value.items), value.rest, isSure, value.at ?? call.at);
  return isShapeless(value) ? value : failure(`a ${value.kind} is no set`, call.at);
});

export const toMapOf: TerraformFunction = conversion((args, call) => {
  const value = args[0]!;
  if (value.kind !== "map") return isShapeless(value) ? value : failure(`a ${value.kind} is no map`, call.at);
  const items = ofOneType([...value.entries.values()]);
  return { ...value, entries: new Map([...value.entries.keys()].map((key, index) => [key, items[index]!])) };
});

export const toTextOf: TerraformFunction = conversion((args, call) => placed(toText(args[0]!, args[0]!.at ?? call.at), call.at));

export const toNumberOf: TerraformFunction = conversion((args, call) => {
  const number = knownNumber(args[0]);
  if (number !== undefined) return args[0]!.kind === "number" ? args[0]! : numberOf(number, call);
  return isText(args[0]!) ? failure("it is no number", call.at) : notKnown(args, call);
});

export const toBooleanOf: TerraformFunction = conversion((args, call) => {
  const boolean = knownBoolean(args[0]);
  if (boolean !== undefined) return args[0]!.kind === "boolean" ? args[0]! : booleanOf(boolean, call);
  return isText(args[0]!) ? failure("it is no boolean", call.at) : notKnown(args, call);
});

function isText(value: Symbolic): boolean {
  return value.kind === "string" ? literalText(value) !== undefined : value.kind !== "unknown";
}

/** Whether a value is secret does not change it: the plan marks what must not be shown. */
const unmarked: TerraformFunction = (args, call) => args[0] ?? failure(`${call.name} without argument`, call.at);

/** What may differ from one evaluation to the next, or that nobody can tell from here. */
const atApply: TerraformFunction = (args, call) => unknownBecause(args, `${call.name}() is known only when Terraform runs`, call.at);

/** Conversions, and what only Terraform itself can tell. */
export const TYPE_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  bcrypt: atApply,
  ephemeralasnull: atApply,
  issensitive: atApply,
  nonsensitive: unmarked,
  plantimestamp: atApply,
  rsadecrypt: atApply,
  sensitive: unmarked,
  timestamp: atApply,
  tobool: toBooleanOf,
  tolist: toListOf,
  tomap: toMapOf,
  tonumber: toNumberOf,
  toset: toSetOf,
  tostring: toTextOf,
  type: atApply,
  uuid: atApply,
  uuidv5: atApply,
};
