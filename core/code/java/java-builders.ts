import { unknown } from "../../values";
import type { Machine } from "../program/machine";
import { toSymbolic } from "../program/to-symbolic";
import { alternativesOf, method, native, truth, zero, type Call, type NativeValue, type ObjectValue, type ProgramValue } from "../program/values";

const objects = new WeakMap<NativeValue, ObjectValue>();

/** What a builder has been told; `undefined` for what is no builder. */
export function builtSoFar(value: ProgramValue): ObjectValue | undefined {
  return value.kind === "native" ? objects.get(value) : undefined;
}

/**
 * A builder: each of its methods is a member of what it builds. A function that is given gets a builder for that member.
 * `finish` makes the built value of what was said.
 */
export function makeBuilder(machine: Machine, path: string, start: ObjectValue | undefined, finish: (object: ObjectValue, call: Call) => ProgramValue): NativeValue {
  const object = machine.makeObject({ kind: "external", path, args: [] });
  if (start) copyInto(machine, object, start);
  const builder: NativeValue = native(`${path.slice(path.lastIndexOf(".") + 1)} builder`, {
    symbolic: () => toSymbolic(object),
    member: (name) => {
      if (name === "build") return method(name, (call) => finish(copyOf(machine, object), call));
      if (name === "applyMutation") return method(name, (call) => (machine.call(call.args[0] ?? zero, { ...call, args: [builder] }), builder));
      if (name === "copy") return method(name, () => makeBuilder(machine, path, object, finish));
      return method(name, (call) => {
        setMember(machine, object, name, call);
        return builder;
      });
    },
  });
  objects.set(builder, object);
  return builder;
}

function setMember(machine: Machine, object: ObjectValue, name: string, call: Call): void {
  const values = call.args.map((value) => consumed(machine, name, value, call));
  const member = name.replace(/^(with|set)(?=[A-Z])/, "");
  if (/^add[A-Z]/.test(name)) {
    const before = object.slots.map.get(name);
    const items = before ? machine.elementsOf(before).items : [];
    machine.store.set(object.slots, name, machine.makeList([...items, values.length === 1 ? values[0]! : machine.makeList(values)]));
    return;
  }
  machine.store.set(object.slots, member, values.length === 0 ? truth(true) : values.length === 1 ? values[0]! : machine.makeList(values));
}

/** What a function leaves in the builder that it is given. */
export function consumed(machine: Machine, name: string, value: ProgramValue, call: Call): ProgramValue {
  if (!alternativesOf(value).some((one) => one.kind === "function")) return value;
  const inner = makeBuilder(machine, name, undefined, (built) => built);
  machine.call(value, { ...call, args: [inner] });
  return copyOf(machine, objects.get(inner)!);
}

export function copyOf(machine: Machine, object: ObjectValue): ObjectValue {
  const copy = machine.makeObject(object.type);
  copyInto(machine, copy, object);
  return copy;
}

export function copyInto(machine: Machine, copy: ObjectValue, object: ObjectValue): void {
  for (const [name, value] of object.slots.map) machine.store.set(copy.slots, name, value);
}

/** The request that a call is given: built, in a builder, or by a function that fills one. */
export function requestOf(machine: Machine, value: ProgramValue | undefined, call: Call): ProgramValue | undefined {
  if (!value || value.kind === "zero") return undefined;
  const [one] = alternativesOf(value);
  if (one?.kind === "function") return consumed(machine, "request", value, call);
  const building = one && builtSoFar(one);
  return building ?? value;
}

/** A member of a request, whatever case it is written in. */
export function memberNamed(object: ProgramValue | undefined, name: string): ProgramValue | undefined {
  for (const one of alternativesOf(object)) {
    if (one.kind !== "object") continue;
    for (const [key, value] of one.slots.map) if (key.toLowerCase() === name.toLowerCase()) return value;
  }
  return undefined;
}

/** A request that was lost from sight. */
export function lostRequest(machine: Machine): ObjectValue {
  return machine.makeObject(undefined, unknown("unreadable", "the request of the call"));
}

