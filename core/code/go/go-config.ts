import type { SymbolicString, Unknown } from "../../values";
import type { Machine } from "../program/machine";
import { givesOtherIdentity, shownText, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, native, type Call, type NativeValue, type ObjectValue, type ProgramValue } from "../program/values";

const OTHER = "credentials of another role";

/** Credentials that are not those of the execution role. */
export function otherCredentials(): NativeValue {
  return native(OTHER, { key: OTHER });
}

/** Whether the value holds credentials of another role, and only those. */
export function isOtherIdentity(value: ProgramValue | undefined): boolean {
  const given = alternativesOf(value);
  return given.length > 0 && given.every((one) => (one.kind === "native" && one.key === OTHER) || (one.kind === "data" && one.answer !== undefined && givesOtherIdentity(one.answer.service, one.answer.operation)));
}

/** Fields of a configuration, session or set of options that clients are made with. */
const fields = ["Region", "Credentials", "BaseEndpoint", "Endpoint"] as const;

/** A configuration with the fields of those that are given, the later ones first. */
export function mergeConfigs(machine: Machine, path: string, values: readonly ProgramValue[]): ObjectValue {
  const merged = machine.makeObject({ kind: "external", path, args: [] });
  for (const value of values.flatMap(alternativesOf)) {
    if (value.kind !== "object") continue;
    for (const name of fields) {
      const held = value.slots.map.get(name);
      if (held && held.kind !== "zero") machine.store.set(merged.slots, name, held);
    }
    const inner = value.slots.map.get("Config");
    if (inner) for (const one of alternativesOf(mergeConfigs(machine, path, [inner]))) if (one.kind === "object") for (const [name, held] of one.slots.map) machine.store.set(merged.slots, name, held);
  }
  return merged;
}

/** What a client is made with, by its configuration and the functions that change its options. */
export function settingsOf(machine: Machine, service: string, call: Call, from: number): ClientSettings {
  const configs = call.args.filter((one) => alternativesOf(one).some((value) => value.kind === "object"));
  const options = mergeConfigs(machine, "options", configs);
  for (const change of call.args.slice(from)) {
    if (alternativesOf(change).some((one) => one.kind === "function")) machine.call(change, { ...call, args: [options] });
  }
  return settingsFrom(service, options);
}

export function settingsFrom(service: string, options: ObjectValue): ClientSettings {
  const read = (name: string): ProgramValue | undefined => options.slots.map.get(name);
  const region: SymbolicString | Unknown | undefined = shownText(read("Region"));
  const endpoint = shownText(read("BaseEndpoint") ?? read("Endpoint"));
  return { service, isOtherIdentity: isOtherIdentity(read("Credentials")), ...(region ? { region } : {}), ...(endpoint ? { endpoint } : {}) };
}
