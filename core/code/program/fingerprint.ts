import { unknown } from "../../values";
import { valueKey } from "../reading";
import { choose } from "./store";
import { alternativesOf, data, type ProgramValue } from "./values";

let last = 0;
const identities = new WeakMap<object, number>();

function identityOf(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  last += 1;
  identities.set(value, last);
  return last;
}

/** Equal for arguments that are the same to the code that gets them. */
export function fingerprint(values: readonly (ProgramValue | undefined)[]): string {
  return values.map(keyOf).join(",");
}

function keyOf(value: ProgramValue | undefined): string {
  if (!value) return "-";
  switch (value.kind) {
    case "zero":
      return "0";
    case "choice":
      return `(${value.alternatives.map(keyOf).join("/")})`;
    case "data":
      return valueKey(value.value) + (value.type ? `:${value.type.kind === "local" ? identityOf(value.type.declaration) : value.type.kind}` : "");
    case "external":
    case "package":
      return value.path;
    case "native":
      return value.key ?? `n${identityOf(value)}`;
    case "function":
      return `f${identityOf(value.declaration)}.${value.frame ? identityOf(value.frame.scope) : ""}.${value.self ? keyOf(value.self) : ""}`;
    case "object":
      return `o${identityOf(value.slots)}`;
    case "list":
    case "map":
      return `c${identityOf(value.slots)}`;
    default:
      return `v${identityOf(value)}`;
  }
}

/** The arguments with plain data made unknown, for a function that is called with ever more values. */
export function generalised(values: readonly ProgramValue[], name: string): ProgramValue[] {
  return values.map((value) => choose(alternativesOf(value).map((one): ProgramValue => (one.kind === "data" ? { ...data(unknown("decided-at-run-time", `a value given to ${name}`)), ...(one.type ? { type: one.type } : {}) } : one))));
}
