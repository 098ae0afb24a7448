import { referencesIn } from "./render-json";
import type { Symbolic } from "./symbolic";
import { unknown, type Unknown } from "./unknown";

/** An Unknown that depends on everything which the value refers to. */
export function asUnknown(value: Symbolic, detail?: string): Unknown {
  if (value.kind === "unknown") return value;
  return unknown("computed-at-apply", detail, [...new Set(referencesIn(value))], value.at);
}
