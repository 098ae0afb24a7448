import { unknown } from "../../values";
import { append } from "../program/containers";
import type { Machine } from "../program/machine";
import { alternativesOf, atRunTime, method, native, zero, type Call, type ProgramValue } from "../program/values";

const builtinTypes = new Set("string bool byte rune error any int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128 comparable".split(" "));

export function isBuiltinType(name: string): boolean {
  return builtinTypes.has(name);
}

/** Functions and types that need no import. Source: https://pkg.go.dev/builtin */
export function builtin(machine: Machine, name: string): ProgramValue | undefined {
  if (builtinTypes.has(name)) return native(name, { call: ({ args }) => args[0] ?? zero });
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return known && method(name, (call) => known(machine, call));
}

const functions: Readonly<Record<string, (machine: Machine, call: Call) => ProgramValue>> = {
  append: (machine, { args: [list, ...values] }) => {
    const before = machine.elementsOf(list ?? zero);
    const of = alternativesOf(list)[0];
    const made = machine.makeList(before.items, before.rest, of?.kind === "list" ? of.of : undefined);
    append(machine.store, made, values);
    return made;
  },
  make: (machine, { args: [type] }) => {
    if (type?.kind !== "type") return atRunTime("a new value");
    if (type.type.kind === "map") return machine.makeMap(type.type.of);
    if (type.type.kind !== "list") return atRunTime("a new value");
    return machine.makeList([], type.type.isStream ? machine.opaque(type.type.of, unknown("decided-at-run-time", "a message of a channel")) : undefined, type.type.of);
  },
  new: (machine, { args: [type], at, code, frame }) => {
    if (type?.kind === "external") return machine.language.constructExternal(machine, type.path, { args: [], at, code, frame }, new Map());
    if (type?.kind !== "type") return type ?? zero;
    if (type.type.kind === "external") return machine.language.constructExternal(machine, type.type.path, { args: [], at, code, frame }, new Map());
    return type.type.kind === "local" ? machine.makeObject(type.type) : zero;
  },
  len: () => atRunTime("a length"),
  cap: () => atRunTime("a capacity"),
  copy: (machine, { args: [to, from] }) => {
    for (const one of alternativesOf(to)) if (one.kind === "list" && from) append(machine.store, one, machine.elementsOf(from).items);
    return atRunTime("a count");
  },
  "(send)": (machine, { args: [channel, value] }) => {
    for (const one of alternativesOf(channel)) if (one.kind === "list" && value) append(machine.store, one, [value]);
    return zero;
  },
  "(slice)": (machine, { args: [whole] }) => {
    const [only] = alternativesOf(whole);
    if (only?.kind !== "list") return atRunTime("a part of a text");
    const { items, rest } = machine.elementsOf(only);
    const all = [...items, ...(rest ? [rest] : [])];
    return machine.makeList([], all.length > 0 ? { kind: "choice", alternatives: all } : undefined, only.of);
  },
  delete: () => zero,
  clear: () => zero,
  close: () => zero,
  panic: () => zero,
  recover: () => atRunTime("a panic"),
  print: () => zero,
  println: () => zero,
  min: () => atRunTime("the least"),
  max: () => atRunTime("the greatest"),
};
