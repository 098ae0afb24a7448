import { ancestryOf } from "../program/declarations";
import type { Machine } from "../program/machine";
import type { ProgramValue, Type } from "../program/values";

/** How well a value fits a type. */
export function likeness(machine: Machine, value: ProgramValue, type: Type): number {
  switch (value.kind) {
    case "object":
      if (value.type?.kind === "local" && type.kind === "local") return ancestryOf(machine, value.type.declaration).some((one) => one.declaration === type.declaration) ? 3 : -5;
      if (value.type?.kind === "external" && type.kind === "external") return value.type.path === type.path ? 3 : 0;
      return type.kind === "plain" || type.kind === "list" || type.kind === "map" ? -5 : 0;
    case "list":
    case "map":
      return type.kind === value.kind ? 3 : type.kind === "plain" ? -5 : 0;
    case "data":
      if (value.value.kind === "string") return type.kind === "plain" ? (type.name === "string" ? 3 : -3) : -4;
      if (value.value.kind === "number") return type.kind === "plain" ? (type.name === "string" ? -3 : 2) : -3;
      if (value.value.kind === "boolean") return type.kind === "plain" && /bool/i.test(type.name) ? 3 : -3;
      return value.type && value.type.kind === type.kind ? (value.type.kind === "external" && type.kind === "external" ? (value.type.path === type.path ? 3 : -1) : 1) : 0;
    case "function":
      return type.kind === "function" ? 3 : type.kind === "plain" ? -5 : 0;
    case "native":
      return type.kind === "external" ? 1 : type.kind === "local" && type.declaration.kind === "interface" ? 0 : -3;
    default:
      return 0;
  }
}
