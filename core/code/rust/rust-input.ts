import type { Machine } from "../program/machine";
import { alternativesOf, type MapValue, type ProgramValue } from "../program/values";

/** The hash map that a value is, or a new one. */
export function asMap(machine: Machine, value: ProgramValue | undefined): MapValue {
  const known = alternativesOf(value).find((one) => one.kind === "map");
  const made = machine.makeMap();
  if (known?.kind !== "map") return made;
  for (const [name, entry] of known.slots.map) machine.store.set(made.slots, name, entry);
  for (const [name, key] of known.keys) made.keys.set(name, key);
  const others = known.others.map.get("");
  if (others) machine.store.set(made.others, "", others);
  return made;
}
